"""The log of verdicts as it is read: what each publication changed."""

import json
from collections import defaultdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, text

from data.plan.model import Plan
from data.progress.model import Reason, Status
from data.questions.change_records import Cause, CauseKind, Change, Published, Standing
from data.questions.compare import all_indicators
from data.questions.register import IS_PUBLIC

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


DAYS = f"""
SELECT DISTINCT CAST(published_at AS DATE) AS day FROM publication WHERE {IS_PUBLIC} ORDER BY day
"""


def days(connection: Connection) -> tuple[date, ...]:
    """The days (UTC) of all publications, oldest first."""
    return tuple(row.day for row in connection.execute(text(DAYS)))


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
                    {row.horizon: standing_of(row, "old_") for row in rows},
                    {row.horizon: standing_of(row) for row in rows},
                    _causes(rows[0].causes),
                )
                for indicator, rows in by_indicator.items()
                if indicator in known
            ),
        )
        for (snapshot, published_at), by_indicator in log.items()
    )


def standing_of(row: Any, prefix: str = "") -> Standing:
    """The standing a row holds, in columns that start with `prefix`."""
    fields = {name: getattr(row, prefix + name) for name in ("status", "reason", "value")}
    return Standing(
        Status(fields["status"]),
        Reason(fields["reason"]) if fields["reason"] else None,
        fields["value"],
        getattr(row, prefix + "period_end"),
    )


def _causes(told: str) -> tuple[Cause, ...]:
    return tuple(
        Cause(
            CauseKind(kind),
            measures,
            tuple(batches),
            date.fromisoformat(since[0]) if since and since[0] else None,
        )
        for kind, measures, batches, *since in json.loads(told)
    )
