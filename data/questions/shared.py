"""Measures told to partners or to the secretariat alone; they count in no public figure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, text

from data.ledger.in_force import APPROVED, QUALIFY_NEWEST, RETRACT
from data.questions.answers import Measure
from data.questions.measures import as_measure

# The newest approved report of each key, where it is told to some of these circles.
SHARED = f"""
WITH approved AS ({APPROVED}),
newest AS (
  SELECT m.*, 1 AS revision, 1 AS revisions
  FROM measure AS m SEMI JOIN approved USING (batch)
  SEMI JOIN (SELECT key FROM measure WHERE list_contains(CAST(:circles AS VARCHAR[]), disclosure))
    USING (key)
  {QUALIFY_NEWEST})
SELECT n.*, r.name AS partner_name FROM newest AS n LEFT JOIN partner AS r ON r.id = n.partner
WHERE list_contains(CAST(:circles AS VARCHAR[]), n.disclosure) AND n.period_end <= :as_of
  AND n.obs_status <> '{RETRACT}'
ORDER BY n.recorded_at DESC, n.batch DESC, n.line DESC
"""


@dataclass(frozen=True, slots=True)
class Shared:
    """A measure and the circle it is told to: `coalition` or `secretariat`."""

    measure: Measure
    circle: str


def shared(connection: Connection, as_of: date, circles: Sequence[str]) -> Iterator[Shared]:
    """What these circles may see and the public may not, newest recording first."""
    values = {"as_of": as_of, "circles": list(circles)}
    for row in connection.execute(text(SHARED), values):
        yield Shared(as_measure(row), row.disclosure)
