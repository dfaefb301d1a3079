"""Doubts about good rows: they go in all the same, and a reviewer is shown why to look.

A jump is judged against the partner's own history by the modified z-score (Iglewicz and Hoaglin
1993: 0.6745 x deviation from the median / median absolute deviation).
"""

from dataclasses import dataclass

from data.ledger.confidential_amounts import counted_with_confidential
from data.ledger.in_force import APPROVED, RETRACT
from data.ledger.kind_sql import ADDS_UP, YEARLY
from data.ledger.writer import Ledger
from ingest.columns.layout import Layout
from ingest.columns.meanings import blank

MOST_TIMES = 10  # a single value beyond so many times the largest partner's total is unusual
FEWEST_PARTNERS = 5
FEWEST_STEPS = 5  # of a history, before a jump can be told from a habit
MOST_DEVIATIONS = 3.5
HALF = 0.5  # where steps were always the same, a jump is one of more than half the value before
SERIES = "indicator, partner, place, facility, activity"

DOUBT = """
CREATE OR REPLACE TEMP TABLE doubt (
  line INTEGER, found_at VARCHAR, column_name VARCHAR, code VARCHAR, cell VARCHAR, hint VARCHAR)
"""
# What was reported before of the delivery's series, the newest word of each key.
HISTORY = f"""
CREATE OR REPLACE TEMP TABLE history AS
WITH series AS (
  SELECT DISTINCT indicator, partner, place, facility, coalesce(activity, '') AS activity FROM good)
SELECT any_value(indicator) AS indicator, any_value(partner) AS partner, any_value(place) AS place,
  any_value(facility) AS facility, coalesce(any_value(activity), '') AS activity,
  any_value(period) AS period, any_value(period_start) AS period_start,
  any_value(period_end) AS period_end, arg_max(value, (recorded_at, batch, line)) AS value
FROM measure AS m SEMI JOIN series AS s ON s.indicator = m.indicator AND s.partner = m.partner
  AND s.place = m.place AND s.facility = m.facility AND s.activity = coalesce(m.activity, '')
WHERE batch IN ({APPROVED})
GROUP BY key HAVING arg_max(obs_status, (recorded_at, batch, line)) <> '{RETRACT}'
"""
ADD = """
INSERT INTO doubt SELECT g.line, NULL, '{column}', {code}, NULL, {hint} FROM {rows} WHERE {when}
"""
QUOTE = """
UPDATE doubt SET found_at = r.found_at, cell = CASE doubt.column_name
    WHEN 'period' THEN r.period WHEN 'activity' THEN r.activity
    WHEN 'disclosure' THEN r.disclosure ELSE r.value END
FROM raw AS r WHERE r.line = doubt.line AND doubt.found_at IS NULL
"""
ODD_PERIODS = "SELECT count(*) FROM staged WHERE months <> 3 AND months <> 1"
TOLD_BEFORE = "SELECT count(*) FROM history"

GOOD_SERIES = "(SELECT * REPLACE (coalesce(activity, '') AS activity) FROM good) AS g"
LARGEST = f"""good AS g JOIN (
  SELECT indicator, max(abs(amount)) AS largest FROM reported WHERE amount IS NOT NULL
  GROUP BY indicator HAVING count(*) >= {FEWEST_PARTNERS}) AS usual USING (indicator)"""
STEPS = f"""(
  WITH step AS (
    SELECT {SERIES}, value - lag(value) OVER (
      PARTITION BY {SERIES} ORDER BY period_end, period_start DESC) AS step FROM history),
  habit AS (
    SELECT {SERIES}, median(step) AS middle, mad(step) AS spread FROM step
    GROUP BY ALL HAVING count(step) >= {FEWEST_STEPS})
  SELECT g.line, g.value - k.value AS step, k.value AS before, k.period AS period_before,
    h.middle, h.spread
  FROM {GOOD_SERIES} JOIN habit AS h USING ({SERIES})
  ASOF JOIN history AS k ON {" AND ".join(f"k.{c} = g.{c}" for c in SERIES.split(", "))}
    AND g.period_end > k.period_end) AS g"""
