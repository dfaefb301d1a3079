"""What is reported more than once and counts once: what was deducted, from whom, and why."""

from datetime import date

from sqlalchemy import Connection, text

from data.answers import Overlap
from data.in_force import in_force
from data.plan_models import Indicator

# Public reports alone: what is told in confidence is in no overlap. Of a state its newest value
# per series is deducted; of yearly amounts those of the last complete year, but for parts of a
# year that the same partner reported whole.
REPORTS = f"""
WITH report AS ({
    in_force("key IN (SELECT deducted_key FROM overlap WHERE indicator = :indicator)")
}),
told AS (
  SELECT o.why, o.activity, o.counted, o.deducted, o.amount, o.open, r.key, r.place, r.facility,
    r.period, r.period_start, r.period_end
  FROM overlap AS o JOIN report AS r ON r.key = o.deducted_key
  WHERE o.indicator = :indicator AND o.period_end <= :as_of),
judged AS (
  SELECT max(year(period_end)) AS year FROM total
  WHERE indicator = :indicator AND period_end <= :as_of),
deducted AS (
  SELECT t.* FROM told AS t
  WHERE CASE
    WHEN NOT :yearly THEN NOT EXISTS (
      SELECT 1 FROM told AS later
      WHERE later.why = t.why AND later.activity IS NOT DISTINCT FROM t.activity
        AND later.deducted = t.deducted AND later.place = t.place AND later.facility = t.facility
        AND (later.period_end > t.period_end
          OR (later.period_end = t.period_end AND later.period_start < t.period_start)))
    WHEN year(t.period_end) <> (SELECT year FROM judged) THEN false
    ELSE t.why <> 'joint' OR NOT EXISTS (
      SELECT 1 FROM told AS whole
      WHERE whole.why = t.why AND whole.activity = t.activity AND whole.deducted = t.deducted
        AND whole.place = t.place AND whole.facility = t.facility AND whole.key <> t.key
        AND whole.period_start <= t.period_start AND whole.period_end >= t.period_end) END)
SELECT d.why, d.activity, IF(d.why = 'joint', NULL, d.place) AS place,
  IF(d.why = 'joint', NULL, d.period) AS period, d.counted, d.deducted,
  bool_or(a.lead IS NOT DISTINCT FROM d.counted) AS leads, sum(d.amount) AS amount,
  bool_or(d.open) AS open
FROM deducted AS d LEFT JOIN activity AS a ON a.id = d.activity
GROUP BY ALL ORDER BY amount DESC, d.activity, d.deducted, 3, 4
"""
PLACES = """
WITH told AS (
  SELECT c.place, c.partner, max(c.recorded_at) AS newest
  FROM contribution AS c JOIN place AS p ON p.code = c.place AND p.kind = :place_kind
  WHERE c.indicator = :indicator AND c.period_end <= :as_of
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
    yearly = indicator.kind in ("rate", "growth")
    rows = connection.execute(text(REPORTS), values | {"yearly": yearly})
    return tuple(
        Overlap(
            row.activity,
            row.place,
            row.counted,
            (row.deducted,),
            row.amount,
            row.leads,
            row.why,
            row.period,
            row.open,
        )
        for row in rows
    )


def _places(connection: Connection, values: dict[str, object]) -> tuple[Overlap, ...]:
    kind = connection.execute(
        text("SELECT place_kind FROM indicator WHERE id = :indicator"), values
    ).scalar()
    return tuple(
        Overlap(None, row.place, row.counted, others, len(others), why="place")
        for row in connection.execute(text(PLACES), values | {"place_kind": kind})
        if (others := tuple(p for p in row.partners if p != row.counted))
    )
