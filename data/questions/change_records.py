"""What moved between two states, and why: frozen records for pages, feed and API."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from math import isclose

from data.plan.model import Indicator
from data.progress.model import Reason, Status


class CauseKind(StrEnum):
    """What made a value or a verdict change."""

    NEW_DATA = "new_data"
    REVISION = "revision"
    WITHDRAWAL = "withdrawal"
    CONFIDENTIAL_RELEASE = "confidential_release"
    CONFIDENTIAL_DROP = "confidential_drop"
    PLAN_CHANGE = "plan_change"
    DATE_PASSED = "date_passed"


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause of a change: how many measures it brought or took, and in which batches.

    Of what was released of reports in confidence only when the release before was (`since`).
    """

    kind: CauseKind
    measures: int = 0
    batches: tuple[str, ...] = ()
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How an indicator stood for one horizon; `value` in its unit at `period_end`."""

    status: Status
    reason: Reason | None
    value: float | None
    period_end: date | None

    def same_value(self, other: "Standing") -> bool:
        """Whether the value is the same, but for noise of binary fractions."""
        if self.value is None or other.value is None or self.period_end != other.period_end:
            return self.value is other.value and self.period_end == other.period_end
        return isclose(self.value, other.value, rel_tol=1e-9, abs_tol=1e-12)

    def same(self, other: "Standing") -> bool:
        """Whether value and verdict are the same."""
        return self.same_value(other) and (self.status, self.reason) == (
            other.status,
            other.reason,
        )


@dataclass(frozen=True, slots=True)
class Change:
    """An indicator that moved: its standing per horizon before and after, and why.

    `before` lacks a horizon that was not judged then; `verdict_changed` where a status or its
    reason differs.
    """

    indicator: Indicator
    before: dict[int, Standing]
    after: dict[int, Standing]
    causes: tuple[Cause, ...]

    def verdict_changed(self, horizon: int) -> bool:
        """Whether the verdict for a horizon is another one now."""
        old, new = self.before.get(horizon), self.after[horizon]
        return old is not None and (old.status, old.reason) != (new.status, new.reason)

    @property
    def value_changed(self) -> bool:
        """Whether the value moved, whatever became of the verdicts."""
        return any(
            not old.same_value(new)
            for horizon, new in self.after.items()
            if (old := self.before.get(horizon))
        )


@dataclass(frozen=True, slots=True)
class Published:
    """One publication and what it changed."""

    snapshot: str
    published_at: datetime
    changes: tuple[Change, ...]