JUMPS = (
    f"IF(g.spread > 0, 0.6745 * abs(g.step - g.middle) / g.spread > {MOST_DEVIATIONS},"
    f" abs(g.step - g.middle) > {HALF} * abs(g.before))"
)
# What a batch that counts reports beside another report of the same: either of the two is its own.
# What another partner told in confidence is nobody else's to know.
PUBLIC_PAIRS, OWN_PAIRS = "true", "o.counted = o.deducted"
COUNTED_ONCE = """
INSERT INTO doubt
WITH own AS (SELECT key, line FROM measure WHERE batch = :batch),
told AS (
  SELECT m.line, o.why, o.amount, o.counted_key AS other
  FROM overlap AS o JOIN own AS m ON m.key = o.deducted_key WHERE {pairs}
  UNION ALL
  SELECT m.line, o.why, o.amount, o.deducted_key
  FROM overlap AS o JOIN own AS m ON m.key = o.counted_key WHERE {pairs}),
report AS (
  SELECT key, any_value(partner) AS partner, any_value(facility) AS facility,
    any_value(activity) AS activity, any_value(period) AS period,
    arg_max(disclosure, (recorded_at, batch, line)) AS disclosure
  FROM measure WHERE key IN (SELECT other FROM told) GROUP BY key)
SELECT t.line, NULL,
  CASE t.why WHEN 'overlapping_period' THEN 'period' WHEN 'joint' THEN 'activity' ELSE 'value' END,
  t.why, NULL,
  CASE t.why WHEN 'overlapping_period' THEN r.period WHEN 'joint' THEN r.partner
    WHEN 'whole_and_parts' THEN printf('%g', t.amount)
    ELSE concat_ws(', ', nullif(r.facility, ''), r.activity) END
FROM told AS t JOIN report AS r ON r.key = t.other
WHERE (t.why <> 'joint' OR r.disclosure = 'public')
  AND NOT EXISTS (SELECT 1 FROM doubt AS d WHERE d.line = t.line AND d.code = t.why)
QUALIFY row_number() OVER (PARTITION BY t.line, t.why ORDER BY t.amount DESC, t.other) = 1
"""
# Where the partners of a batch report of the same in confidence too.
SCOPE_IN_CONFIDENCE = """
CREATE OR REPLACE TEMP TABLE scope_indicator AS
SELECT DISTINCT indicator FROM measure
SEMI JOIN (SELECT DISTINCT indicator, partner FROM measure WHERE batch = :batch) AS own
  USING (indicator, partner)
WHERE disclosure = 'aggregate'
"""

