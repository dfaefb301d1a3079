"""Reads XLSX: every visible sheet with a header, the rows below it.

The reader lays a sheet out whole in memory, so its extent is looked at before it is opened.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import IO

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
from ingest.formats.spool import MOST_COLUMNS, Spool, text_of
from ingest.header_names import COLUMNS

STAMP = "_fpt"  # the sheet in which our own templates say what they are
LEAST_NAMES = 2  # of ours, for a row to be a header
MOST_CELLS = 30_000_000
MOST_BYTES = 400_000_000  # of all parts, unpacked
MOST_FILLED = 10_000  # merged cells that are filled from their first one
CHUNK_BYTES = 1 << 20
_WIDE = re.compile(rb"""\br\s*=\s*["']([A-Z]{2,})[0-9]+["']""")
_HIGH = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\br\s*=\s*["']([0-9]{5,})["']""")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a template of ours says about itself."""

    known: bool = False
    locale: str | None = None
    partner: str | None = None


def read_xlsx(
    path: Path,
    spool: Spool,
    mapping: Renaming | None = None,
    sheets: Sequence[str] = (),
    least_names: int = LEAST_NAMES,
) -> Stamp:
    """Spool every sheet that has a header (of those asked for, where any are)."""
    _check_extent(path)
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
    header = find_header([[text_of(cell) for cell in row] for row in first], mapping)
    if header.score < least_names or sheet.start is None:
        return
    margin = [""] * sheet.start[1]  # so that the first column is A, whether it is empty or not
    number = header.rows
    with spool.table(sheet.name, [*margin, *header.names], number) as table:
        for row in chain(first[header.rows :], rows):
            number += 1
            cells = [cell if type(cell) is str else text_of(cell) for cell in row]
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


def _check_extent(path: Path) -> None:
    """Refuse what would not fit into memory: by size unpacked, and by rows times columns."""
    try:
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
            if sum(part.file_size for part in parts) > MOST_BYTES:
                raise _too_large(path)
            for part in parts:
                if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml"):
                    with packed.open(part) as file:
                        _check_sheet(path, file)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError) as error:
        raise UnreadableFileError(
            "{file} is no whole XLSX file. Open it, save it again and send that.", file=path.name
        ) from error


def _check_sheet(path: Path, file: IO[bytes]) -> None:
    """A sheet's furthest cell; columns up to Z and rows up to 9999 need no search."""
    columns, rows, kept, unpacked = 26, 10_000, b"", 0
    while chunk := file.read(CHUNK_BYTES):
        unpacked += len(chunk)
        if unpacked > MOST_BYTES:
            raise _too_large(path)
        looked = kept + chunk
        for letters in _WIDE.findall(looked):
            columns = max(columns, _column(letters))
        for number in _HIGH.findall(looked):
            rows = max(rows, int(number))
        kept = looked[-100:]
        if columns > MOST_COLUMNS or columns * rows > MOST_CELLS:
            raise _too_large(path)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _too_large(path: Path) -> UnreadableFileError:
    return UnreadableFileError(
        "{file} is too large or too wide for a spreadsheet of measures: more than {columns}"
        " columns, or cells very far from the first. Delete what is not needed, or send CSV.",
        file=path.name,
        columns=MOST_COLUMNS,
    )


def _refuse_headless(path: Path, spool: Spool) -> None:
    if not spool.tables:
        raise UnreadableFileError(
            "No sheet of {file} has a row that names our columns ({known}). Use the template,"
            " or write a mapping: `python -m ingest map FILE`.",
            file=path.name,
            known=", ".join(COLUMNS),
        )
