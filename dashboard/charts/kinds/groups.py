"""Charts of several objectives: a goal, a facility, all of them."""

from collections.abc import Sequence

from dashboard.charts.bodies.rows import Row, rows_body
from dashboard.charts.bodies.statement import statement
from dashboard.charts.bodies.tiles import Tile, tiles_body
from dashboard.charts.kinds.model import Body, Cell, Chart, Column, Kind, Shown, Table
from dashboard.charts.kinds.words import alt_text, partners_words, said_in_full, stamp
from dashboard.components.breakdown.filter_part import is_outside
from dashboard.components.overview.status_spread import clause, spread
from dashboard.components.overview.summary_sentences import headline, lede
from dashboard.components.verdict.standing import standing_text
from dashboard.figures.bullet_marks import bullet_marks
from dashboard.reader.context import RequestContext
from data.progress.model import Status
from data.progress.status_words import verdict_word
from data.questions.answers import ObjectiveProgress

ALL = "all"


def goal_chart(ctx: RequestContext, id: str) -> Chart:
    """The objectives of a goal."""
    goal = ctx.plan.goal(id)
    found = [o for o in ctx.overview().objectives if o.goal.code == id]
    name = goal.name.text(ctx.t.lang)
    return _group(ctx, "goal", id, goal.code, name, found, f"/goal/{id}")


def facility_chart(ctx: RequestContext, id: str) -> Chart:
    """The objectives a facility is home to."""
    facility = ctx.plan.facility(id)
    found = [o for o in ctx.overview().objectives if o.facility == facility]
    name = facility.name.text(ctx.t.lang)
    return _group(ctx, "facility", id, facility.number, name, found, f"/facility/{id}")


def scorecard_chart(ctx: RequestContext, id: str) -> Chart:
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
    sample = _is_sample(ordered)
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
        table=_table(ctx, ordered, name),
        note=note,
        stamp=stamp(ctx, sample),
        page=ctx.view.href("/"),
        shown=_shown(ordered, horizon),
    )


def _group(
    ctx: RequestContext,
    kind: Kind,
    id: str,
    code: str,
    name: str,
    found: Sequence[ObjectiveProgress],
    path: str,
) -> Chart:
    t, horizon = ctx.t, ctx.view.horizon
    sentence = spread(t, found, horizon)
    sample = _is_sample(found)
    title = f"{code} {name}"
    rows = [_row_words(ctx, o) for o in found]
    partners = max((o.headline.coverage.reporting for o in found), default=0)
    note = t.ngettext("up to {n} partner reporting", "up to {n} partners reporting", partners)
    return Chart(
        kind=kind,
        id=id,
        lang=t.lang,
        code=code,
        name=name,
        finding=sentence,
        alt=alt_text(t, title, [sentence], ctx.as_of, sample),
        description=said_in_full(t, title, (sentence, *rows), sample),
        badges=(),
        body=_rows(ctx, found, sentence),
        table=_table(ctx, found, title),
        note=note if found else "",
        stamp=stamp(ctx, sample),
        page=ctx.view.href(path),
        shown=_shown(found, horizon),
    )


def _row_words(ctx: RequestContext, o: ObjectiveProgress) -> str:
    t, horizon = ctx.t, ctx.view.horizon
    return t.gettext(
        "{title}: {said}.",
        title=f"{o.objective.code} {o.objective.label.text(t.lang)}",
        said=f"{_word(ctx, o)}, {standing_text(ctx, o.headline, horizon)}",
    )


def _rows(ctx: RequestContext, found: Sequence[ObjectiveProgress], sentence: str) -> Body:
    if not found:
        return statement(sentence)
    t, horizon = ctx.t, ctx.view.horizon
    return rows_body(
        [
            Row(
                o.objective.code,
                o.objective.label.text(t.lang),
                o.status(horizon),
                _word(ctx, o),
                standing_text(ctx, o.headline, horizon),
                bullet_marks(o.headline, horizon),
            )
            for o in found
        ]
    )


def _shown(found: Sequence[ObjectiveProgress], horizon: int) -> list[Shown]:
    return [Shown(o.objective.code, horizon, o.status(horizon)) for o in found]


def _is_sample(found: Sequence[ObjectiveProgress]) -> bool:
    return any(o.headline.sample for o in found)


def _word(ctx: RequestContext, objective: ObjectiveProgress) -> str:
    verdict = objective.headline.verdicts[ctx.view.horizon]
    return verdict_word(ctx.t, verdict.status, verdict.reason)


def _table(ctx: RequestContext, found: Sequence[ObjectiveProgress], caption: str) -> Table:
    t, plan, horizon = ctx.t, ctx.plan, ctx.view.horizon
    columns = [
        Column("objective", t.gettext("Objective")),
        Column("label", t.gettext("Name")),
        Column("horizon", t.gettext("Horizon")),
        Column("status", t.gettext("Verdict")),
        Column("reason", t.gettext("Reason")),
        Column("ratio", t.gettext("Ratio")),
        Column("value", t.gettext("Value")),
        Column("unit", t.gettext("Unit")),
        Column("period_end", t.gettext("Period ending")),
        Column("partners", t.gettext("Partners reporting")),
    ]
    rows: list[list[Cell]] = []
    shown = []
    for o in found:
        verdict, current = o.headline.verdicts[horizon], o.headline.current
        label = o.objective.label.text(t.lang)
        value = None if current is None else current.value
        day = None if current is None else current.period_end
        indicator = o.headline.indicator
        rows.append(
            [
                o.objective.code,
                label,
                horizon,
                verdict.status.value,
                verdict.reason.value if verdict.reason else None,
                verdict.ratio,
                value,
                indicator.unit,
                day,
                o.headline.contributors,
            ]
        )
        shown.append(
            [
                o.objective.code,
                label,
                str(horizon),
                _word(ctx, o),
                verdict_word(t, verdict.status, verdict.reason) if verdict.reason else "",
                "" if verdict.ratio is None else t.number(verdict.ratio, 2),
                standing_text(ctx, o.headline, horizon),
                plan.unit(indicator.unit).name.text(t.lang),
                t.short_date(day) if day else "",
                t.number(o.headline.contributors),
            ]
        )
    return Table(caption, columns, rows, shown)
