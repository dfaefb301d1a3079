"""What was observed over time, for every indicator at once: from contributions to points.

How measures add up is the domain's table of kinds. Values are still amounts (numerators for
shares).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, text

from data.ledger.held_series import RELEASED_NOW
from data.progress.dates import year_end

ALL = ""  # the scope of a total that is not restricted to a set


class Observed(NamedTuple):
    """One total of an indicator within a scope (a set's id, or `ALL`) at a period's end."""

    indicator: str
    scope: str
    period_end: date
    value: float
    denominator: float | None


Totals = Mapping[tuple[str, str], Sequence[Observed]]

TOTALS = """
SELECT indicator, CASE rule WHEN 'counted' THEN '*' ELSE '' END AS scope, period_end,
  CASE rule WHEN 'running' THEN sum(amount) OVER by_time
    WHEN 'highest' THEN max(amount) OVER by_time ELSE amount END AS value,
  sum(denominator) OVER by_time AS denominator
FROM total
WHERE rule <> 'place' AND (period_end <= :as_of OR (rule = 'yearly' AND period_end <= :year_end))
WINDOW by_time AS (PARTITION BY indicator ORDER BY period_end)
UNION ALL
-- Distinct places that have it by the newest word of anyone, in all and in each set.
SELECT c.indicator, s.scope, c.period_end,
  sum(sum(c.change)) OVER (PARTITION BY c.indicator, s.scope ORDER BY c.period_end), NULL
FROM (
  SELECT indicator, place, period_end, amount - coalesce(lag(amount) OVER (
    PARTITION BY indicator, place ORDER BY period_end), 0) AS change
  FROM total WHERE rule = 'place' AND period_end <= :as_of) AS c
JOIN (
  SELECT '' AS scope, code AS place FROM place
  UNION ALL SELECT "set", place FROM place_set_member) AS s USING (place)
GROUP BY c.indicator, s.scope, c.period_end
ORDER BY ALL
"""
COUNTED = "*"

# Per indicator and the last complete year its partners reported for.
REPORTING = """
SELECT indicator,
  CASE WHEN make_date(year, 12, 31) <= :as_of THEN year ELSE year_before END AS last,
  count(*) AS contributors, count(*) FILTER (recorded_at > :since) AS reporting,
  sum(measures) AS measures, sum(estimated) AS estimated,
  max(recorded_at) AS recorded_at, bool_or(sample) AS sample,
  sum(CASE WHEN make_date(year, 12, 31) <= :as_of THEN amount ELSE amount_before END) AS amount
FROM reported GROUP BY indicator, last ORDER BY indicator, last NULLS FIRST
"""

# What was released of reports in confidence and stands by a day, and since when: of states the
# newest, of yearly amounts that of the last complete year that has any total.
IN_CONFIDENCE = f"""
WITH {RELEASED_NOW},
judged AS (
  SELECT indicator, max(period_end) AS period_end FROM total
  WHERE rule = 'yearly' AND period_end <= :year_end GROUP BY indicator)
SELECT r.indicator, arg_max(r.amount, r.period_end) AS amount,
  max(r.period_end) AS period_end, arg_max(r.released_at, r.period_end) AS released_at
FROM released_now AS r LEFT JOIN judged AS j USING (indicator)
WHERE r.scope = '' AND coalesce(r.period_end = j.period_end, r.period_end <= :as_of)
GROUP BY r.indicator
"""


class Reporting(NamedTuple):
    """Who reported an indicator: partners ever and since a date, measures, newest recording.

    `estimated` measures are not final; `silent` is, of a yearly indicator, what partners silent in
    its last complete year gave before.
    """

    indicator: str
    contributors: int
    reporting: int
    measures: int
    estimated: int
    recorded_at: Any
    sample: bool
    silent: float


class InConfidence(NamedTuple):
    """What of an indicator's total was reported in confidence, for which period, since when."""

    indicator: str
    amount: float
    period_end: date
    released_at: Any


class Added(NamedTuple):
    """What to add to the last complete total of an indicator, in the unit reported in."""

    value: float = 0.0
    denominator: float = 0.0


NOBODY = Reporting("", 0, 0, 0, 0, recorded_at=None, sample=False, silent=0)


def totals(connection: Connection, as_of: date) -> Totals:
    """Totals per indicator and scope in time order, from periods ended by `as_of`."""
    found: dict[tuple[str, str], list[Observed]] = defaultdict(list)
    values = {"as_of": as_of, "year_end": year_end(as_of.year)}
    for row in connection.execute(text(TOTALS), values):
        found[row.indicator, row.scope].append(Observed(*row))
    for indicator in [indicator for indicator, scope in found if scope == COUNTED]:
        named = found[indicator, ALL]
        counted = found[indicator, COUNTED]
        named[:0] = [o for o in counted if not named or o.period_end < named[0].period_end]
    return found


def reporting(connection: Connection, as_of: date, since: datetime) -> dict[str, Reporting]:
    """Reporting per indicator; `since` starts the window of recent reports.

    All that was released of reports in confidence is one partner's more.
    """
    found: dict[str, list[Any]] = defaultdict(list)
    for row in connection.execute(text(REPORTING), {"as_of": as_of, "since": since}):
        found[row.indicator].append(row)
    known = {indicator: _together(rows) for indicator, rows in found.items()}
    for one in in_confidence(connection, as_of).values():
        public = known.get(one.indicator, NOBODY)
        known[one.indicator] = public._replace(
            indicator=one.indicator,
            contributors=public.contributors + 1,
            reporting=public.reporting + (one.released_at > since),
            recorded_at=public.recorded_at or one.released_at,
        )
    return known


def in_confidence(connection: Connection, as_of: date) -> dict[str, InConfidence]:
    """Per indicator, what stands in its total by a day without being public by itself."""
    complete = year_end(as_of.year if as_of == year_end(as_of.year) else as_of.year - 1)
    values = {"as_of": as_of, "year_end": complete}
    found = (InConfidence(*row) for row in connection.execute(text(IN_CONFIDENCE), values))
    return {one.indicator: one for one in found if one.amount}


def _together(rows: Sequence[Any]) -> Reporting:
    """An indicator's partners by their last complete year, the latest last, as one."""
    silent = [row.amount for row in rows[:-1] if row.last is not None]
    return Reporting(
        rows[0].indicator,
        sum(row.contributors for row in rows),
        sum(row.reporting for row in rows),
        sum(row.measures for row in rows),
        sum(row.estimated for row in rows),
        max(row.recorded_at for row in rows),
        any(row.sample for row in rows),
        sum(silent),
    )
