"""Reads the sheets of an XLSX: `python -m ingest.formats.readers.sheets`, which `xlsx` starts.

The library lays a sheet out whole in memory and ends its process where there is too little, so it
runs apart, with limits. A request comes in as JSON, what was found goes out as JSON.
"""

import errno
import gc
import json
import resource
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
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
from ingest.columns.bind import Renaming, missing_columns, used_columns
from ingest.columns.header_names import COLUMNS
from ingest.columns.layout import column_letters
from ingest.formats.readers.header import FIRST_ROWS, find_header
from ingest.formats.readers.sheet_rows import whole_rows
from ingest.formats.readers.wide import WideTable, wide_table
from ingest.formats.readers.workbook_xml import FORMULA_MARK, SheetXml, read_workbook
from ingest.formats.xlsx import STAMP, Request, Stamp, too_large
from ingest.spool import Spool, texts_of

MOST_BYTES = 512 << 20  # of memory
MOST_SECONDS = 120  # of work
MOST_WRITTEN = 2 << 30
MOST_HIDDEN = 20  # runs of rows or columns that are named
MOST_MISSING = 1  # columns that a sheet of measures may have forgotten; one of a list lacks more
LIMITS = {
    resource.RLIMIT_AS: MOST_BYTES,
    resource.RLIMIT_CPU: MOST_SECONDS,
    resource.RLIMIT_FSIZE: MOST_WRITTEN,
    resource.RLIMIT_CORE: 0,
}


@dataclass(frozen=True, slots=True)
class Words:
    """A mapping's words for the columns: see `ingest.columns.bind.Renaming`."""

    columns: Mapping[str, str]
    ignore: Sequence[str]
    constants: Mapping[str, str]
    parts: Mapping[str, Sequence[str]]


@dataclass(slots=True)
class Reading:
    """What a workbook is read into, and what of it nobody would find in the tables."""

    spool: Spool
    mapping: Renaming | None
    least_names: int
    unused_sheets: list[str] = field(default_factory=list)
    unnamed_columns: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)


def read_sheets(path: Path, reading: Reading, sheets: Sequence[str]) -> Stamp:
    """Spool every sheet that has a header (of those asked for, where any are)."""
    try:
        with CalamineWorkbook.from_path(path) as book:
            markup = read_workbook(path)
            for name in _wanted(book, sheets):
                _read_sheet(book.get_sheet_by_name(name), markup.get(name), reading)
            stamp = _stamp(book)
            if not sheets and not stamp.known:
                reading.unused_sheets += _hidden_sheets(book)
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
    _leave_lists(reading)
    if stamp.known:  # its other sheets are ours and say nothing
        reading.unused_sheets.clear()
    _refuse_headless(path, reading.spool)
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


def _hidden_sheets(book: CalamineWorkbook) -> list[str]:
    return [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible != SheetVisibleEnum.Visible
    ]


def _read_sheet(sheet: CalamineSheet, markup: SheetXml | None, reading: Reading) -> None:
    rows = whole_rows(sheet, markup)
    first = [row for _, row in zip(range(FIRST_ROWS), rows, strict=False)]
    header = find_header([texts_of(row) for row in first], reading.mapping)
    if header.score < reading.least_names or sheet.start is None:
        if any(any(texts_of(row)) for row in first):
            reading.unused_sheets.append(sheet.name)
        return
    margin = [""] * sheet.start[1]  # so that the first column is A, whether it is empty or not
    names = [*margin, *header.names]
    wide = wide_table(names, reading.mapping)
    used = used_columns(names, reading.mapping)
    unnamed: set[int] = set()
    filled: set[int] = set()
    number = header.rows
    with reading.spool.table(sheet.name, wide.names if wide else names, number) as table:
        for row in chain(first[header.rows :], rows):
            number += 1
            cells = _without_formulas([*margin, *texts_of(row)], used, wide)
            if any(cells):
                for each in wide.rows(cells) if wide else (cells,):
                    table.row(number, each)
                filled.add(number - 1)
                unnamed.update(n for n, cell in enumerate(cells) if cell and _is_blank(names, n))
    reading.unnamed_columns += [
        f"{sheet.name}!{column_letters(place)}" for place in sorted(unnamed)
    ]
    if markup:
        reading.hidden += _hidden_parts(sheet.name, markup, filled, names)


def _is_blank(names: Sequence[str], place: int) -> bool:
    return place >= len(names) or not names[place].strip()


def _without_formulas(cells: list[str], used: Sequence[bool], wide: WideTable | None) -> list[str]:
    """A formula without a result matters only where its column says something to us."""
    if not any(cell.startswith(FORMULA_MARK) for cell in cells):
        return cells
    matters = [said or (wide is not None and n in wide.periods) for n, said in enumerate(used)]
    return [
        "" if cell.startswith(FORMULA_MARK) and not matters[n] else cell
        for n, cell in enumerate(cells[: len(matters)])
    ]


def _hidden_parts(
    sheet: str, markup: SheetXml, filled: Collection[int], names: Sequence[str]
) -> list[str]:
    """Where a person does not see what was read: rows as `Data!4:6`, columns as `Data!C:C`."""
    rows = _runs(markup.hidden_rows & set(filled))
    columns = _runs({n for n in markup.hidden_columns if not _is_blank(names, n)})
    letters = ((column_letters(first), column_letters(last)) for first, last in columns)
    parts = [*((first + 1, last + 1) for first, last in rows), *letters]
    return [f"{sheet}!{first}:{last}" for first, last in parts[:MOST_HIDDEN]]


def _runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """The first and the last of numbers that follow each other."""
    runs: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _leave_lists(reading: Reading) -> None:
    """Beside a table of measures, one that lacks most of their columns is a list of something."""
    lacking = {
        table.name: len(missing_columns(table.columns, reading.mapping))
        for table in reading.spool.tables
    }
    if not lacking or min(lacking.values()) or not reading.least_names:
        return
    lists = [name for name, missing in lacking.items() if missing > MOST_MISSING]
    reading.unused_sheets += lists
    reading.spool.tables[:] = [t for t in reading.spool.tables if t.name not in lists]


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
    words = None
    if asked.columns is not None:
        words = Words(asked.columns, asked.ignore, asked.constants, asked.parts)
    reading = Reading(spool, words, asked.least_names)
    try:
        stamp = read_sheets(path, reading, asked.sheets)
    except UnreadableFileError as error:
        return _refused(error)
    except MemoryError:
        return _refused(too_large(path))
    tables = [asdict(table) | {"path": str(table.path)} for table in spool.tables]
    return {
        "stamp": asdict(stamp),
        "tables": tables,
        "unused_sheets": reading.unused_sheets,
        "unnamed_columns": reading.unnamed_columns,
        "hidden": reading.hidden,
    }


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
