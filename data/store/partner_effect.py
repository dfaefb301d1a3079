"""What would be lost, were a partner's measures withdrawn."""

from contextlib import closing
from datetime import date

from data.questions.change_records import Cause, CauseKind, Change
from data.questions.compare import all_indicators, compared, standings
from data.store.snapshot import Snapshot
from data.store.time_travel import without


def lost_without(snapshot: Snapshot, partner: str, as_of: date) -> tuple[Change, ...]:
    """Indicators whose value or verdict is another one without a registered partner's public word.

    What was released of reports in confidence stands, whoever's they are.
    """
    question = ("lost without", partner, as_of)
    return snapshot.answers.get(question, lambda: _lost(snapshot, partner, as_of))


def _lost(snapshot: Snapshot, partner: str, as_of: date) -> tuple[Change, ...]:
    plan = snapshot.plan
    indicators = all_indicators(plan)
    before = {i.id: standings(snapshot.indicator(i.id, as_of)) for i in indicators}
    with closing(without(snapshot, partner)) as rest:
        after = {i.id: standings(rest.indicator(i.id, as_of)) for i in indicators}
    withdrawn = (Cause(CauseKind.WITHDRAWAL),)
    brought = {i.id: withdrawn for i in indicators}
    return tuple(compared(plan, plan, before, after, brought))