# Amounts of one start that grow with every later end, and none of a later start within them: each
# most likely holds those before it, and nobody can tell.
CUMULATIVE = f"""
CREATE OR REPLACE TEMP TABLE cumulative AS
WITH told AS (
  SELECT indicator, partner, place, facility, coalesce(activity, '') AS activity, period_start,
    period_end, value FROM history
  UNION ALL
  SELECT indicator, partner, place, facility, coalesce(activity, ''), period_start, period_end,
    value FROM good WHERE obs_status <> 'retract'),
amount AS (
  SELECT * FROM told SEMI JOIN (SELECT i.id FROM indicator AS i WHERE {YEARLY}) AS i
    ON i.id = told.indicator),
grown AS (
  SELECT *, value > lag(value) OVER (
    PARTITION BY indicator, partner, place, facility, activity, period_start
    ORDER BY period_end) AS grew
  FROM amount),
rising AS (
  SELECT indicator, partner, place, facility, activity, period_start,
    max(period_end) AS period_end
  FROM grown GROUP BY ALL
  HAVING count(DISTINCT period_end) >= 3 AND bool_and(coalesce(grew, true)))
SELECT r.* FROM rising AS r WHERE NOT EXISTS (
  SELECT 1 FROM amount AS a
  WHERE a.indicator = r.indicator AND a.partner = r.partner AND a.place = r.place
    AND a.facility = r.facility AND a.activity = r.activity
    AND a.period_start > r.period_start AND a.period_end <= r.period_end)
"""
REFUSE_CUMULATIVE = """
INSERT INTO problem
SELECT g.line, r.found_at, 0, 'period', 'looks_cumulative', r.period,
  strftime(c.period_start, '%Y-%m-%d')
FROM good AS g JOIN raw AS r ON r.line = g.line
JOIN cumulative AS c ON c.indicator = g.indicator AND c.partner = g.partner
  AND c.place = g.place AND c.facility = g.facility AND c.activity = coalesce(g.activity, '')
  AND c.period_start = g.period_start
"""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A code with the column it is about, the rows (`g`) it may be of and a condition, all SQL."""

    code: str
    column: str
    rows: str
    when: str
    hint: str = "NULL"

    def find(self, ledger: Ledger) -> None:
        """Add every row it is about to `doubt`."""
        ledger.run(
            ADD.format(
                code=f"'{self.code}'",
                column=self.column,
                rows=self.rows,
                when=self.when,
                hint=self.hint,
            )
        )


PRINTED = """(SELECT * FROM good WHERE value IN (SELECT value FROM printed)) AS g
JOIN printed AS p ON p.indicator = g.indicator AND p.value = g.value"""
OF_ROWS = (
    Doubt(
        "unusual_value",
        "value",
        LARGEST,
        f"abs(g.value) > {MOST_TIMES} * usual.largest",
        "printf('%g', usual.largest)",
    ),
    Doubt(
        "looks_like_baseline",
        "value",
        PRINTED,
        "p.kind = 'baseline' AND year(g.period_end) > p.year",
        "CAST(p.year AS VARCHAR)",
    ),
    Doubt(
        "looks_like_target",
        "value",
        PRINTED,
        "p.kind = 'target' AND year(g.period_end) < p.year",
        "CAST(p.year AS VARCHAR)",
    ),
    Doubt(
        "looks_like_fraction",
        "value",
        "good AS g JOIN indicator AS i ON i.id = g.indicator",
        "i.unit = 'percent' AND abs(g.value) < 1 AND g.value <> 0",
    ),
    Doubt(
        "counts_nowhere",
        "disclosure",
        "good AS g JOIN indicator AS i ON i.id = g.indicator",
        f"g.disclosure = 'aggregate' AND g.obs_status <> '{RETRACT}' AND NOT {ADDS_UP}",
        "g.indicator",
    ),
    Doubt(
        "single_day",
        "period",
        "good AS g",
        "g.months = 0 AND g.period_start = g.period_end AND day(g.period_start) = 1",
        "strftime(g.period_start, '%Y-%m')",
    ),
)
OF_HISTORY = Doubt("unusual_jump", "value", STEPS, JUMPS, "concat(g.period_before, ': ', g.before)")
OF_DIRECTION = Doubt(
    "other_direction",
    "value",
    "good AS g JOIN raw AS r ON r.line = g.line JOIN indicator AS i ON i.id = g.indicator",
    f"NOT {blank('r.ascending')}"
    " AND (lower(trim(r.ascending)) IN ('1', 'true')) <> i.more_is_better",
    "g.indicator",
)


def doubt(ledger: Ledger, layout: Layout) -> None:
    """Fill `doubt` with every doubt about every good row."""
    ledger.run(DOUBT)
    ledger.run(HISTORY)
    if ledger.scalar(ODD_PERIODS):
        ledger.run(CUMULATIVE)
        ledger.run(REFUSE_CUMULATIVE)
    told_before = bool(ledger.scalar(TOLD_BEFORE))
    asked = [*OF_ROWS]
    asked += [OF_HISTORY] if told_before else []
    asked += [OF_DIRECTION] if layout.has("ascending") else []
    for each in asked:
        each.find(ledger)
    if ledger.scalar("SELECT count(*) FROM doubt"):
        ledger.run(QUOTE)


def doubt_counted_once(ledger: Ledger, batch: int) -> None:
    """Add to `doubt` what of a batch counts once with other reports; while the batch counts."""
    if ledger.scalar("SELECT count(*) FROM overlap"):
        ledger.run(COUNTED_ONCE.format(pairs=PUBLIC_PAIRS), batch=batch)
    ledger.run(SCOPE_IN_CONFIDENCE, batch=batch)
    if ledger.scalar("SELECT count(*) FROM scope_indicator"):
        with counted_with_confidential(ledger):
            ledger.run(COUNTED_ONCE.format(pairs=OWN_PAIRS), batch=batch)
    if ledger.scalar("SELECT count(*) FROM doubt WHERE found_at IS NULL"):
        ledger.run(QUOTE)
