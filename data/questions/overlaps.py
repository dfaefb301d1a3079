"""What several partners told of and counts once: what was deducted, from whom, and why."""

from datetime import date

from sqlalchemy import Connection, text

from data.answers import Overlap
from data.plan_models import Indicator

# Only what everyone may see is told by name; confidential reports are deducted all the same.
ACTIVITIES = """
WITH newest AS (
  SELECT m.activity, m.partner, m.key,
    arg_max(m.value, (m.recorded_at, m.batch, m.line)) AS value, max(m.period_end) AS period_end
  FROM measure AS m
  JOIN overlap AS o ON o.indicator = m.indicator AND o.activity = m.activity
    AND o.deducted = m.partner
  WHERE m.indicator = :indicator AND m.disclosure = 'public' AND m.period_end <= :as_of
    AND m.batch IN (SELECT batch FROM batch_event GROUP BY batch
      HAVING arg_max(state, decided_at) = 'approved')
  GROUP BY m.activity, m.partner, m.key)
SELECT o.activity, o.counted, o.deducted, bool_or(a.lead IS NOT DISTINCT FROM o.counted) AS leads,
  CASE WHEN :yearly THEN sum(n.value) ELSE arg_max(n.value, (n.period_end, n.value)) END AS amount
FROM overlap AS o JOIN newest AS n ON n.activity = o.activity AND n.partner = o.deducted
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
