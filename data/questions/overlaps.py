"""What is reported more than once and counts once: what was deducted, from whom, and why."""

from datetime import date

from sqlalchemy import Connection, text

from data.ledger.in_force import in_force
from data.ledger.kind_sql import YEARLY
from data.plan.model import Indicator
from data.questions.answers import Overlap
from data.questions.totals import Added

# CTEs up to `deducted`, of the indicators that `which` chooses. Public reports alone: what is told
# in confidence is in no overlap. Of a state its newest value per series is deducted; of yearly
# amounts those of the last complete year, but for parts of a year that the same partner reported
# whole.
DEDUCTED = f"""
report AS ({in_force("key IN (SELECT deducted_key FROM overlap WHERE {which})")}),
told AS (
  SELECT o.indicator, o.why, o.activity, o.counted, o.deducted, o.amount, o.open, r.key, r.place,
    r.facility, r.period, r.period_start, r.period_end, r.denominator,
    {YEARLY} AS yearly
  FROM overlap AS o JOIN report AS r ON r.key = o.deducted_key
  JOIN indicator AS i ON i.id = o.indicator
  WHERE o.{{which}} AND o.period_end <= :as_of),
judged AS (
  SELECT indicator, max(year(period_end)) AS year FROM total
  WHERE period_end <= :as_of GROUP BY indicator),
deducted AS (
  SELECT t.* FROM told AS t JOIN judged AS j USING (indicator)
  WHERE CASE
    WHEN NOT t.yearly THEN NOT EXISTS (
      SELECT 1 FROM told AS later
      WHERE later.indicator = t.indicator AND later.why = t.why
        AND later.activity IS NOT DISTINCT FROM t.activity AND later.deducted = t.deducted
        AND later.place = t.place AND later.facility = t.facility
        AND (later.period_end > t.period_end
          OR (later.period_end = t.period_end AND later.period_start < t.period_start)))
    WHEN year(t.period_end) <> j.year THEN false
    ELSE t.why <> 'joint' OR NOT EXISTS (
      SELECT 1 FROM told AS whole
      WHERE whole.indicator = t.indicator AND whole.why = t.why AND whole.activity = t.activity
        AND whole.deducted = t.deducted AND whole.place = t.place AND whole.facility = t.facility
        AND whole.key <> t.key
        AND whole.period_start <= t.period_start AND whole.period_end >= t.period_end) END)
"""
REPORTS = f"""
WITH {DEDUCTED.format(which="indicator = :indicator")}
SELECT d.why, d.activity, IF(d.why = 'joint', NULL, d.place) AS place,
  IF(d.why = 'joint', NULL, d.period) AS period, d.counted, d.deducted,
  bool_or(a.lead IS NOT DISTINCT FROM d.counted) AS leads, sum(d.amount) AS amount,
  bool_or(d.open) AS open, CAST(max(s.settled_at) AS DATE) AS settled
FROM deducted AS d LEFT JOIN activity AS a ON a.id = d.activity
LEFT JOIN (SELECT key, max(settled_at) AS settled_at FROM settlement GROUP BY key) AS s
  ON s.key = d.key
GROUP BY ALL ORDER BY amount DESC, d.activity, d.deducted, 3, 4
"""
ANY_OPEN = "SELECT count(*) FROM overlap WHERE open"
OPEN_AMOUNTS = f"""
WITH {DEDUCTED.format(which="indicator IN (SELECT indicator FROM overlap WHERE open)")}
SELECT indicator, sum(amount) AS value, coalesce(sum(denominator), 0) AS denominator
FROM deducted WHERE open GROUP BY indicator
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
    if indicator.traits.counts_places:
        return _places(connection, values)
    rows = connection.execute(text(REPORTS), values)
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
            row.settled,
        )
        for row in rows
    )


def open_amounts(connection: Connection, as_of: date) -> dict[str, Added]:
    """Per indicator, what its judged total would hold besides were nothing in open overlaps one."""
    if not connection.execute(text(ANY_OPEN)).scalar():
        return {}
    rows = connection.execute(text(OPEN_AMOUNTS), {"as_of": as_of})
    return {row.indicator: Added(row.value, row.denominator) for row in rows}


def _places(connection: Connection, values: dict[str, object]) -> tuple[Overlap, ...]:
    kind = connection.execute(
        text("SELECT place_kind FROM indicator WHERE id = :indicator"), values
    ).scalar()
    return tuple(
        Overlap(None, row.place, row.counted, others, len(others), why="place")
        for row in connection.execute(text(PLACES), values | {"place_kind": kind})
        if (others := tuple(p for p in row.partners if p != row.counted))
    )
