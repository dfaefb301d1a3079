"""What several partners told of and counts once: what was deducted, from whom, and why."""

from datetime import date

from sqlalchemy import Connection, text

from data.answers import Overlap
from data.in_force import APPROVED
from data.plan_models import Indicator

# Only what everyone may see is told by name; confidential reports are deducted all the same. Of a
# state its newest value per series is deducted; of yearly amounts those of the last complete year,
# but for parts of a year that the same partner reported whole.
ACTIVITIES = f"""
WITH reported AS (
  SELECT m.* FROM measure AS m
  JOIN overlap AS o ON o.indicator = m.indicator AND o.activity = m.activity
    AND o.deducted = m.partner
  WHERE m.indicator = :indicator AND m.period_end <= :as_of AND m.batch IN ({APPROVED})
  QUALIFY row_number() OVER (
    PARTITION BY m.key ORDER BY m.recorded_at DESC, m.batch DESC, m.line DESC) = 1),
judged AS (
  SELECT max(year(period_end)) AS year FROM total
  WHERE indicator = :indicator AND period_end <= :as_of),
deducted AS (
  SELECT r.activity, r.partner, r.value FROM reported AS r
  WHERE r.disclosure = 'public' AND CASE
    WHEN :yearly THEN year(r.period_end) = (SELECT year FROM judged) AND NOT EXISTS (
      SELECT 1 FROM reported AS whole
      WHERE whole.activity = r.activity AND whole.partner = r.partner AND whole.place = r.place
        AND whole.facility = r.facility AND whole.key <> r.key
        AND whole.period_start <= r.period_start AND whole.period_end >= r.period_end)
    ELSE NOT EXISTS (
      SELECT 1 FROM reported AS later
      WHERE later.activity = r.activity AND later.partner = r.partner AND later.place = r.place
        AND later.facility = r.facility AND (later.period_end > r.period_end
          OR (later.period_end = r.period_end AND later.period_start < r.period_start))) END)
SELECT o.activity, o.counted, o.deducted, bool_or(a.lead IS NOT DISTINCT FROM o.counted) AS leads,
  sum(d.value) AS amount
FROM overlap AS o JOIN deducted AS d ON d.activity = o.activity AND d.partner = o.deducted
LEFT JOIN activity AS a ON a.id = o.activity
WHERE o.indicator = :indicator
GROUP BY o.activity, o.counted, o.deducted ORDER BY amount DESC, o.activity, o.deducted
"""
PLACES = """
WITH told AS (
  SELECT c.place, c.partner, max(c.recorded_at) AS newest
  FROM contribution AS c JOIN place AS p ON p.code = c.place AND p.kind = :place_kind
  WHERE c.indicator = :indicator AND c.disclosure = 'public' AND c.period_end <= :as_of
    AND c.amount > 0
  GROUP BY c.place, c.partner)
SELECT place, arg_max(partner, (newest, partner)) AS counted,
  list(partner ORDER BY partner) AS partners
FROM told GROUP BY place HAVING count(*) > 1 ORDER BY count(*) DESC, place
"""


def overlaps(connection: Connection, indicator: Indicator, as_of: date) -> tuple[Overlap, ...]:
    """The overlap ledger of one indicator."""
    values = {"indicator": indicator.id, "as_of": as_of}
    if indicator.kind == "places":
        return _places(connection, values)
    rows = connection.execute(text(ACTIVITIES), values | {"yearly": indicator.kind == "rate"})
    return tuple(
        Overlap(row.activity, None, row.counted, (row.deducted,), row.amount, row.leads)
        for row in rows
    )


def _places(connection: Connection, values: dict[str, object]) -> tuple[Overlap, ...]:
    kind = connection.execute(
        text("SELECT place_kind FROM indicator WHERE id = :indicator"), values
    ).scalar()
    return tuple(
        Overlap(None, row.place, row.counted, others, len(others))
        for row in connection.execute(text(PLACES), values | {"place_kind": kind})
        if (others := tuple(p for p in row.partners if p != row.counted))
    )
