"""Amounts released of reports in confidence, and the public reports that these stand for already.

A series that stands in a released amount counts there and nowhere else (rules.md, part 1): a public
report of it, such as a later period's, counts once the next amount was released without the series.
"""

from data.ledger.double_counting import SERIES
from data.ledger.in_force import PUBLIC_REPORTS
from data.ledger.kind_sql import ADDS_UP, YEARLY
from data.ledger.tables import Tables

# CTE `released_now`: the amount that stands at each period's end.
RELEASED_NOW = """
  released_now AS (
    SELECT * FROM released
    QUALIFY row_number() OVER (
      PARTITION BY indicator, scope, period_end ORDER BY released_at DESC) = 1)"""
# CTEs up to `released_step`: what each amount adds to the total: of states the change since the one
# before. What was dropped before anything else stood is no point in time.
RELEASED_STEPS = f"""{RELEASED_NOW},
  step AS (
    SELECT r.indicator, r.period_end, r.amount AS stands,
      r.amount - IF({YEARLY}, 0, coalesce(lag(r.amount) OVER by_time, 0)) AS amount,
      r.denominator - IF({YEARLY}, 0, coalesce(lag(r.denominator) OVER by_time, 0))
        AS denominator
    FROM released_now AS r JOIN indicator AS i ON i.id = r.indicator
    WHERE r.scope = '' AND {ADDS_UP}
    WINDOW by_time AS (PARTITION BY r.indicator ORDER BY r.period_end)),
  released_step AS (SELECT * FROM step WHERE amount <> 0 OR stands <> 0)"""
NOTHING_HELD = (
    "CREATE OR REPLACE TEMP TABLE held_report (key UBIGINT)",
    """
CREATE OR REPLACE TEMP TABLE stand_in AS
SELECT key, batch, line, indicator, partner, place, facility, period_start, period_end, value,
  denominator, activity, parent_activity, false AS estimated, recorded_at, sample
FROM measure LIMIT 0
""",
)
# Series in released amounts with the time they are held: of states from one amount's period to the
# next one's, of amounts the report itself.
HELD = f"""
CREATE OR REPLACE TEMP TABLE held AS
WITH {RELEASED_NOW},
timed AS (
  SELECT r.indicator, r.period_end, r.released_at,
    lag(r.period_end) OVER by_time AS before, lead(r.period_end) OVER by_time AS until
  FROM released_now AS r SEMI JOIN touched USING (indicator)
  WINDOW by_time AS (PARTITION BY r.indicator ORDER BY r.period_end)),
member AS (
  SELECT DISTINCT t.*, s.partner, s.series, IF({YEARLY}, s.key, NULL) AS key
  FROM timed AS t JOIN spent AS s USING (indicator, period_end, released_at)
  JOIN indicator AS i ON i.id = t.indicator)
SELECT m.*,
  NOT EXISTS (SELECT 1 FROM member AS b WHERE b.series = m.series AND b.period_end = m.before)
    AS enters,
  NOT EXISTS (SELECT 1 FROM member AS b WHERE b.series = m.series AND b.period_end = m.until)
    AS leaves
FROM member AS m
"""
HELD_PUBLIC = f"""
CREATE OR REPLACE TEMP TABLE held_public AS
WITH held_partner AS (SELECT DISTINCT indicator, partner FROM held),
{PUBLIC_REPORTS.format(scope="held_partner", by="indicator, partner")},
of_series AS (SELECT *, {SERIES.format("public_report")} AS series FROM public_report)
SELECT * FROM of_series SEMI JOIN held USING (series)
"""
HELD_REPORTS = """
INSERT INTO held_report
SELECT DISTINCT p.key FROM held_public AS p JOIN held AS h USING (series)
WHERE CASE WHEN h.key IS NOT NULL THEN p.key = h.key
  ELSE p.period_end >= h.period_end AND (h.until IS NULL OR p.period_end < h.until) END
"""
# Of states, a series is worth nothing from where it enters the amount, and where it leaves what it
# said last by then.
STAND_INS = """
INSERT INTO stand_in
SELECT hash(p.key, h.period_end), p.batch, p.line, p.indicator, p.partner, p.place, p.facility,
  h.period_end, h.period_end, 0, IF(p.denominator IS NULL, NULL, 0), p.activity, p.parent_activity,
  p.estimated, p.recorded_at, p.sample
FROM held AS h JOIN held_public AS p ON p.series = h.series AND p.period_end < h.period_end
WHERE h.key IS NULL AND h.enters
QUALIFY row_number() OVER (
  PARTITION BY h.series, h.period_end ORDER BY p.period_end DESC, p.period_start, p.key) = 1
UNION ALL
SELECT hash(p.key, h.until), p.batch, p.line, p.indicator, p.partner, p.place, p.facility,
  h.until, h.until, p.value, p.denominator, p.activity, p.parent_activity, p.estimated,
  p.recorded_at, p.sample
FROM held AS h JOIN held_public AS p ON p.series = h.series AND p.period_end < h.until
WHERE h.key IS NULL AND h.leaves AND NOT EXISTS (
  SELECT 1 FROM held_public AS own WHERE own.series = h.series AND own.period_end = h.until)
QUALIFY row_number() OVER (
  PARTITION BY h.series, h.until ORDER BY p.period_end DESC, p.period_start, p.key) = 1
"""


def hold(tables: Tables) -> None:
    """Fill `held_report` with what is not to be counted, `stand_in` with what is instead.

    For the indicators in the temporary table `touched`; inside the caller's transaction.
    """
    for statement in NOTHING_HELD:
        tables.run(statement)
    if tables.scalar("SELECT count(*) FROM spent"):
        for statement in (HELD, HELD_PUBLIC, HELD_REPORTS, STAND_INS):
            tables.run(statement)
