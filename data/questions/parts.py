"""A total taken apart: by region, place, partner, facility or college."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, text

from data.ledger.kind_sql import of_kinds
from data.plan.model import Indicator
from data.questions.answers import Breakdown, Contribution, Dimension, Filters
from data.questions.totals import InConfidence, in_confidence

GROUPED_BY = {
    Dimension.REGION: "p.region",
    Dimension.PLACE: "CASE WHEN p.kind = 'world' THEN NULL ELSE c.place END",
    Dimension.PARTNER: "c.partner",
    Dimension.FACILITY: "c.facility",
    Dimension.COLLEGE: "r.college",
}
OF_PLACES = of_kinds("counts_places", "kind")

CELLS = f"""
WITH cell AS (
  SELECT c.*, i.kind, i.aggregation, i.place_kind, p.region, p.kind AS kind_of_place,
    {{group}} AS code
  FROM {{tally}} AS c
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
  SELECT indicator, code, place, max(stands).amount AS has
  FROM cell WHERE {OF_PLACES} AND kind_of_place = place_kind
  GROUP BY indicator, code, place),
-- A count for the world stands where no place was named yet.
named AS (
  SELECT DISTINCT indicator FROM total WHERE rule = 'place' AND period_end <= :as_of),
place_count AS (
  SELECT indicator, code, sum(has) AS value FROM place_state
  GROUP BY indicator, code
  UNION ALL
  SELECT indicator, code, max(stands).amount AS value
  FROM cell ANTI JOIN named USING (indicator)
  WHERE {OF_PLACES} AND kind_of_place = 'world' GROUP BY indicator, code),
other AS (
  SELECT indicator, code,
    CASE WHEN {of_kinds("has_steps", "any_value(kind)")} OR any_value(aggregation) = 'max'
      THEN max(amount)
      WHEN any_value(aggregation) = 'latest' THEN max(stands).amount
      ELSE sum(amount) END AS value
  FROM cell WHERE NOT {OF_PLACES} GROUP BY indicator, code),
who AS (
  SELECT indicator, code, sum(measures) AS measures,
    count(DISTINCT partner) AS partners, max(newest) AS newest
  FROM cell GROUP BY indicator, code)
SELECT w.indicator, w.code, coalesce(n.value, o.value, 0) AS value,
  w.measures, w.partners, w.newest
FROM who AS w
LEFT JOIN place_count AS n ON n.indicator = w.indicator AND n.code IS NOT DISTINCT FROM w.code
LEFT JOIN other AS o ON o.indicator = w.indicator AND o.code IS NOT DISTINCT FROM w.code
ORDER BY w.indicator, value DESC, w.code
"""

RECENT = """
SELECT {group} AS code, sum(c.measures) AS value, sum(c.measures) AS measures,
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
    """An indicator's total (`whole`) and its parts, the largest first.

    What was reported in confidence is a part of its own, the last.
    """
    values = _values(as_of, Filters()) | {"indicator": indicator.id}
    statement = CELLS.format(group=GROUPED_BY[dimension], tally=tally)
    total = whole.value if whole else 0.0
    found = [*_shared(connection.execute(text(statement), values).all())]
    if hidden := in_confidence(connection, as_of).get(indicator.id):
        found.append(_in_confidence(hidden))
    parts = tuple(replace(part, share=part.value / total if total else None) for part in found)
    adds_up = not indicator.traits.has_steps and indicator.aggregation == "sum"
    # Only places are told of twice; elsewhere a difference would be noise of binary fractions.
    told = sum(part.value for part in parts)
    doubled = told - total if indicator.traits.counts_places else 0.0
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
        for indicator, found in _sums(connection, tally, as_of, filters).items()
    }


def wholes(connection: Connection, tally: str, as_of: date) -> dict[str, Contribution]:
    """Per indicator, what all measures come to, with what was reported in confidence."""
    found = _sums(connection, tally, as_of, Filters())
    for indicator, hidden in in_confidence(connection, as_of).items():
        public = found.get(indicator)
        found[indicator] = (
            replace(public, value=public.value + hidden.amount)
            if public
            else _in_confidence(hidden)
        )
    return found


def _sums(
    connection: Connection, tally: str, as_of: date, filters: Filters
) -> dict[str, Contribution]:
    values = _values(as_of, filters) | {"indicator": None}
    statement = CELLS.format(group="'all'", tally=tally)
    rows = connection.execute(text(statement), values)
    return {row.indicator: _shared([row])[0] for row in rows}


def _in_confidence(hidden: InConfidence) -> Contribution:
    return Contribution(None, hidden.amount, None, 0, 0, hidden.period_end, in_confidence=True)


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
        )
        for row in rows
    )
