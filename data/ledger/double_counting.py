"""Finds what is reported twice under different keys, and what of it counts: rules.md, part 7.

Wholes and parts: a total beside its parts by activity, a region beside its countries, a year beside
its quarters, all of one partner, count the larger of the whole and the sum of its parts. Parts are
counted where they are; what a whole exceeds them by is counted where the whole is. The same fact
under two keys counts once.

Series that may hold one another are `linked`: of these, `candidate` is what is in force, and
`counted` what each report adds. Every statement runs in the caller's transaction.
"""

from data.ledger.in_force import REPORTS_IN_FORCE
from data.ledger.tables import Tables

# Partners whose reports of an indicator may hold one another: of unlike or odd periods, with and
# without activities, of areas and places in them, of several facilities, of ids alike but for case.
MIXED = """
CREATE OR REPLACE TEMP TABLE mixed AS
SELECT m.indicator, m.partner
FROM {measures} AS m SEMI JOIN (SELECT DISTINCT indicator, partner FROM touched) AS t
  USING (indicator, partner)
JOIN counting AS i ON i.indicator = m.indicator
LEFT JOIN place AS p ON p.code = m.place
WHERE i.rule IN ('running', 'yearly')
GROUP BY m.indicator, m.partner
HAVING any_value(i.rule) = 'yearly' AND (
    min(m.period_end - m.period_start) // 20 <> max(m.period_end - m.period_start) // 20
    OR bool_or({odd}))
  OR bool_or(m.activity IS NULL) AND bool_or(m.activity IS NOT NULL)
  OR bool_or(m.parent_activity IS NOT NULL) OR bool_or(contains(m.activity, '#'))
  OR bool_or(p.kind <> 'country') AND min(m.place) <> max(m.place)
  OR min(m.facility) <> max(m.facility)
  OR bool_or(m.activity <> lower(m.activity)) AND bool_or(m.activity <> upper(m.activity))
"""
ODD = "strlen(m.period) > 7"  # a day, or a start and an end: others are as long as they are apart
# Their series, by place, facility and activity, with what each may be a part of: its own activity's
# total, no activity's, its parent's.
SERIES = "hash({0}.indicator, {0}.partner, {0}.place, {0}.facility, {0}.activity)"
MIXED_SERIES = """
CREATE OR REPLACE TEMP TABLE mixed_series AS
SELECT {series} AS series, m.indicator, m.partner, m.place, m.facility, m.activity,
  any_value(m.parent_activity) AS parent_activity, lower(m.activity) AS folded, i.home,
  any_value(i.rule) = 'yearly' AND (
    min(m.period_end - m.period_start) // 20 <> max(m.period_end - m.period_start) // 20
    OR bool_or({odd})) AS uneven
FROM {measures} AS m SEMI JOIN mixed USING (indicator, partner)
JOIN counting AS i ON i.indicator = m.indicator
GROUP BY ALL
"""
HELD_BY = """unnest(list_distinct([coalesce({0}.activity, ''), '',
    coalesce({0}.parent_activity, ''),
    split_part(coalesce({0}.activity, ''), '#', 1)])) AS held_by"""
