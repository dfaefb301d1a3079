"""Which verdicts another version of the plan gives on the same measures."""

from datetime import date

from data.plan.model import Plan
from data.questions.change_records import Cause, CauseKind, Change
from data.questions.compare import all_indicators, standings
from data.store.snapshot import Snapshot
from data.store.time_travel import judged_by


def altered(snapshot: Snapshot, old: Plan, new: Plan, as_of: date) -> tuple[Change, ...]:
    """Indicators of both versions whose verdict for a shared horizon differs, in plan order."""
    before, after = judged_by(snapshot, old), judged_by(snapshot, new)
    shared = {indicator.id for indicator in all_indicators(old)}
    changes = (
        Change(
            indicator,
            dict(standings(before.indicator(indicator.id, as_of))),
            dict(standings(after.indicator(indicator.id, as_of))),
            (Cause(CauseKind.PLAN_CHANGE),),
        )
        for indicator in all_indicators(new)
        if indicator.id in shared
    )
    return tuple(c for c in changes if any(c.verdict_changed(horizon) for horizon in c.after))
