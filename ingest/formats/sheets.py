"""Reads the sheets of an XLSX: `python -m ingest.formats.sheets`, the process `xlsx` starts.

The library lays a sheet out whole in memory and ends its process where there is too little, so it
runs apart, with limits. A request comes in as JSON, what was found goes out as JSON.
"""

import errno
import gc
import json
import resource
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    XmlError,
    ZipError,
)

from data.errors import UnreadableFileError
from ingest.columns import Renaming
from ingest.formats.header import FIRST_ROWS, find_header
from ingest.formats.spool import Spool, texts_of
from ingest.formats.xlsx import STAMP, Request, Stamp, too_large
from ingest.header_names import COLUMNS

MOST_BYTES = 512 << 20  # of memory
MOST_SECONDS = 120  # of work
MOST_WRITTEN = 2 << 30
MOST_FILLED = 10_000  # merged cells that are filled from their first one
LIMITS = {
    resource.RLIMIT_AS: MOST_BYTES,
    resource.RLIMIT_CPU: MOST_SECONDS,
    resource.RLIMIT_FSIZE: MOST_WRITTEN,
    resource.RLIMIT_CORE: 0,
}


@dataclass(frozen=True, slots=True)
class Words:
    """A mapping's words for the columns: see `ingest.columns.Renaming`."""

    columns: Mapping[str, str]
    ignore: Sequence[str]
    constants: Mapping[str, str]


def read_sheets(
    path: Path, spool: Spool, mapping: Renaming | None, sheets: Sequence[str], least_names: int
) -> Stamp:
    """Spool every sheet that has a header (of those asked for, where any are)."""
    try:
        with CalamineWorkbook.from_path(path) as book:
            for name in _wanted(book, sheets):
                _read_sheet(book.get_sheet_by_name(name), spool, mapping, least_names)
            stamp = _stamp(book)
    except PasswordError as error:
        raise UnreadableFileError(
            "{file} is protected by a password. Save it without one.", file=path.name
        ) from error
    except (CalamineError, XmlError, ZipError, OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno == errno.EFBIG:
            raise too_large(path) from error
        raise UnreadableFileError(
            "{file} is no whole XLSX file. Open it, save it again and send that.", file=path.name
        ) from error
    _refuse_headless(path, spool)
    return stamp


def _wanted(book: CalamineWorkbook, sheets: Sequence[str]) -> list[str]:
    there = [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
    ]
    missing = [name for name in sheets if name not in book.sheet_names]
    if missing:
        raise UnreadableFileError(
            "The file has no sheet “{name}”; it has {sheets}.",
            name=missing[0],
            sheets=", ".join(book.sheet_names),
        )
    return [*sheets] or there


def _read_sheet(
    sheet: CalamineSheet, spool: Spool, mapping: Renaming | None, least_names: int
) -> None:
    rows = _filled(sheet)
    first = [row for _, row in zip(range(FIRST_ROWS), rows, strict=False)]
    header = find_header([texts_of(row) for row in first], mapping)
    if header.score < least_names or sheet.start is None:
        return
    margin = [""] * sheet.start[1]  # so that the first column is A, whether it is empty or not
    number = header.rows
    with spool.table(sheet.name, [*margin, *header.names], number) as table:
        for row in chain(first[header.rows :], rows):
            number += 1
            cells = texts_of(row)
            if any(cells):
                table.row(number, [*margin, *cells])


def _filled(sheet: CalamineSheet) -> Iterator[Sequence[object]]:
    """The rows from the first of the sheet on, their cells from the first that is used anywhere.

    A cell merged over several rows says the same in each.
    """
    merged = sheet.merged_cell_ranges or []
    if not merged or len(merged) > MOST_FILLED or sheet.start is None:
        yield from sheet.iter_rows()
        return
    left = sheet.start[1]
    rows = [list(row) for row in sheet.iter_rows()]
    for (first, column), (last, _) in merged:
        for row in rows[first + 1 : last + 1]:
            row[column - left] = rows[first][column - left]
    yield from rows


def _stamp(book: CalamineWorkbook) -> Stamp:
    if STAMP not in book.sheet_names:
        return Stamp()
    rows = book.get_sheet_by_name(STAMP).to_python()
    said = {str(row[0]): str(row[1]) for row in rows[:20] if len(row) > 1}
    return Stamp(True, said.get("locale"), said.get("partner"))


def _refuse_headless(path: Path, spool: Spool) -> None:
    if not spool.tables:
        raise UnreadableFileError(
            "No sheet of {file} has a row that names our columns ({known}). Use the template,"
            " or write a mapping: `python -m ingest map FILE`.",
            file=path.name,
            known=", ".join(COLUMNS),
        )


def _answer(asked: Request) -> dict[str, object]:
    """What was found, or why nothing can be used."""
    path, spool = Path(asked.path), Spool(Path(asked.folder))
    words = None if asked.columns is None else Words(asked.columns, asked.ignore, asked.constants)
    try:
        stamp = read_sheets(path, spool, words, asked.sheets, asked.least_names)
    except UnreadableFileError as error:
        return _refused(error)
    except MemoryError:
        return _refused(too_large(path))
    tables = [asdict(table) | {"path": str(table.path)} for table in spool.tables]
    return {"stamp": asdict(stamp), "tables": tables}


def _refused(error: UnreadableFileError) -> dict[str, object]:
    return {"refused": error.message, "values": error.values}


def main() -> None:
    """Answer the request on standard input."""
    for limit, most in LIMITS.items():
        resource.setrlimit(limit, (most, most))
    gc.disable()  # rows are many objects and no cycles; the process ends with its answer
    asked = Request(**json.load(sys.stdin))
    json.dump(_answer(asked), sys.stdout)


if __name__ == "__main__":
    main()
