"""When amounts reported in confidence enter totals: the release rule (rules.md, part 1).

At each publication, in the order of periods: a row of confidential reports is released where enough
partners bring new values and no one of them could be told from the others; else what was released
last stands. Runs inside the transaction of the publication.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from data.ledger.confidential_amounts import find_confidential
from data.ledger.contributions import refresh_touched
from data.ledger.held_series import RELEASED_NOW
from data.ledger.in_force import APPROVED, QUALIFY_NEWEST, RETRACT
from data.ledger.kind_sql import YEARLY
from data.ledger.release_gate import Part, failed_gate
from data.ledger.schema import RELEASED
from data.ledger.tables import Tables
from data.plan.model import Indicator, Plan
from data.progress.dates import months_later

DROPPED_AFTER_MONTHS = 12  # what is in force no longer is not held up for ever
RELEASE_ALL = "release_all"  # in `meta` where all that ever came is to be looked at
EVER = "SELECT 1 FROM measure WHERE disclosure = 'aggregate' LIMIT 1"
# Indicators of which confidential reports may have come or gone since a moment.
CHANGED_INDICATORS = """
CREATE OR REPLACE TEMP TABLE scope_indicator AS
SELECT DISTINCT indicator FROM measure WHERE disclosure = 'aggregate' AND (
  CAST(:since AS TIMESTAMP) IS NULL
  OR EXISTS (SELECT 1 FROM plan WHERE recorded_at > :since)
  OR indicator IN (
    SELECT d.indicator FROM delivered AS d JOIN batch_event AS e ON e.batch = d.batch
    WHERE e.decided_at > :since)
  OR indicator IN (
    SELECT m.indicator FROM measure AS m JOIN settlement AS s ON s.key = m.key
    WHERE s.settled_at > :since))
"""
ONE_INDICATOR = "CREATE OR REPLACE TEMP TABLE scope_indicator AS SELECT :indicator AS indicator"
# Each row with what it holds by partner: what is new, what it adds, how the partner's part of the
# shown total would change. Partners of one holding are one.
STATES = f"""
CREATE OR REPLACE TEMP TABLE row_part AS
WITH {RELEASED_NOW},
standing AS (
  SELECT a.indicator, a.period_end, max(r.period_end) AS stands_from
  FROM (SELECT DISTINCT indicator, period_end FROM atom) AS a
  JOIN indicator AS i ON i.id = a.indicator
  LEFT JOIN released_now AS r ON r.indicator = a.indicator AND r.scope = ''
    AND (r.period_end = a.period_end
      OR NOT {YEARLY} AND r.period_end < a.period_end)
  GROUP BY ALL),
before AS (
  SELECT s.indicator, s.period_end, p.partner, p.amount, p.denominator
  FROM standing AS s JOIN released_now AS r
    ON r.indicator = s.indicator AND r.period_end = s.stands_from AND r.scope = ''
  JOIN released_part AS p ON p.indicator = r.indicator AND p.period_end = r.period_end
    AND p.released_at = r.released_at),
shown AS (
  SELECT p.indicator, p.period_end, t.partner, sum(t.amount) AS amount,
    sum(t.denominator) AS denominator
  FROM (SELECT DISTINCT indicator, period_end, partner FROM part) AS p
  JOIN indicator AS i ON i.id = p.indicator
  JOIN partner_total AS t ON t.indicator = p.indicator AND t.partner = p.partner
    AND CASE WHEN {YEARLY} THEN year(t.period_end) = year(p.period_end)
      ELSE t.period_end <= p.period_end END
  GROUP BY ALL),
fresh AS (
  SELECT DISTINCT indicator, period_end, partner FROM atom ANTI JOIN spent USING (key, value))
SELECT p.indicator, p.period_end, coalesce(r.holding, p.partner) AS holding,
  sum(p.amount) AS amount, sum(p.denominator) AS denominator,
  sum(p.whole - coalesce(s.amount, 0) - coalesce(b.amount, 0)) AS change,
  sum(p.whole_denominator - coalesce(s.denominator, 0) - coalesce(b.denominator, 0))
    AS denominator_change,
  bool_or(f.partner IS NOT NULL) AS fresh
