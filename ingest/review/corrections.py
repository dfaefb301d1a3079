"""Refused rows mended cell by cell where their sender sees them: no file goes to and fro."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from data.errors import ProductError
from data.formula_guard import guard
from data.ledger.in_force import RETRACT
from data.ledger.writer import batch_name
from data.settings import Settings
from ingest.columns.layout import Layout
from ingest.formats.registry import FORMATS
from ingest.load.batches import batch_number, layout_of
from ingest.open_ledger import opened
from ingest.review.rejects import (
    WRITERS,
    RefusedTable,
    Sheet,
    reason_heading,
    refused_rows,
)

WAIT_SECONDS = 20.0
ROW = """
SELECT indicator, partner, place, facility, period, activity FROM measure
WHERE batch = :batch AND line = :line
"""
MOST_ROWS = 50


class NothingToMendError(ProductError):
    """A batch has no refused row, or more than can be mended by hand."""


@dataclass(frozen=True, slots=True)
class ToMend:
    """The refused rows of a batch, all of one table, in their sender's words."""

    number: int
    table: RefusedTable
    layout: Layout

    @property
    def suffix(self) -> str:
        """Of the file with the mended rows: numbers of a spreadsheet stay numbers."""
        return ".xlsx" if FORMATS[self.layout.file_format].addressing == "cells" else ".csv"


def to_mend(settings: Settings, name: str, lang: str) -> ToMend:
    """What of a batch can be mended by hand; raises `NothingToMendError`."""
    number = batch_number(name)
    with opened(settings, synced=False, wait=WAIT_SECONDS) as ledger:
        tables, layout = refused_rows(ledger, number, lang), layout_of(ledger, number)
    if layout is None or len(tables) != 1 or len(tables[0].rows) > MOST_ROWS:
        raise NothingToMendError(f"{name} holds nothing that can be mended here.")
    return ToMend(number, tables[0], layout)


def write_mended(found: ToMend, said: Mapping[str, str], lang: str, target: Path) -> int:
    """Write the rows with what was typed, as a file that continues their batch; how many.

    `said` is by `cell_name`. A row of which every doubtful cell was emptied is left out.
    """
    rows = []
    for row in found.table.rows:
        typed = [said.get(cell_name(row.line, place), "").strip() for place in row.doubtful]
        if any(typed):
            cells = list(row.cells)
            for place, cell in zip(row.doubtful, typed, strict=True):
                cells[place] = cell
            rows.append([*cells, batch_name(found.number)])
    header = [*found.table.header, reason_heading(found.number, lang)]
    sheet = Sheet(found.table.name, header, rows)
    WRITERS[found.suffix](target, [sheet], found.layout)
    return len(rows)


def retraction(settings: Settings, name: str, line: int) -> bytes:
    """A file of one row that takes back what a row of a batch says.

    Raises `NothingToMendError` where the batch has no such row.
    """
    with opened(settings, synced=False, wait=WAIT_SECONDS) as ledger:
        found = ledger.run(ROW, batch=batch_number(name), line=line)
    if not found:
        raise NothingToMendError(f"{name} has no such row.")
    said = dict(found[0]._mapping) | {"value": "", "obs_status": RETRACT}
    text = StringIO()
    out = csv.writer(text)
    out.writerow(said)
    out.writerow("" if cell is None else guard(str(cell)) for cell in said.values())
    return text.getvalue().encode()


def cell_name(line: int, place: int) -> str:
    """What a form calls the cell of a row."""
    return f"cell-{line}-{place}"
