"""The log of verdicts: how each publication judged, written down where it differs from the last."""

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from data.ledger.schema import JUDGEMENT
from data.ledger.tables import Tables
from data.plan.history import plan_in_force
from data.questions.causes import causes
from data.questions.change_records import Change, Standing
from data.questions.closings import closings
from data.questions.compare import all_indicators, compared, same, standings
from data.questions.judgement_log import standing_of
from data.questions.observed import observe

LAST_PUBLISHED = "SELECT max(published_at) FROM publication"
# Totals that held what is public no longer are told no longer.
FORGET_VALUES = """
UPDATE judgement SET value = NULL WHERE indicator = :indicator AND published_at >= :opened
"""
NEWEST = """
SELECT indicator, horizon, status, reason, value, period_end FROM judgement
QUALIFY row_number() OVER (PARTITION BY indicator, horizon ORDER BY publication DESC) = 1
"""


def record(ledger: Tables, publication: int, now: datetime) -> None:
    """Judge everything as of `now` (UTC) and append what differs from the last publication."""
    plan = plan_in_force(ledger.connection)
    observed = observe(ledger.connection, plan, now.date())
    last = ledger.scalar(LAST_PUBLISHED) or now
    for closing in closings(ledger.connection):
        if closing.closed > last:
            ledger.run(FORGET_VALUES, indicator=closing.indicator, opened=closing.opened)
    before = _newest(ledger)
    after = {i.id: standings(observed.progress(i)) for i in all_indicators(plan)}
    if all(same(before.get(indicator, {}), found) for indicator, found in after.items()):
        return
    plan_before = plan_in_force(ledger.connection, last)
    found = compared(plan, plan_before, before, after, causes(ledger.connection, last))
    ledger.add(JUDGEMENT, [row for change in found for row in _rows(change, publication, now)])


def _newest(ledger: Tables) -> dict[str, dict[int, Standing]]:
    found: dict[str, dict[int, Standing]] = defaultdict(dict)
    for row in ledger.run(NEWEST):
        found[row.indicator][row.horizon] = standing_of(row)
    return found


def _rows(change: Change, publication: int, now: datetime) -> Iterator[dict[str, object]]:
    told = [
        [cause.kind, cause.measures, cause.batches, cause.since and cause.since.isoformat()]
        for cause in change.causes
    ]
    for horizon, standing in change.after.items():
        before = change.before.get(horizon)
        if before is None or not before.same(standing):
            yield {
                "publication": publication,
                "published_at": now,
                "indicator": change.indicator.id,
                "horizon": horizon,
                "status": standing.status,
                "reason": standing.reason,
                "value": standing.value,
                "period_end": standing.period_end,
                "causes": json.dumps(told),
            }