FROM part AS p
LEFT JOIN partner AS r ON r.id = p.partner
LEFT JOIN before AS b USING (indicator, period_end, partner)
LEFT JOIN shown AS s USING (indicator, period_end, partner)
LEFT JOIN fresh AS f USING (indicator, period_end, partner)
GROUP BY ALL
"""
ROWS = """
SELECT indicator, period_end FROM row_part GROUP BY ALL
HAVING count(*) FILTER (fresh) >= :fewest ORDER BY period_end, indicator
"""
PARTS_OF_ROW = """
SELECT amount, denominator, change, denominator_change, fresh FROM row_part
WHERE indicator = :indicator AND period_end = :period_end
"""
SPEND = """
INSERT INTO spent
SELECT a.indicator, a.period_end, :now, a.partner, a.series, a.key, a.value,
  (a.key, a.value) NOT IN (SELECT (key, value) FROM spent)
FROM atom AS a WHERE a.indicator = :indicator AND a.period_end = :period_end
"""
NOTE_PARTS = """
INSERT INTO released_part
SELECT indicator, period_end, :now, partner, amount, denominator
FROM part WHERE indicator = :indicator AND period_end = :period_end
"""
# Amounts that hold a report which is in force no longer, since when.
OUTLIVED = f"""
WITH {RELEASED_NOW},
row_key AS (
  SELECT r.indicator, r.period_end, s.key
  FROM released_now AS r JOIN spent AS s USING (indicator, period_end, released_at)),
newest AS (
  SELECT key, disclosure, obs_status FROM measure
  WHERE key IN (SELECT key FROM row_key) AND batch IN ({APPROVED}) {QUALIFY_NEWEST}),
left_at AS (
  SELECT m.key, max(greatest(m.recorded_at, e.decided_at)) AS moment
  FROM measure AS m JOIN batch_event AS e ON e.batch = m.batch
  WHERE m.key IN (SELECT key FROM row_key) GROUP BY m.key)
SELECT k.indicator, k.period_end FROM row_key AS k
LEFT JOIN newest AS n USING (key) JOIN left_at AS l USING (key)
WHERE (n.key IS NULL OR n.obs_status = '{RETRACT}'
    OR n.disclosure NOT IN ('aggregate', 'public'))
