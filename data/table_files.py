"""Tables as files that people and programs open: XLSX and Parquet, with what they are inside.

`about` says snapshot, day, licence, citation and the like; every value is text.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import xlsxwriter

from data.errors import ProductError
from data.formula_guard import guard

MOST_SHEET_ROWS = 1_048_575  # below a heading
SHEET = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
TYPES: dict[type, str] = {
    bool: "BOOLEAN",
    int: "BIGINT",
    float: "DOUBLE",
    datetime: "TIMESTAMP",
    date: "DATE",
}


class TooManyRowsError(ProductError):
    """A sheet cannot hold all rows."""


def write_xlsx(
    target: Path,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    about: Mapping[str, str],
) -> None:
    """A sheet of rows and one that says what they are; memory stays flat."""
    with xlsxwriter.Workbook(target, {**SHEET, "tmpdir": str(target.parent)}) as book:
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet("Data")
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(columns) - 1, 14)
        sheet.write_row(0, 0, columns, bold)
        for line, row in enumerate(rows, 1):
            if line > MOST_SHEET_ROWS:
                raise TooManyRowsError(
                    f"A sheet holds {MOST_SHEET_ROWS:,} rows and there are more. Ask for csv or"
                    " parquet, or for fewer."
                )
            for place, cell in enumerate(row):
                _write(sheet, line, place, cell)
        told = book.add_worksheet("About")
        told.set_column(0, 1, 24)
        for line, (name, value) in enumerate(about.items()):
            told.write_string(line, 0, name, bold)
            told.write_string(line, 1, value)


def _write(sheet: Any, line: int, place: int, cell: object) -> None:
    if isinstance(cell, bool):
        sheet.write_boolean(line, place, cell)
    elif isinstance(cell, int | float):
        sheet.write_number(line, place, cell)
    elif isinstance(cell, date | datetime):
        sheet.write_string(line, place, cell.isoformat())
    elif cell is not None:
        sheet.write_string(line, place, str(guard(cell)))


def write_parquet(
    target: Path,
    columns: Sequence[str],
    rows: Sequence[Sequence[object]],
    about: Mapping[str, str],
) -> None:
    """Rows in memory as Parquet; a column's type is that of what it holds."""
    kinds = [_kind([row[place] for row in rows]) for place in range(len(columns))]
    declared = ", ".join(f'"{name}" {kind}' for name, kind in zip(columns, kinds, strict=True))
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE shown ({declared})")
        if rows:
            holes = ", ".join("?" * len(columns))
            connection.executemany(f"INSERT INTO shown VALUES ({holes})", list(map(list, rows)))
        connection.execute(f"COPY shown TO ? ({parquet_options(about)})", [str(target)])


def parquet_options(about: Mapping[str, str]) -> str:
    """How Parquet is written, with what it is in the file's own metadata."""
    told = ", ".join(f"{name}: {_quoted(value)}" for name, value in about.items())
    return f"FORMAT parquet, COMPRESSION zstd, KV_METADATA {{{told}}}"


def _kind(cells: Sequence[object]) -> str:
    kinds = {type(cell) for cell in cells if cell is not None}
    if kinds == {int, float}:
        return "DOUBLE"
    return TYPES.get(next(iter(kinds)), "VARCHAR") if len(kinds) == 1 else "VARCHAR"


def _quoted(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"
