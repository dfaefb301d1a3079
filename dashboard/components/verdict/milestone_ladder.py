"""Milestones on a time line: upright bar for due, disc for reached, the delay between."""

from datetime import date

from dash import html
from dash.development.base_component import Component

from dashboard.components.verdict.step_words import delay_words, due_words, result_words
from dashboard.reader.context import RequestContext
from dashboard.theme import status_class
from data.progress.model import StepState, Verdict
from data.questions.answers import IndicatorProgress


def milestone_ladder(ctx: RequestContext, progress: IndicatorProgress) -> html.Div:
    """All steps up to the last horizon, on one axis that is cut before a far last step."""
    last = progress.verdicts[max(progress.verdicts)]
    axis = axis_of(last, ctx.as_of)
    head = [
        html.Div(ctx.t.gettext("Milestone"), className="h"),
        html.Div(_years(ctx, axis), className="h tl years"),
        html.Div(ctx.t.gettext("Result"), className="h"),
    ]
    rows = [cell for step in last.components.steps for cell in _row(ctx, progress, step, axis)]
    return html.Div([*head, *rows], className=f"lad {status_class(last.status)}")


Axis = tuple[date, date]


def axis_of(verdict: Verdict, as_of: date) -> Axis:
    """From the year before the first date to the year after today or the last near step."""
    days = [day for step in verdict.components.steps for day in (step.due, step.reached) if day]
    near = [day for day in days if day.year <= as_of.year + 5]
    first, final = min([*near, as_of]), max([*near, as_of])
    return date(first.year - 1, 1, 1), date(final.year + 1, 12, 31)


def _years(ctx: RequestContext, axis: Axis) -> list[Component]:
    step = max(1, (axis[1].year - axis[0].year) // 4)
    marks: list[Component] = []
    for year in range(axis[0].year, axis[1].year + 1, step):
        day = date(year, 1, 1)
        if abs((day - ctx.as_of).days) > 200 * step:
            marks.append(html.Em(str(year), style=_left(day, axis)))
    return [*marks, html.Em(ctx.t.gettext("today"), style=_left(ctx.as_of, axis), className="ink")]


def _row(
    ctx: RequestContext, progress: IndicatorProgress, step: StepState, axis: Axis
) -> list[html.Div]:
    t = ctx.t
    name = html.B(progress.indicator.steps[step.number].name.text(t.lang))
    return [
        html.Div([name, html.Small(due_words(t, step))]),
        html.Div(_line(step, axis, ctx.as_of), className="tl"),
        html.Div([html.B(result_words(t, step)), html.Small(delay_words(ctx, step))]),
    ]


def _line(step: StepState, axis: Axis, as_of: date) -> list[Component]:
    marks: list[Component] = [
        html.I(className="ln"),
        html.I(className="tdy", style=_left(as_of, axis)),
    ]
    if step.number == 0:
        begin = _left(step.due, axis) if step.due else {"left": "0"}
        return [*marks, html.I(className="hit start", style=begin)]
    if step.due and step.due > axis[1]:
        return [*marks, html.Em(f"// {step.due.year}", style={"left": "95%"})]
    if step.due and step.reached and step.reached > step.due:
        width = _share(step.reached, axis) - _share(step.due, axis)
        style = {**_left(step.due, axis), "width": f"{width:.1f}%"}
        marks.append(html.I(className="dl", style=style))
    if step.due:
        marks.append(html.I(className="due", style=_left(step.due, axis)))
    if step.reached:
        marks.append(html.I(className="hit", style=_left(step.reached, axis)))
    return marks


def _left(day: date, axis: Axis) -> dict[str, str]:
    return {"left": f"{_share(day, axis):.1f}%"}


def _share(day: date, axis: Axis) -> float:
    return 100 * (day - axis[0]).days / (axis[1] - axis[0]).days