HELD = """
  h.indicator = w.indicator AND h.partner = w.partner AND h.area = w.place
  AND h.held_by = coalesce(w.activity, '') AND (w.facility = h.facility OR w.facility = w.home)
"""
# Series that hold one another, or may tell the same: only these need more than to be added up.
LINKED = f"""
CREATE OR REPLACE TEMP TABLE linked AS
WITH holder AS (
  SELECT c.*, w.area, {HELD_BY.format("c")}
  FROM mixed_series AS c JOIN place_within AS w ON w.place = c.place),
held AS (
  SELECT h.series AS part, w.series AS whole FROM holder AS h JOIN mixed_series AS w ON {HELD}
  WHERE w.series <> h.series),
alike AS (
  SELECT a.series FROM mixed_series AS a JOIN mixed_series AS b
    ON b.indicator = a.indicator AND b.partner = a.partner AND b.place = a.place
    AND b.folded IS NOT DISTINCT FROM a.folded AND b.series <> a.series)
SELECT part AS series FROM held UNION SELECT whole FROM held UNION SELECT series FROM alike
UNION SELECT series FROM mixed_series WHERE uneven
"""
NONE_LINKED = "CREATE OR REPLACE TEMP TABLE linked (series UBIGINT)"
TOUCH_LINKED = """
INSERT INTO touched
SELECT DISTINCT m.indicator, m.partner, m.place, m.facility
FROM mixed_series AS m SEMI JOIN linked USING (series)
ANTI JOIN touched USING (indicator, partner, place, facility)
"""
CANDIDATES = f"""
CREATE OR REPLACE TEMP TABLE candidate AS
WITH cell AS (
  SELECT DISTINCT indicator, partner, place, facility
  FROM mixed_series SEMI JOIN linked USING (series)),
{REPORTS_IN_FORCE.format(scope="cell", by="indicator, partner, place, facility")},
told AS (SELECT f.*, {SERIES.format("f")} AS series FROM in_force AS f)
SELECT t.*, i.rule, i.home, 1 AS measures, lower(t.activity) AS folded
FROM told AS t SEMI JOIN linked USING (series) JOIN counting AS i ON i.indicator = t.indicator
ANTI JOIN (SELECT deducted_key FROM overlap WHERE why = 'joint') AS o ON o.deducted_key = t.key
"""
# --- The same fact under two keys: the report that says more counts ---
# One names no activity or only the home facility, or their activities differ by case alone.
SAME_FACT = """
INSERT INTO overlap
SELECT a.indicator, 'same_fact', b.activity, b.partner, b.key, a.partner, a.key, a.place,
  a.period_end, a.value, true
FROM candidate AS a JOIN candidate AS b
  ON b.indicator = a.indicator AND b.partner = a.partner AND b.place = a.place
  AND b.period_start = a.period_start AND b.period_end = a.period_end AND b.value = a.value
  AND b.folded IS NOT DISTINCT FROM a.folded AND b.key <> a.key
WHERE (a.facility = a.home AND b.facility <> a.home
    OR a.facility = b.facility AND (a.recorded_at, a.key) < (b.recorded_at, b.key))
  AND a.key NOT IN (SELECT key FROM apart)
QUALIFY row_number() OVER (PARTITION BY a.key ORDER BY b.recorded_at, b.key) = 1
"""
# --- Amounts of periods of which neither holds the other: the earlier report counts ---
OVERLAPPING = """
INSERT INTO overlap
SELECT b.indicator, 'overlapping_period', b.activity, a.partner, a.key, b.partner, b.key, b.place,
  b.period_end, b.value, true
FROM candidate AS a JOIN candidate AS b ON b.series = a.series AND a.period_start <= b.period_end
  AND b.period_start <= a.period_end
WHERE a.rule = 'yearly' AND (a.recorded_at, a.batch, a.line) < (b.recorded_at, b.batch, b.line)
  AND (a.period_start < b.period_start AND a.period_end < b.period_end
    OR a.period_start > b.period_start AND a.period_end > b.period_end)
  AND b.key NOT IN (SELECT key FROM apart)
QUALIFY row_number() OVER (PARTITION BY b.key ORDER BY a.recorded_at, a.key) = 1
"""
LEAVE_OUT = """
DELETE FROM candidate WHERE key IN (SELECT deducted_key FROM overlap WHERE why = '{why}')
"""
# --- Wholes and parts ---
HOLDERS = f"""
CREATE OR REPLACE TEMP TABLE holder AS
SELECT c.*, w.area, w.size, {HELD_BY.format("c")}
FROM {{parts}} AS c JOIN place_within AS w ON w.place = c.place
"""
# The smallest whole that holds a part; of amounts by period too.
SMALLEST = "h.size, w.activity IS NULL, w.parent_activity IS NULL, w.facility = w.home"
YEARLY_NODES = f"""
CREATE OR REPLACE TEMP TABLE node AS
WITH held AS (
  SELECT h.key AS id, w.key AS parent
  FROM holder AS h JOIN candidate AS w ON {HELD}
    AND w.period_start <= h.period_start AND w.period_end >= h.period_end
  WHERE w.rule = 'yearly' AND w.key <> h.key AND w.key NOT IN (SELECT key FROM apart)
    AND (w.place <> h.place OR w.activity IS DISTINCT FROM h.activity
      OR w.period_start < h.period_start OR w.period_end > h.period_end)
  QUALIFY row_number() OVER (
    PARTITION BY h.key ORDER BY w.period_end - w.period_start, {SMALLEST}, w.key) = 1)
SELECT c.key AS id, h.parent, c.key, c.period_end AS moment, c.value, c.denominator, c.recorded_at
FROM candidate AS c LEFT JOIN held AS h ON h.id = c.key WHERE c.rule = 'yearly'
"""
# Of states, what a series holds at each of the partner's dates: its newest state by then.
STATES = """
CREATE OR REPLACE TEMP TABLE state AS
WITH newest AS (
  SELECT * REPLACE (count(*) OVER (PARTITION BY series, period_end) AS measures)
  FROM candidate WHERE rule = 'running'
  QUALIFY row_number() OVER (PARTITION BY series, period_end ORDER BY period_start, key) = 1),
date_told AS (SELECT DISTINCT indicator, partner, period_end AS moment FROM newest),
begun AS (SELECT series, indicator, partner, min(period_end) AS first FROM newest GROUP BY ALL),
grid AS (
  SELECT b.series, m.moment FROM begun AS b JOIN date_told AS m USING (indicator, partner)
  WHERE m.moment >= b.first)
SELECT n.*, g.moment, hash(n.series, g.moment) AS id
FROM grid AS g ASOF JOIN newest AS n ON n.series = g.series AND n.period_end <= g.moment
"""
STATE_NODES = f"""
INSERT INTO node
WITH held AS (
  SELECT h.id, w.id AS parent
  FROM holder AS h JOIN state AS w ON {HELD} AND w.moment = h.moment
  WHERE w.series <> h.series AND w.key NOT IN (SELECT key FROM apart)
    AND (w.place <> h.place OR w.activity IS DISTINCT FROM h.activity)
  QUALIFY row_number() OVER (PARTITION BY h.id ORDER BY {SMALLEST}, w.id) = 1)
SELECT s.id, h.parent, s.key, s.moment, s.value, s.denominator, s.recorded_at
FROM state AS s LEFT JOIN held AS h USING (id)
"""
# How deep each node lies; what names itself its own whole, in a circle, is no part of anything.
TREE = """
CREATE OR REPLACE TEMP TABLE tree AS
WITH RECURSIVE reached AS (
  SELECT id, 0 AS depth FROM node WHERE parent IS NULL
  UNION ALL
  SELECT n.id, r.depth + 1 FROM reached AS r JOIN node AS n ON n.parent = r.id)
SELECT n.id, n.key, n.moment, n.value, n.denominator, n.recorded_at, coalesce(r.depth, 0) AS depth,
  IF(r.id IS NULL, NULL, n.parent) AS parent,
  CAST(NULL AS DOUBLE) AS inside, CAST(NULL AS DOUBLE) AS denominator_inside,
  CAST(NULL AS UBIGINT) AS newest_part
FROM node AS n LEFT JOIN reached AS r USING (id)
"""
# From the innermost parts outwards: the sum of what counts within each whole.
ADD_UP_PARTS = """
UPDATE tree SET inside = s.value, denominator_inside = s.denominator, newest_part = s.part
FROM (
  SELECT parent, arg_max(key, (recorded_at, key)) AS part,
    sum(greatest(value, coalesce(inside, value))) AS value,
    sum(greatest(denominator, coalesce(denominator_inside, denominator))) AS denominator
  FROM tree WHERE depth = :depth GROUP BY parent) AS s
WHERE s.parent = tree.id
"""
EXCESS = "IF({1} IS NULL, {0}, greatest({0} - {1}, 0))"
WHOLES = f"""
INSERT INTO overlap
SELECT c.indicator, 'whole_and_parts', c.activity, c.partner, t.newest_part, c.partner, c.key,
  c.place, c.period_end, t.value - {EXCESS.format("t.value", "t.inside")}, t.inside > 1.01 * t.value
FROM tree AS t JOIN candidate AS c USING (key)
WHERE t.inside IS NOT NULL AND t.moment = c.period_end
"""
# What each report adds: amounts by themselves, states by their change since the date before.
COUNTED = f"""
CREATE OR REPLACE TEMP TABLE counted AS
WITH worth AS (
  SELECT id, key, moment, {EXCESS.format("value", "inside")} AS value,
    {EXCESS.format("denominator", "denominator_inside")} AS denominator
  FROM tree),
changed AS (
  SELECT c.* REPLACE (
      w.value - IF(c.rule = 'running', coalesce(lag(w.value) OVER by_time, 0), 0) AS value,
      w.denominator - IF(c.rule = 'running', coalesce(lag(w.denominator) OVER by_time, 0), 0)
        AS denominator,
      w.moment AS period_end),
    w.moment = c.period_end AS said
  FROM worth AS w JOIN candidate AS c USING (key)
  WINDOW by_time AS (PARTITION BY IF(c.rule = 'running', c.series, w.id) ORDER BY w.moment))
SELECT * FROM changed WHERE said OR value <> 0 OR denominator <> 0
"""


