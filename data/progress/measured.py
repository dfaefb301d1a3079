"""The verdict on a measured value: achieved, or why it cannot be judged, or the ratio."""

from dataclasses import replace
from datetime import date

from data.plan.model import Indicator
from data.progress.dates import is_stale
from data.progress.linear import Path, meets, status_of
from data.progress.model import Components, Mark, Reason, Status, Verdict


def judge_measured(verdict: Verdict, indicator: Indicator, as_of: date) -> Verdict:
    """Judge components that hold a target and the newest value, in the domain's order.

    The newest value counts even when the target was due before it: the whole change is expected
    by then, and a target met in time but lost since is not achieved.
    """
    parts = verdict.components
    old = parts.current_date is not None and is_stale(parts.current_date, as_of)
    if meets(indicator.direction, parts.current, parts.target):
        if old and indicator.traits.is_yearly:  # an old year proves nothing of this one
            return replace(verdict, reason=Reason.STALE)
        return _achieved(verdict, indicator.direction)
    if reason := _hindrance(parts, old):
        return replace(verdict, reason=reason)
    return _by_ratio(verdict, indicator.direction)


def _achieved(verdict: Verdict, direction: str) -> Verdict:
    """The target is met: the path shows how early, and no further pace is needed."""
    met = replace(verdict, status=Status.ACHIEVED)
    return replace(_with_path(met, direction), pace_needed=None, acceleration=None)


def _hindrance(parts: Components, old: bool) -> Reason | None:
    """Why a value short of its target has no ratio."""
    if parts.current is None or parts.current_date is None:
        return Reason.DEFINITION_MISMATCH  # a share of a set that had no members that day
    if parts.baseline is None or parts.baseline_date is None:
        return Reason.BASELINE_NOT_ESTABLISHED
    if old:
        return Reason.STALE
    return Reason.TOO_EARLY if parts.current_date <= parts.baseline_date else None


def _by_ratio(verdict: Verdict, direction: str) -> Verdict:
    """The status of the ratio, marked where the two ends of a baseline range disagree."""
    parts = verdict.components
    status = _status_from(parts, parts.baseline, direction)
    ends = [end for end in (parts.baseline_low, parts.baseline_high) if end is not None]
    unsure = any(_status_from(parts, end, direction) is not status for end in ends)
    marks = (*verdict.marks, Mark.UNCERTAIN_BASELINE) if unsure else verdict.marks
    return _with_path(replace(verdict, status=status, marks=marks), direction)


def _status_from(parts: Components, baseline: float | None, direction: str) -> Status:
    """The status short of the target; from a baseline already there, it slipped."""
    path = _path(parts, baseline, direction)
    return status_of(path.ratio) if path else Status.MOVING_AWAY


def _with_path(verdict: Verdict, direction: str) -> Verdict:
    """Ratio, paces and expected value, where there is a change to make."""
    parts = verdict.components
    low = _path(parts, parts.baseline_low, direction)
    high = _path(parts, parts.baseline_high, direction)
    parts = replace(
        parts,
        ratio_low=low.ratio if low else None,
        ratio_high=high.ratio if high else None,
    )
    path = _path(parts, parts.baseline, direction)
    if path is None:
        return replace(verdict, components=parts)
    return replace(
        verdict,
        ratio=path.ratio,
        pace=path.pace,
        pace_needed=path.pace_needed,
        acceleration=path.acceleration,
        components=replace(
            parts, expected_now=path.expected_now, done=path.done, elapsed=path.elapsed
        ),
    )


def _path(parts: Components, baseline: float | None, direction: str) -> Path | None:
    """The line from a baseline to the target; None where there is nothing to divide by."""
    start, now = parts.baseline_date, parts.current_date
    if baseline is None or start is None or parts.current is None or now is None or now <= start:
        return None
    if parts.target is None or parts.target_date is None:
        return None
    if meets(direction, baseline, parts.target):  # the maintain rule: hold it, no division
        return None
    return Path(baseline, start, parts.current, now, parts.target, parts.target_date)
