"""Refused rows as their sender laid them out, with the reason beside each, to be mended and sent.

The column of reasons names the batch; a file that has it continues that batch, under its mapping.
"""

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter

from data.errors import ProductError, UnknownBatchError
from data.formula_guard import guard
from data.ledger.schema import REJECTED
from data.ledger.writer import Ledger, batch_name
from data.text.i18n import GRAMMARS
from ingest.columns.header_names import COLUMNS
from ingest.columns.layout import Layout, TableLayout
from ingest.load.batches import batch, batch_number, layout_of
from ingest.load.cell_places import place_of
from ingest.problem_messages import Problem
from ingest.spool import text_of

REFUSED = f"""
SELECT line, any_value(row_text) AS row_text, list(column_name) AS columns, list(code) AS codes,
  list(cell) AS cells, list(hint) AS hints, list(found_at) AS places
FROM {REJECTED.name} WHERE batch = :batch AND code <> 'left_out' GROUP BY line ORDER BY line
"""


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row as it came; `doubtful` are the places of the cells its reasons speak of."""

    line: int
    cells: tuple[str, ...]
    doubtful: tuple[int, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RefusedTable:
    """The refused rows of one table of a delivery, under its sender's header."""

    name: str
    header: tuple[str, ...]
    rows: tuple[RefusedRow, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of refused rows as it is written, reasons last."""

    name: str
    header: list[str]
    rows: list[list[str]]


def write_rejects(ledger: Ledger, name: str, target: Path, lang: str | None) -> int:
    """Write the refused rows of a batch; how many. `lang` is the sender's where it is None."""
    found = batch(ledger, name)
    writer = WRITERS.get(target.suffix.lower())
    if writer is None:
        raise ProductError(f"“{target.name}” ends in none of {', '.join(WRITERS)}. Name it so.")
    number = batch_number(name)
    layout = layout_of(ledger, number) or _before_layouts()
    lang = lang or layout.lang
    tables = refused_rows(ledger, number, lang)
    if not tables:
        raise UnknownBatchError(f"No row of {found.batch} was refused; there is nothing to mend.")
    sheets = [_sheet(table, reason_heading(number, lang)) for table in tables]
    try:
        writer(target, sheets, layout)
    except OSError as error:
        target.unlink(missing_ok=True)
        raise ProductError(f"{target} cannot be written: {error.strerror or error}.") from error
    return sum(len(table.rows) for table in tables)


def _before_layouts() -> Layout:
    """How batches were laid out before that was kept."""
    columns = tuple((column, column) for column in COLUMNS)
    return Layout("csv", (TableLayout("", 0, 1, columns),))


def refused_rows(ledger: Ledger, number: int, lang: str) -> list[RefusedTable]:
    """The refused rows of a batch, table by table, with reasons in a language."""
    layout = layout_of(ledger, number) or _before_layouts()
    rows: dict[TableLayout, list[RefusedRow]] = {table: [] for table in layout.tables}
    for row in ledger.run(REFUSED, batch=number):
        table = layout.table(row.line)
        rows[table].append(_refused(row, table, layout, lang))
    return [
        RefusedTable(table.name, tuple(theirs for theirs, _ in table.columns), tuple(found))
        for table, found in rows.items()
        if found
    ]


def reason_heading(number: int, lang: str) -> str:
    """What the column of reasons is called; it names the batch that the file continues."""
    return f"{GRAMMARS[lang].reason} {batch_name(number)}"


def _refused(row: Any, table: TableLayout, layout: Layout, lang: str) -> RefusedRow:
    """A row; what is wrong with it as a whole makes every cell doubtful."""
    told = zip(row.columns, row.codes, row.cells, row.hints, row.places, strict=True)
    problems = [Problem(row.line, *each) for each in told]
    places = {raw: place for place, (_, raw) in enumerate(table.columns)}
    doubtful = {places[p.column] for p in problems if p.column in places}
    if not doubtful or any(p.column not in places for p in problems):
        doubtful = set(places.values())
    return RefusedRow(
        line=row.line,
        cells=tuple(_cells(row.row_text, table)),
        doubtful=tuple(sorted(doubtful)),
        reasons=tuple(
            f"{place_of(layout, p.line, p.column, lang, p.found_at)}:"
            f" {p.sentence(lang, layout.called(p.line, p.column))}"
            for p in problems
        ),
    )


def _sheet(table: RefusedTable, reason: str) -> Sheet:
    rows = [[*row.cells, " | ".join(row.reasons)] for row in table.rows]
    return Sheet(table.name, [*table.header, reason], rows)


def _cells(row_text: str, table: TableLayout) -> list[str]:
    """The row's cells in the order of its table, without what was surplus."""
    kept = json.loads(row_text)
    if isinstance(kept, dict):  # before layouts were kept
        return [kept.get(raw) or "" for _, raw in table.columns]
    return [cell or "" for cell in kept[: len(table.columns)]]


def _write_csv(target: Path, sheets: Sequence[Sheet], layout: Layout) -> None:
    """With a mark, by which spreadsheets know UTF-8; no text that they would run."""
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file, delimiter=layout.delimiter)
        for sheet in sheets:
            out.writerow(sheet.header)
            out.writerows([guard(cell) for cell in row] for row in sheet.rows)


def _write_xlsx(target: Path, sheets: Sequence[Sheet], _: Layout) -> None:
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(target, options) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#fdf3e7"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name[:31] or None)
            page.freeze_panes(1, 0)
            page.write_row(0, 0, sheet.header, bold)
            for n, row in enumerate(sheet.rows, 1):
                for place, cell in enumerate(row[:-1]):
                    page.write(n, place, _typed(cell))
                page.write_string(n, len(row) - 1, row[-1][:32_000], wrapped)
            page.autofit(300)
            page.set_column(len(sheet.header) - 1, len(sheet.header) - 1, 60)


def _write_json(target: Path, sheets: Sequence[Sheet], _: Layout) -> None:
    records = [dict(zip(sheet.header, row, strict=True)) for sheet in sheets for row in sheet.rows]
    target.write_text(json.dumps({"measures": records}, ensure_ascii=False, indent=1))


def _typed(cell: str) -> str | float:
    """A number as one, where that reads as the same text again."""
    try:
        number = float(cell)
    except ValueError:
        return cell
    return number if text_of(number) == cell else cell


WRITERS: Mapping[str, Callable[[Path, Sequence[Sheet], Layout], None]] = {
    ".csv": _write_csv,
    ".xlsx": _write_xlsx,
    ".json": _write_json,
}
