"""Charts of one objective or one indicator: its trend, or its milestones."""

from dashboard.charts.bodies.ladder import Axis, Step, ladder_body
from dashboard.charts.bodies.statement import statement
from dashboard.charts.kinds.model import Body, Cell, Chart, Column, Shown, Table
from dashboard.charts.kinds.request import Question
from dashboard.charts.kinds.words import (
    alt_text,
    badge,
    finding,
    partners_words,
    said_in_full,
    verdicts_words,
)
from dashboard.charts.render.trend import trend_body
from dashboard.components.breakdown.filter_part import is_filtered, part_words
from dashboard.components.verdict.milestone_ladder import axis_of
from dashboard.components.verdict.quantity import amount
from dashboard.components.verdict.standing import standing_text
from dashboard.components.verdict.step_words import due_words, result_words
from dashboard.components.verdict.trend_panels import trend_panels
from data.progress.model import Reason
from data.progress.status_words import reason_word
from data.questions.answers import IndicatorProgress


def objective_chart(question: Question, id: str) -> Chart:
    """The headline indicator of an objective, under the objective's name."""
    found = question.objective(id)
    known, t = found.objective, question.t
    part = ""
    if is_filtered(question.view):
        part = part_words(question.view, t, question.snapshot.plan, found, question.names)
    return _chart(
        question,
        found.headline,
        kind="objective",
        id=known.code,
        code=known.code,
        name=known.label.text(t.lang),
        part=part,
    )


def indicator_chart(question: Question, id: str) -> Chart:
    """One indicator under its own name."""
    progress = question.snapshot.indicator(id, question.as_of)
    name = progress.indicator.name.text(question.t.lang)
    code = progress.indicator.objective or ""
    return _chart(question, progress, kind="indicator", id=id, code=code, name=name)


def _chart(
    question: Question,
    progress: IndicatorProgress,
    *,
    kind: str,
    id: str,
    code: str,
    name: str,
    part: str = "",
) -> Chart:
    t, plan, horizon = question.t, question.snapshot.plan, question.view.horizon
    badges = [badge(t, verdict) for verdict in progress.verdicts.values()]
    badges.sort(key=lambda each: each.horizon != horizon)
    said = finding(t, plan, progress, horizon) if horizon in progress.verdicts else ""
    title = f"{code} {name}".strip()
    note = partners_words(t, progress.coverage)
    verdicts = verdicts_words(t, badges)
    standing = standing_text(t, plan, progress, horizon) if progress.verdicts else ""
    both = t.gettext("{standing}; {verdicts}", standing=standing, verdicts=verdicts)
    sayings = [both, verdicts] if standing and verdicts else [said or name]
    caption = trend_panels(t, plan, progress, horizon, question.as_of)[0].caption
    return Chart(
        kind="objective" if kind == "objective" else "indicator",
        id=id,
        lang=t.lang,
        code=code,
        name=name,
        finding=" ".join(filter(None, (said, part))),
        alt=alt_text(t, title, sayings, question.as_of, progress.sample),
        description=said_in_full(t, title, (said, part, caption, f"{note}."), progress.sample),
        badges=badges,
        body=_body(question, progress),
        table=_table(question, progress),
        note=note,
        stamp=question.stamp(progress.sample),
        page=question.view.href(f"/objective/{code}") if code else question.view.href("/"),
        shown=[Shown(id, each.horizon, each.status) for each in badges],
    )


def _body(question: Question, progress: IndicatorProgress) -> Body:
    t, horizon = question.t, question.view.horizon
    if progress.indicator.kind == "milestone" and progress.verdicts:
        return _ladder(question, progress)
    panel = trend_panels(t, question.snapshot.plan, progress, horizon, question.as_of)[0]
    if panel.figure is None:
        verdict = progress.verdicts.get(horizon)
        reason = verdict.reason if verdict else None
        return statement(reason_word(t, reason) if reason else t.gettext("No measures yet."))
    return trend_body(panel.figure)


def _ladder(question: Question, progress: IndicatorProgress) -> Body:
    t = question.t
    last = progress.verdicts[max(progress.verdicts)]
    if not last.components.steps:
        return statement(reason_word(t, last.reason or Reason.NO_MEASURES))
    first, final = axis_of(last, question.as_of)
    every = max(1, (final.year - first.year) // 4)
    years = range(first.year, final.year + 1, every)
    axis = Axis(first, final, years, question.as_of, t.gettext("today"))
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
    return ladder_body(steps, axis, progress.verdicts[question.view.horizon].status)


def _table(question: Question, progress: IndicatorProgress) -> Table:
    t, plan = question.t, question.snapshot.plan
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
    for point in reversed(progress.set_points.get(question.view.horizon, progress.points)):
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
                amount(t, plan, indicator, point.value),
                unit,
                "" if point.denominator is None else t.number(point.denominator),
                t.gettext("yes") if point.complete else t.gettext("running year, not judged"),
            ]
        )
    return Table(name, columns, rows, shown)
