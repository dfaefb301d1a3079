"""From totals to points and verdicts, for one day: where questions meet the methods."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from data.answers import Coverage, IndicatorProgress
from data.plan_models import Indicator, Plan
from data.progress.dates import year_end
from data.progress.growth import growth_points
from data.progress.judge import judge
from data.progress.model import Point, Reason, Verdict
from data.questions.totals import ALL, Observed, Reporting, Totals


@dataclass(frozen=True)
class Observations:
    """All totals and reporting counts of a snapshot as of one day."""

    plan: Plan
    totals: Totals
    reporting: Mapping[str, Reporting]
    as_of: date

    def progress(self, indicator: Indicator) -> IndicatorProgress:
        """An indicator's points, current value and verdicts."""
        everything = self._points(indicator, ALL) or ()
        by_horizon = {h: self._horizon_points(indicator, h) for h in indicator.targets}
        complete = [point for point in everything if point.complete]
        reported = self.reporting.get(indicator.id)
        return IndicatorProgress(
            indicator=indicator,
            points=everything,
            set_points={h: points or () for h, points in by_horizon.items()},
            current=complete[-1] if complete else None,
            verdicts={h: self._verdict(indicator, h, points) for h, points in by_horizon.items()},
            coverage=Coverage(
                reported.reporting if reported else 0, reported.contributors if reported else 0
            ),
            contributors=reported.contributors if reported else 0,
            measures=reported.measures if reported else 0,
            recorded_at=reported.recorded_at if reported else None,
            sample=bool(reported and reported.sample),
        )

    def _verdict(
        self, indicator: Indicator, horizon: int, points: tuple[Point, ...] | None
    ) -> Verdict:
        sets = {place_set.id: place_set for place_set in self.plan.sets}
        start = year_end(self.plan.baseline_year)
        verdict = judge(indicator, horizon, points, sets, self.as_of, start)
        if verdict.reason is Reason.NO_MEASURES and (indicator.id, ALL) in self.totals:
            return replace(verdict, reason=Reason.TOO_EARLY)  # amounts, but no growth yet
        return verdict

    def _horizon_points(self, indicator: Indicator, horizon: int) -> tuple[Point, ...] | None:
        """Totals on the set the horizon asks for; None where its members are not known."""
        target = indicator.targets[horizon]
        if indicator.kind != "places" or target.type != "all_of" or target.set is None:
            return self._points(indicator, ALL)
        on_set = self._points(indicator, target.set)
        if on_set is not None:
            return on_set
        if indicator.baseline.of == target.set:  # a bare count was counted on this very set
            return self._points(indicator, ALL) or ()
        return None if (indicator.id, ALL) in self.totals else ()

    def _points(self, indicator: Indicator, scope: str) -> tuple[Point, ...] | None:
        """Totals of a scope as points in the indicator's unit; None where there are none."""
        observed = self.totals.get((indicator.id, scope))
        if observed is None:
            return None
        if indicator.kind == "share":
            return tuple(filter(None, (self._share(indicator, o) for o in observed)))
        points = tuple(
            Point(o.period_end, o.value, complete=o.period_end <= self.as_of) for o in observed
        )
        return growth_points(points) if indicator.kind == "growth" else points

    def _share(self, indicator: Indicator, observed: Observed) -> Point | None:
        """A share in percent: of the reported denominator, else of the set's size that day."""
        whole = observed.denominator
        if indicator.set:
            whole = self.plan.place_set(indicator.set).size_at(observed.period_end)
        if not whole:
            return None
        return Point(observed.period_end, 100 * observed.value / whole, whole)
