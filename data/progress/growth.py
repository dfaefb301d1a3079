"""Yearly growth: observed against required."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

from data.plan.model import Indicator
from data.progress.dates import is_stale, year_end
from data.progress.linear import meets, status_of
from data.progress.model import Components, Point, Reason, Status, Verdict


def growth_points(amounts: tuple[Point, ...]) -> tuple[Point, ...]:
    """Growth in percent of each year whose year before is known and above zero.

    A point's `denominator` is the year before's amount, so amount = denominator·(1 + value/100).
    """
    return tuple(
        Point(
            now.period_end,
            100 * (now.value - before.value) / before.value,
            before.value,
            now.complete,
        )
        for before, now in pairwise(amounts)
        if now.period_end.year == before.period_end.year + 1 and before.value > 0
    )


def judge_growth(
    indicator: Indicator, horizon: int, points: tuple[Point, ...], as_of: date
) -> Verdict:
    """Judge observed against required growth.

    `points` are those of `growth_points`: the first needs two years, so one year alone has none.
    """
    target = indicator.targets[horizon]
    parts = Components(target_date=target.due or year_end(horizon))
    verdict = Verdict(horizon, Status.NOT_ASSESSABLE, components=parts)
    complete = tuple(point for point in points if point.complete)
    if not complete:
        return replace(verdict, reason=Reason.TOO_EARLY if points else Reason.NO_MEASURES)
    return _judge_rate(verdict, indicator, complete[-1], as_of)


def _judge_rate(verdict: Verdict, indicator: Indicator, current: Point, as_of: date) -> Verdict:
    """Observed ÷ required; where no growth at all would do, the maintain rule."""
    required = indicator.targets[verdict.horizon].value or 0.0
    direction = indicator.direction
    verdict = replace(
        verdict,
        components=replace(
            verdict.components,
            current=current.value,
            current_date=current.period_end,
            target=required,
            expected_now=required,
        ),
    )
    if is_stale(current.period_end, as_of):
        return replace(verdict, reason=Reason.STALE)
    reached = meets(direction, current.value, required)
    if meets(direction, 0.0, required):
        return replace(verdict, status=Status.ACHIEVED if reached else Status.MOVING_AWAY)
    ratio = current.value / required
    return replace(
        verdict,
        status=Status.ACHIEVED if reached else status_of(ratio),
        ratio=ratio,
        components=replace(verdict.components, done=ratio, elapsed=1.0),
    )


def amounts(points: tuple[Point, ...]) -> dict[date, float]:
    """Each year's amount by its last day: as reported, else from its growth."""
    reported = {
        year_end(point.period_end.year - 1): point.denominator
        for point in points
        if point.denominator is not None
    }
    computed = {
        point.period_end: (point.denominator or 0) * (1 + point.value / 100) for point in points
    }
    return computed | reported
