"""What the library for spreadsheets passes over, from the XML of a workbook.

Formulas whose result no program kept, error values, percent formats, hidden rows and columns. The
XML is looked through by patterns, row by row: only rows that hold such a cell are taken apart.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path, PurePosixPath

# Before a formula that stands in place of its result; invisible, and in no text of a person.
FORMULA_MARK = "\u2061"
CHUNK_BYTES = 1 << 20
LONGEST_ROW = 16 << 20
PERCENT_FORMATS = {9, 10}  # built into every spreadsheet program
_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?row>)", re.DOTALL)
_ROW_START = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_ROW_END = re.compile(rb"</(?:\w+:)?row>")
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_FORMULA = re.compile(rb"<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>([^<]*)<)")
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]+)<")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*)/?>")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b([^>]*)/?>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b([^>]*)/?>")
_NUMBER_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\b([^>]*)/?>")
_CELL_FORMATS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_CELL_FORMAT = re.compile(rb"<(?:\w+:)?xf\b([^>]*)>")
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^]]*\]')
_TRUE = ("1", "true")
# What the XML of a row has where a cell is odd or the row is hidden.
_SIGNS = ("<f>", "<f ", "<f/", ":f>", ":f ", ":f/", 't="e"', "t='e'", "hidden=")
_STYLE_SIGNS = (' s="%s"', " s='%s'")


@dataclass(frozen=True, slots=True)
class OddCell:
    """A cell by row and column from 0: a `text` to read in its place, or a fraction in percent."""

    row: int
    column: int
    text: str = ""
    percent: bool = False


@dataclass(slots=True)
class SheetXml:
    """The XML of one sheet. What is hidden is known once `odd_cells` is read to its end."""

    path: Path
    part: str
    percent_styles: frozenset[str]
    recalculated: bool
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def odd_cells(self) -> Iterator[OddCell]:
        """Each odd cell, in the order of the rows."""
        signs = [*_SIGNS, *(sign % style for style in self.percent_styles for sign in _STYLE_SIGNS)]
        needles = [sign.encode() for sign in signs]
        number = -1
        for rows in self._rows():
            if not any(needle in rows for needle in needles):
                number = _last_number(rows, number)
                continue
            for found in _ROW.finditer(rows):
                said = _attributes(found[1])
                number = int(said["r"]) - 1 if said.get("r", "").isdigit() else number + 1
                if said.get("hidden") in _TRUE:
                    self.hidden_rows.add(number)
                if found[2] and any(needle in found[2] for needle in needles):
                    yield from self._odd_of(number, found[2])

    def _rows(self) -> Iterator[bytes]:
        """The XML in pieces that end with a row."""
        with zipfile.ZipFile(self.path) as packed, packed.open(self.part) as file:
            pending, before_rows = b"", True
            while chunk := file.read(CHUNK_BYTES):
                pending += chunk
                if before_rows:
                    self._note_columns(pending)
                end = _end_of_rows(pending)
                if end:
                    yield pending[:end]
                    pending, before_rows = pending[end:], False
                elif len(pending) > LONGEST_ROW:
                    pending = b""

    def _note_columns(self, start: bytes) -> None:
        for found in _COLUMN.finditer(start.partition(b"sheetData")[0]):
            said = _attributes(found[1])
            if said.get("hidden") in _TRUE and said.get("min", "").isdigit():
                last = min(int(said.get("max", said["min"])), int(said["min"]) + 1000)
                self.hidden_columns |= set(range(int(said["min"]) - 1, last))

    def _odd_of(self, row: int, cells: bytes) -> Iterator[OddCell]:
        column = -1
        for found in _CELL.finditer(cells):
            said, inside = _attributes(found[1]), found[2] or b""
            letters = said.get("r", "").rstrip("0123456789")
            column = _column(letters) if letters else column + 1
            value = _VALUE.search(inside)
            formula = _FORMULA.search(inside)
            kind = said.get("t", "n")
            if formula and kind in ("n", "e", "b") and not self._is_kept(value):
                shown = unescape((formula[1] or b"").decode("utf-8", "replace"))
                yield OddCell(row, column, f"{FORMULA_MARK}={shown}")
            elif kind == "e" and value:
                yield OddCell(row, column, value[1].decode("utf-8", "replace"))
            elif kind == "n" and value and said.get("s") in self.percent_styles:
                yield OddCell(row, column, percent=True)

    def _is_kept(self, value: re.Match[bytes] | None) -> bool:
        """Whether a formula's result was kept: a nought may only stand in for one that was not,
        where the file asks for all to be calculated when it is opened."""
        return value is not None and not (self.recalculated and value[1].strip() == b"0")


def read_workbook(path: Path) -> dict[str, SheetXml]:
    """The XML of each sheet, by name; none where the file is not laid out as usual."""
    try:
        with zipfile.ZipFile(path) as packed:
            names = set(packed.namelist())
            book = packed.read("xl/workbook.xml")
            relations = packed.read("xl/_rels/workbook.xml.rels")
            styles = packed.read("xl/styles.xml") if "xl/styles.xml" in names else b""
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, NotImplementedError):
        return {}
    parts = {}
    for found in _RELATION.finditer(relations):
        said = _attributes(found[1])
        target = PurePosixPath("xl", said.get("Target", "")).as_posix().lstrip("/")
        parts[said.get("Id", "")] = target
    percents = frozenset(_percent_styles(styles))
    recalculated = bool(re.search(rb"fullCalcOnLoad\s*=\s*[\"'](?:1|true)[\"']", book))
    sheets = {}
    for found in _SHEET.finditer(book):
        said = _attributes(found[1])
        part = parts.get(next((v for k, v in said.items() if k.endswith(":id")), ""), "")
        if part in names:
            sheets[said.get("name", "")] = SheetXml(path, part, percents, recalculated)
    return sheets


def _percent_styles(styles: bytes) -> Iterator[str]:
    """Numbers of the cell formats that show a fraction in percent."""
    formats = set(PERCENT_FORMATS)
    for found in _NUMBER_FORMAT.finditer(styles):
        said = _attributes(found[1])
        if "%" in _LITERAL.sub("", said.get("formatCode", "")):
            formats.add(int(said.get("numFmtId", 0)))
    kept = _CELL_FORMATS.search(styles)
    for number, found in enumerate(_CELL_FORMAT.finditer(kept[0] if kept else b"")):
        said = _attributes(found[1])
        if said.get("numFmtId", "").isdigit() and int(said["numFmtId"]) in formats:
            yield str(number)


def _end_of_rows(xml: bytes) -> int:
    """Where the last whole row ends; 0 where there is none."""
    end = xml.rfind(b"</row>")
    if end >= 0:
        return end + len(b"</row>")
    return max((found.end() for found in _ROW_END.finditer(xml)), default=0)


def _last_number(rows: bytes, before: int) -> int:
    """The number of the last row, from 0."""
    starts = _ROW_START.findall(rows)
    said = _attributes(starts[-1]) if starts else {}
    return int(said["r"]) - 1 if said.get("r", "").isdigit() else before + len(starts)


def _attributes(text: bytes) -> dict[str, str]:
    return {
        name.decode(): unescape((double or single).decode("utf-8", "replace"))
        for name, double, single in _ATTRIBUTE.findall(text)
    }


def _column(letters: str) -> int:
    """A column's number from 0: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
