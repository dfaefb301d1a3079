"""Values that were public and are no longer: what was made of them meanwhile is recalled."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, text

from data.ledger.in_force import APPROVED, RETRACT, closed_keys

# Keys whose newest report in force is not public, though an earlier one was.
CLOSINGS = f"""
WITH closed AS (
  SELECT key, any_value(indicator) AS indicator, any_value(period_end) AS period_end,
    min(recorded_at) FILTER (disclosure = 'public') AS opened,
    arg_max(batch, (recorded_at, batch, line)) AS batch
  FROM measure SEMI JOIN ({closed_keys()}) USING (key)
  WHERE batch IN ({APPROVED}) GROUP BY key
  HAVING bool_or(disclosure = 'public' AND obs_status <> '{RETRACT}'))
SELECT c.indicator, c.period_end, c.opened, max(e.decided_at) AS closed
FROM closed AS c JOIN batch_event AS e ON e.batch = c.batch GROUP BY ALL
"""
PUBLISHED_AT = "SELECT published_at FROM publication WHERE snapshot = :id"


@dataclass(frozen=True, slots=True)
class Closing:
    """A value that was public from `opened` until `closed` (UTC)."""

    indicator: str
    period_end: date
    opened: datetime
    closed: datetime


def closings(connection: Connection) -> tuple[Closing, ...]:
    """Every value that is public no longer."""
    return tuple(Closing(**row._mapping) for row in connection.execute(text(CLOSINGS)))


def published_at(connection: Connection, snapshot_id: str) -> datetime | None:
    """When a snapshot was published (UTC); None where nobody knows it here."""
    found: datetime | None = connection.execute(text(PUBLISHED_AT), {"id": snapshot_id}).scalar()
    return found
