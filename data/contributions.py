"""What each measure adds to a total, kept up to date batch by batch.

`refresh` looks only at what a batch touched; refreshing everything gives the same rows, which a
test holds it to. Runs inside the caller's transaction.
"""

from data.ledger import Ledger

TOUCHED_BY_BATCH = """
CREATE OR REPLACE TEMP TABLE touched AS
SELECT DISTINCT indicator, partner, place, facility FROM measure WHERE batch = :batch
"""
TOUCHED_ALL = """
CREATE OR REPLACE TEMP TABLE touched AS
SELECT DISTINCT indicator, partner, place, facility FROM measure
"""
TOUCHED_ACTIVITIES = """
CREATE OR REPLACE TEMP TABLE touched_activity AS
SELECT DISTINCT m.indicator, m.activity
FROM measure AS m SEMI JOIN touched USING (indicator, partner, place, facility)
JOIN indicator AS i ON i.id = m.indicator
WHERE m.activity IS NOT NULL AND i.kind IN ('level', 'rate') AND {scope}
"""

# Public and approved, and the newest report of its key: what counts today.
IN_FORCE = """
SELECT m.* FROM measure AS m
WHERE m.disclosure IN ('public', 'aggregate')
  AND m.batch IN (
    SELECT batch FROM batch_event GROUP BY batch HAVING arg_max(state, decided_at) = 'approved')
  AND {scope}
QUALIFY row_number() OVER (
  PARTITION BY m.key ORDER BY m.recorded_at DESC, m.batch DESC, m.line DESC) = 1
"""

FORGET_OVERLAPS = """
DELETE FROM overlap
WHERE (indicator, activity) IN (SELECT (indicator, activity) FROM touched_activity)
"""
# The activity's lead partner counts, else the first that reported it.
FIND_OVERLAPS = f"""
INSERT INTO overlap
WITH in_force AS ({
    IN_FORCE.format(
        scope="(m.indicator, m.activity) IN (SELECT (indicator, activity) FROM touched_activity)"
    )
}),
reporter AS (
  SELECT f.indicator, f.activity, f.partner,
    bool_or(a.lead IS NOT DISTINCT FROM f.partner) AS leads,
    min((f.recorded_at, f.batch, f.line)) AS first_report
  FROM in_force AS f LEFT JOIN activity AS a ON a.id = f.activity
  GROUP BY ALL),
ranked AS (
  SELECT *, first_value(partner) OVER (
    PARTITION BY indicator, activity ORDER BY leads DESC, first_report, partner) AS counted
  FROM reporter)
SELECT indicator, activity, counted, partner FROM ranked WHERE partner <> counted
"""
# An overlap found or gone also changes the other partners' figures.
TOUCH_SHARERS = """
INSERT INTO touched
SELECT DISTINCT m.indicator, m.partner, m.place, m.facility
FROM measure AS m SEMI JOIN touched_activity USING (indicator, activity)
ANTI JOIN touched USING (indicator, partner, place, facility)
"""

FORGET_CONTRIBUTIONS = """
DELETE FROM contribution WHERE (indicator, partner, place, facility)
  IN (SELECT (indicator, partner, place, facility) FROM touched)
"""
ADD_CONTRIBUTIONS = f"""
INSERT INTO contribution
WITH in_force AS ({
    IN_FORCE.format(
        scope="(m.indicator, m.partner, m.place, m.facility)"
        " IN (SELECT (indicator, partner, place, facility) FROM touched)"
    )
}),
counted AS (
  SELECT f.*, i.kind, i.aggregation,
    i.kind = 'share' OR (i.kind = 'level' AND i.aggregation = 'sum') AS adds_up
  FROM in_force AS f JOIN indicator AS i ON i.id = f.indicator
  ANTI JOIN overlap AS o
    ON o.indicator = f.indicator AND o.activity = f.activity AND o.deducted = f.partner),
-- A state is worth its change since the period before. An amount inside a longer period that
-- the same partner reported too (a quarter of a reported year) is already in it.
stepped AS (
  SELECT *,
    value - coalesce(lag(value) OVER by_time, 0) AS change,
    denominator - coalesce(lag(denominator) OVER by_time, 0) AS denominator_change,
    kind IN ('rate', 'growth') AND coalesce(max(period_end) OVER before, period_start) >= period_end
      AND count(*) OVER before > 0 AS contained
  FROM counted
  WINDOW
    by_time AS (
      PARTITION BY indicator, partner, place, facility, activity
      ORDER BY period_end, period_start DESC),
    before AS (
      PARTITION BY indicator, partner, place, facility, activity
      ORDER BY period_start, period_end DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING))
SELECT indicator, partner, place, facility, disclosure, period_end,
  CASE
    WHEN any_value(adds_up) THEN sum(change)
    WHEN any_value(kind) IN ('rate', 'growth') THEN sum(value)
    WHEN any_value(kind) = 'milestone' OR any_value(aggregation) = 'max' THEN max(value)
    ELSE arg_max(value, (recorded_at, batch, line)) END AS amount,
  sum(denominator_change) AS denominator,
  count(*) AS measures, max(recorded_at) AS recorded_at, bool_or(sample) AS sample
FROM stepped WHERE NOT contained
GROUP BY indicator, partner, place, facility, disclosure, period_end
"""


def refresh(ledger: Ledger, batch: int | None = None) -> None:
    """Recompute the contributions that `batch` touches; all of them without one."""
    if batch is None:
        ledger.run(TOUCHED_ALL)
        ledger.run(TOUCHED_ACTIVITIES.format(scope="true"))
    else:
        ledger.run(TOUCHED_BY_BATCH, batch=batch)
        ledger.run(TOUCHED_ACTIVITIES.format(scope="m.batch = :batch"), batch=batch)
    ledger.run(FORGET_OVERLAPS)
    ledger.run(FIND_OVERLAPS)
    ledger.run(TOUCH_SHARERS)
    ledger.run(FORGET_CONTRIBUTIONS)
    ledger.run(ADD_CONTRIBUTIONS)
