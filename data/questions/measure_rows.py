"""The measures themselves, in the order and under the conditions a reader of a table asks for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, text

from data.questions.answers import Filters, MeasurePage
from data.questions.measures import LISTED, NEWEST_FIRST, REVISIONS, as_measure, bound

Bounds = tuple[float | date | None, float | date | None]

# The columns a reader may sort and filter by, and nothing else: what is asked for is looked up
# here and never written into a statement.
COLUMNS = {
    "period": "s.period_end",
    "indicator": "s.indicator",
    "place": "s.place",
    "partner": "coalesce(s.partner_name, s.partner)",
    "value": "s.value",
    "obs_status": "s.obs_status",
    "source": "s.source",
    "recorded_at": "CAST(s.recorded_at AS DATE)",
}
WRITTEN = COLUMNS | {"period": "s.period"}  # what a text is looked for in
MOST = 200  # rows at once


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows, from `start`; KeyError later for a column that does not exist.

    `order` names columns and whether they descend. Of conditions by column all must hold:
    `containing` a text whatever its case and accents, `among` codes, `between` two bounds that
    belong to it, None being open. `ranks` are codes in the order of their names.
    """

    start: int = 0
    size: int = MOST
    order: tuple[tuple[str, bool], ...] = ()
    containing: Mapping[str, str] = field(default_factory=dict)
    among: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    between: Mapping[str, Bounds] = field(default_factory=dict)
    ranks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def measure_rows(
    connection: Connection,
    as_of: date,
    filters: Filters,
    indicators: tuple[str, ...] | None,
    wanted: Wanted,
) -> MeasurePage:
    """The rows wanted; `total` counts all that meet the conditions."""
    values = bound(as_of, filters, indicators) | dict(_values(wanted))
    where = " AND ".join(["true", *_conditions(wanted)])
    order = ", ".join([*_order(wanted), NEWEST_FIRST])
    total = connection.execute(
        text(f"{LISTED} SELECT count(*) FROM listed AS s WHERE {where}"), values
    ).scalar_one()
    rows = connection.execute(text(_statement(where, order)), values).all()
    return MeasurePage(tuple(as_measure(row) for row in rows), total, None)


def _statement(where: str, order: str) -> str:
    return f"""{LISTED}
, slice AS (
  SELECT s.* FROM listed AS s WHERE {where} ORDER BY {order} LIMIT :size OFFSET :start)
{REVISIONS}
ORDER BY {order}
"""


def _conditions(wanted: Wanted) -> Iterator[str]:
    for column in wanted.containing:
        yield f"contains({_plain(WRITTEN[column])}, {_plain(f':text_{column}')})"
    for column in wanted.among:
        yield f"list_contains(CAST(:among_{column} AS VARCHAR[]), {COLUMNS[column]})"
    for column, (low, high) in wanted.between.items():
        if low is not None:
            yield f"{COLUMNS[column]} >= :low_{column}"
        if high is not None:
            yield f"{COLUMNS[column]} <= :high_{column}"


def _order(wanted: Wanted) -> Iterator[str]:
    for column, descending in wanted.order:
        way = "DESC" if descending else "ASC"
        yield f"{_sorted_by(column, wanted)} {way} NULLS LAST"


def _sorted_by(column: str, wanted: Wanted) -> str:
    """What a column is sorted by: codes as their names are."""
    if column in wanted.ranks:
        return f"list_position(CAST(:rank_{column} AS VARCHAR[]), {COLUMNS[column]})"
    return _plain(COLUMNS[column]) if column in ("partner", "source") else COLUMNS[column]


def _plain(written: str) -> str:
    return f"strip_accents(lower({written}))"


def _values(wanted: Wanted) -> Iterator[tuple[str, object]]:
    yield "start", max(wanted.start, 0)
    yield "size", min(max(wanted.size, 0), MOST)
    for column, codes in wanted.among.items():
        yield f"among_{column}", list(codes)
    for column, codes in wanted.ranks.items():
        yield f"rank_{column}", list(codes)
    for column, words in wanted.containing.items():
        yield f"text_{column}", words
    for column, (low, high) in wanted.between.items():
        yield f"low_{column}", low
        yield f"high_{column}", high
