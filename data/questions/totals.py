"""What was observed over time, for every indicator at once: from contributions to points.

How measures add up is the domain's table of kinds. Values are still amounts (numerators for
shares).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, text

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
-- Distinct places that have it by the newest word of anyone, in all and in each set.
WITH change AS (
  SELECT t.indicator, t.place, t.period_end, t.amount - coalesce(lag(t.amount) OVER (
    PARTITION BY t.indicator, t.place ORDER BY t.period_end), 0) AS change
  FROM total AS t JOIN indicator AS i ON i.id = t.indicator
  JOIN place AS p ON p.code = t.place AND p.kind = i.place_kind
  WHERE i.kind = 'places' AND t.period_end <= :as_of),
scope AS (
  SELECT '' AS scope, code AS place FROM place
  UNION ALL SELECT "set", place FROM place_set_member)
-- Running sums of changes where states add up, else the state that stands (the highest so far
-- where steps or maxima count).
SELECT t.indicator, '' AS scope, t.period_end,
  CASE WHEN i.kind = 'milestone' OR i.aggregation = 'max' THEN max(t.amount) OVER by_time
    WHEN i.kind = 'level' AND i.aggregation <> 'sum' THEN t.amount
    ELSE sum(t.amount) OVER by_time END AS value,
  sum(t.denominator) OVER by_time AS denominator
FROM total AS t JOIN indicator AS i ON i.id = t.indicator
WHERE i.kind IN ('level', 'share', 'milestone') AND t.period_end <= :as_of
WINDOW by_time AS (PARTITION BY t.indicator ORDER BY t.period_end)
UNION ALL
-- Amounts within a year.
SELECT t.indicator, '', make_date(year(t.period_end), 12, 31), sum(t.amount), NULL
FROM total AS t JOIN indicator AS i ON i.id = t.indicator
WHERE i.kind IN ('rate', 'growth') AND t.period_end <= :as_of
GROUP BY t.indicator, year(t.period_end)
UNION ALL
SELECT c.indicator, s.scope, c.period_end,
  sum(sum(c.change)) OVER (PARTITION BY c.indicator, s.scope ORDER BY c.period_end), NULL
FROM change AS c JOIN scope AS s USING (place)
GROUP BY c.indicator, s.scope, c.period_end
UNION ALL
-- A count reported for the world, which stands until places are named.
SELECT t.indicator, '*', t.period_end, t.amount, NULL
FROM total AS t JOIN indicator AS i ON i.id = t.indicator
JOIN place AS p ON p.code = t.place AND p.kind = 'world'
WHERE i.kind = 'places' AND t.period_end <= :as_of
ORDER BY ALL
"""
COUNTED = "*"

# `silent`: what partners without a report for the last complete year gave in the year they
# reported last.
REPORTING = """
WITH told AS (
  SELECT indicator, partner, sum(measures) AS measures, sum(estimated) AS estimated,
    bool_or(confidential) AS confidential, max(recorded_at) AS recorded_at,
    bool_or(sample) AS sample, max(year) FILTER (make_date(year, 12, 31) <= :as_of) AS last,
    arg_max(amount, year) FILTER (make_date(year, 12, 31) <= :as_of) AS amount
  FROM reported WHERE year IS NULL OR year <= year(CAST(:as_of AS DATE))
  GROUP BY indicator, partner),
compared AS (SELECT *, max(last) OVER (PARTITION BY indicator) AS judged FROM told)
SELECT indicator, count(*) AS contributors, count(*) FILTER (recorded_at > :since) AS reporting,
  sum(measures) AS measures, sum(estimated) AS estimated, bool_or(confidential) AS confidential,
  max(recorded_at) AS recorded_at, bool_or(sample) AS sample,
  coalesce(sum(amount) FILTER (last < judged), 0) AS silent
FROM compared GROUP BY indicator
"""


class Reporting(NamedTuple):
    """Who reported an indicator: partners ever and since a date, measures, newest recording.

    `estimated` measures are not final; `confidential` says that some must not be shown alone;
    `silent` is, of a yearly indicator, what partners silent in its last complete year gave before.
    """

    indicator: str
    contributors: int
    reporting: int
    measures: int
    estimated: int
    confidential: bool
    recorded_at: Any
    sample: bool
    silent: float


NOBODY = Reporting("", 0, 0, 0, 0, confidential=False, recorded_at=None, sample=False, silent=0)


def totals(connection: Connection, as_of: date) -> Totals:
    """Totals per indicator and scope in time order, from periods ended by `as_of`."""
    found: dict[tuple[str, str], list[Observed]] = defaultdict(list)
    for row in connection.execute(text(TOTALS), {"as_of": as_of}):
        found[row.indicator, row.scope].append(Observed(*row))
    for indicator in [indicator for indicator, scope in found if scope == COUNTED]:
        named = found[indicator, ALL]
        counted = found[indicator, COUNTED]
        named[:0] = [o for o in counted if not named or o.period_end < named[0].period_end]
    return found


def reporting(connection: Connection, as_of: date, since: date) -> dict[str, Reporting]:
    """Reporting per indicator; `since` starts the window of recent reports."""
    rows = connection.execute(text(REPORTING), {"as_of": as_of, "since": since})
    return {row.indicator: Reporting(*row) for row in rows}
