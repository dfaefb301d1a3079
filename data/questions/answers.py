"""What a snapshot answers: frozen records that pages, figures and the API read.

Questions are methods of `data.store.snapshot.Snapshot`; every answer here is immutable and carries
units and dates explicitly. A `Facts`-only world and a world with sample measures look alike.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from data.plan.model import Facility, Goal, Indicator, Objective
from data.progress.model import Point, Status, Verdict


class Dimension(StrEnum):
    """By what a total can be taken apart."""

    REGION = "region"
    PLACE = "place"
    PARTNER = "partner"
    FACILITY = "facility"
    COLLEGE = "college"


@dataclass(frozen=True, slots=True)
class Filters:
    """What part of the measures a reader looks at; empty means all. Codes, not names."""

    region: str | None = None
    place: str | None = None
    facility: str | None = None
    partner: str | None = None
    college: str | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """Partners that reported in the last 12 months out of those expected to."""

    reporting: int
    expected: int


@dataclass(frozen=True, slots=True)
class Contribution:
    """One part of an indicator's total: a region, place, partner or facility.

    `code` is None for what cannot be placed (reported for the world) and for what several
    partners reported `in_confidence`, which is shown as one amount and never broken down. `value`
    is in the indicator's unit; `share` is value ÷ total of all parts (None where the total is 0).
    For `places` indicators value counts distinct places, so partners' values may overlap and sum
    to more than the total.
    """

    code: str | None
    value: float
    share: float | None
    measures: int
    partners: int
    newest: date
    in_confidence: bool = False


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A total taken apart by one dimension, the largest part first.

    `total` is in the unit of the parts, and their shares are of it; total = sum of the parts −
    `doubled`, what more than one part tells of (a place that several partners report). Where one
    report stands for all (`adds_up` False: a milestone, a newest or highest value) parts are no
    summands.
    """

    parts: tuple[Contribution, ...] = ()
    total: float = 0.0
    doubled: float = 0.0
    adds_up: bool = True


@dataclass(frozen=True, slots=True)
class Overlap:
    """What is reported more than once and counts once; rules.md, part 7, says what counts.

    `why` is `joint`: several partners tell of an `activity`; `counted` is the one whose report
    counts, because it leads the activity (`leads`), tells most, or told it first; `amount` is what
    was deducted from `deducted`, in the unit reported in. Or `place`: every partner that reported
    it is in `deducted` but the one whose newest word counts; `amount` is the number of reports not
    counted. Or of one partner: `whole_and_parts` (a whole of which the `amount` is in its parts),
    `same_fact`, `overlapping_period`, at a `place` in a `period`. `open`: a person should look;
    `settled` on a day: one did, and it is the same.
    """

    activity: str | None
    place: str | None
    counted: str
    deducted: tuple[str, ...]
    amount: float
    leads: bool = False
    why: str = "joint"
    period: str | None = None
    open: bool = False
    settled: date | None = None


@dataclass(frozen=True, slots=True)
class IndicatorProgress:
    """An indicator with what was observed and how each horizon is judged.

    `points` are totals in time order. `current` is the judged point (for a rate the last
    complete year), None when nothing was measured. `set_points` holds, per horizon, the totals
    restricted to the set that horizon asks for (equal to `points` where it does not matter).
    `spread` is the lowest and highest that `current` could be while overlaps are not settled, in
    its unit; None where none are open, or less than a hundredth depends on them.
    """

    indicator: Indicator
    points: tuple[Point, ...]
    set_points: dict[int, tuple[Point, ...]]
    current: Point | None
    verdicts: dict[int, Verdict]
    coverage: Coverage
    contributors: int
    measures: int
    recorded_at: datetime | None
    sample: bool
    spread: tuple[float, float] | None = None

    def freshness_days(self, as_of: date) -> int | None:
        """Days from the newest period end to `as_of`; None without measures."""
        return (as_of - self.points[-1].period_end).days if self.points else None


@dataclass(frozen=True, slots=True)
class ObjectiveProgress:
    """An objective with its headline indicator, which gives the verdict, and the others.

    `part` is the headline's contribution from the reader's filter (region, facility …) or None
    when no filter is set: the filter never changes a verdict.
    """

    objective: Objective
    goal: Goal
    facility: Facility | None
    headline: IndicatorProgress
    supporting: tuple[IndicatorProgress, ...]
    part: Contribution | None = None

    def status(self, horizon: int) -> Status:
        """The objective's status for a horizon: its headline indicator's."""
        return self.headline.verdicts[horizon].status


@dataclass(frozen=True, slots=True)
class Overview:
    """All objectives in plan order, the Initiative's reporting coverage and its membership."""

    objectives: tuple[ObjectiveProgress, ...]
    coverage: Coverage
    membership: tuple[IndicatorProgress, ...]
    regions: tuple[Contribution, ...]

    def by_status(self, horizon: int) -> dict[Status, tuple[ObjectiveProgress, ...]]:
        """Objectives per status, every status present, in plan order."""
        return {
            status: tuple(o for o in self.objectives if o.status(horizon) is status)
            for status in Status
        }


@dataclass(frozen=True, slots=True)
class Measure:
    """One public measure as reported, latest revision first when revised.

    `value` and `denominator` in the indicator's unit; `revision` counts from 1; `superseded`
    rows are kept and shown but count in no total. `key` is the same for all revisions.
    """

    indicator: str
    partner: str
    partner_name: str
    place: str
    facility: str
    period: str
    period_start: date
    period_end: date
    value: float
    denominator: float | None
    obs_status: str
    activity: str | None
    source: str | None
    comment: str | None
    batch: str
    recorded_at: datetime
    revision: int
    superseded: bool
    sample: bool
    key: str


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """A slice of measures, newest first; `cursor` continues it, None at the end."""

    measures: tuple[Measure, ...]
    total: int
    cursor: str | None


@dataclass(frozen=True, slots=True)
class PlaceReport:
    """A region, place or partner with what it contributed: measures and partners reporting."""

    code: str
    measures: int
    partners: int
    indicators: int
    newest: date | None


@dataclass(frozen=True, slots=True)
class PartnerSummary:
    """A registered partner; counts are of public measures in force.

    `newest` is the end of the newest period told of, `reported` the day of the newest report.
    """

    id: str
    name: str
    acronym: str | None
    college: str
    seat: str | None
    member: bool | None
    sample: bool
    measures: int
    newest: date | None
    reported: date | None = None


@dataclass(frozen=True, slots=True)
class SnapshotInfo:
    """Which snapshot is served. `damaged` names a newer one that could not be read."""

    id: str
    published_at: datetime
    measures: int
    partners: int
    sample: bool
    newest_recorded_at: datetime | None
    plan_version: str
    damaged: str | None = None
