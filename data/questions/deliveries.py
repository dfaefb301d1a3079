"""What came in lately in public, and what became of it: numbers only, no names of files."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

from data.ledger.in_force import STATES

# Batches by what of them is public: of one that holds confidential rows too, these alone are told
# of; one that holds nothing else is not told of at all, but for a batch of which nothing went in.
OPENNESS = """
  brought AS (
    SELECT batch, disclosure, new, revised, 0 AS unchanged FROM delivered
    UNION ALL
    SELECT r.batch, m.disclosure, 0, 0, 1
    FROM restated AS r JOIN measure AS m ON m.batch = r.of_batch AND m.line = r.of_line),
  openness AS (
    SELECT batch, bool_and(disclosure = 'public') AS whole, bool_or(disclosure = 'public') AS any,
      coalesce(sum(new) FILTER (disclosure = 'public'), 0) AS new,
      coalesce(sum(revised) FILTER (disclosure = 'public'), 0) AS revised,
      coalesce(sum(unchanged) FILTER (disclosure = 'public'), 0) AS unchanged
    FROM brought GROUP BY batch)"""
OPEN_BATCHES = f"""
  WITH {OPENNESS}
  SELECT number FROM batch LEFT JOIN openness ON openness.batch = number
  WHERE coalesce(openness.any, true)"""
NEWEST = f"""
WITH {OPENNESS},
warned AS (
  SELECT w.batch, count(DISTINCT w.line) AS warned
  FROM warning AS w SEMI JOIN openness ON openness.batch = w.batch AND NOT openness.whole
  JOIN measure AS m ON m.batch = w.batch AND m.line = w.line AND m.disclosure = 'public'
  GROUP BY w.batch)
SELECT b.number, b.received_at, b.format, b.sample, e.state,
  IF(o.whole, b.rows_new, o.new) AS new, IF(o.whole, b.rows_revised, o.revised) AS revised,
  IF(o.whole, b.rows_unchanged, o.unchanged) AS unchanged, b.rows_rejected AS rejected,
  IF(o.whole, coalesce(b.rows_warned, 0), coalesce(w.warned, 0)) AS warned, b.continues
FROM batch AS b JOIN ({STATES}) AS e ON e.batch = b.number
LEFT JOIN openness AS p ON p.batch = b.number
LEFT JOIN warned AS w ON w.batch = b.number
CROSS JOIN LATERAL (SELECT coalesce(p.whole, true) AS whole, coalesce(p.new, 0) AS new,
  coalesce(p.revised, 0) AS revised, coalesce(p.unchanged, 0) AS unchanged) AS o
WHERE coalesce(p.any, true)
ORDER BY b.received_at DESC, b.number DESC LIMIT :most
"""
BY_STATE = f"""
WITH {OPENNESS}
SELECT e.state, count(*) AS batches,
  sum(IF(coalesce(o.whole, true), b.rows_new + b.rows_revised, o.new + o.revised)) AS entered,
  sum(b.rows_rejected) AS rejected
FROM batch AS b JOIN ({STATES}) AS e ON e.batch = b.number
LEFT JOIN openness AS o ON o.batch = b.number WHERE coalesce(o.any, true)
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
