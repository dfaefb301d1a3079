"""The map of a ctx as SVG, with its title and its sentence: for pages, images and embeds."""

from dataclasses import dataclass

from dashboard.figures import map_items, world_map
from dashboard.reader.context import RequestContext
from data.questions.answers import Dimension
from data.reference.places import load_places, place


@dataclass(frozen=True, slots=True)
class Drawn:
    """One map; `key` says what each kind of country means."""

    title: str
    sentence: str
    svg: str
    key: map_items.Key


def countries_drawn(ctx: RequestContext, within: str | None) -> Drawn:
    """Which countries reported, of the world or of one region; KeyError for another place."""
    t, view, names = ctx.t, ctx.view, ctx.names
    regions = [known.code for known in load_places() if known.kind == "region"]
    if within is not None and within not in regions:
        raise KeyError(within)
    asked = [within] if within else regions
    reports = [r for region in asked for r in ctx.snapshot.places(ctx.as_of, region)]
    countries = map_items.reporting_countries(view, t, reports, names, within)
    title = t.gettext("Countries that have reported")
    if within:
        title = f"{place(within).name(t.lang)} – {title}"
    sentence = map_items.reporting_sentence(t, countries)
    svg = world_map.country_map(countries, title, sentence, within)
    return Drawn(title, sentence, svg, map_items.reporting_key(t, within))


def regions_drawn(ctx: RequestContext) -> Drawn:
    """A circle a region."""
    t = ctx.t
    recent = ctx.overview().regions
    regions = map_items.circled_regions(ctx.view, t, recent, ctx.names)
    title, sentence = t.gettext("Contributions by region"), map_items.regions_sentence(t, regions)
    return Drawn(title, sentence, world_map.region_map(regions, title, sentence), [])


def objective_drawn(ctx: RequestContext, code: str) -> Drawn:
    """Who has what an objective asks of countries; KeyError where it asks none."""
    t, view, snapshot = ctx.t, ctx.view, ctx.snapshot
    found = ctx.objective(code)
    codes = map_items.asked_of(snapshot.plan, found.headline)
    if not codes:
        raise KeyError(code)
    headline = found.headline.indicator.id
    told = map_items.told_of(snapshot.contributions(headline, Dimension.PLACE, ctx.as_of))
    countries = map_items.answering_countries(view, t, codes, told, ctx.names)
    title = " – ".join([code, t.gettext("Who has it, who is missing")])
    sentence = map_items.answering_sentence(t, countries)
    return Drawn(
        title,
        sentence,
        world_map.country_map(countries, title, sentence),
        map_items.answering_key(t),
    )
