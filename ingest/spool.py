"""What readers write: the tables of a delivery as text, on disk, so that memory stays bounded.

A reader judges nothing. It gives each row the place a person finds it at (line of a file, row of
a sheet, number of a record) and each cell as text; numbers that came typed are written so that
they read one way in every locale. What tells rows apart is a number of their own: several may
stand on one line.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import IO

from data.errors import UnreadableFileError

MOST_COLUMNS = 500
MOST_TABLES = 50
MOST_ROWS = 20_000_000
SEPARATOR = "\x1f"  # of cells; no text of a person holds it
LONGEST_CELL = 100_000  # characters; longer than any text we accept, so that it is told, not lost


@dataclass(slots=True)
class Table:
    """One table of a delivery. `path` is a CSV file: a row's number, its place, its cells.

    The place is empty where it is the number. `breaks` is whether any cell holds a line break.
    """

    name: str
    path: Path
    columns: list[str] = field(default_factory=list)
    header_line: int = 0
    rows: int = 0
    last_line: int = 0
    breaks: bool = False

    def written(self) -> Iterator[list[str]]:
        """The cells of each row."""
        return (cells for _, cells in self.numbered())

    def numbered(self) -> Iterator[tuple[int, list[str]]]:
        """The number of each row, and its cells."""
        with self.path.open(encoding="utf-8", newline="") as file:
            for number, _, *cells in csv.reader(file, delimiter=SEPARATOR):
                yield int(number), cells


class Writer:
    """Adds rows to one table."""

    def __init__(self, table: Table, file: IO[str]) -> None:
        self.table = table
        self._file = file
        self._places = {name: place for place, name in enumerate(table.columns)}
        self._last_at: int | None = None
        self._alike = 1  # rows in succession at the last place

    def row(self, at: int | None, cells: Sequence[str]) -> None:
        """Add a row whose cells stand in the order of the table's columns; more are surplus.

        `at` is the line or number a person finds it by, None where that is not known.
        """
        where = self._number(at)
        line = SEPARATOR.join(cells)
        if len(line) > LONGEST_CELL:
            cells = [cell[:LONGEST_CELL] for cell in cells]
            line = SEPARATOR.join(cells)
        broken = "\n" in line or "\r" in line
        if broken or '"' in line or line.count(SEPARATOR) >= len(cells):
            self.table.breaks |= broken
            line = SEPARATOR.join(cell and _quoted(cell) for cell in cells)
        self._file.write(f"{where}{SEPARATOR}{line}\n")

    def record(self, at: int | None, cells: Mapping[str, str]) -> None:
        """Add a row by names; a name not met before becomes a column."""
        for name in cells:
            if name not in self._places:
                self._places[name] = len(self._places)
                self.table.columns.append(name)
        check_width(len(self._places))
        row = [""] * len(self._places)
        for name, cell in cells.items():
            row[self._places[name]] = cell
        self.row(at, row)

    def _number(self, at: int | None) -> str:
        """The row's own number, and where it is found where that is something else: `1:2` is the
        second row of line 1, `#7` the seventh of all."""
        self.table.rows += 1
        if self.table.rows > MOST_ROWS:
            raise UnreadableFileError(
                "The file has more than {most} rows. Send it in parts.", most=MOST_ROWS
            )
        self._alike = self._alike + 1 if at == self._last_at else 1
        self._last_at = at
        last = self.table.last_line
        self.table.last_line = at if at is not None and at > last else last + 1
        if at is None:
            place = f"#{self.table.rows}"
        elif self._alike > 1:
            place = f"{at}:{self._alike}"
        else:
            place = "" if at == self.table.last_line else str(at)
        return f"{self.table.last_line}{SEPARATOR}{place}"


def _quoted(cell: str) -> str:
    doubled = cell.replace('"', '""')
    return f'"{doubled}"'


class Spool:
    """The tables of one delivery, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tables: list[Table] = []

    @contextmanager
    def table(
        self, name: str = "", columns: Sequence[str] = (), header: int = 0
    ) -> Iterator[Writer]:
        """A new table; `header` is the number of the row that named the columns, if one did."""
        if len(self.tables) >= MOST_TABLES:
            raise UnreadableFileError(
                "The file has more than {most} tables. Send it in parts.", most=MOST_TABLES
            )
        check_width(len(columns))
        path = self.folder / f"table-{len(self.tables)}.csv"
        table = Table(name, path, list(columns), header)
        self.tables.append(table)
        with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
            yield Writer(table, file)


def check_width(columns: int) -> None:
    """Refuse a table that is too wide to be one of measures."""
    if columns > MOST_COLUMNS:
        raise UnreadableFileError(
            "The file has more than {most} columns. A measures file needs no more than a dozen;"
            " send only those.",
            most=MOST_COLUMNS,
        )


def texts_of(cells: Sequence[object]) -> list[str]:
    """Cells as texts; those that are already are the most."""
    return [cell if type(cell) is str else text_of(cell) for cell in cells]


@lru_cache(maxsize=4096, typed=True)  # 1, 1.0 and True are not the same text
def text_of(value: object) -> str:
    """A typed cell as text: dates by ISO 8601, numbers so that no locale reads them otherwise."""
    match value:
        case None:
            text = ""
        case bool():
            text = str(int(value))
        case int() | float() | Decimal():
            text = _number(value)
        case datetime():
            text = value.isoformat(" ").removesuffix(" 00:00:00")
        case _:
            text = str(value).replace("\x00", "\ufffd")
    return text


def _number(value: float | Decimal) -> str:
    """Whole numbers plainly; three decimals would read as thousands somewhere: one more."""
    text = str(value)
    whole, _, decimals = text.partition(".")
    if decimals.isdigit() and not decimals.strip("0"):
        return whole
    return text + "0" if len(decimals) == 3 and decimals.isdigit() else text
