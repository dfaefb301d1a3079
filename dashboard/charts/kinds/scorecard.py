"""All objectives, the most advanced first."""

from dashboard.charts.bodies.tiles import Tile, tiles_body
from dashboard.charts.kinds.groups import is_sample, objectives_table, shown_verdicts
from dashboard.charts.kinds.kind import ChartKind
from dashboard.charts.kinds.model import Chart
from dashboard.charts.kinds.words import alt_text, partners_words, said_in_full, stamp
from dashboard.components.breakdown.filter_part import is_outside
from dashboard.components.overview.status_spread import clause
from dashboard.components.overview.summary_sentences import headline, lede
from dashboard.reader.context import RequestContext
from data.progress.model import Status

ALL = "all"


def build(ctx: RequestContext, id: str) -> Chart:
    """All objectives, the most advanced first."""
    if id != ALL:
        raise KeyError(id)
    t, horizon, overview = ctx.t, ctx.view.horizon, ctx.overview()
    by_status = overview.by_status(horizon)
    ordered = [objective for status in Status for objective in by_status[status]]
    key = [(s, clause(t, s, len(found))) for s, found in by_status.items() if found]
    name = t.gettext("Objectives for {horizon}", horizon=horizon)
    tiles = [Tile(o.objective.code, o.status(horizon), is_outside(ctx.view, o)) for o in ordered]
    sentence = headline(t, overview, horizon)
    note = partners_words(t, overview.coverage)
    counts = t.gettext("{statuses}.", statuses=t.join([words for _, words in key]))
    sample = is_sample(ordered)
    return Chart(
        kind="scorecard",
        id=ALL,
        lang=t.lang,
        code="",
        name=name,
        finding=sentence,
        alt=alt_text(t, name, [counts], ctx.as_of, sample),
        description=said_in_full(
            t, name, (sentence, counts, lede(t, overview, horizon), f"{note}."), sample
        ),
        badges=(),
        body=tiles_body(tiles, key),
        table=objectives_table(ctx, ordered, name),
        note=note,
        stamp=stamp(ctx, sample),
        page=ctx.view.href("/"),
        shown=shown_verdicts(ordered, horizon),
    )


def title(ctx: RequestContext, id: str) -> str:
    """What menus call it."""
    if id != ALL:
        raise KeyError(id)
    count = len(ctx.plan.objectives)
    return ctx.t.ngettext("Scorecard, {n} objective", "Scorecard, {n} objectives", count)


KIND = ChartKind("scorecard", build, title, pages={"/": ALL, "/objectives": ALL})
