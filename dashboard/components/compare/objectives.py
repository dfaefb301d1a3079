"""Objectives side by side: verdicts, and the numbers they come from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from dash import html

from dashboard.components.compare.table import NOTHING, Cell, Row
from dashboard.components.overview.bullet import bullet
from dashboard.components.verdict.judged_value import baseline_words, judged_value
from dashboard.components.verdict.quantity import step_reached
from dashboard.components.verdict.standing import standing
from dashboard.components.verdict.status_label import verdict_label
from dashboard.components.verdict.yearly_change import yearly_change
from data.plan.model import Plan
from data.questions.answers import ObjectiveProgress
from data.text.i18n import MINUS, Language


@dataclass(frozen=True, slots=True)
class Shown:
    """An objective as known on a day, with the plan of that day."""

    objective: ObjectiveProgress
    plan: Plan
    as_of: date


def objective_rows(
    t: Language, horizons: Sequence[int], horizon: int, shown: Sequence[Shown]
) -> list[Row]:
    """A verdict a horizon, then what `horizon` is judged from."""

    def row(name: str, cell: Callable[[Language, Shown, int], Cell], at: int = horizon) -> Row:
        return Row(name, [cell(t, one, at) for one in shown])

    return [
        *(row(t.gettext("Verdict for {horizon}", horizon=h), _verdict, h) for h in horizons),
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


def _verdict(t: Language, one: Shown, horizon: int) -> Cell:
    verdict = one.objective.headline.verdicts.get(horizon)
    if verdict is None:  # an earlier plan may know other horizons
        return NOTHING
    return [verdict_label(t, verdict), bullet(t, one.objective.headline, horizon)]


def _indicator(t: Language, one: Shown, _: int) -> Cell:
    return one.objective.headline.indicator.name.text(t.lang)


def _value(t: Language, one: Shown, horizon: int) -> Cell:
    return standing(t, one.plan, one.objective.headline, horizon)


def _baseline(t: Language, one: Shown, horizon: int) -> Cell:
    progress = one.objective.headline
    verdict = progress.verdicts[horizon]
    if verdict.components.steps:
        return step_reached(t, progress.indicator, 0)
    words = baseline_words(t, one.plan, progress.indicator, verdict)
    day = verdict.components.baseline_date
    if day is None or verdict.components.baseline is None:
        return words
    return t.gettext("{value} ({year})", value=words, year=day.year)


def _target(t: Language, one: Shown, horizon: int) -> Cell:
    progress = one.objective.headline
    verdict, asked = progress.verdicts[horizon], progress.indicator.targets[horizon]
    if asked.step is not None:
        return step_reached(t, progress.indicator, asked.step)
    if verdict.components.target is not None:
        return judged_value(t, one.plan, progress.indicator, verdict)(verdict.components.target)
    return t.gettext("not published") if asked.type == "none" else NOTHING


def _expected(t: Language, one: Shown, horizon: int) -> Cell:
    progress = one.objective.headline
    verdict = progress.verdicts[horizon]
    expected = verdict.components.expected_now
    if expected is None or verdict.components.baseline is None or verdict.components.steps:
        return NOTHING
    return judged_value(t, one.plan, progress.indicator, verdict)(expected)


def _pace(t: Language, one: Shown, horizon: int) -> Cell:
    return _yearly(t, one, horizon, one.objective.headline.verdicts[horizon].pace)


def _needed(t: Language, one: Shown, horizon: int) -> Cell:
    return _yearly(t, one, horizon, one.objective.headline.verdicts[horizon].pace_needed)


def _yearly(t: Language, one: Shown, horizon: int, change: float | None) -> Cell:
    progress = one.objective.headline
    if change is None:
        return NOTHING
    words = yearly_change(t, one.plan, progress.indicator, progress.verdicts[horizon], change)
    return MINUS + words if change < 0 else words


def _coverage(t: Language, one: Shown, _: int) -> Cell:
    coverage = one.objective.headline.coverage
    if not coverage.expected:
        return t.number(coverage.reporting)
    return t.gettext(
        "{reporting} of {expected}",
        reporting=t.number(coverage.reporting),
        expected=t.number(coverage.expected),
    )


def _newest(t: Language, one: Shown, _: int) -> Cell:
    recorded = one.objective.headline.recorded_at
    if recorded is None:
        return t.gettext("no measures yet")
    return html.Span(t.short_date(recorded.date()), className="nowrap")
