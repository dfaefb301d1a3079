"""The map of a question as SVG, with its title and its sentence: for pages, images and embeds."""

from dataclasses import dataclass

from dashboard.charts.kinds.request import Question
from dashboard.figures import map_items, world_map
from data.questions.answers import Dimension
from data.reference.places import load_places, place


@dataclass(frozen=True, slots=True)
class Drawn:
    """One map; `key` says what each kind of country means."""

    title: str
    sentence: str
    svg: str
    key: map_items.Key


def countries_drawn(question: Question, within: str | None) -> Drawn:
    """Which countries reported, of the world or of one region; KeyError for another place."""
    t, view, names = question.t, question.view, question.names
    regions = [known.code for known in load_places() if known.kind == "region"]
    if within is not None and within not in regions:
        raise KeyError(within)
    asked = [within] if within else regions
    reports = [r for region in asked for r in question.snapshot.places(question.as_of, region)]
    countries = map_items.reporting_countries(view, t, reports, names, within)
    title = t.gettext("Countries that have reported")
    if within:
        title = f"{place(within).name(t.lang)} – {title}"
    sentence = map_items.reporting_sentence(t, countries)
    svg = world_map.country_map(countries, title, sentence, within)
    return Drawn(title, sentence, svg, map_items.reporting_key(t, within))


def regions_drawn(question: Question) -> Drawn:
    """A circle a region."""
    t = question.t
    recent = question.overview.regions
    regions = map_items.circled_regions(question.view, t, recent, question.names)
    title, sentence = t.gettext("Contributions by region"), map_items.regions_sentence(t, regions)
    return Drawn(title, sentence, world_map.region_map(regions, title, sentence), [])


def objective_drawn(question: Question, code: str) -> Drawn:
    """Who has what an objective asks of countries; KeyError where it asks none."""
    t, view, snapshot = question.t, question.view, question.snapshot
    found = question.objective(code)
    codes = map_items.asked_of(snapshot.plan, found.headline)
    if not codes:
        raise KeyError(code)
    headline = found.headline.indicator.id
    told = map_items.told_of(snapshot.contributions(headline, Dimension.PLACE, question.as_of))
    countries = map_items.answering_countries(view, t, codes, told, question.names)
    title = " – ".join([code, t.gettext("Who has it, who is missing")])
    sentence = map_items.answering_sentence(t, countries)
    return Drawn(
        title,
        sentence,
        world_map.country_map(countries, title, sentence),
        map_items.answering_key(t),
    )
