"""The scale a target is judged on: the indicator's unit, or a share when it asks for all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from data.plan.model import Indicator, PlaceSet
from data.progress.dates import year_end
from data.progress.model import Components, Point

ALL_IN_PERCENT = 100.0


@dataclass(frozen=True, slots=True)
class Scale:
    """Where a target lies, when it is due, and how counts become shares of 1.

    Sizes are those of the target's set on each day and of the set the baseline was counted on;
    both are None on the unit's own scale.
    """

    target: float
    due: date
    size_at: Callable[[date], int | None] | None = None
    baseline_size: int | None = None

    def on(self, count: float, size: float | None) -> float | None:
        """A count on this scale; None where it is a share of a set that had no known members."""
        if self.size_at is None:
            return count
        return count / size if size else None


def scale_of(indicator: Indicator, horizon: int, sets: Mapping[str, PlaceSet]) -> Scale | None:
    """The scale of a horizon's target; None where nothing that can be reached is published."""
    target, baseline = indicator.targets[horizon], indicator.baseline
    due = target.due or year_end(horizon)
    if target.type == "none":
        return None
    if target.type != "all_of":
        return Scale(target.value or 0.0, due)
    place_set = sets[target.set or ""]
    if not place_set.size_at(due):
        return None
    if indicator.traits.is_share:  # its points are percentages already
        return Scale(ALL_IN_PERCENT, due)
    counted_on = sets[baseline.of] if baseline.of else place_set
    size = counted_on.size_at(baseline.date) if baseline.date else None
    return Scale(1.0, due, place_set.size_at, size)


def outline(indicator: Indicator, scale: Scale) -> Components:
    """What is known before anything is measured: baseline and target."""
    baseline, size = indicator.baseline, scale.baseline_size
    parts = Components(
        as_share=scale.size_at is not None,
        target=scale.target,
        target_date=scale.due,
        target_size=scale.size_at(scale.due) if scale.size_at else None,
        baseline_date=baseline.date,
    )
    if baseline.low is not None and baseline.high is not None:
        return replace(
            parts,
            baseline=scale.on((baseline.low + baseline.high) / 2, size),
            baseline_low=scale.on(baseline.low, size),
            baseline_high=scale.on(baseline.high, size),
        )
    if baseline.value is not None:
        return replace(
            parts,
            baseline=scale.on(baseline.value, size),
            baseline_count=baseline.value,
            baseline_size=size,
        )
    return parts


def with_current(parts: Components, point: Point, scale: Scale, indicator: Indicator) -> Components:
    """The outline with the judged point on the target's scale, and the counts behind a share."""
    size = scale.size_at(point.period_end) if scale.size_at else point.denominator
    in_percent = indicator.traits.is_share and size is not None
    return replace(
        parts,
        current=scale.on(point.value, size),
        current_date=point.period_end,
        current_count=point.value * size / 100 if in_percent and size else point.value,
        current_size=size,
    )
