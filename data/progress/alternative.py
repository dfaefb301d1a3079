"""The alternative method: compound annual growth, observed against required.

Source: the Open SDG 2.4 progress methodology, published by Statistics Canada, as the project's
methods note states it ("Alternative"); the labels of Eurostat are of the same family. Formulas
there name base value v0 at y0, current value v at y, target T at tT, d = ±1 for the direction.
"""

from collections.abc import Iterable, Mapping
from statistics import fmean

from data.progress.alternative_model import Alternative, Direction, Eurostat, Progress
from data.progress.linear import meets
from data.progress.model import Status

IN_PLACE_OF_ZERO = 0.001
SUBSTANTIAL_RATIO, MODERATE_RATIO = 0.95, 0.60  # of the growth required by the target
SUBSTANTIAL_GROWTH, MODERATE_GROWTH = 0.015, 0.005  # a year, where there is no target
EUROSTAT_GROWTH = 0.01  # a year, where there is no target
SUBSTANTIAL_SCORE, MODERATE_SCORE, LIMITED_SCORE = 2.5, 0.0, -2.5
BEST, WORST = 5.0, -5.0
LIMIT_POWER = 4.44

CLASS_STATUS: dict[Progress, Status | None] = {
    Progress.TARGET_ACHIEVED: Status.ACHIEVED,
    Progress.SUBSTANTIAL: Status.ON_TRACK,
    Progress.MODERATE: Status.BEHIND,
    Progress.LIMITED: Status.FAR_BEHIND,
    Progress.DETERIORATION: Status.MOVING_AWAY,
    Progress.NOT_AVAILABLE: None,
}


def cagr(
    series: Mapping[int, float],
    base_year: int,
    direction: Direction,
    target: float | None = None,
    target_year: int | None = None,
    limit: float | None = None,
) -> Alternative:
    """Judge a series of one value a calendar year by its growth since the base year.

    A base year without a value is replaced by the first later one. A current value at the target
    or better is achieved, even where no ratio can be computed.
    """
    nothing = Alternative(direction, target=target, target_year=target_year, limit=limit)
    years = [year for year in series if year >= base_year]
    if not years:
        return nothing
    first, newest = min(years), max(years)
    start, now, goal = nonzero(series[first]), series[newest], _goal(target)
    sign = -1 if start < 0 else 1
    observed = yearly_growth(start, now, newest - first)
    growth = None if observed is None else sign * (1 if direction == "up" else -1) * observed
    if goal is None:
        ratio, part = growth, _limit_part(start, limit)
        label, score = _growth_label(ratio, part), _growth_score(ratio, part)
    else:
        ratio = _ratio(growth, start, goal, None if target_year is None else target_year - first)
        label, score = _ratio_label(ratio), _ratio_score(ratio)
        if meets(direction, now, goal):
            label, score = Progress.TARGET_ACHIEVED, BEST
    replaced = 0 in (series[first], target)
    return Alternative(
        direction=direction,
        label=label,
        ratio=ratio,
        score=score,
        eurostat=_eurostat(None if replaced else ratio, target),
        base_value=series[first],
        base_year=first,
        current_value=now,
        current_year=newest,
        target=target,
        target_year=target_year,
        limit=limit,
        sign=sign,
        replaced_zero=replaced,
    )


def combine(alternatives: Iterable[Alternative]) -> tuple[float | None, Progress]:
    """Mean score and class of an indicator of several series; those without a score add none.

    Achieved only if every series is.
    """
    every = tuple(alternatives)
    scores = [series.score for series in every if series.score is not None]
    if not scores:
        return None, Progress.NOT_AVAILABLE
    score = fmean(scores)
    if all(series.label is Progress.TARGET_ACHIEVED for series in every):
        return score, Progress.TARGET_ACHIEVED
    if score >= SUBSTANTIAL_SCORE:
        return score, Progress.SUBSTANTIAL
    if score >= MODERATE_SCORE:
        return score, Progress.MODERATE
    return score, Progress.LIMITED if score >= LIMITED_SCORE else Progress.DETERIORATION


def nonzero(value: float) -> float:
    """A value, or the method's number in place of zero."""
    return IN_PLACE_OF_ZERO if value == 0 else value


def _goal(target: float | None) -> float | None:
    return None if target is None else nonzero(target)


def yearly_growth(start: float, end: float, years: int) -> float | None:
    """(end / start)^(1/years) − 1; None across a change of sign or less than a year."""
    if years < 1 or end / start < 0:
        return None
    return float((end / start) ** (1 / years)) - 1


def _ratio(growth: float | None, start: float, goal: float, years: int | None) -> float | None:
    """R = growth ÷ |growth required|; None where none is required or none would do."""
    required = None if years is None else yearly_growth(start, goal, years)
    return growth / abs(required) if growth is not None and required else None


def _limit_part(start: float, limit: float | None) -> float:
    """C, the part of the growth thresholds asked for this near to a natural limit L."""
    base, bound = abs(start), abs(limit or 0)
    if base >= 2 * bound:
        return 1.0
    near = base if base <= bound else 2 * bound - base
    return float(1 - (near / bound) ** LIMIT_POWER)


def _label(x: float | None, substantial: float, moderate: float) -> Progress:
    if x is None:
        return Progress.NOT_AVAILABLE
    if x >= substantial:
        return Progress.SUBSTANTIAL
    if x >= moderate:
        return Progress.MODERATE
    return Progress.LIMITED if x >= 0 else Progress.DETERIORATION


def _ratio_label(ratio: float | None) -> Progress:
    return _label(ratio, SUBSTANTIAL_RATIO, MODERATE_RATIO)


def _growth_label(growth: float | None, part: float) -> Progress:
    return _label(growth, SUBSTANTIAL_GROWTH * part, MODERATE_GROWTH * part)


def _ratio_score(ratio: float | None) -> float | None:
    if ratio is None:
        return None
    if ratio >= MODERATE_RATIO:
        return min(7.1429 * ratio - 4.2857, BEST)
    return max(4.1667 * ratio - 2.5, WORST)


def _growth_score(growth: float | None, part: float) -> float | None:
    if growth is None:
        return None
    if growth < 0:
        return max(125 * growth - 2.5, WORST)
    if part == 0:
        return BEST
    if growth >= SUBSTANTIAL_GROWTH * part:
        return min(500 * growth / part - 5, BEST)
    if growth >= MODERATE_GROWTH * part:
        return 250 * growth / part - 1.25
    return 500 * growth / part - 2.5


def _eurostat(x: float | None, target: float | None) -> Eurostat:
    """The label of R, or of g where there is no target; never of a substituted number."""
    if x is None:
        return Eurostat.NOT_AVAILABLE
    high, middle, low = (
        (EUROSTAT_GROWTH, 0.0, -EUROSTAT_GROWTH)
        if target is None
        else (SUBSTANTIAL_RATIO, MODERATE_RATIO, 0.0)
    )
    if x >= high:
        return Eurostat.SIGNIFICANT
    if x >= middle:
        return Eurostat.MODERATE
    return Eurostat.INSUFFICIENT if x >= low else Eurostat.MOVEMENT_AWAY
