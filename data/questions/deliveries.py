"""What came in lately, and what became of it: numbers only, no names of files."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

from data.in_force import STATES

NEWEST = f"""
SELECT b.number, b.received_at, b.format, b.sample, e.state, b.rows_new AS new,
  b.rows_revised AS revised, b.rows_unchanged AS unchanged, b.rows_rejected AS rejected,
  coalesce(b.rows_warned, 0) AS warned, b.continues
FROM batch AS b JOIN ({STATES}) AS e ON e.batch = b.number
ORDER BY b.received_at DESC, b.number DESC LIMIT :most
"""


BY_STATE = f"""
SELECT e.state, count(*) AS batches, sum(b.rows_new + b.rows_revised) AS entered,
  sum(b.rows_rejected) AS rejected
FROM batch AS b JOIN ({STATES}) AS e ON e.batch = b.number
GROUP BY e.state
"""


@dataclass(frozen=True, slots=True)
class StateTotals:
    """All deliveries in one state: how many, and rows of theirs that entered or were rejected."""

    state: str
    batches: int
    entered: int
    rejected: int


@dataclass(frozen=True, slots=True)
class DeliverySummary:
    """One delivery: when it came (UTC), its state and what became of its rows."""

    number: int
    received_at: datetime
    format: str
    sample: bool
    state: str
    new: int
    revised: int
    unchanged: int
    rejected: int
    warned: int
    continues: int | None


def deliveries(connection: Connection, most: int) -> tuple[DeliverySummary, ...]:
    """The newest deliveries, newest first."""
    rows = connection.execute(text(NEWEST), {"most": most})
    return tuple(DeliverySummary(**row._mapping) for row in rows)


def by_state(connection: Connection) -> tuple[StateTotals, ...]:
    """Totals of each state that any delivery is in."""
    return tuple(StateTotals(**row._mapping) for row in connection.execute(text(BY_STATE)))
