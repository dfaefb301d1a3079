"""The log of verdicts: how each publication judged, written down where it differs from the last."""

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text

from data.answers import Cause, CauseKind, Change, Published, Standing
from data.comparison import all_indicators, compared, standings
from data.plan_models import Plan
from data.plans_kept import plan_in_force
from data.progress.model import Reason, Status
from data.questions.causes import causes
from data.questions.observed import observe
from data.schema import JUDGEMENT
from data.tables import Tables

LAST_PUBLISHED = "SELECT max(published_at) FROM publication"
NEWEST = """
SELECT indicator, horizon, status, reason, value, period_end FROM judgement
QUALIFY row_number() OVER (PARTITION BY indicator, horizon ORDER BY publication DESC) = 1
"""
# What each publication wrote down beside what it replaced; first judgements replace nothing.
LOG = """
WITH step AS (
  SELECT *, lag(status) OVER turn AS old_status, lag(reason) OVER turn AS old_reason,
    lag(value) OVER turn AS old_value, lag(period_end) OVER turn AS old_period_end
  FROM judgement
  WINDOW turn AS (PARTITION BY indicator, horizon ORDER BY publication)),
shown AS (
  SELECT DISTINCT publication FROM step WHERE old_status IS NOT NULL
  ORDER BY publication DESC LIMIT :most)
SELECT p.snapshot, p.published_at, s.* FROM step AS s SEMI JOIN shown USING (publication)
JOIN publication AS p ON p.number = s.publication
WHERE s.old_status IS NOT NULL
ORDER BY s.publication DESC, s.indicator, s.horizon
"""


def record(ledger: Tables, publication: int, now: datetime) -> None:
    """Judge everything as of `now` (UTC) and append what differs from the last publication."""
    plan = plan_in_force(ledger.connection)
    last = ledger.scalar(LAST_PUBLISHED) or now
    observed = observe(ledger.connection, plan, now.date())
    found = compared(
        plan,
        plan_in_force(ledger.connection, last),
        _newest(ledger),
        {i.id: standings(observed.progress(i)) for i in all_indicators(plan)},
        causes(ledger.connection, last),
    )
    ledger.add(JUDGEMENT, [row for change in found for row in _rows(change, publication, now)])


def publications(connection: Connection, plan: Plan, most: int) -> tuple[Published, ...]:
    """The newest publications that changed anything, newest first."""
    known = {indicator.id: indicator for indicator in all_indicators(plan)}
    log: dict[tuple[str, datetime], dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for row in connection.execute(text(LOG), {"most": most}):
        log[row.snapshot, row.published_at][row.indicator].append(row)
    return tuple(
        Published(
            snapshot,
            published_at,
            tuple(
                Change(
                    known[indicator],
                    {row.horizon: _standing(row, "old_") for row in rows},
                    {row.horizon: _standing(row) for row in rows},
                    _causes(rows[0].causes),
                )
                for indicator, rows in by_indicator.items()
                if indicator in known
            ),
        )
        for (snapshot, published_at), by_indicator in log.items()
    )


def _newest(ledger: Tables) -> dict[str, dict[int, Standing]]:
    found: dict[str, dict[int, Standing]] = defaultdict(dict)
    for row in ledger.run(NEWEST):
        found[row.indicator][row.horizon] = _standing(row)
    return found


def _rows(change: Change, publication: int, now: datetime) -> Iterator[dict[str, object]]:
    told = [[cause.kind, cause.measures, cause.batches] for cause in change.causes]
    for horizon, standing in change.after.items():
        if standing != change.before.get(horizon):
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


def _standing(row: Any, prefix: str = "") -> Standing:
    fields = {name: getattr(row, prefix + name) for name in ("status", "reason", "value")}
    return Standing(
        Status(fields["status"]),
        Reason(fields["reason"]) if fields["reason"] else None,
        fields["value"],
        getattr(row, prefix + "period_end"),
    )


def _causes(told: str) -> tuple[Cause, ...]:
    return tuple(
        Cause(CauseKind(kind), measures, tuple(batches))
        for kind, measures, batches in json.loads(told)
    )
