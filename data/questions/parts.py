"""A total taken apart: by region, place, partner, facility or college."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, text

from data.answers import Breakdown, Contribution, Dimension, Filters
from data.plan_models import Indicator

GROUPED_BY = {
    Dimension.REGION: "p.region",
    Dimension.PLACE: "CASE WHEN p.kind = 'world' THEN NULL ELSE c.place END",
    Dimension.PARTNER: "c.partner",
    Dimension.FACILITY: "c.facility",
    Dimension.COLLEGE: "r.college",
}

# Values that are never shown alone share one row, wherever they come from.
NEVER_ALONE = "c.hidden"
CELLS = """
WITH cell AS (
  SELECT c.*, i.kind, i.aggregation, i.place_kind, p.region, p.kind AS kind_of_place,
    CASE WHEN NOT {withheld} THEN {group} END AS code, {withheld} AS withheld
  FROM {tally} AS c
  JOIN indicator AS i ON i.id = c.indicator
  LEFT JOIN place AS p ON p.code = c.place
  LEFT JOIN partner AS r ON r.id = c.partner
  WHERE (:indicator IS NULL OR c.indicator = :indicator)
    AND (:region IS NULL OR p.region = :region)
    AND (:place IS NULL OR c.place = :place)
    AND (:facility IS NULL OR c.facility = :facility)
    AND (:partner IS NULL OR c.partner = :partner)
    AND (:college IS NULL OR r.college = :college)),
-- A place that several report has it once; who else said so adds nothing.
place_state AS (
  SELECT indicator, code, withheld, place, max(stands).amount AS has
  FROM cell WHERE kind = 'places' AND kind_of_place = place_kind
  GROUP BY indicator, code, withheld, place),
-- A count for the world stands where no place was named yet.
named AS (
  SELECT DISTINCT indicator FROM total WHERE rule = 'place' AND period_end <= :as_of),
place_count AS (
  SELECT indicator, code, withheld, sum(has) AS value FROM place_state
  GROUP BY indicator, code, withheld
  UNION ALL
  SELECT indicator, code, withheld, max(stands).amount AS value
  FROM cell ANTI JOIN named USING (indicator)
  WHERE kind = 'places' AND kind_of_place = 'world' GROUP BY indicator, code, withheld),
other AS (
  SELECT indicator, code, withheld,
    CASE WHEN any_value(kind) = 'milestone' OR any_value(aggregation) = 'max' THEN max(amount)
      WHEN any_value(aggregation) = 'latest' THEN max(stands).amount
      ELSE sum(amount) END AS value
  FROM cell WHERE kind <> 'places' GROUP BY indicator, code, withheld),
who AS (
  SELECT indicator, code, withheld, sum(measures) AS measures,
    count(DISTINCT partner) AS partners, max(newest) AS newest
  FROM cell GROUP BY indicator, code, withheld)
SELECT w.indicator, w.code, w.withheld, coalesce(n.value, o.value, 0) AS value,
  w.measures, w.partners, w.newest
FROM who AS w
LEFT JOIN place_count AS n ON n.indicator = w.indicator AND n.withheld = w.withheld
  AND n.code IS NOT DISTINCT FROM w.code
LEFT JOIN other AS o ON o.indicator = w.indicator AND o.withheld = w.withheld
  AND o.code IS NOT DISTINCT FROM w.code
ORDER BY w.indicator, value DESC, w.code
"""

RECENT = """
SELECT {group} AS code, false AS withheld, sum(c.measures) AS value, sum(c.measures) AS measures,
  count(DISTINCT c.partner) AS partners, max(c.period_end) AS newest
FROM contribution AS c LEFT JOIN place AS p ON p.code = c.place
WHERE c.recorded_at > :since AND c.period_end <= :as_of
GROUP BY ALL ORDER BY value DESC, 1
"""


def breakdown(
    connection: Connection,
    tally: str,
    dimension: Dimension,
    as_of: date,
    indicator: Indicator,
    whole: Contribution | None,
) -> Breakdown:
    """An indicator's total (`whole`) and its parts, the largest first."""
    values = _values(as_of, Filters()) | {"indicator": indicator.id}
    statement = CELLS.format(group=GROUPED_BY[dimension], withheld=NEVER_ALONE, tally=tally)
    total = whole.value if whole else 0.0
    parts = tuple(
        replace(part, share=part.value / total if total else None)
        for part in _shared(connection.execute(text(statement), values).all())
    )
    adds_up = indicator.kind != "milestone" and indicator.aggregation == "sum"
    # Only places are told of twice; elsewhere a difference would be noise of binary fractions.
    told = sum(part.value for part in parts)
    doubled = told - total if indicator.kind == "places" else 0.0
    return Breakdown(parts, total, doubled, adds_up)


def share_of_filters(
    connection: Connection,
    tally: str,
    as_of: date,
    filters: Filters,
    whole: Mapping[str, Contribution],
) -> dict[str, Contribution]:
    """Per indicator, what the filtered public measures come to, as a share of the whole."""
    return {
        indicator: replace(found, share=found.value / whole[indicator].value)
        if whole[indicator].value
        else found
        for indicator, found in _sums(connection, tally, as_of, filters, NEVER_ALONE).items()
    }


def wholes(connection: Connection, tally: str, as_of: date) -> dict[str, Contribution]:
    """Per indicator, what all measures come to, those that are never shown alone among them."""
    return _sums(connection, tally, as_of, Filters(), "false")


def _sums(
    connection: Connection, tally: str, as_of: date, filters: Filters, withheld: str
) -> dict[str, Contribution]:
    values = _values(as_of, filters) | {"indicator": None}
    statement = CELLS.format(group="'all'", withheld=withheld, tally=tally)
    rows = connection.execute(text(statement), values)
    return {row.indicator: _shared([row])[0] for row in rows if not row.withheld}


def recent_by_region(connection: Connection, as_of: date, since: date) -> tuple[Contribution, ...]:
    """Measures recorded since a date, by region; `value` counts them."""
    statement = RECENT.format(group=GROUPED_BY[Dimension.REGION])
    return _shared(connection.execute(text(statement), {"as_of": as_of, "since": since}).all())


def _values(as_of: date, filters: Filters) -> dict[str, object]:
    return {
        "as_of": as_of,
        "region": filters.region,
        "place": filters.place,
        "facility": filters.facility,
        "partner": filters.partner,
        "college": filters.college,
    }


def _shared(rows: Any) -> tuple[Contribution, ...]:
    whole = sum(row.value for row in rows)
    return tuple(
        Contribution(
            code=row.code,
            value=row.value,
            share=row.value / whole if whole else None,
            measures=row.measures,
            partners=row.partners,
            newest=row.newest,
            withheld=row.withheld,
        )
        for row in rows
    )