def find_linked(tables: Tables, measures: str) -> bool:
    """Fill `linked` with what is touched of `measures`, and touch it whole; whether any is."""
    tables.run(MIXED.format(measures=measures, odd=ODD))
    if not tables.scalar("SELECT count(*) FROM mixed"):
        tables.run(NONE_LINKED)
        return False
    tables.run(MIXED_SERIES.format(measures=measures, odd=ODD, series=SERIES.format("m")))
    tables.run(LINKED)
    tables.run(TOUCH_LINKED)
    return bool(tables.scalar("SELECT count(*) FROM linked"))


def count_linked(tables: Tables) -> None:
    """Fill `counted` from what is in force of `linked`; what is not counted goes to `overlap`."""
    tables.run(CANDIDATES)
    for why, statement in (("same_fact", SAME_FACT), ("overlapping_period", OVERLAPPING)):
        tables.run(statement)
        tables.run(LEAVE_OUT.format(why=why))
    tables.run(HOLDERS.format(parts="(SELECT * FROM candidate WHERE rule = 'yearly')"))
    tables.run(YEARLY_NODES)
    tables.run(STATES)
    tables.run(HOLDERS.format(parts="state"))
    tables.run(STATE_NODES)
    tables.run(TREE)
    deepest = tables.scalar("SELECT coalesce(max(depth), 0) FROM tree")
    for depth in range(deepest, 0, -1):
        tables.run(ADD_UP_PARTS, depth=depth)
    tables.run(WHOLES)
    tables.run(COUNTED)
