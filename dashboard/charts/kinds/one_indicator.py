"""Charts of one indicator: what an objective's and an indicator's have in common."""

from dataclasses import dataclass

from dashboard.charts.bodies.ladder import Axis, Step, ladder_body
from dashboard.charts.bodies.statement import statement
from dashboard.charts.kinds.model import Body, Cell, Chart, Column, Shown, Table
from dashboard.charts.kinds.words import (
    alt_text,
    badge,
    finding,
    partners_words,
    said_in_full,
    stamp,
    verdicts_words,
)
from dashboard.charts.render.trend import trend_body
from dashboard.components.verdict.milestone_ladder import axis_of
from dashboard.components.verdict.quantity import amount
from dashboard.components.verdict.standing import standing_text
from dashboard.components.verdict.step_words import due_words, result_words
from dashboard.components.verdict.trend_panels import trend_panels
from dashboard.reader.context import RequestContext
from data.progress.model import Reason
from data.progress.status_words import reason_word
from data.questions.answers import IndicatorProgress


@dataclass(frozen=True, slots=True)
class Subject:
    """What a chart of one indicator is about; `code` is the objective's, "" where it has none."""

    kind: str
    id: str
    code: str
    name: str


def indicator_chart(
    ctx: RequestContext, subject: Subject, progress: IndicatorProgress, part: str = ""
) -> Chart:
    """A trend, or milestones; `part` says what the reader's filters add to it."""
    code, name = subject.code, subject.name
    t, horizon = ctx.t, ctx.view.horizon
    badges = [badge(t, verdict) for verdict in progress.verdicts.values()]
    badges.sort(key=lambda each: each.horizon != horizon)
    said = finding(ctx, progress, horizon) if horizon in progress.verdicts else ""
    title = f"{code} {name}".strip()
    note = partners_words(t, progress.coverage)
    verdicts = verdicts_words(t, badges)
    standing = standing_text(ctx, progress, horizon) if progress.verdicts else ""
    both = t.gettext("{standing}; {verdicts}", standing=standing, verdicts=verdicts)
    sayings = [both, verdicts] if standing and verdicts else [said or name]
    caption = trend_panels(ctx, progress, horizon)[0].caption
    return Chart(
        kind=subject.kind,
        id=subject.id,
        lang=t.lang,
        code=code,
        name=name,
        finding=" ".join(filter(None, (said, part))),
        alt=alt_text(t, title, sayings, ctx.as_of, progress.sample),
        description=said_in_full(t, title, (said, part, caption, f"{note}."), progress.sample),
        badges=badges,
        body=_body(ctx, progress),
        table=_table(ctx, progress),
        note=note,
        stamp=stamp(ctx, progress.sample),
        page=ctx.view.href(f"/objective/{code}") if code else ctx.view.href("/"),
        shown=[Shown(subject.id, each.horizon, each.status) for each in badges],
    )


def _body(ctx: RequestContext, progress: IndicatorProgress) -> Body:
    t, horizon = ctx.t, ctx.view.horizon
    if progress.indicator.traits.has_steps and progress.verdicts:
        return _ladder(ctx, progress)
    panel = trend_panels(ctx, progress, horizon)[0]
    if panel.figure is None:
        verdict = progress.verdicts.get(horizon)
        reason = verdict.reason if verdict else None
        return statement(reason_word(t, reason) if reason else t.gettext("No measures yet."))
    return trend_body(panel.figure)


def _ladder(ctx: RequestContext, progress: IndicatorProgress) -> Body:
    t = ctx.t
    last = progress.verdicts[max(progress.verdicts)]
    if not last.components.steps:
        return statement(reason_word(t, last.reason or Reason.NO_MEASURES))
    first, final = axis_of(last, ctx.as_of)
    every = max(1, (final.year - first.year) // 4)
    years = range(first.year, final.year + 1, every)
    axis = Axis(first, final, years, ctx.as_of, t.gettext("today"))
    steps = [
        Step(
            progress.indicator.steps[step.number].name.text(t.lang),
            step.due if step.number else None,
            step.reached if step.number else step.due,
            result_words(t, step),
            due_words(t, step),
        )
        for step in last.components.steps
    ]
    return ladder_body(steps, axis, progress.verdicts[ctx.view.horizon].status)


def _table(ctx: RequestContext, progress: IndicatorProgress) -> Table:
    t, plan = ctx.t, ctx.plan
    indicator = progress.indicator
    columns = [
        Column("indicator", t.gettext("Indicator")),
        Column("period_end", t.gettext("Period ending")),
        Column("value", t.gettext("Total")),
        Column("unit", t.gettext("Unit")),
        Column("denominator", t.gettext("Of")),
        Column("complete", t.gettext("Complete")),
    ]
    unit = plan.unit(indicator.unit).name.text(t.lang)
    name = indicator.name.text(t.lang)
    rows: list[list[Cell]] = []
    shown = []
    for point in reversed(progress.set_points.get(ctx.view.horizon, progress.points)):
        rows.append(
            [
                indicator.id,
                point.period_end,
                point.value,
                indicator.unit,
                point.denominator,
                point.complete,
            ]
        )
        shown.append(
            [
                name,
                t.short_date(point.period_end),
                amount(ctx, indicator, point.value),
                unit,
                "" if point.denominator is None else t.number(point.denominator),
                t.gettext("yes") if point.complete else t.gettext("running year, not judged"),
            ]
        )
    return Table(name, columns, rows, shown)
