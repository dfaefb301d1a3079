"""Doubts about good rows: they go in all the same, and a reviewer is shown why to look.

Each doubt is a code, the column it is about and SQL over `good` (as `g`), `raw` (as `r`) and what
the ledger holds. A jump is judged against the partner's own history by the modified z-score
(Iglewicz and Hoaglin 1993: 0.6745 x deviation from the median / median absolute deviation).
"""

from data.ledger import Ledger
from ingest.meanings import blank

MOST_TIMES = 10  # a single value beyond so many times the largest partner's total is unusual
FEWEST_PARTNERS = 5
FEWEST_STEPS = 5  # of a history, before a jump can be told from a habit
MOST_DEVIATIONS = 3.5
# Where steps were always the same, a jump is one of more than half the value before.
OTHERWISE = 0.5

DOUBT = """
CREATE OR REPLACE TEMP TABLE doubt (
  line INTEGER, column_name VARCHAR, code VARCHAR, cell VARCHAR, hint VARCHAR)
"""
# What the partners of the delivery reported before of the same series, newest word per key.
HISTORY = """
CREATE OR REPLACE TEMP TABLE history AS
SELECT key, any_value(indicator) AS indicator, any_value(partner) AS partner,
  any_value(place) AS place, any_value(facility) AS facility,
  coalesce(any_value(activity), '') AS activity, any_value(period) AS period,
  any_value(period_start) AS period_start, any_value(period_end) AS period_end,
  arg_max(value, (recorded_at, batch, line)) AS value
FROM measure SEMI JOIN (SELECT DISTINCT indicator, partner, place, facility FROM good) AS s
  USING (indicator, partner, place, facility)
WHERE batch IN (
  SELECT batch FROM batch_event GROUP BY batch HAVING arg_max(state, decided_at) = 'approved')
GROUP BY key
"""
SERIES = "indicator, partner, place, facility, activity"
ADD = """
INSERT INTO doubt SELECT g.line, '{column}', '{code}', r.{column}, {hint}
FROM {rows} JOIN raw AS r ON r.line = g.line WHERE {when}
"""
UNUSUAL = f"""good AS g JOIN (
  SELECT indicator, max(abs(amount)) AS largest FROM reported WHERE amount IS NOT NULL
  GROUP BY indicator HAVING count(*) >= {FEWEST_PARTNERS}) AS usual USING (indicator)"""
JUMPED = f"""(
  WITH step AS (
    SELECT {SERIES}, value - lag(value) OVER (
      PARTITION BY {SERIES} ORDER BY period_end, period_start DESC) AS step FROM history),
  habit AS (
    SELECT {SERIES}, median(step) AS middle, mad(step) AS spread FROM step
    GROUP BY ALL HAVING count(step) >= {FEWEST_STEPS}),
  known AS (
    SELECT h.* FROM history AS h SEMI JOIN habit USING ({SERIES}))
  SELECT g.line, g.value - k.value AS step, k.value AS before, k.period AS period_before,
    h.middle, h.spread
  FROM (SELECT * REPLACE (coalesce(activity, '') AS activity) FROM good) AS g
  JOIN habit AS h USING ({SERIES})
  ASOF JOIN known AS k ON {" AND ".join(f"k.{c} = g.{c}" for c in SERIES.split(", "))}
    AND g.period_end > k.period_end) AS g"""
JUMP = (
    f"IF(g.spread > 0, 0.6745 * abs(g.step - g.middle) / g.spread > {MOST_DEVIATIONS},"
    f" abs(g.step - g.middle) > {OTHERWISE} * abs(g.before))"
)
# Yearly amounts whose periods overlap are counted once where one holds the other, else twice.
OVERLAPPING = f"""(
  WITH told AS (
    SELECT {SERIES}, period, period_start, period_end FROM history
    UNION ALL SELECT {SERIES.replace("activity", "coalesce(activity, '')")}, period, period_start,
      period_end FROM good WHERE kind IN ('rate', 'growth')),
  mixed AS (
    SELECT {SERIES} FROM told GROUP BY ALL
    HAVING min(period_end - period_start) // 20 <> max(period_end - period_start) // 20
      OR bool_or(day(period_start) <> 1))
  SELECT g.line, min(t.period) AS other
  FROM (SELECT * REPLACE (coalesce(activity, '') AS activity) FROM good
    WHERE kind IN ('rate', 'growth')) AS g
  SEMI JOIN mixed USING ({SERIES}) JOIN told AS t USING ({SERIES})
  WHERE g.period_start <= t.period_end AND t.period_start <= g.period_end
    AND (g.period_start, g.period_end) <> (t.period_start, t.period_end)
  GROUP BY g.line) AS g"""
PRINTED = "good AS g JOIN printed AS p ON p.indicator = g.indicator AND p.value = g.value"
# (code, column, rows, condition, hint)
DOUBTS = (
    (
        "unusual_value",
        "value",
        UNUSUAL,
        f"abs(g.value) > {MOST_TIMES} * usual.largest",
        "printf('%g', usual.largest)",
    ),
    ("unusual_jump", "value", JUMPED, JUMP, "concat(g.period_before, ': ', g.before)"),
    (
        "looks_like_baseline",
        "value",
        PRINTED,
        "p.kind = 'baseline' AND year(g.period_end) > p.year",
        "CAST(p.year AS VARCHAR)",
    ),
    (
        "looks_like_target",
        "value",
        PRINTED,
        "p.kind = 'target' AND year(g.period_end) < p.year",
        "CAST(p.year AS VARCHAR)",
    ),
    (
        "looks_like_fraction",
        "value",
        "good AS g JOIN indicator AS i ON i.id = g.indicator",
        "i.unit = 'percent' AND abs(g.value) < 1 AND g.value <> 0",
        "NULL",
    ),
    ("overlapping_period", "period", OVERLAPPING, "true", "g.other"),
    (
        "single_day",
        "period",
        "good AS g",
        "g.months = 0 AND g.period_start = g.period_end AND day(g.period_start) = 1",
        "strftime(g.period_start, '%Y-%m')",
    ),
    (
        "other_direction",
        "value",
        "good AS g",
        f"NOT {blank('r.ascending')} AND (lower(trim(r.ascending)) IN ('1', 'true'))"
        " <> g.more_is_better",
        "g.indicator",
    ),
)


def doubt(ledger: Ledger) -> None:
    """Fill `doubt` with every doubt about every good row."""
    ledger.run(DOUBT)
    ledger.run(HISTORY)
    for code, column, rows, when, hint in DOUBTS:
        ledger.run(ADD.format(code=code, column=column, rows=rows, when=when, hint=hint))
