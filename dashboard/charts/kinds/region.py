"""How many measures each country of a region reported."""

from collections.abc import Sequence

from dashboard.charts.bodies.bars import Bar, bars_body
from dashboard.charts.bodies.statement import statement
from dashboard.charts.kinds.kind import ChartKind
from dashboard.charts.kinds.model import Chart
from dashboard.charts.kinds.places import Places, places_chart, region_codes
from dashboard.figures import map_items
from dashboard.reader.context import RequestContext
from data.questions.answers import PlaceReport

BARS = 8


def build(ctx: RequestContext, id: str) -> Chart:
    """How many measures each country of a region reported."""
    t, name = ctx.t, title(ctx, id)
    reports = sorted(ctx.snapshot.places(ctx.as_of, id), key=lambda r: -r.measures)
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
    return places_chart(ctx, Places("region", id, name, sentence, f"/region/{id}"), body, reports)


def title(ctx: RequestContext, id: str) -> str:
    """The region's name."""
    if id not in region_codes():
        raise KeyError(id)
    return ctx.names.place(id)


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


KIND = ChartKind("region", build, title, pages={"/region/{id}": ""})
