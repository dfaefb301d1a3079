"""Objectives side by side: verdicts, and the numbers they come from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dash import html

from dashboard.components.compare.table import NOTHING, Cell, Row
from dashboard.components.overview.bullet import bullet
from dashboard.components.verdict.judged_value import baseline_words, judged_value
from dashboard.components.verdict.quantity import step_reached
from dashboard.components.verdict.standing import standing
from dashboard.components.verdict.status_label import verdict_label
from dashboard.components.verdict.yearly_change import yearly_change
from dashboard.reader.context import RequestContext
from data.plan.model import Plan
from data.questions.answers import ObjectiveProgress
from data.text.i18n import MINUS


@dataclass(frozen=True, slots=True)
class Shown:
    """An objective as known on a day, with the plan of that day."""

    objective: ObjectiveProgress
    plan: Plan
    as_of: date


def objective_rows(ctx: RequestContext, shown: Sequence[Shown]) -> list[Row]:
    """A verdict a horizon, then what the view's horizon is judged from."""
    t, horizon = ctx.t, ctx.view.horizon
    sides = [(replace(ctx, plan=one.plan, as_of=one.as_of), one) for one in shown]

    def row(
        name: str, cell: Callable[[RequestContext, Shown, int], Cell], at: int = horizon
    ) -> Row:
        return Row(name, [cell(side, one, at) for side, one in sides])

    return [
        *(
            row(t.gettext("Verdict for {horizon}", horizon=h), _verdict, h)
            for h in ctx.plan.horizons
        ),
        row(t.gettext("Measured by"), _indicator),
        row(t.gettext("Against {horizon}", horizon=horizon), _value),
        row(t.gettext("Baseline"), _baseline),
        row(t.gettext("Target {horizon}", horizon=horizon), _target),
        row(t.gettext("Expected by then"), _expected),
        row(t.gettext("Pace so far, a year"), _pace),
        row(t.gettext("Pace needed, a year"), _needed),
        row(t.gettext("Partners, last 12 months"), _coverage),
        row(t.gettext("Newest report"), _newest),
    ]


def _verdict(ctx: RequestContext, one: Shown, horizon: int) -> Cell:
    verdict = one.objective.headline.verdicts.get(horizon)
    if verdict is None:  # an earlier plan may know other horizons
        return NOTHING
    return [verdict_label(ctx.t, verdict), bullet(ctx.t, one.objective.headline, horizon)]


def _indicator(ctx: RequestContext, one: Shown, _: int) -> Cell:
    return one.objective.headline.indicator.name.text(ctx.t.lang)


def _value(ctx: RequestContext, one: Shown, horizon: int) -> Cell:
    return standing(ctx, one.objective.headline, horizon)


def _baseline(ctx: RequestContext, one: Shown, horizon: int) -> Cell:
    progress = one.objective.headline
    verdict = progress.verdicts[horizon]
    if verdict.components.steps:
        return step_reached(ctx.t, progress.indicator, 0)
    words = baseline_words(ctx, progress.indicator, verdict)
    day = verdict.components.baseline_date
    if day is None or verdict.components.baseline is None:
        return words
    return ctx.t.gettext("{value} ({year})", value=words, year=day.year)


def _target(ctx: RequestContext, one: Shown, horizon: int) -> Cell:
    progress = one.objective.headline
    verdict, asked = progress.verdicts[horizon], progress.indicator.targets[horizon]
    if asked.step is not None:
        return step_reached(ctx.t, progress.indicator, asked.step)
    if verdict.components.target is not None:
        return judged_value(ctx, progress.indicator, verdict)(verdict.components.target)
    return ctx.t.gettext("not published") if asked.type == "none" else NOTHING


def _expected(ctx: RequestContext, one: Shown, horizon: int) -> Cell:
    progress = one.objective.headline
    verdict = progress.verdicts[horizon]
    expected = verdict.components.expected_now
    if expected is None or verdict.components.baseline is None or verdict.components.steps:
        return NOTHING
    return judged_value(ctx, progress.indicator, verdict)(expected)


def _pace(ctx: RequestContext, one: Shown, horizon: int) -> Cell:
    return _yearly(ctx, one, horizon, one.objective.headline.verdicts[horizon].pace)


def _needed(ctx: RequestContext, one: Shown, horizon: int) -> Cell:
    return _yearly(ctx, one, horizon, one.objective.headline.verdicts[horizon].pace_needed)


def _yearly(ctx: RequestContext, one: Shown, horizon: int, change: float | None) -> Cell:
    progress = one.objective.headline
    if change is None:
        return NOTHING
    words = yearly_change(ctx, progress.indicator, progress.verdicts[horizon], change)
    return MINUS + words if change < 0 else words


def _coverage(ctx: RequestContext, one: Shown, _: int) -> Cell:
    coverage = one.objective.headline.coverage
    if not coverage.expected:
        return ctx.t.number(coverage.reporting)
    return ctx.t.gettext(
        "{reporting} of {expected}",
        reporting=ctx.t.number(coverage.reporting),
        expected=ctx.t.number(coverage.expected),
    )


def _newest(ctx: RequestContext, one: Shown, _: int) -> Cell:
    recorded = one.objective.headline.recorded_at
    if recorded is None:
        return ctx.t.gettext("no measures yet")
    return html.Span(ctx.t.short_date(recorded.date()), className="nowrap")
