"""Contributions rolled up: by partner and period, totals over time, what each partner reported.

Only what the series in the temporary table `touched` belong to is rolled up anew: their partners
and places are read from the contributions, all else from the roll-up by partner. Runs inside the
caller's transaction, after the contributions themselves.
"""

from data.ledger.held_series import RELEASED_STEPS
from data.ledger.kind_sql import ADDS_UP, HIGHEST_STANDS, ONE_STANDS, PLACES, YEARLY
from data.ledger.tables import Tables

BY_PARTNER = "SEMI JOIN (SELECT DISTINCT indicator, partner FROM touched) AS t"
BY_PLACE = "SEMI JOIN (SELECT DISTINCT indicator, place FROM touched) AS t"
BY_INDICATOR = "SEMI JOIN (SELECT DISTINCT indicator FROM touched) AS t"

FORGET_PARTNERS = """
DELETE FROM {table} AS p WHERE EXISTS (
  SELECT 1 FROM touched AS t WHERE t.indicator = p.indicator AND t.partner = p.partner)
"""
ADD_PARTNER_TOTALS = f"""
INSERT INTO partner_total
SELECT indicator, partner, period_end, sum(amount), sum(denominator), sum(measures),
  sum(estimated), max(recorded_at), bool_or(sample)
FROM contribution {BY_PARTNER} USING (indicator, partner)
GROUP BY indicator, partner, period_end
"""
TOUCHED_KINDS = f"""
SELECT bool_or({ONE_STANDS}) AS states, bool_or({PLACES}) AS places
FROM indicator AS i SEMI JOIN touched ON touched.indicator = i.id
"""
FORGET_TOTALS = """
DELETE FROM total WHERE place = '' AND indicator IN (SELECT indicator FROM touched)
"""
FORGET_PLACES = """
DELETE FROM total AS o WHERE EXISTS (
  SELECT 1 FROM touched AS t WHERE t.indicator = o.indicator AND t.place = o.place)
"""
# Amounts that add up: changes of states go on adding (`running`), amounts of a year do not
# (`yearly`). What was released of reports in confidence is added to what is public.
ADD_SUMS = f"""
INSERT INTO total
WITH {RELEASED_STEPS},
part AS (
  SELECT p.indicator, p.period_end, p.amount, p.denominator FROM partner_total AS p
  UNION ALL SELECT indicator, period_end, amount, denominator FROM released_step)
SELECT p.indicator, CASE WHEN {YEARLY} THEN 'yearly' ELSE 'running' END AS rule,
  '' AS place,
  CASE WHEN {YEARLY} THEN make_date(year(p.period_end), 12, 31)
    ELSE p.period_end END AS period_end,
  sum(p.amount) AS amount, sum(p.denominator) AS denominator
FROM part AS p {BY_INDICATOR} USING (indicator) JOIN indicator AS i ON i.id = p.indicator
WHERE {ADDS_UP}
GROUP BY p.indicator, 2, 4
"""
# States of which one stands for all: the step or value reached (`highest`), the newest (`stands`).
# Of two words at the same moment the better one stands, whatever order they came in.
ADD_STATES = f"""
INSERT INTO total
SELECT c.indicator,
  CASE WHEN {HIGHEST_STANDS} THEN 'highest' ELSE 'stands' END AS rule,
  '' AS place, c.period_end,
  CASE WHEN {HIGHEST_STANDS} THEN max(c.amount)
    ELSE arg_max(c.amount, (c.recorded_at, c.amount)) END AS amount,
  NULL AS denominator
FROM contribution AS c {BY_INDICATOR} USING (indicator) JOIN indicator AS i ON i.id = c.indicator
WHERE {ONE_STANDS}
GROUP BY c.indicator, i.kind, i.aggregation, c.period_end
"""
# A place has it by anyone's newest word (`place`); a count for the world is of places (`counted`).
ADD_PLACES = f"""
INSERT INTO total
SELECT c.indicator, CASE p.kind WHEN 'world' THEN 'counted' ELSE 'place' END AS rule, c.place,
  c.period_end, arg_max(c.amount, (c.recorded_at, c.amount)) AS amount, NULL AS denominator
FROM contribution AS c {BY_PLACE} USING (indicator, place)
JOIN indicator AS i ON i.id = c.indicator JOIN place AS p ON p.code = c.place
WHERE {PLACES} AND p.kind IN (i.place_kind, 'world')
GROUP BY c.indicator, p.kind, c.place, c.period_end
"""
ADD_REPORTED = f"""
INSERT INTO reported
WITH yearly AS (
  SELECT p.indicator, p.partner,
    CASE WHEN {YEARLY} THEN year(p.period_end) END AS year,
    sum(p.amount) AS amount, sum(p.measures) AS measures, sum(p.estimated) AS estimated,
    max(p.recorded_at) AS recorded_at, bool_or(p.sample) AS sample
  FROM partner_total AS p {BY_PARTNER} USING (indicator, partner)
  JOIN indicator AS i ON i.id = p.indicator
  GROUP BY p.indicator, p.partner, 3),
newest AS (
  SELECT indicator, partner, max(year, 2) AS years, arg_max(amount, year, 2) AS amounts,
    sum(measures) AS measures, sum(estimated) AS estimated, max(recorded_at) AS recorded_at,
    bool_or(sample) AS sample
  FROM yearly GROUP BY indicator, partner)
SELECT indicator, partner, years[1], amounts[1], years[2], amounts[2], measures, estimated,
  recorded_at, sample
FROM newest
"""


def roll_up(tables: Tables) -> None:
    """Bring every roll-up of what is touched up to date."""
    tables.run(FORGET_PARTNERS.format(table="partner_total"))
    tables.run(ADD_PARTNER_TOTALS)
    (touched,) = tables.run(TOUCHED_KINDS)
    tables.run(FORGET_TOTALS)
    tables.run(ADD_SUMS)
    if touched.states:
        tables.run(ADD_STATES)
    if touched.places:
        tables.run(FORGET_PLACES)
        tables.run(ADD_PLACES)
    tables.run(FORGET_PARTNERS.format(table="reported"))
    tables.run(ADD_REPORTED)
