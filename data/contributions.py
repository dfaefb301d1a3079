"""What each measure adds to a total, kept up to date batch by batch.

`refresh` looks only at what a batch touched; refreshing everything gives the same rows, which a
test holds it to. Runs inside the caller's transaction.
"""

from data.in_force import APPROVED, QUALIFY_NEWEST, RETRACT
from data.rollups import roll_up
from data.tables import Tables

# Groups touched, from which on they are looked at in slices of so many rows, to bound memory.
MANY_GROUPS = 100_000
SLICE_ROWS = 12_000_000

TOUCHED = """
CREATE OR REPLACE TEMP TABLE touched AS
SELECT DISTINCT m.indicator, m.partner, m.place, m.facility FROM {measures} AS m WHERE {scope}
"""
TOUCHED_ROWS = """
SELECT count(*) FROM measure AS m SEMI JOIN touched USING (indicator, partner, place, facility)
"""
NO_ACTIVITIES = """
CREATE OR REPLACE TEMP TABLE touched_activity (indicator VARCHAR, activity VARCHAR)
"""
# Activities that more than one partner ever told of, and that overlapped or may now.
TOUCHED_ACTIVITIES = """
INSERT INTO touched_activity
WITH told AS (
  SELECT DISTINCT m.indicator, m.activity FROM {measures} AS m JOIN indicator AS i
    ON i.id = m.indicator
  WHERE m.activity IS NOT NULL AND i.kind IN ('level', 'rate') AND {scope}
    AND hash(m.activity) % {slices} = {number})
SELECT m.indicator, m.activity FROM {measures} AS m SEMI JOIN told USING (indicator, activity)
GROUP BY ALL HAVING min(m.partner) <> max(m.partner)
"""

NEEDED = """m.key, m.batch, m.line, m.indicator, m.partner, m.place, m.facility, m.period_start,
  m.period_end, m.value, m.denominator, m.disclosure, m.activity, m.obs_status,
  m.obs_status IN ('E', 'F', 'I', 'P') AS estimated, m.recorded_at, m.sample"""


def _in_force(scope: str, by: str) -> str:
    """CTEs up to `in_force`: of what a scope touches, the reports that may count in public.

    Few keys are reported twice, so only those are ranked.
    """
    return f"""
  approved AS (
    SELECT {NEEDED} FROM measure AS m SEMI JOIN {scope} AS scope USING ({by})
    WHERE m.batch IN ({APPROVED})),
  repeated AS (SELECT key FROM approved GROUP BY key HAVING count(*) > 1),
  newest AS (
    SELECT * FROM approved ANTI JOIN repeated USING (key)
    UNION ALL (SELECT * FROM approved SEMI JOIN repeated USING (key) {QUALIFY_NEWEST})),
  in_force AS (
    SELECT * EXCLUDE (obs_status) FROM newest
    WHERE disclosure IN ('public', 'aggregate') AND obs_status <> '{RETRACT}')"""


FORGET_OVERLAPS = """
DELETE FROM overlap WHERE EXISTS (
  SELECT 1 FROM touched_activity AS t
  WHERE t.indicator = overlap.indicator AND t.activity = overlap.activity)
"""
# The activity's lead partner counts, else the first that reported it.
FIND_OVERLAPS = f"""
INSERT INTO overlap
WITH {_in_force("touched_activity", "indicator, activity")},
reporter AS (
  SELECT f.indicator, f.activity, f.partner,
    bool_or(a.lead IS NOT DISTINCT FROM f.partner) AS leads,
    min((f.recorded_at, f.batch, f.line)) AS first_report
  FROM approved AS f SEMI JOIN in_force USING (indicator, activity, partner)
  LEFT JOIN activity AS a ON a.id = f.activity
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

# How the reports of one cell go together: as in data.rollups, for an indicator `i`.
RULE = """CASE
      WHEN i.kind = 'share' OR (i.kind = 'level' AND i.aggregation = 'sum') THEN 'running'
      WHEN i.kind IN ('rate', 'growth') THEN 'yearly'
      WHEN i.kind = 'milestone' OR i.aggregation = 'max' THEN 'highest'
      ELSE 'stands' END"""
FORGET_CONTRIBUTIONS = """
DELETE FROM contribution AS c WHERE EXISTS (
  SELECT 1 FROM touched AS t WHERE t.indicator = c.indicator AND t.partner = c.partner
    AND t.place = c.place AND t.facility = c.facility)
