"""Charts of several objectives in rows: what a goal's and a facility's have in common."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.charts.bodies.rows import Row, rows_body
from dashboard.charts.bodies.statement import statement
from dashboard.charts.kinds.model import Body, Cell, Chart, Column, Shown, Table
from dashboard.charts.kinds.words import alt_text, said_in_full, stamp
from dashboard.components.overview.status_spread import spread
from dashboard.components.verdict.standing import standing_text
from dashboard.figures.bullet_marks import bullet_marks
from dashboard.reader.context import RequestContext
from data.progress.status_words import verdict_word
from data.questions.answers import ObjectiveProgress


@dataclass(frozen=True, slots=True)
class Group:
    """Objectives under one name; `page` is where they are found."""

    kind: str
    id: str
    code: str
    name: str
    page: str


def group_chart(ctx: RequestContext, group: Group, found: Sequence[ObjectiveProgress]) -> Chart:
    """A row an objective."""
    t, horizon = ctx.t, ctx.view.horizon
    sentence, sample = spread(t, found, horizon), is_sample(found)
    title = f"{group.code} {group.name}"
    rows = [_row_words(ctx, o) for o in found]
    partners = max((o.headline.coverage.reporting for o in found), default=0)
    note = t.ngettext("up to {n} partner reporting", "up to {n} partners reporting", partners)
    return Chart(
        kind=group.kind,
        id=group.id,
        lang=t.lang,
        code=group.code,
        name=group.name,
        finding=sentence,
        alt=alt_text(t, title, [sentence], ctx.as_of, sample),
        description=said_in_full(t, title, (sentence, *rows), sample),
        badges=(),
        body=_rows(ctx, found, sentence),
        table=objectives_table(ctx, found, title),
        note=note if found else "",
        stamp=stamp(ctx, sample),
        page=ctx.view.href(group.page),
        shown=shown_verdicts(found, horizon),
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


def shown_verdicts(found: Sequence[ObjectiveProgress], horizon: int) -> list[Shown]:
    """The verdicts in a chart."""
    return [Shown(o.objective.code, horizon, o.status(horizon)) for o in found]


def is_sample(found: Sequence[ObjectiveProgress]) -> bool:
    """Whether any of them rests on sample data."""
    return any(o.headline.sample for o in found)


def _word(ctx: RequestContext, objective: ObjectiveProgress) -> str:
    verdict = objective.headline.verdicts[ctx.view.horizon]
    return verdict_word(ctx.t, verdict.status, verdict.reason)


def objectives_table(
    ctx: RequestContext, found: Sequence[ObjectiveProgress], caption: str
) -> Table:
    """A row an objective, as figures and as readers see them."""
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
