"""Charts of places: what a region reported, and the map."""

from collections.abc import Sequence
from dataclasses import replace

from dashboard.charts.bodies.bars import Bar, bars_body
from dashboard.charts.bodies.statement import statement
from dashboard.charts.bodies.world import world_body
from dashboard.charts.kinds.model import Body, Chart, Column, Kind, Table
from dashboard.charts.kinds.words import alt_text, said_in_full, stamp
from dashboard.charts.maps.drawings import Drawn, countries_drawn, objective_drawn, regions_drawn
from dashboard.components.places.world_map import boundaries
from dashboard.figures import map_items
from dashboard.reader.context import RequestContext
from data.questions.answers import PlaceReport
from data.reference.places import load_places

WORLD, REGIONS = "world", "regions"
BARS = 8


def region_chart(ctx: RequestContext, id: str) -> Chart:
    """How many measures each country of a region reported."""
    t, names = ctx.t, ctx.names
    if id not in _regions():
        raise KeyError(id)
    reports = sorted(ctx.snapshot.places(ctx.as_of, id), key=lambda r: -r.measures)
    name = names.place(id)
    silent = len(map_items.on_the_map(id)) - len(reports)
    measures = t.ngettext("{n} measure", "{n} measures", sum(r.measures for r in reports))
    sentence = t.ngettext(
        "{measures} from {n} country; {silent} have reported nothing.",
        "{measures} from {n} countries; {silent} have reported nothing.",
        len(reports),
        measures=measures,
        silent=t.number(max(0, silent)),
    )
    body = bars_body(_bars(ctx, reports)) if reports else statement(sentence)
    return _chart(ctx, "region", id, name, sentence, body, reports, f"/region/{id}")


def map_chart(ctx: RequestContext, id: str) -> Chart:
    """The world (`world`), its regions (`regions`), one region (`002`), or an objective (`A1`)."""
    drawn, path = _drawn(ctx, id)
    body = world_body(drawn.svg)
    regions = [id] if id in _regions() else _regions()
    reports = [r for code in regions for r in ctx.snapshot.places(ctx.as_of, code)]
    chart = _chart(ctx, "map", id, drawn.title, drawn.sentence, body, reports, path)
    return replace(chart, key=drawn.key, caveat=boundaries(ctx.t))


def _drawn(ctx: RequestContext, id: str) -> tuple[Drawn, str]:
    if id == WORLD:
        return countries_drawn(ctx, None), "/regions"
    if id == REGIONS:
        return regions_drawn(ctx), "/regions"
    if id in _regions():
        return countries_drawn(ctx, id), f"/region/{id}"
    return objective_drawn(ctx, id), f"/objective/{id}"


def _regions() -> list[str]:
    return [known.code for known in load_places() if known.kind == "region"]


def _bars(ctx: RequestContext, reports: Sequence[PlaceReport]) -> list[Bar]:
    t, names = ctx.t, ctx.names
    shown = reports if len(reports) <= BARS else reports[: BARS - 1]
    bars = [Bar(names.place(r.code), r.measures, t.number(r.measures)) for r in shown]
    rest = reports[len(shown) :]
    if rest:
        count = sum(r.measures for r in rest)
        name = t.ngettext("{n} other country", "{n} other countries", len(rest))
        bars.append(Bar(name, count, t.number(count)))
    return bars


def _chart(
    ctx: RequestContext,
    kind: Kind,
    id: str,
    name: str,
    sentence: str,
    body: Body,
    reports: Sequence[PlaceReport],
    path: str,
) -> Chart:
    t, sample = ctx.t, ctx.info.sample
    return Chart(
        kind=kind,
        id=id,
        lang=t.lang,
        code="",
        name=name,
        finding=sentence,
        alt=alt_text(t, name, [sentence], ctx.as_of, sample),
        description=said_in_full(t, name, (sentence,), sample),
        badges=(),
        body=body,
        table=_table(ctx, reports, name),
        note="",
        stamp=stamp(ctx, sample),
        page=ctx.view.href(path),
    )


def _table(ctx: RequestContext, reports: Sequence[PlaceReport], caption: str) -> Table:
    t, names = ctx.t, ctx.names
    columns = [
        Column("place", t.gettext("Code")),
        Column("name", t.gettext("Place")),
        Column("measures", t.gettext("Measures")),
        Column("partners", t.gettext("Partners")),
        Column("newest", t.gettext("Newest period")),
    ]
    rows = [[r.code, names.place(r.code), r.measures, r.partners, r.newest] for r in reports]
    shown = [
        [
            r.code,
            names.place(r.code),
            t.number(r.measures),
            t.number(r.partners),
            t.short_date(r.newest) if r.newest else "",
        ]
        for r in reports
    ]
    return Table(caption, columns, rows, shown)
