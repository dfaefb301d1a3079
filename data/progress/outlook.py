"""What is computed beside a verdict: where the measures lead, and the alternative method's class.

Neither ever changes the verdict.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from data.plan.model import Indicator
from data.progress.alternative import CLASS_STATUS, cagr
from data.progress.alternative_model import Alternative
from data.progress.dates import day_of, decimal_year
from data.progress.linear import status_of
from data.progress.model import Components, Divergence, Reason, Status, Verdict
from data.progress.projection import MOST, projection
from data.progress.scale import ALL_IN_PERCENT

FARTHEST_YEARS = 100  # a crossing later than this after the target says "never", not a year

Dated = Sequence[tuple[date, float]]


def with_outlook(verdict: Verdict, indicator: Indicator, values: Dated, base_year: int) -> Verdict:
    """The verdict with its projection and alternative.

    `values` are the observed ones of ended periods on the judged scale, in time order; `base_year`
    stands in where the indicator has no baseline.
    """
    if verdict.reason is Reason.DEFINITION_MISMATCH or not values:
        return verdict
    projected = _projected(verdict, indicator, values)
    return _compared(
        replace(projected, alternative=_alternative(verdict, indicator, values, base_year))
    )


def _projected(verdict: Verdict, indicator: Indicator, values: Dated) -> Verdict:
    parts = verdict.components
    if parts.target is None or parts.target_date is None:
        return verdict
    due = decimal_year(parts.target_date)
    line = projection([(decimal_year(day), value) for day, value in values], parts.target, due)
    if line is None:
        return verdict
    crosses = line.crosses_at if verdict.status is not Status.ACHIEVED else None
    if crosses is not None and crosses > due + FARTHEST_YEARS:
        crosses = None
    return replace(
        verdict,
        projected=_possible(line.value, indicator, parts),
        projected_year=day_of(crosses).year if crosses is not None else None,
        trend=tuple(values[-MOST:]),
    )


def _possible(value: float, indicator: Indicator, parts: Components) -> float:
    """A share is of at least nothing and at most of all, whatever a line says."""
    if not parts.as_share and not indicator.traits.is_share:
        return value
    return min(max(value, 0.0), 1.0 if parts.as_share else ALL_IN_PERCENT)


def _alternative(
    verdict: Verdict, indicator: Indicator, values: Dated, base_year: int
) -> Alternative:
    """The class by compound growth of a value a calendar year, the newest of each."""
    parts = verdict.components
    series = {day.year: value for day, value in values}
    baseline, since = parts.baseline, parts.baseline_date
    if verdict.reason is Reason.NO_PUBLISHED_TARGET:
        baseline, since = indicator.baseline.value, indicator.baseline.date
    if since is not None:
        base_year = since.year
        if baseline is not None:
            series[base_year] = baseline
    due = parts.target_date.year if parts.target_date else None
    return cagr(series, base_year, indicator.direction, parts.target, due)


def _compared(verdict: Verdict) -> Verdict:
    """Marked where the alternative gives another class, and why."""
    if verdict.alternative is None or verdict.status is Status.NOT_ASSESSABLE:
        return verdict
    other = CLASS_STATUS[verdict.alternative.label]
    if other is None or other is verdict.status:
        return verdict
    return replace(verdict, divergence=_divergence(verdict, verdict.alternative, other))


def _divergence(verdict: Verdict, alternative: Alternative, other: Status) -> Divergence:
    if alternative.replaced_zero:
        return Divergence.ZERO_REPLACED
    in_years = _ratio_in_whole_years(verdict.components)
    if in_years is not None and status_of(in_years) is other:
        return Divergence.WHOLE_YEARS
    return Divergence.COMPOUND_PATH


def _ratio_in_whole_years(parts: Components) -> float | None:
    """The straight line's ratio, with years counted whole as the alternative does."""
    if not (parts.done is not None and parts.baseline_date and parts.current_date):
        return None
    if parts.target_date is None:
        return None
    start = parts.baseline_date.year
    gone, all_years = parts.current_date.year - start, parts.target_date.year - start
    return parts.done * all_years / gone if gone > 0 else None
