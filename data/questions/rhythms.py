"""How often partners report, and how long ago they did last: for who reminds them."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, text

from data.ledger.in_force import APPROVED, RETRACT

YEARLY = timedelta(days=365)  # expected of who has not reported often enough to show a rhythm
FEWEST_DAYS = 3
LATE_AFTER = 1.5  # times the usual gap
# A day of a report is a day on which rows of a partner came in, whatever became of them since.
RHYTHMS = """
WITH day AS (SELECT DISTINCT partner, CAST(recorded_at AS DATE) AS day FROM measure),
gap AS (
  SELECT partner, day, day - lag(day) OVER (PARTITION BY partner ORDER BY day) AS gap FROM day)
SELECT partner, max(day) AS last, count(*) AS days, CAST(median(gap) AS INTEGER) AS usual
FROM gap GROUP BY partner ORDER BY partner
"""
LAST_TOLD = f"""
SELECT partner, indicator, CAST(max(recorded_at) AS DATE) AS day FROM measure
WHERE batch IN ({APPROVED}) AND obs_status <> '{RETRACT}'
GROUP BY partner, indicator ORDER BY partner, indicator
"""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When a partner reported last, on how many days in all, and its median gap in days.

    `usual` is None after a single day.
    """

    partner: str
    last: date
    days: int
    usual: int | None

    @property
    def expected(self) -> timedelta:
        """How long it may take until the next report."""
        known = self.days >= FEWEST_DAYS and self.usual
        return timedelta(days=self.usual) if known and self.usual else YEARLY

    def late(self, today: date) -> timedelta:
        """How much later than expected a report is; nothing until half as long again is over."""
        waited = today - self.last
        if waited <= self.expected * LATE_AFTER:
            return timedelta()
        return waited - self.expected


def rhythms(connection: Connection) -> tuple[Rhythm, ...]:
    """Every partner that ever reported, by id."""
    return tuple(Rhythm(**row._mapping) for row in connection.execute(text(RHYTHMS)))


def last_told(connection: Connection) -> dict[str, dict[str, date]]:
    """By partner and indicator, the day of the newest report in force."""
    found: dict[str, dict[str, date]] = {}
    for row in connection.execute(text(LAST_TOLD)):
        found.setdefault(row.partner, {})[row.indicator] = row.day
    return found
