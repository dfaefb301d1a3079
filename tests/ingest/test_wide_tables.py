"""A table with a column a period is read as a row a period, in text files and spreadsheets."""

from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from data.ledger.writer import Ledger
from ingest.load.load import Delivery, LoadReport, load
from ingest.load.report import where

Send = Callable[..., LoadReport]
WIDE = "indicateur;partenaire;lieu;2022;Valeur 2023;2024-Q1;2023/24\n"


def _measures(ledger: Ledger) -> list[tuple[object, ...]]:
    asked = "SELECT place, period, value FROM measure ORDER BY place, period_end"
    return [tuple(row) for row in ledger.run(asked)]


def test_a_column_a_year_is_a_row_a_year(send: Send, ledger: Ledger) -> None:
    report = send(f"{WIDE}C1.1;afris;Bénin;3;;4,5;6\nC1.1;afris;Togo;;1 200;x;\n", locale="fr")
    assert [(where(p, report.layout, "en"), p.code, p.cell) for p in report.problems] == [
        ("line 2:3, période", "bad_period", "2023/24"),
        ("line 3:2, valeur", "bad_value", "x"),
    ]
    assert (report.read, report.new) == (5, 3)
    assert _measures(ledger) == [
        ("BEN", "2022", 3.0),
        ("BEN", "2024-Q1", 4.5),
        ("TGO", "2023", 1200.0),
    ]


def test_a_sheet_with_a_column_a_year_is_read_so_too(ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, ["Our report"])
        sheet.write_row(1, 0, ["indicator", "partner", "place", 2022, 2023, "comment"])
        sheet.write_row(2, 0, ["C1.1", "afris", "BEN", 1.234, 0, "a"])
    assert load(ledger, Delivery(path)).new == 2
    assert _measures(ledger) == [("BEN", "2022", 1.234), ("BEN", "2023", 0.0)]
    assert ledger.scalar("SELECT count(*) FROM measure WHERE comment = 'a'") == 2


def test_years_beside_a_period_and_a_value_are_columns_we_do_not_know(send: Send) -> None:
    with pytest.raises(Exception, match="Unknown column “2022”"):
        send("indicator,partner,place,period,value,2022\nC1.1,afris,BEN,2025,3,4\n")
