"""What is new since the last issue: verdicts that flipped, partners that joined, big moves."""

from dataclasses import dataclass
from datetime import date

from data.plan.model import Plan
from data.questions.answers import PartnerSummary
from data.questions.change_records import Change
from data.store.changes import changes_since
from data.store.snapshot import Snapshot
from data.store.time_travel import known_by


@dataclass(frozen=True, slots=True)
class News:
    """In any language: `flips` are of objectives, for the issue's horizon; `moves` of any indicator
    that belongs to one, the biggest first."""

    since: date
    horizon: int
    flips: tuple[Change, ...]
    partners: tuple[PartnerSummary, ...]
    moves: tuple[Change, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is new."""
        return not (self.flips or self.partners or self.moves)


def news_since(snapshot: Snapshot, since: date, as_of: date, horizon: int) -> News:
    """What a reader of `as_of` sees that a reader of `since` did not."""
    changes = changes_since(snapshot, since, as_of)
    flips, moves = sorted_out(snapshot.plan, changes, horizon)
    before = known_by(snapshot, since).partners(since)
    return News(since, horizon, flips, new_partners(before, snapshot.partners(as_of)), moves)


def sorted_out(
    plan: Plan, changes: tuple[Change, ...], horizon: int
) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    """Objectives whose verdict flipped, in plan order; the other moves, the biggest first."""
    flips = tuple(change for change in changes if _is_flip(plan, change, horizon))
    others = (change for change in changes if change not in flips and change.indicator.objective)
    moves = sorted((c for c in others if size(c, horizon) > 0), key=lambda c: -size(c, horizon))
    return flips, tuple(moves)


def size(change: Change, horizon: int) -> float:
    """How far a value moved, as a share of the larger of the two: a half for 2 from 4 or 4 from 2.

    1 for a first value or a last one; 0 where it stayed.
    """
    before, after = change.before.get(horizon), change.after.get(horizon)
    old, new = (standing.value if standing else None for standing in (before, after))
    if old is None or new is None:
        return 0.0 if old is new else 1.0
    larger = max(abs(old), abs(new))
    return min(1.0, abs(new - old) / larger) if larger else 0.0


def new_partners(
    before: tuple[PartnerSummary, ...], now: tuple[PartnerSummary, ...]
) -> tuple[PartnerSummary, ...]:
    """Partners with public measures that had never reported before."""
    known = {partner.id for partner in before if partner.reported}
    return tuple(partner for partner in now if partner.measures and partner.id not in known)


def _is_flip(plan: Plan, change: Change, horizon: int) -> bool:
    code = change.indicator.objective
    if code is None or horizon not in change.after or not change.verdict_changed(horizon):
        return False
    return plan.headline(code).id == change.indicator.id
