"""A ledger to fill at chosen moments, again and again, and what its snapshots answer."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass, fields, replace
from datetime import date, datetime
from pathlib import Path
from unittest.mock import patch

from hypothesis import strategies as st

from data.ledger.writer import Ledger
from data.questions.answers import Breakdown, Dimension, Filters
from data.store.publish import publish
from data.store.snapshot import Snapshot
from data.store.store import Store
from ingest.load import batches
from ingest.load.load import Delivery, LoadReport, load

# The reference stays; publications too, so that no two snapshots have the same name.
EMPTIED = (
    *(
        "measure",
        "batch",
        "batch_event",
        "restated",
        "rejected",
        "warning",
        "delivered",
        "judgement",
    ),
    *("contribution", "overlap", "partner_total", "total", "reported"),
    *("released", "released_part", "spent"),
)
LONG_AGO = datetime(2000, 1, 1)
DERIVED = {
    "contribution": "* EXCLUDE (amount), round(amount, 6)",
    "overlap": "*",
    "total": "* EXCLUDE (amount), round(amount, 6)",
    "reported": "* EXCLUDE (amount), round(amount, 6)",
}


@dataclass(frozen=True)
class Row:
    """One line of a measures file."""

    indicator: str
    partner: str
    place: str
    period: str
    value: float
    denominator: float | None = None
    facility: str = ""
    disclosure: str = "public"
    activity: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What a revision repeats."""
        return (
            self.indicator,
            self.partner,
            self.place,
            self.period,
            self.facility,
            self.activity,
        )


Rows = Sequence[Row]


def csv_of(rows: Rows) -> str:
    """Rows as a measures file."""
    lines = [[field.name for field in fields(Row)]]
    lines += [["" if cell is None else str(cell) for cell in astuple(row)] for row in rows]
    return "\n".join(",".join(line) for line in lines) + "\n"


@dataclass
class World:
    """A ledger whose clock is the caller's; `forget` empties it for the next story."""

    ledger: Ledger
    folder: Path

    def __post_init__(self) -> None:
        self.ledger.home = replace(self.ledger.home, clock_is_right=True)
        self._opened: list[Snapshot] = []

    @contextmanager
    def told(self) -> Iterator[None]:
        """An empty ledger to tell one story in."""
        with self.ledger.transaction():
            for table in EMPTIED:
                self.ledger.run(f"DELETE FROM {table}")
            self.ledger.run("UPDATE publication SET published_at = :long_ago", long_ago=LONG_AGO)
        try:
            yield
        finally:
            while self._opened:
                self._opened.pop().close()

    def load(
        self, rows: Rows, now: datetime, state: str = "approved", *, refused: bool = False
    ) -> LoadReport:
        """Load a delivery that came at a moment, of which rows may be `refused`."""
        path = self.folder / "measures.csv"
        path.write_text(csv_of(rows))
        report = load(self.ledger, Delivery(path, state=state), now)
        assert refused or report.rejected == 0, report.problems
        return report

    def decide(self, batch: str, state: str, now: datetime) -> None:
        """Put a batch in or out of force at a moment."""
        with patch("data.ledger.writer.utc_now", lambda: now):
            batches.decide(self.ledger, batch, state, None)

    def publish(self, now: datetime) -> Snapshot:
        """What is published at a moment; open until the story ends."""
        with patch("data.ledger.writer.utc_now", lambda: now):
            publish(self.ledger)
        self._opened.append(Store(self.ledger.home).current())
        return self._opened[-1]

    def derived(self) -> dict[str, list[tuple[object, ...]]]:
        """Every row of the tables that follow from measures."""
        return {
            table: [tuple(r) for r in self.ledger.run(f"SELECT {what} FROM {table} ORDER BY ALL")]
            for table, what in DERIVED.items()
        }