"""
SLICE = """(
      SELECT * FROM touched
      WHERE hash(indicator, partner, place, facility) % {slices} = {number})"""
ADD_CONTRIBUTIONS = f"""
INSERT INTO contribution
WITH {_in_force(SLICE, "indicator, partner, place, facility")},
counted AS (
  SELECT f.* EXCLUDE (key, activity),
    hash(f.indicator, f.partner, f.place, f.facility, f.activity) AS series
  FROM in_force AS f
  ANTI JOIN overlap AS o
    ON o.indicator = f.indicator AND o.activity = f.activity AND o.deducted = f.partner),
-- Only series of unlike periods can hold one within another.
mixed AS (
  SELECT series FROM counted GROUP BY series
  HAVING min(period_end - period_start) // 20 <> max(period_end - period_start) // 20
    OR bool_or(day(period_start) <> 1 OR period_end <> last_day(period_end))),
-- A quarter of a year that the same partner reported whole is in it already. In the order of their
-- ends, the shorter period first, a longer period that holds this one comes after.
contained AS (
  SELECT batch, line FROM (
    SELECT batch, line, indicator, min(period_start) OVER (
        PARTITION BY series ORDER BY period_end, period_start DESC
        ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) <= period_start AS held
    FROM counted SEMI JOIN mixed USING (series))
  JOIN indicator AS i ON i.id = indicator WHERE held AND i.kind IN ('rate', 'growth')),
ruled AS NOT MATERIALIZED (
  SELECT c.*, {RULE} AS rule,
    hash(c.indicator, c.partner, c.place, c.facility, c.disclosure, c.period_end) AS cell
  FROM counted AS c JOIN indicator AS i ON i.id = c.indicator),
-- A state that adds up is worth its change since the period before; nothing else needs sorting.
valued AS (
  SELECT * REPLACE (value - coalesce(lag(value) OVER by_time, 0) AS value,
    denominator - coalesce(lag(denominator) OVER by_time, 0) AS denominator)
  FROM ruled WHERE rule = 'running'
  WINDOW by_time AS (PARTITION BY series ORDER BY period_end, period_start DESC)
  UNION ALL SELECT * FROM ruled WHERE rule <> 'running'),
part AS (SELECT * FROM valued ANTI JOIN contained USING (batch, line)),
-- Most parts stand alone, so only the others are put together.
several AS (SELECT cell FROM part GROUP BY cell HAVING count(*) > 1)
SELECT indicator, partner, place, facility, disclosure, period_end, value, denominator, 1,
  CAST(estimated AS INTEGER), recorded_at, sample
FROM part ANTI JOIN several USING (cell)
UNION ALL
SELECT indicator, partner, place, facility, disclosure, period_end,
  CASE any_value(rule)
    WHEN 'highest' THEN max(value)
    WHEN 'stands' THEN arg_max(value, (recorded_at, batch, line))
    ELSE sum(value) END,
  sum(denominator), count(*), count(*) FILTER (estimated), max(recorded_at), bool_or(sample)
FROM part SEMI JOIN several USING (cell)
GROUP BY indicator, partner, place, facility, disclosure, period_end
"""


def refresh(tables: Tables, batch: int | None = None) -> None:
    """Recompute the contributions that `batch` touches; all of them without one."""
    scope = "true" if batch is None else f"m.batch = {batch:d}"
    refresh_touched(tables, "measure", scope)


def refresh_touched(tables: Tables, measures: str, scope: str) -> None:
    """Recompute the contributions of every series that a row `m` of `measures` in scope is of."""
    with tables.joins_as_written():
        tables.run(TOUCHED.format(measures=measures, scope=scope))
        tables.run(NO_ACTIVITIES)
        for part in _slices(tables):
            tables.run(TOUCHED_ACTIVITIES.format(measures=measures, scope=scope, **part))
        tables.run(FORGET_OVERLAPS)
        tables.run(FIND_OVERLAPS)
        tables.run(TOUCH_SHARERS)
        tables.run(FORGET_CONTRIBUTIONS)
        for part in _slices(tables):
            tables.run(ADD_CONTRIBUTIONS.format(**part))
        roll_up(tables)


def _slices(tables: Tables) -> list[dict[str, int]]:
    """Parts of what is touched, by groups that do not bear on each other, each of bounded size."""
    slices = 1
    if tables.scalar("SELECT count(*) FROM touched") >= MANY_GROUPS:
        slices += tables.scalar(TOUCHED_ROWS) // SLICE_ROWS
    return [{"slices": slices, "number": number} for number in range(slices)]
