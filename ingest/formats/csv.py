"""Reads CSV: separator comma, semicolon or tab, the header among the first lines.

What DuckDB can read as it is it reads itself; files with blank lines, stray quotes or rows of any
length are read row by row, so that every row is found by its own line.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from data.errors import UnreadableFileError, UnreadableTableError
from ingest.columns.bind import Renaming
from ingest.columns.layout import Layout
from ingest.formats.format import Format, RawTable, SourceFile, Start
from ingest.formats.readers.header import FIRST_ROWS, find_header
from ingest.formats.readers.text import as_utf8
from ingest.formats.readers.wide import WideTable, wide_table
from ingest.source_table import SPARE_FIELDS, Source, spooled, written
from ingest.spool import LONGEST_CELL, Spool, check_width

LOOK_CHARACTERS = 1 << 18
DELIMITERS = ",;\t"
MOST_FIELDS = 2000


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a file is written: its separator, the names of its columns and the line of these."""

    delimiter: str
    columns: tuple[str, ...]
    header_line: int
    wide: WideTable | None = None


def dialect(path: Path, mapping: Renaming | None) -> Dialect:
    """What the first lines of a UTF-8 file say about it."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        start = file.read(LOOK_CHARACTERS)
    if not start.strip():
        raise UnreadableFileError("The file is empty. Its first line must name the columns.")
    found = [_header(start, delimiter, mapping) for delimiter in DELIMITERS]
    _, best = max(found, key=lambda scored: scored[0])
    check_width(len(best.columns))
    return replace(best, wide=wide_table(best.columns, mapping))


def read_directly(path: Path, found: Dialect, *, at_once: bool) -> Source:
    """The file as DuckDB reads it by itself, `at_once` where no text runs over lines."""
    return written(path, found.columns, found.delimiter, found.header_line, at_once=at_once)


def read_by_rows(path: Path, found: Dialect, spool: Spool) -> None:
    """Every row with the line it starts on, however many fields it has; blank lines are none."""
    width = len(found.columns)
    columns = found.wide.names if found.wide else found.columns
    with spool.table("", columns, found.header_line) as table:
        for line, cells in _rows(path, found):
            if any(cell.strip() for cell in cells):
                surplus = [cell for cell in cells[width:] if cell.strip()][:SPARE_FIELDS]
                padding = [""] * (width - len(cells))
                row = [*cells[:width], *padding]
                for each in found.wide.rows(row) if found.wide else (row,):
                    table.row(line, [*each, *surplus])


def _rows(path: Path, found: Dialect) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(LONGEST_CELL * 100)
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        for _ in range(found.header_line):
            file.readline()
        reader = csv.reader(file, delimiter=found.delimiter)
        last = 0
        try:
            for cells in reader:
                yield found.header_line + last + 1, cells
                last = reader.line_num
        except csv.Error as error:
            raise UnreadableFileError(
                "The file cannot be read as a table from line {line} on: a quotation mark is"
                " opened and never closed, or a text is too long. Mend that line.",
                line=found.header_line + last + 1,
            ) from error


def _header(
    start: str, delimiter: str, mapping: Renaming | None
) -> tuple[tuple[int, int], Dialect]:
    """The header where the file were separated so, and how well that fits."""
    rows: list[list[str]] = []
    lines: list[int] = []
    reader = csv.reader(start.splitlines(keepends=True), delimiter=delimiter)
    try:
        for row in islice(reader, FIRST_ROWS):
            rows.append(row)
            lines.append(reader.line_num)
    except csv.Error:
        pass
    header = find_header(rows, mapping)
    first = header.rows - 1
    columns = tuple(header.names)
    fit = (header.score, len(rows[0]) if rows else 0)
    return fit, Dialect(delimiter, columns, lines[first] if lines else 0)


class Csv(Format):
    """Text in columns, whatever their separator: every file that is of no other format."""

    name = "csv"
    rank = 9

    def matches(self, start: Start) -> bool:
        """Any text but XML and JSON."""
        return not start.text.startswith("<")

    def spool(self, file: SourceFile, spool: Spool) -> None:
        """Row by row."""
        with as_utf8(file.path, file.folder) as text:
            read_by_rows(text.path, dialect(text.path, None), spool)

    def read(self, file: SourceFile, raw: RawTable) -> Layout:
        """By DuckDB where its rows fill the lines of the file, row by row otherwise."""
        with as_utf8(file.path, file.folder) as text:
            found = dialect(text.path, file.mapping)
            layout = Layout(self.name, (), delimiter=found.delimiter)
            for at_once in () if found.wide else (True, False):
                try:
                    direct = raw.fill(layout, [read_directly(text.path, found, at_once=at_once)])
                except UnreadableTableError:
                    continue
                if raw.number_lines(direct, text.lines):
                    return direct
                break
            spool = Spool(file.folder)
            read_by_rows(text.path, found, spool)
            return raw.fill(layout, [spooled(table) for table in spool.tables])


FORMAT = Csv()
