"""What moved since an earlier day: values and verdicts, each with its cause."""

from datetime import date, datetime, time

from data.questions.causes import causes
from data.questions.change_records import Change
from data.questions.compare import all_indicators, compared, standings
from data.store.snapshot import Snapshot
from data.store.time_travel import known_by


def changes_since(snapshot: Snapshot, since: date, as_of: date) -> tuple[Change, ...]:
    """What a reader of `as_of` sees differently than a reader of `since` did, in plan order."""
    question = ("changes", since, as_of)
    return snapshot.chosen.get(question, lambda: _changes(snapshot, since, as_of))


def _changes(snapshot: Snapshot, since: date, as_of: date) -> tuple[Change, ...]:
    earlier = known_by(snapshot, since)
    with snapshot.connect() as connection:
        brought = causes(connection, datetime.combine(since, time.max))
    before = {i.id: standings(earlier.indicator(i.id, since)) for i in all_indicators(earlier.plan)}
    after = {
        i.id: standings(snapshot.indicator(i.id, as_of)) for i in all_indicators(snapshot.plan)
    }
    return tuple(compared(snapshot.plan, earlier.plan, before, after, brought))
