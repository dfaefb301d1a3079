"""The words of a verdict, as types: statuses, reasons, observed points and the judged result.

Imports only the alternative method's types. Meanings are those of the domain: one word, one thing.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from data.progress.alternative_model import Alternative


class Status(StrEnum):
    """How an indicator stands for one horizon."""

    ACHIEVED = "achieved"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    FAR_BEHIND = "far_behind"
    MOVING_AWAY = "moving_away"
    NOT_ASSESSABLE = "not_assessable"


class Reason(StrEnum):
    """Why a verdict cannot be given; exactly one per `NOT_ASSESSABLE` verdict."""

    NO_PUBLISHED_TARGET = "no_published_target"
    NO_MEASURES = "no_measures"
    BASELINE_NOT_ESTABLISHED = "baseline_not_established"
    TOO_EARLY = "too_early"
    STALE = "stale"
    DEFINITION_MISMATCH = "definition_mismatch"


class Mark(StrEnum):
    """What a reader should know beside a verdict."""

    BASELINE_OF_ANOTHER_SET = "baseline_of_another_set"
    UNCERTAIN_BASELINE = "uncertain_baseline"
    SET_MEMBERS_NOT_PUBLISHED = "set_members_not_published"


class Divergence(StrEnum):
    """Why the alternative method gives another class than the verdict."""

    ZERO_REPLACED = "zero_replaced"
    WHOLE_YEARS = "whole_years"
    COMPOUND_PATH = "compound_path"


class Level(StrEnum):
    """How much a verdict can be relied on."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Doubt(StrEnum):
    """What keeps confidence in a verdict from being high."""

    BASELINE_OF_ANOTHER_SET = "baseline_of_another_set"
    UNCERTAIN_BASELINE = "uncertain_baseline"
    SILENT_WOULD_CHANGE_IT = "silent_would_change_it"
    OVERLAPS_WOULD_CHANGE_IT = "overlaps_would_change_it"
    MOST_ARE_SILENT = "most_are_silent"
    MOSTLY_ESTIMATED = "mostly_estimated"
    SET_MEMBERS_NOT_PUBLISHED = "set_members_not_published"
    OVERLAPS_NOT_SETTLED = "overlaps_not_settled"
    SOME_ARE_SILENT = "some_are_silent"
    PARTLY_ESTIMATED = "partly_estimated"
    OVER_A_YEAR_OLD = "over_a_year_old"


@dataclass(frozen=True, slots=True)
class Point:
    """One observed total: `value` in the indicator's unit at the end of its period.

    `denominator` is the reported denominator or the set's size where the indicator is a share.
    `complete` is False for the running year of a rate, which is shown apart and never judged.
    """

    period_end: date
    value: float
    denominator: float | None = None
    complete: bool = True


@dataclass(frozen=True, slots=True)
class StepState:
    """One milestone step: when it is due, when it was reached; `derived` marks a spaced date."""

    number: int
    due: date | None
    derived: bool
    reached: date | None


@dataclass(frozen=True, slots=True)
class Components:
    """Every number a verdict is made of, enough to redo it by hand.

    `baseline`, `current`, `target` and `expected_now` are on the judged scale: the indicator's
    unit, or a share of 1 when the target asks for all of a set (`as_share`). The `*_count` and
    `*_size` fields then hold the counts behind the shares. `done` and `elapsed` are fractions of
    the change and of the time from baseline to target; dates are period ends.
    """

    as_share: bool = False
    baseline: float | None = None
    baseline_low: float | None = None
    baseline_high: float | None = None
    baseline_date: date | None = None
    baseline_count: float | None = None
    baseline_size: float | None = None
    current: float | None = None
    current_date: date | None = None
    current_count: float | None = None
    current_size: float | None = None
    target: float | None = None
    target_date: date | None = None
    target_size: float | None = None
    expected_now: float | None = None
    done: float | None = None
    elapsed: float | None = None
    ratio_low: float | None = None
    ratio_high: float | None = None
    steps: tuple[StepState, ...] = ()

    @property
    def steps_asked(self) -> tuple[StepState, ...]:
        """The steps a horizon asks for; step 0 is where the ladder stands."""
        return tuple(step for step in self.steps if step.number > 0)


@dataclass(frozen=True, slots=True)
class Confidence:
    """How sure a verdict is, every doubt the gravest first, and what could change it.

    `estimated` is the share (of 1) of measures that are estimated, provisional, imputed or
    forecast, `overlapping` what open overlaps could add, as a share of the value.
    `if_silent_unchanged` is the status if every partner that fell silent had repeated its last
    report, `if_apart` if nothing in open overlaps were the same.
    """

    level: Level
    doubts: tuple[Doubt, ...]
    estimated: float
    overlapping: float
    if_silent_unchanged: Status
    if_apart: Status


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement of one indicator for one horizon. Rates of change are per year.

    `ratio` is change made ÷ change expected by the current value's period end (unrounded); it and
    the paces are None where no line can be drawn. Once achieved, no further pace is needed: None.
    `projected` is where the last measures (`trend`: day and value) lead by the target's date, on
    the judged scale and within what a share can be, and `projected_year` the calendar year they
    reach it. `divergence` says why `alternative` differs.
    """

    horizon: int
    status: Status
    reason: Reason | None = None
    ratio: float | None = None
    pace: float | None = None
    pace_needed: float | None = None
    acceleration: float | None = None
    projected: float | None = None
    projected_year: int | None = None
    trend: tuple[tuple[date, float], ...] = ()
    alternative: Alternative | None = None
    divergence: Divergence | None = None
    confidence: Confidence | None = None
    marks: tuple[Mark, ...] = ()
    components: Components = Components()
