"""Files of form submissions to test with, and what the ledger makes of them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import xlsxwriter

from data.ledger.writer import Ledger
from ingest.load.load import LoadReport

Send = Callable[..., LoadReport]
CASES = Path(__file__).parents[3] / "shared/cases/ingest"
APPROVED = {"uid": "validation_status_approved", "label": "Approved", "by_whom": "boss"}
NAMES = "indicator,partner,place,period,value"


def submission(uuid: str, **said: object) -> dict[str, object]:
    return {
        "_id": 1,
        "_uuid": uuid,
        "_xform_id_string": "aX",
        "_validation_status": APPROVED,
        "indicator": "C1.1",
        "partner": "afris",
        "place": "BEN",
        "period": "2025",
        "value": "3",
        **said,
    }


def values(ledger: Ledger) -> list[tuple[Any, ...]]:
    """Place, value and activity of what the ledger holds, as it came."""
    return [
        tuple(row)
        for row in ledger.run("SELECT place, value, activity FROM measure ORDER BY batch, line")
    ]


def outcome(report: LoadReport) -> tuple[int, int, int, int]:
    assert report.read == (
        report.new + report.revised + report.unchanged + report.rejected + report.left_out
    )
    return report.new, report.revised, report.rejected, report.left_out


def sheet_of(folder: Path, rows: list[list[str]], name: str = "form.xlsx") -> Path:
    return book_of(folder, {"form": rows}, name)


def book_of(folder: Path, sheets: dict[str, list[list[str]]], name: str = "form.xlsx") -> Path:
    with xlsxwriter.Workbook(folder / name) as book:
        for title, rows in sheets.items():
            page = book.add_worksheet(title)
            for n, row in enumerate(rows):
                page.write_row(n, 0, row)
    return folder / name


def csv_of(folder: Path, rows: list[list[str]]) -> Path:
    path = folder / "form.csv"
    path.write_text("\n".join(";".join(f'"{cell}"' for cell in row) for row in rows))
    return path


def json_of(folder: Path, rows: list[list[str]]) -> Path:
    path = folder / "form.json"
    path.write_text(json.dumps([dict(zip(rows[0], row, strict=True)) for row in rows[1:]]))
    return path
