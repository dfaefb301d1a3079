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
from data.ledger import Ledger, batch_name
from data.schema import REJECTED
from ingest.batches import batch, batch_number, layout_of
from ingest.formats.spool import text_of
from ingest.header_names import COLUMNS
from ingest.layout import Layout, TableLayout
from ingest.sentences import Problem

REASON = {"en": "reason", "fr": "motif", "es": "motivo"}
FORMULA_SIGNS = ("=", "+", "@", "\t", "\r")
REFUSED = f"""
SELECT line, any_value(row_text) AS row_text, list(column_name) AS columns, list(code) AS codes,
  list(cell) AS cells, list(hint) AS hints
FROM {REJECTED.name} WHERE batch = :batch AND code <> 'left_out' GROUP BY line ORDER BY line
"""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One table of refused rows, reasons last."""

    name: str
    header: list[str]
    rows: list[list[str]]


def write_rejects(ledger: Ledger, name: str, target: Path, lang: str | None) -> int:
    """Write the refused rows of a batch; how many. `lang` is the sender's where it is None."""
    found = batch(ledger, name)
    writer = _WRITERS.get(target.suffix.lower())
    if writer is None:
        raise ProductError(f"“{target.name}” ends in none of {', '.join(_WRITERS)}. Name it so.")
    number = batch_number(name)
    rows = ledger.run(REFUSED, batch=number)
    if not rows:
        raise UnknownBatchError(f"No row of {found.batch} was refused; there is nothing to mend.")
    layout = layout_of(ledger, number) or _before_layouts()
    sheets = _sheets(rows, layout, lang or layout.lang, number)
    try:
        writer(target, sheets, layout)
    except OSError as error:
        target.unlink(missing_ok=True)
        raise ProductError(f"{target} cannot be written: {error.strerror or error}.") from error
    return len(rows)


def _before_layouts() -> Layout:
    """How batches were laid out before that was kept."""
    columns = tuple((column, column) for column in COLUMNS)
    return Layout("csv", (TableLayout("", 0, 1, columns),))


def _sheets(rows: Sequence[Any], layout: Layout, lang: str, number: int) -> list[_Sheet]:
    reason = f"{REASON[lang]} {batch_name(number)}"
    sheets = {
        table: _Sheet(table.name, [*(theirs for theirs, _ in table.columns), reason], [])
        for table in layout.tables
    }
    for row in rows:
        table = layout.table(row.line)
        problems = [
            Problem(row.line, *told)
            for told in zip(row.columns, row.codes, row.cells, row.hints, strict=True)
        ]
        told = " | ".join(
            f"{layout.where(p.line, p.column, lang)}: {p.sentence(lang)}" for p in problems
        )
        sheets[table].rows.append([*_cells(row.row_text, table), told])
    return [sheet for sheet in sheets.values() if sheet.rows]


def _cells(row_text: str, table: TableLayout) -> list[str]:
    """The row's cells in the order of its table, without what was surplus."""
    kept = json.loads(row_text)
    if isinstance(kept, dict):  # before layouts were kept
        return [kept.get(raw) or "" for _, raw in table.columns]
    return [cell or "" for cell in kept[: len(table.columns)]]


def _write_csv(target: Path, sheets: Sequence[_Sheet], layout: Layout) -> None:
    """With a mark, by which spreadsheets know UTF-8; no text that they would run."""
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file, delimiter=layout.delimiter)
        for sheet in sheets:
            out.writerow(sheet.header)
            out.writerows([_safe(cell) for cell in row] for row in sheet.rows)


def _write_xlsx(target: Path, sheets: Sequence[_Sheet], _: Layout) -> None:
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


def _write_json(target: Path, sheets: Sequence[_Sheet], _: Layout) -> None:
    records = [dict(zip(sheet.header, row, strict=True)) for sheet in sheets for row in sheet.rows]
    target.write_text(json.dumps({"measures": records}, ensure_ascii=False, indent=1))


def _safe(cell: str) -> str:
    """A text with an apostrophe before what a spreadsheet would run; reading takes it off again."""
    bare = cell.lstrip("'")
    runs = bare.startswith(FORMULA_SIGNS) or (bare.startswith("-") and not bare[1:2].isdigit())
    return f"'{cell}" if runs else cell


def _typed(cell: str) -> str | float:
    """A number as one, where that reads as the same text again."""
    try:
        number = float(cell)
    except ValueError:
        return cell
    return number if text_of(number) == cell else cell


_WRITERS: Mapping[str, Callable[[Path, Sequence[_Sheet], Layout], None]] = {
    ".csv": _write_csv,
    ".xlsx": _write_xlsx,
    ".json": _write_json,
}
