"""What each measure adds to a total, kept up to date batch by batch.

`refresh` looks only at what a batch touched; refreshing everything gives the same rows, which a
test holds it to. Runs inside the caller's transaction.
"""

from data.ledger.double_counting import SERIES, count_linked, find_linked
from data.ledger.held_series import hold
from data.ledger.in_force import REPORTS_IN_FORCE
from data.ledger.kind_sql import ADDS_UP, AMOUNTS, HIGHEST_STANDS, YEARLY
from data.ledger.place_areas import PLACE_WITHIN
from data.ledger.tables import Tables
from data.ledger.totals import roll_up

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
TOUCHED_ACTIVITIES = f"""
INSERT INTO touched_activity
WITH told AS (
  SELECT DISTINCT m.indicator, m.activity FROM {{measures}} AS m JOIN indicator AS i
    ON i.id = m.indicator
  WHERE m.activity IS NOT NULL AND {AMOUNTS} AND {{scope}}
    AND hash(m.activity) % {{slices}} = {{number}})
SELECT m.indicator, m.activity FROM {{measures}} AS m SEMI JOIN told USING (indicator, activity)
GROUP BY ALL HAVING min(m.partner) <> max(m.partner)
"""

# An activity is told by its lead partner, else by who tells most of what others tell too, then who
# told it first. Of the others counts what overlaps in place and, of amounts, in time with nothing
# of a partner before them.
FORGET_JOINT = """
DELETE FROM overlap WHERE why = 'joint' AND EXISTS (
  SELECT 1 FROM touched_activity AS t
  WHERE t.indicator = overlap.indicator AND t.activity = overlap.activity)
"""
FIND_JOINT = f"""
INSERT INTO overlap
WITH {REPORTS_IN_FORCE.format(scope="touched_activity", by="indicator, activity")},
told AS (
  SELECT f.*, c.rule FROM in_force AS f JOIN counting AS c ON c.indicator = f.indicator),
holds AS (
  SELECT a.key, b.key AS other
  FROM told AS a JOIN place_within AS w ON w.place = a.place
  JOIN told AS b ON b.indicator = a.indicator AND b.activity = a.activity AND b.place = w.area
    AND b.partner <> a.partner
  WHERE a.rule <> 'yearly'
    OR a.period_start <= b.period_end AND b.period_start <= a.period_end),
clash AS (SELECT key, other FROM holds UNION SELECT other, key FROM holds),
disputed AS (
  SELECT * FROM told SEMI JOIN clash USING (key)
  QUALIFY rule = 'yearly' OR row_number() OVER (
    PARTITION BY indicator, activity, partner, place, facility
    ORDER BY period_end DESC, period_start) = 1),
reporter AS (
  SELECT d.indicator, d.activity, d.partner,
    bool_or(a.lead IS NOT DISTINCT FROM d.partner) AS leads, sum(d.value) AS amount
  FROM disputed AS d LEFT JOIN activity AS a ON a.id = d.activity GROUP BY ALL),
first_told AS (
  SELECT indicator, activity, partner, min((recorded_at, batch, line)) AS first_report
  FROM approved SEMI JOIN in_force USING (key) WHERE disclosure = 'public' GROUP BY ALL),
ranked AS (
  SELECT *, row_number() OVER of_activity AS rank,
    first_value(amount) OVER of_activity AS most,
    bool_or(leads) OVER (PARTITION BY indicator, activity) AS led
  FROM reporter JOIN first_told USING (indicator, activity, partner)
  WINDOW of_activity AS (
    PARTITION BY indicator, activity
    ORDER BY leads DESC, amount DESC, first_report, partner))
SELECT a.indicator, 'joint', a.activity, y.partner, b.key, a.partner, a.key, a.place, a.period_end,
  a.value, x.amount <> y.amount AND NOT y.led
FROM clash AS c JOIN told AS a ON a.key = c.key JOIN told AS b ON b.key = c.other
JOIN ranked AS x ON x.indicator = a.indicator AND x.activity = a.activity AND x.partner = a.partner
JOIN ranked AS y ON y.indicator = b.indicator AND y.activity = b.activity AND y.partner = b.partner
WHERE y.rank < x.rank AND a.key NOT IN (SELECT key FROM apart)
QUALIFY row_number() OVER (PARTITION BY a.key ORDER BY y.rank, b.key) = 1
"""
# An overlap found or gone also changes the other partners' figures.
TOUCH_SHARERS = """
INSERT INTO touched
SELECT DISTINCT m.indicator, m.partner, m.place, m.facility
FROM measure AS m SEMI JOIN touched_activity USING (indicator, activity)
ANTI JOIN touched USING (indicator, partner, place, facility)
"""

# How the reports of one cell go together: as in data.ledger.totals, for an indicator `i`.
RULE = f"""CASE
    WHEN {YEARLY} THEN 'yearly'
    WHEN {ADDS_UP} THEN 'running'
    WHEN {HIGHEST_STANDS} THEN 'highest'
    ELSE 'stands' END"""