def answers(snapshot: Snapshot, indicators: Sequence[str], as_of: date) -> dict[str, object]:
    """Overview, figures, parts and overlaps, in no order of parts that are equal."""
    found: dict[str, object] = {
        "overview": snapshot.overview(as_of),
        "africa": snapshot.overview(as_of, Filters(region="002")),
    }
    for indicator in indicators:
        found[indicator] = snapshot.indicator(indicator, as_of)
        found[f"{indicator} overlaps"] = snapshot.overlaps(indicator, as_of)
        for dimension in (Dimension.PARTNER, Dimension.PLACE):
            parts = snapshot.contributions(indicator, dimension, as_of)
            found[f"{indicator} by {dimension}"] = in_one_order(parts)
    return found


def in_one_order(breakdown: Breakdown) -> Breakdown:
    """Parts of the same value come in any order."""
    return replace(breakdown, parts=tuple(sorted(breakdown.parts, key=repr)))


# --- Deliveries: every kind, told of by several partners, places, periods and disclosures ---

PARTNERS = ["afris", "farm", "giz", "ird", "oiv"]  # of four colleges
COUNTRIES, REGIONS = ["BEN", "TGO", "DEU", "WLD"], ["002", "150", "WLD"]
PERIODS = ["2022", "2023", "2024", "2024-Q4", "2024-H2", "2025-Q1"]
YEARS = ["2021", "2022", "2023", "2024"]
FACILITIES = ["", "", "GF6", "CF2"]  # home of none of the indicators
DISCLOSURES = ["public", "public", "public", "aggregate", "coalition"]
ACTIVITIES = ["", "", "fair", "school"]
ADDED_UP = ["A2.2", "A3.1", "B3.1", "C1.1", "C2.1", "E1.1", "F2.1"]
STANDING_FOR_ALL = ["A6.1", "C1.2", "F2.2"]
INDICATORS = ADDED_UP + STANDING_FOR_ALL
WHOLE = st.integers(0, 9).map(float)
PLACES_COUNTED = {"B3.1": REGIONS, "E1.1": COUNTRIES}
WITH_ACTIVITIES = ("A3.1", "C1.1")
HIGHEST = {"A2.2": 1, "A6.1": 3, "C1.2": 6}


@st.composite
def measures(draw: st.DrawFn, indicators: Sequence[str] = INDICATORS) -> Row:
    indicator = draw(st.sampled_from(indicators))
    place = draw(st.sampled_from(PLACES_COUNTED.get(indicator, COUNTRIES)))
    named = indicator in PLACES_COUNTED and place != "WLD"
    highest = 1 if named else HIGHEST.get(indicator, 9)
    return Row(
        indicator,
        draw(st.sampled_from(PARTNERS)),
        place,
        draw(st.sampled_from(YEARS if indicator == "F2.1" else PERIODS)),
        float(draw(st.integers(0, highest))),
        float(draw(st.integers(9, 20))) if indicator == "C2.1" else None,
        draw(st.sampled_from(FACILITIES)),
        draw(st.sampled_from(DISCLOSURES)),
        draw(st.sampled_from(ACTIVITIES)) if indicator in WITH_ACTIVITIES else "",
    )


def deliveries(
    indicators: Sequence[str] = INDICATORS, least: int = 1, most: int = 14
) -> st.SearchStrategy[list[Row]]:
    """Rows of one batch; a later batch may revise them."""
    by_key: Callable[[Row], object] = lambda row: row.key  # noqa: E731 - a name for a type
    return st.lists(measures(indicators), min_size=least, max_size=most, unique_by=by_key)


@st.composite
def revised(draw: st.DrawFn, rows: Rows) -> list[Row]:
    """Some of the rows again, with a number that every indicator allows, or as they were."""
    again = draw(
        st.lists(st.sampled_from(rows), min_size=1, max_size=4, unique_by=lambda row: row.key)
    )
    return [replace(row, value=draw(st.sampled_from([row.value, 0.0, 1.0]))) for row in again]
