"""Contributions rolled up: totals over time, and what each partner reported a year.

Only the indicators in the temporary table `touched` are rolled up anew. Runs inside the caller's
transaction, after the contributions themselves.
"""

from data.tables import Tables

TOUCHED = "SEMI JOIN (SELECT DISTINCT indicator FROM touched) AS t USING (indicator)"
FORGET = "DELETE FROM {table} WHERE indicator IN (SELECT indicator FROM touched)"

# Amounts that add up: changes of states go on adding (`running`), amounts of a year do not
# (`yearly`).
ADD_SUMS = f"""
INSERT INTO total
SELECT c.indicator, CASE WHEN i.kind IN ('rate', 'growth') THEN 'yearly' ELSE 'running' END AS rule,
  '' AS place,
  CASE WHEN i.kind IN ('rate', 'growth') THEN make_date(year(c.period_end), 12, 31)
    ELSE c.period_end END AS period_end,
  sum(c.amount) AS amount, sum(c.denominator) AS denominator
FROM contribution AS c {TOUCHED} JOIN indicator AS i ON i.id = c.indicator
WHERE i.kind IN ('share', 'rate', 'growth') OR (i.kind = 'level' AND i.aggregation = 'sum')
GROUP BY c.indicator, 2, 4
"""
# States of which one stands for all: the step or value reached (`highest`), the newest (`stands`),
# a place by anyone's newest word (`place`), a bare count of places (`counted`). Of two words at
# the same moment the better one stands, whatever order they came in.
ADD_STATES = f"""
INSERT INTO total
SELECT c.indicator,
  CASE WHEN i.kind = 'places' THEN CASE p.kind WHEN 'world' THEN 'counted' ELSE 'place' END
    WHEN i.kind = 'milestone' OR i.aggregation = 'max' THEN 'highest' ELSE 'stands' END AS rule,
  CASE WHEN i.kind = 'places' THEN c.place ELSE '' END AS place, c.period_end,
  CASE WHEN i.kind = 'milestone' OR i.aggregation = 'max' THEN max(c.amount)
    ELSE arg_max(c.amount, (c.recorded_at, c.amount)) END AS amount,
  NULL AS denominator
FROM contribution AS c {TOUCHED} JOIN indicator AS i ON i.id = c.indicator
LEFT JOIN place AS p ON p.code = c.place
WHERE (i.kind = 'places' AND p.kind IN (i.place_kind, 'world')) OR i.kind = 'milestone'
  OR (i.kind = 'level' AND i.aggregation <> 'sum')
GROUP BY c.indicator, i.kind, i.aggregation, 2, 3, c.period_end
"""
ADD_REPORTED = f"""
INSERT INTO reported
WITH yearly AS (
  SELECT c.indicator, c.partner,
    CASE WHEN i.kind IN ('rate', 'growth') THEN year(c.period_end) END AS year,
    sum(c.amount) AS amount, sum(c.measures) AS measures, sum(c.estimated) AS estimated,
    bool_or(c.disclosure <> 'public') AS confidential, max(c.recorded_at) AS recorded_at,
    bool_or(c.sample) AS sample
  FROM contribution AS c {TOUCHED} JOIN indicator AS i ON i.id = c.indicator
  GROUP BY c.indicator, c.partner, 3),
newest AS (
  SELECT indicator, partner, max(year, 2) AS years, arg_max(amount, year, 2) AS amounts,
    sum(measures) AS measures, sum(estimated) AS estimated, bool_or(confidential) AS confidential,
    max(recorded_at) AS recorded_at, bool_or(sample) AS sample
  FROM yearly GROUP BY indicator, partner)
SELECT indicator, partner, years[1], amounts[1], years[2], amounts[2], measures, estimated,
  confidential, recorded_at, sample
FROM newest
"""


def roll_up(tables: Tables) -> None:
    """Bring totals and reports of the touched indicators up to date."""
    for table in ("total", "reported"):
        tables.run(FORGET.format(table=table))
    for statement in (ADD_SUMS, ADD_STATES, ADD_REPORTED):
        tables.run(statement)