# With the facility that a report is of where it names none.
COUNTING = f"""
CREATE OR REPLACE TEMP TABLE counting AS
SELECT i.id AS indicator, {RULE} AS rule, coalesce(i.facility, '') AS home FROM indicator AS i
"""
APART = """
CREATE OR REPLACE TEMP TABLE apart AS
SELECT key FROM settlement GROUP BY key HAVING arg_max(answer, settled_at) = 'apart'
"""
# What a person has answered asks for nobody any longer.
CLOSE_SETTLED = """
UPDATE overlap SET open = false
WHERE open AND deducted_key IN (SELECT key FROM settlement)
"""
FORGET_OWN = """
DELETE FROM overlap WHERE why <> 'joint' AND EXISTS (
  SELECT 1 FROM touched AS t
  WHERE t.indicator = overlap.indicator AND t.partner = overlap.deducted)
"""
FORGET_CONTRIBUTIONS = """
DELETE FROM contribution AS c WHERE EXISTS (
  SELECT 1 FROM touched AS t WHERE t.indicator = c.indicator AND t.partner = c.partner
    AND t.place = c.place AND t.facility = c.facility)
"""
SLICE = """(
      SELECT * FROM touched
      WHERE hash(indicator, partner, place, facility) % {slices} = {number})"""
UNLINKED = "ANTI JOIN linked USING (series)"
ADD_CONTRIBUTIONS = f"""
INSERT INTO contribution
WITH {REPORTS_IN_FORCE.format(scope=SLICE, by="indicator, partner, place, facility")},
told AS NOT MATERIALIZED (SELECT f.*, {SERIES.format("f")} AS series FROM in_force AS f),
ruled AS NOT MATERIALIZED (
  SELECT f.*, c.rule,
    hash(f.indicator, f.partner, f.place, f.facility, f.period_end) AS cell
  FROM told AS f JOIN counting AS c ON c.indicator = f.indicator
  {{unlinked}}
  ANTI JOIN (SELECT deducted_key FROM overlap WHERE why = 'joint') AS o
    ON o.deducted_key = f.key),
-- A state that adds up is worth its change since the period before; nothing else needs sorting.
part AS (
  SELECT * REPLACE (value - coalesce(lag(value) OVER by_time, 0) AS value,
    denominator - coalesce(lag(denominator) OVER by_time, 0) AS denominator)
  FROM ruled WHERE rule = 'running'
  WINDOW by_time AS (PARTITION BY series ORDER BY period_end, period_start DESC)
  UNION ALL SELECT * FROM ruled WHERE rule <> 'running'),
-- Most parts stand alone, so only the others are put together.
several AS (SELECT cell FROM part GROUP BY cell HAVING count(*) > 1)
SELECT indicator, partner, place, facility, period_end, value, denominator, 1,
  CAST(estimated AS INTEGER), recorded_at, sample
FROM part ANTI JOIN several USING (cell)
UNION ALL
SELECT indicator, partner, place, facility, period_end,
  CASE any_value(rule)
    WHEN 'highest' THEN max(value)
    WHEN 'stands' THEN arg_max(value, (recorded_at, batch, line))
    ELSE sum(value) END,
  sum(denominator), count(*), count(*) FILTER (estimated), max(recorded_at), bool_or(sample)
FROM part SEMI JOIN several USING (cell)
GROUP BY indicator, partner, place, facility, period_end
"""
ADD_LINKED = """
INSERT INTO contribution
SELECT indicator, partner, place, facility, period_end, sum(value), sum(denominator),
  coalesce(sum(measures) FILTER (said), 0), count(*) FILTER (said AND estimated), max(recorded_at),
  bool_or(sample)
FROM counted GROUP BY indicator, partner, place, facility, period_end
"""


def refresh(tables: Tables, batch: int | None = None) -> None:
    """Recompute the contributions that `batch` touches; all of them without one."""
    scope = "true" if batch is None else f"m.batch = {batch:d}"
    refresh_touched(tables, "measure", scope)


def refresh_touched(tables: Tables, measures: str, scope: str) -> None:
    """Recompute what every series adds that a row `m` of `measures` in scope is of, and totals."""
    contribute(tables, measures, scope)
    with tables.joins_as_written():
        roll_up(tables)


def contribute(tables: Tables, measures: str, scope: str) -> None:
    """Recompute the contributions of every series that a row `m` of `measures` in scope is of."""
    with tables.joins_as_written():
        for statement in (PLACE_WITHIN, COUNTING, APART, NO_ACTIVITIES):
            tables.run(statement)
        tables.run(TOUCHED.format(measures=measures, scope=scope))
        for part in _slices(tables):
            tables.run(TOUCHED_ACTIVITIES.format(measures=measures, scope=scope, **part))
        joint = bool(tables.scalar("SELECT count(*) FROM touched_activity"))
        if joint:
            tables.run(TOUCH_SHARERS)
            tables.run(FORGET_JOINT)
        hold(tables)
        linked = find_linked(tables, measures)
        tables.run(FORGET_OWN)
        if joint:
            tables.run(FIND_JOINT)
        tables.run(FORGET_CONTRIBUTIONS)
        for part in _slices(tables):
            tables.run(ADD_CONTRIBUTIONS.format(unlinked=UNLINKED if linked else "", **part))
        if linked:
            count_linked(tables)
            tables.run(ADD_LINKED)
        if joint or linked:
            tables.run(CLOSE_SETTLED)


def _slices(tables: Tables) -> list[dict[str, int]]:
    """Parts of what is touched, by groups that do not bear on each other, each of bounded size."""
    slices = 1
    if tables.scalar("SELECT count(*) FROM touched") >= MANY_GROUPS:
        slices += tables.scalar(TOUCHED_ROWS) // SLICE_ROWS
    return [{"slices": slices, "number": number} for number in range(slices)]
