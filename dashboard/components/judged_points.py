"""The points a projection is drawn through, on the scale of the verdict."""

from datetime import date

from dashboard.components.judged_value import is_multiple
from data.answers import IndicatorProgress
from data.plan_models import Plan
from data.progress.growth import amounts
from data.progress.model import Point
from data.progress.projection import MOST


def judged_points(
    plan: Plan, progress: IndicatorProgress, horizon: int
) -> list[tuple[date, float]]:
    """The last ended periods, in time order; shares of 1 where a whole set is asked for."""
    verdict = progress.verdicts[horizon]
    complete = tuple(p for p in progress.set_points.get(horizon, ()) if p.complete)
    if is_multiple(progress.indicator, verdict):
        return sorted(amounts(complete).items())[-MOST:]
    if not verdict.components.as_share:
        return [(point.period_end, point.value) for point in complete][-MOST:]
    group = progress.indicator.targets[horizon].set or ""
    return list(_shares(plan, group, complete))[-MOST:]


def _shares(plan: Plan, group: str, points: tuple[Point, ...]) -> list[tuple[date, float]]:
    sizes = [(point, plan.place_set(group).size_at(point.period_end)) for point in points]
    return [(point.period_end, point.value / size) for point, size in sizes if size]
