"""What reports in confidence would add to totals, and which of them are in each amount.

An `atom` is a report in force that is told in confidence, with its value; the `row` of an indicator
and a period's end holds the atoms that count then. What a partner adds is what counts of all it
reported, public or not, less what counts of its public reports without those series: double
counting (rules.md, part 7) decides in both. Fills temporary tables; runs inside the caller's
transaction.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from data.ledger.contributions import contribute
from data.ledger.double_counting import SERIES
from data.ledger.in_force import APPROVED, QUALIFY_NEWEST, RETRACT
from data.ledger.kind_sql import ADDS_UP, YEARLY
from data.ledger.place_areas import PLACE_WITHIN
from data.ledger.tables import Tables

# All that partners with confidential reports of these indicators reported and that is in force, and
# what others publicly told of the same activities.
REPORTS = f"""
CREATE OR REPLACE TEMP TABLE confidential_scope AS
WITH newest AS (
  SELECT m.* FROM measure AS m SEMI JOIN scope_indicator USING (indicator)
  JOIN indicator AS i ON i.id = m.indicator
  WHERE m.batch IN ({APPROVED}) AND {ADDS_UP} {QUALIFY_NEWEST}),
in_force AS (
  SELECT n.*, {YEARLY} AS yearly, {SERIES.format("n")} AS series
  FROM newest AS n JOIN indicator AS i ON i.id = n.indicator
  WHERE n.obs_status <> '{RETRACT}' AND n.disclosure IN ('public', 'aggregate')),
discreet AS (SELECT DISTINCT indicator, partner FROM in_force WHERE disclosure = 'aggregate'),
shared AS (
  SELECT DISTINCT indicator, activity FROM in_force SEMI JOIN discreet USING (indicator, partner)
  WHERE activity IS NOT NULL)
SELECT * FROM in_force SEMI JOIN discreet USING (indicator, partner)
UNION ALL
SELECT * FROM in_force SEMI JOIN shared USING (indicator, activity)
ANTI JOIN discreet USING (indicator, partner) WHERE disclosure = 'public'
"""
# A public report of an activity counts before a confidential one, even the lead's.
FORGET_TOLD_IN_PUBLIC = """
DELETE FROM confidential_scope WHERE key IN (
  SELECT a.key
  FROM confidential_scope AS a JOIN confidential_scope AS b
    ON b.indicator = a.indicator AND b.activity = a.activity
    AND b.partner <> a.partner AND b.disclosure = 'public'
  WHERE a.disclosure = 'aggregate'
    AND (NOT a.yearly OR a.period_start <= b.period_end AND b.period_start <= a.period_end)
    AND (EXISTS (SELECT 1 FROM place_within AS w WHERE w.place = a.place AND w.area = b.place)
      OR EXISTS (SELECT 1 FROM place_within AS w WHERE w.place = b.place AND w.area = a.place))
    AND a.key NOT IN (
      SELECT key FROM settlement GROUP BY key HAVING arg_max(answer, settled_at) = 'apart'))
"""
# Of states a report counts until its series' next one, be it public; of amounts in its year.
ATOMS = """
CREATE OR REPLACE TEMP TABLE atom AS
WITH spell AS (
  SELECT *, IF(yearly, make_date(year(period_end), 12, 31), period_end) AS since,
    lead(period_end) OVER (
      PARTITION BY series ORDER BY period_end, period_start DESC) AS next_end
  FROM confidential_scope),
row_end AS (
  SELECT DISTINCT indicator, since AS row_end FROM spell WHERE disclosure = 'aggregate')
SELECT s.indicator, r.row_end AS period_end, s.partner, s.series, s.key, s.value
FROM spell AS s JOIN row_end AS r ON r.indicator = s.indicator AND CASE WHEN s.yearly
    THEN s.since = r.row_end
    ELSE s.since <= r.row_end AND (s.next_end IS NULL OR s.next_end > r.row_end) END
WHERE s.disclosure = 'aggregate'
"""
MEASURES = """
CREATE TEMP TABLE measure AS
SELECT * EXCLUDE (yearly, series) REPLACE ('public' AS disclosure, {value} AS value,
  {denominator} AS denominator)
FROM confidential_scope WHERE {counts}
"""
EVERYTHING = MEASURES.format(value="value", denominator="denominator", counts="true")
# What a world of its own holds instead of what the ledger does.
OWN_TABLES = ("contribution", "overlap", "spent")
SUMS = f"""
CREATE OR REPLACE TEMP TABLE {{name}} AS
SELECT c.indicator, c.partner, r.period_end, sum(c.amount) AS amount,
  sum(c.denominator) AS denominator
FROM contribution AS c JOIN (SELECT DISTINCT indicator, partner, period_end FROM atom) AS r
  ON r.indicator = c.indicator AND r.partner = c.partner
JOIN indicator AS i ON i.id = c.indicator
WHERE CASE WHEN {YEARLY} THEN year(c.period_end) = year(r.period_end)
  ELSE c.period_end <= r.period_end END
GROUP BY ALL
"""
PARTS = """
CREATE OR REPLACE TEMP TABLE part AS
SELECT a.indicator, a.period_end, a.partner, coalesce(w.amount, 0) AS whole,
  w.denominator AS whole_denominator,
  coalesce(w.amount, 0) - coalesce(o.amount, 0) AS amount,
  w.denominator - coalesce(o.denominator, 0) AS denominator
FROM (SELECT DISTINCT indicator, partner, period_end FROM atom) AS a
LEFT JOIN whole_sum AS w USING (indicator, partner, period_end)
LEFT JOIN open_sum AS o USING (indicator, partner, period_end)
"""


def find_confidential(tables: Tables) -> bool:
    """Fill `atom` and `part` (what each partner adds) of `scope_indicator`; whether there are any.

    `part.whole` is what counts of all that the partner reported by then, public or not.
    """
    tables.run(PLACE_WITHIN)
    tables.run(REPORTS)
    tables.run(FORGET_TOLD_IN_PUBLIC)
    tables.run(ATOMS)
    if not tables.scalar("SELECT count(*) FROM atom"):
        return False
    with _world(tables, EVERYTHING):
        tables.run(SUMS.format(name="whole_sum"))
    # Where a series is told in confidence, a state of it is worth nothing; an amount is left out.
    zero = "IF(disclosure = 'aggregate', 0, {0})"
    without = MEASURES.format(
        value=zero.format("value"),
        denominator="IF(disclosure = 'aggregate' AND denominator IS NOT NULL, 0, denominator)",
        counts="disclosure = 'public' OR NOT yearly",
    )
    with _world(tables, without):
        tables.run(SUMS.format(name="open_sum"))
    tables.run(PARTS)
    return True


@contextmanager
def counted_with_confidential(tables: Tables) -> Iterator[None]:
    """Inside, reports of `scope_indicator` are counted and overlap as if they were all public.

    Those of partners that report it in confidence, that is; for what is told to a partner of its
    own.
    """
    tables.run(PLACE_WITHIN)
    tables.run(REPORTS)
    with _world(tables, EVERYTHING):
        yield


@contextmanager
def _world(tables: Tables, measures: str) -> Iterator[None]:
    """Inside, these measures are all there are, and their contributions are counted.

    Temporary tables hide the ledger's own of the same name, which nothing is written to.
    """
    for name in OWN_TABLES:
        tables.run(f"CREATE TEMP TABLE {name} AS FROM {name} LIMIT 0")
    tables.run(measures)
    contribute(tables, "measure", "true")
    yield
    for name in (*OWN_TABLES, "measure"):
        tables.run(f"DROP TABLE temp.{name}")
