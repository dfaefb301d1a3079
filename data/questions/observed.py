"""From totals to points and verdicts, for one day: where questions meet the methods."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from sqlalchemy import Connection

from data.plan.model import Indicator, Plan
from data.progress.confidence import Grounds, confidence
from data.progress.dates import months_later, year_end
from data.progress.growth import growth_points
from data.progress.judge import judge
from data.progress.model import Point, Reason, Status, Verdict
from data.questions.answers import Coverage, IndicatorProgress
from data.questions.overlaps import open_amounts
from data.questions.totals import (
    ALL,
    COUNTED,
    NOBODY,
    Added,
    Observed,
    Reporting,
    Totals,
    reporting,
    totals,
)

LEAST_SPREAD = 0.01  # of the value
NOTHING = Added()
Points = tuple[Point, ...]


@dataclass(frozen=True)
class Observations:
    """All totals, reporting counts and amounts in open overlaps of a snapshot as of one day."""

    plan: Plan
    totals: Totals
    reporting: Mapping[str, Reporting]
    overlapping: Mapping[str, Added]
    as_of: date

    def progress(self, indicator: Indicator) -> IndicatorProgress:
        """An indicator's points, current value and verdicts."""
        reported = self.reporting.get(indicator.id, NOBODY)
        points = self._points(indicator, ALL) or ()
        on_sets = {h: self._horizon_points(indicator, h) for h in indicator.targets}
        complete = [point for point in points if point.complete]
        return IndicatorProgress(
            indicator=indicator,
            points=points,
            set_points={h: found or () for h, found in on_sets.items()},
            current=complete[-1] if complete else None,
            verdicts={
                h: self._verdict(indicator, h, found, reported) for h, found in on_sets.items()
            },
            coverage=Coverage(reported.reporting, reported.contributors),
            contributors=reported.contributors,
            measures=reported.measures,
            recorded_at=reported.recorded_at,
            sample=reported.sample,
            spread=self._spread(indicator, points),
        )

    def _verdict(
        self, indicator: Indicator, horizon: int, points: Points | None, reported: Reporting
    ) -> Verdict:
        verdict = self._judged(indicator, horizon, points)
        amounts_only = indicator.traits.is_growth and (indicator.id, ALL) in self.totals
        if verdict.reason is Reason.NO_MEASURES and amounts_only:
            return replace(verdict, reason=Reason.TOO_EARLY)  # amounts, but no growth yet
        newest = verdict.components.current_date
        if newest is None or not reported.measures:
            return verdict
        return replace(
            verdict,
            confidence=confidence(
                verdict,
                Grounds(
                    if_silent_unchanged=self._if_silent_unchanged(indicator, verdict, reported),
                    if_apart=self._if_apart(indicator, verdict),
                    reporting=reported.reporting / reported.contributors,
                    estimated=reported.estimated / reported.measures,
                    overlapping=self._overlapping(indicator),
                    age_days=(self.as_of - newest).days,
                ),
            ),
        )

    def _judged(self, indicator: Indicator, horizon: int, points: Points | None) -> Verdict:
        sets = {place_set.id: place_set for place_set in self.plan.sets}
        start = year_end(self.plan.baseline_year)
        return judge(indicator, horizon, points, sets, self.as_of, start)

    def _if_silent_unchanged(
        self, indicator: Indicator, verdict: Verdict, reported: Reporting
    ) -> Status:
        """The status if partners that fell silent had repeated their last yearly amount.

        States stand until reported otherwise, so silence changes none of them.
        """
        if not indicator.traits.is_yearly or not reported.silent:
            return verdict.status
        points = self._points(indicator, ALL, Added(reported.silent))
        return self._judged(indicator, verdict.horizon, points).status

    def _if_apart(self, indicator: Indicator, verdict: Verdict) -> Status:
        """The status were every amount in an open overlap another one."""
        if indicator.id not in self.overlapping:
            return verdict.status
        points = self._points(indicator, ALL, self.overlapping[indicator.id])
        return self._judged(indicator, verdict.horizon, points).status

    def _spread(self, indicator: Indicator, points: Points) -> tuple[float, float] | None:
        """The ends of the judged value while overlaps are open, where they are told apart."""
        if indicator.id not in self.overlapping:
            return None
        apart = self._points(indicator, ALL, self.overlapping[indicator.id]) or ()
        ends = [_judged_value(points), _judged_value(apart)]
        low, high = min(ends), max(ends)
        return (low, high) if high - low >= LEAST_SPREAD * abs(ends[0]) and high > low else None

    def _overlapping(self, indicator: Indicator) -> float:
        """What open overlaps could add, as a share of the judged value."""
        if indicator.id not in self.overlapping:
            return 0.0
        points = self._points(indicator, ALL) or ()
        spread = self._spread(indicator, points)
        if spread is None:
            return 0.0
        value = abs(_judged_value(points))
        return (spread[1] - spread[0]) / value if value else 1.0

    def _horizon_points(self, indicator: Indicator, horizon: int) -> Points | None:
        """Totals on the set the horizon asks for; None where its members are not known."""
        target = indicator.targets[horizon]
        if not indicator.traits.counts_places or target.type != "all_of" or target.set is None:
            return self._points(indicator, ALL)
        on_set = self._points(indicator, target.set)
        everything = self._points(indicator, ALL)
        if on_set is not None or everything is None:
            return on_set or ()
        counted = self._points(indicator, COUNTED)
        if counted and indicator.baseline.of == target.set:
            return counted  # a bare count of this very set stands until places of it are named
        # Where the members are known, all that was reported lies outside them.
        return () if self.plan.place_set(target.set).members is not None else None

    def _points(self, indicator: Indicator, scope: str, added: Added = NOTHING) -> Points | None:
        """Totals of a scope as points in the indicator's unit; None where there are none.

        `added` goes to the last complete one.
        """
        observed = self.totals.get((indicator.id, scope))
        if observed is None:
            return None
        if added != NOTHING:
            observed = self._with_added(observed, added)
        if indicator.traits.is_share:
            return tuple(filter(None, (self._share(indicator, o) for o in observed)))
        points = tuple(
            Point(o.period_end, o.value, complete=o.period_end <= self.as_of) for o in observed
        )
        return growth_points(points) if indicator.traits.is_growth else points

    def _with_added(self, observed: Sequence[Observed], added: Added) -> list[Observed]:
        last = max((o.period_end for o in observed if o.period_end <= self.as_of), default=None)
        return [
            o._replace(
                value=o.value + added.value,
                denominator=o.denominator and o.denominator + added.denominator,
            )
            if o.period_end == last
            else o
            for o in observed
        ]

    def _share(self, indicator: Indicator, observed: Observed) -> Point | None:
        """A share in percent: of the reported denominator, else of the set's size that day."""
        whole = observed.denominator
        if indicator.set:
            whole = self.plan.place_set(indicator.set).size_at(observed.period_end)
        if not whole:
            return None
        return Point(observed.period_end, 100 * observed.value / whole, whole)


def _judged_value(points: Points) -> float:
    """The last complete value; 0 where there is none."""
    return next((point.value for point in reversed(points) if point.complete), 0.0)


def observe(connection: Connection, plan: Plan, as_of: date) -> Observations:
    """Everything observed, for one day."""
    return Observations(
        plan,
        totals(connection, as_of),
        reporting(connection, as_of, year_before(as_of)),
        open_amounts(connection, as_of),
        as_of,
    )


def year_before(as_of: date) -> datetime:
    """When the last 12 months began."""
    return datetime.combine(months_later(as_of, -12), time.min)
