"""One verdict: an indicator, a horizon, what was observed and the day it is judged as of.

The order of judgement is the domain's: no published target, no measures, achieved, baseline not
established, the ratio. Status comes from unrounded numbers.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from data.plan.model import Indicator, PlaceSet, Target
from data.progress.growth import amounts, judge_growth
from data.progress.measured import judge_measured
from data.progress.milestones import judge_steps
from data.progress.model import Mark, Point, Reason, Status, Verdict
from data.progress.multiples import judge_multiple
from data.progress.outlook import with_outlook
from data.progress.scale import Scale, outline, scale_of, with_current

METHOD_VERSION = "1.1"


def judge(
    indicator: Indicator,
    horizon: int,
    points: tuple[Point, ...] | None,
    sets: Mapping[str, PlaceSet],
    as_of: date,
    start: date,
) -> Verdict:
    """Judge one indicator for one horizon.

    `points` are the totals on the horizon's own set, in time order; None where it asks for all
    places of a set whose members are not known, so that the totals cannot be restricted to it.
    `start` dates the plan's baseline year (for milestones).
    """
    known = tuple(p for p in points or () if p.period_end <= as_of or not p.complete)
    scale = scale_of(indicator, horizon, sets)
    measured = _Measured(indicator, horizon, scale, None if points is None else known)
    values = tuple(measured.values())
    return with_outlook(measured.verdict(as_of, start), indicator, values, start.year)


@dataclass(frozen=True)
class _Measured:
    """What was observed for one horizon, beside the scale it is judged on."""

    indicator: Indicator
    horizon: int
    scale: Scale | None
    points: tuple[Point, ...] | None

    def verdict(self, as_of: date, start: date) -> Verdict:
        """The verdict, in the domain's order of judgement."""
        indicator, horizon, points = self.indicator, self.horizon, self.points or ()
        if self.scale is None:
            return Verdict(horizon, Status.NOT_ASSESSABLE, Reason.NO_PUBLISHED_TARGET)
        if mismatch := self._mismatch(self.scale):
            return mismatch
        if indicator.traits.has_steps:
            return judge_steps(indicator, horizon, points, as_of, start)
        if indicator.targets[horizon].type == "multiple":
            return self._multiple(as_of)
        if indicator.traits.is_growth:
            return judge_growth(indicator, horizon, points, as_of)
        return _judge_on_scale(indicator, horizon, points, self.scale, as_of)

    def _mismatch(self, scale: Scale) -> Verdict | None:
        """Why target and measures cannot be compared, if they cannot."""
        indicator, horizon = self.indicator, self.horizon
        target = indicator.targets[horizon]
        refused = Verdict(horizon, Status.NOT_ASSESSABLE, Reason.DEFINITION_MISMATCH)
        if not _fits(indicator, target):
            return refused
        if self.points is None and indicator.traits.counts_places and target.type == "all_of":
            marks = (Mark.SET_MEMBERS_NOT_PUBLISHED,)
            return replace(refused, marks=marks, components=outline(indicator, scale))
        return None

    def values(self) -> Iterator[tuple[date, float]]:
        """Values of ended periods on the judged scale; none for steps and rates of growth."""
        complete = tuple(point for point in self.points or () if point.complete)
        if self.indicator.traits.is_growth:
            if self.indicator.targets[self.horizon].type == "multiple":
                yield from sorted(amounts(complete).items())
        elif not self.indicator.traits.has_steps:
            for point in complete:
                value = self._on_scale(point)
                if value is not None:
                    yield point.period_end, value

    def _multiple(self, as_of: date) -> Verdict:
        verdict = judge_multiple(self.indicator, self.horizon, tuple(self.values()), as_of)
        if verdict.reason is Reason.NO_MEASURES and self.points:
            return replace(verdict, reason=Reason.TOO_EARLY)  # only a year that still runs
        return verdict

    def _on_scale(self, point: Point) -> float | None:
        if self.scale is None or self.scale.size_at is None:
            return point.value
        return self.scale.on(point.value, self.scale.size_at(point.period_end))


def _fits(indicator: Indicator, target: Target) -> bool:
    """Whether the target asks for what the indicator's kind yields; plan files may mix others."""
    kind, asks_step = indicator.traits, target.type == "milestone"
    if kind.has_steps or asks_step:
        return kind.has_steps and asks_step and (target.step or 0) < len(indicator.steps)
    if target.type == "growth":
        return kind.is_growth
    return not kind.is_growth or target.type != "all_of"


def _judge_on_scale(
    indicator: Indicator, horizon: int, points: tuple[Point, ...], scale: Scale, as_of: date
) -> Verdict:
    verdict = Verdict(horizon, Status.NOT_ASSESSABLE, components=outline(indicator, scale))
    complete = [point for point in points if point.complete]
    if not complete:
        return replace(verdict, reason=Reason.TOO_EARLY if points else Reason.NO_MEASURES)
    measured = replace(
        verdict,
        marks=_marks(indicator, horizon),
        components=with_current(verdict.components, complete[-1], scale, indicator),
    )
    return judge_measured(measured, indicator, as_of)


def _marks(indicator: Indicator, horizon: int) -> tuple[Mark, ...]:
    target, baseline = indicator.targets[horizon], indicator.baseline
    if target.type == "all_of" and baseline.of and baseline.of != target.set:
        return (Mark.BASELINE_OF_ANOTHER_SET,)
    return ()