GROUP BY ALL HAVING min(l.moment) <= :long_ago
"""


def release(tables: Tables, plan: Plan, now: datetime, since: datetime | None, fewest: int) -> bool:
    """Release what may be, of what came or went since a moment (None: ever); whether anything was.

    `fewest` partners with new values are asked for, at least.
    """
    if not tables.scalar(EVER):
        return False
    dropped = _drop_outlived(tables, now)
    if tables.run("SELECT 1 FROM meta WHERE name = :name", name=RELEASE_ALL):
        tables.run("DELETE FROM meta WHERE name = :name", name=RELEASE_ALL)
        since = None
    tables.run(CHANGED_INDICATORS, since=since)
    if tables.scalar("SELECT count(*) FROM scope_indicator") and find_confidential(tables):
        return _release_rows(tables, plan, now, fewest) or dropped
    return dropped


def drop(tables: Tables, indicator: str, period_end: date, now: datetime) -> None:
    """Take what was released of an indicator for a period out of its total again."""
    _note(tables, indicator, period_end, now, 0, None)
    _count_again(tables, indicator)


@dataclass(frozen=True, slots=True)
class Held:
    """Where a row of confidential reports stands: for a reviewer alone.

    `true` is what they come to, `shown` what of it stands in the total; amounts in the indicator's
    unit. `fresh` partners brought new values. `gate` is the condition that fails, None for none.
    """

    indicator: str
    period_end: date
    true: float
    shown: float
    fresh: int
    gate: str | None


ROW_ENDS = "SELECT DISTINCT period_end FROM row_part ORDER BY period_end"
NOW_SHOWN = f"""
WITH {RELEASED_NOW}
SELECT period_end, amount FROM released_now WHERE indicator = :indicator AND scope = ''
"""


def held(tables: Tables, indicator: Indicator, plan: Plan, fewest: int) -> list[Held]:
    """Every row of an indicator's confidential reports, in the order of periods.

    In the caller's transaction; writes temporary tables only.
    """
    tables.run(ONE_INDICATOR, indicator=indicator.id)
    if not find_confidential(tables):
        return []
    tables.run(STATES)
    shown = {row.period_end: row.amount for row in tables.run(NOW_SHOWN, indicator=indicator.id)}
    ends = [row.period_end for row in tables.run(ROW_ENDS)]
    rows = {end: _parts(tables, indicator.id, end) for end in ends}
    return [
        Held(
            indicator.id,
            end,
            sum(part.amount for part in parts),
            shown.get(end, 0),
            sum(part.fresh for part in parts),
            failed_gate(parts, fewest, _bound(plan, indicator, end, parts)),
        )
        for end, parts in rows.items()
    ]


def _release_rows(tables: Tables, plan: Plan, now: datetime, fewest: int) -> bool:
    """Release row by row; each that was makes what it holds known to those after it."""
    done: set[tuple[str, date]] = set()
    released = False
    while row := _next(tables, done, fewest):
        done.add((row.indicator, row.period_end))
        parts = _parts(tables, row.indicator, row.period_end)
        bound = _bound(plan, plan.indicator(row.indicator), row.period_end, parts)
        if failed_gate(parts, fewest, bound) is None:
            _let_out(tables, row.indicator, row.period_end, now, parts)
            _count_again(tables, row.indicator)
            released = True
    return released


def _next(tables: Tables, done: set[tuple[str, date]], fewest: int) -> Any:
    """The earliest row with enough new values that was not looked at yet."""
    tables.run(STATES)
    rows = tables.run(ROWS, fewest=fewest)
    return next((r for r in rows if (r.indicator, r.period_end) not in done), None)


def _parts(tables: Tables, indicator: str, period_end: date) -> list[Part]:
    rows = tables.run(PARTS_OF_ROW, indicator=indicator, period_end=period_end)
    return [Part(**row._mapping) for row in rows]


def _bound(
    plan: Plan, indicator: Indicator, period_end: date, parts: Sequence[Part]
) -> float | None:
    """What an amount cannot exceed: of a share its denominator, or the size of its set."""
    if not indicator.traits.is_share:
        return None
    if indicator.set:
        return plan.place_set(indicator.set).size_at(period_end)
    return sum(part.denominator or 0 for part in parts)


def _let_out(
    tables: Tables, indicator: str, period_end: date, now: datetime, parts: Sequence[Part]
) -> None:
    denominators = [part.denominator for part in parts if part.denominator is not None]
    whole = sum(denominators) if denominators else None
    row = {"indicator": indicator, "period_end": period_end, "now": now}
    tables.run(SPEND, **row)
    tables.run(NOTE_PARTS, **row)
    _note(tables, indicator, period_end, now, sum(part.amount for part in parts), whole)


def _note(
    tables: Tables,
    indicator: str,
    period_end: date,
    now: datetime,
    amount: float,
    denominator: float | None,
) -> None:
    row = {
        "indicator": indicator,
        "scope": "",
        "period_end": period_end,
        "released_at": now,
        "amount": amount,
        "denominator": denominator,
    }
    tables.add(RELEASED, [row])


def _drop_outlived(tables: Tables, now: datetime) -> bool:
    long_ago = datetime.combine(months_later(now.date(), -DROPPED_AFTER_MONTHS), now.time())
    rows = tables.run(OUTLIVED, long_ago=long_ago)
    for row in rows:
        drop(tables, row.indicator, row.period_end, now)
    return bool(rows)


def _count_again(tables: Tables, indicator: str) -> None:
    """Bring the total of an indicator up to date, of which something was released."""
    tables.run(ONE_INDICATOR, indicator=indicator)
    scope = (
        "(m.disclosure = 'aggregate' AND m.indicator IN (SELECT indicator FROM scope_indicator))"
    )
    refresh_touched(tables, "measure", scope)
