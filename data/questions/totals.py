"""What was observed over time, for every indicator at once: from contributions to points.

How measures add up is the domain's table of kinds. Each statement gives rows of
`Observed`; values are still amounts (numerators for shares).
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

# States that add up: the running sum of changes.
ADDING_UP = """
SELECT c.indicator, '' AS scope, c.period_end,
  sum(sum(c.amount)) OVER by_time AS value, sum(sum(c.denominator)) OVER by_time AS denominator
FROM contribution AS c JOIN indicator AS i ON i.id = c.indicator
WHERE (i.kind = 'share' OR (i.kind = 'level' AND i.aggregation = 'sum'))
  AND c.period_end <= :as_of
GROUP BY c.indicator, c.period_end
WINDOW by_time AS (PARTITION BY c.indicator ORDER BY c.period_end)
"""
# States of which one stands for all: the newest report, or the highest so far.
ONE_STANDS = """
SELECT c.indicator, '' AS scope, c.period_end,
  CASE WHEN any_value(i.kind) = 'milestone' OR any_value(i.aggregation) = 'max'
    THEN max(max(c.amount)) OVER (PARTITION BY c.indicator ORDER BY c.period_end)
    ELSE arg_max(c.amount, c.recorded_at) END AS value,
  NULL AS denominator
FROM contribution AS c JOIN indicator AS i ON i.id = c.indicator
WHERE (i.kind = 'milestone' OR (i.kind = 'level' AND i.aggregation <> 'sum'))
  AND c.period_end <= :as_of
GROUP BY c.indicator, c.period_end
"""
# Amounts within a year.
YEARLY = """
SELECT c.indicator, '' AS scope, make_date(year(c.period_end), 12, 31) AS period_end,
  sum(c.amount) AS value, NULL AS denominator
FROM contribution AS c JOIN indicator AS i ON i.id = c.indicator
WHERE i.kind IN ('rate', 'growth') AND c.period_end <= :as_of
GROUP BY c.indicator, year(c.period_end)
"""
# Distinct places that have it by the newest word of anyone, in all and in each set.
PLACES = """
WITH state AS (
  SELECT c.indicator, c.place, c.period_end, arg_max(c.amount, c.recorded_at) AS has
  FROM contribution AS c JOIN indicator AS i ON i.id = c.indicator
  JOIN place AS p ON p.code = c.place AND p.kind = i.place_kind
  WHERE i.kind = 'places' AND c.period_end <= :as_of
  GROUP BY c.indicator, c.place, c.period_end),
change AS (
  SELECT indicator, place, period_end, has - coalesce(lag(has) OVER (
    PARTITION BY indicator, place ORDER BY period_end), 0) AS change
  FROM state),
scope AS (
  SELECT '' AS scope, code AS place FROM place
  UNION ALL SELECT "set", place FROM place_set_member)
SELECT c.indicator, s.scope, c.period_end,
  sum(sum(c.change)) OVER (PARTITION BY c.indicator, s.scope ORDER BY c.period_end) AS value,
  NULL AS denominator
FROM change AS c JOIN scope AS s USING (place)
GROUP BY c.indicator, s.scope, c.period_end
"""
# A count reported for the world stands until places are named.
COUNTED_PLACES = """
SELECT c.indicator, '' AS scope, c.period_end, arg_max(c.amount, c.recorded_at) AS value,
  NULL AS denominator
FROM contribution AS c JOIN indicator AS i ON i.id = c.indicator
JOIN place AS p ON p.code = c.place AND p.kind = 'world'
WHERE i.kind = 'places' AND c.period_end <= :as_of
GROUP BY c.indicator, c.period_end
"""

REPORTING = """
SELECT indicator, count(DISTINCT partner) AS contributors,
  count(DISTINCT partner) FILTER (recorded_at > :since) AS reporting,
  sum(measures) AS measures, max(recorded_at) AS recorded_at, bool_or(sample) AS sample
FROM contribution WHERE period_end <= :as_of GROUP BY indicator
"""


class Reporting(NamedTuple):
    """Who reported an indicator: partners ever and since a date, measures, newest recording."""

    indicator: str
    contributors: int
    reporting: int
    measures: int
    recorded_at: Any
    sample: bool


def totals(connection: Connection, as_of: date) -> Totals:
    """Totals per indicator and scope in time order, from periods ended by `as_of`."""
    found: dict[tuple[str, str], list[Observed]] = defaultdict(list)
    for statement in (ADDING_UP, ONE_STANDS, YEARLY, PLACES):
        for row in connection.execute(text(statement), {"as_of": as_of}):
            found[row.indicator, row.scope].append(Observed(*row))
    for row in connection.execute(text(COUNTED_PLACES), {"as_of": as_of}):
        named = found[row.indicator, ALL]
        if not named or row.period_end < min(o.period_end for o in named):
            named.append(Observed(*row))
    return {key: sorted(rows, key=lambda o: o.period_end) for key, rows in found.items()}


def reporting(connection: Connection, as_of: date, since: date) -> dict[str, Reporting]:
    """Reporting per indicator; `since` starts the window of recent reports."""
    rows = connection.execute(text(REPORTING), {"as_of": as_of, "since": since})
    return {row.indicator: Reporting(*row) for row in rows}
