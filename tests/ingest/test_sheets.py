"""Nothing that is filled in vanishes from a sheet: it is read, refused by name, or told."""

import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from data.ledger.writer import Ledger
from data.settings import Settings
from ingest.columns.mapping import Mapping
from ingest.load.deliveries import Outcome
from ingest.load.load import Delivery, LoadReport, load
from ingest.load.report import document, lines, where
from ingest.write.template import write_template
from tests.beside import case

HEADER = ["indicator", "partner", "place", "period", "value"]
ROW = ["C1.1", "afris", "BEN", 2025, 3]
Fill = Callable[[Any, Any], None]


def _load(ledger: Ledger, path: Path, **said: Any) -> LoadReport:
    return load(ledger, Delivery(path, **said))


def _problems(report: LoadReport) -> list[tuple[str, str]]:
    return [(where(p, report.layout, "en"), p.code) for p in report.problems]


def _measures(ledger: Ledger) -> list[tuple[object, ...]]:
    asked = "SELECT place, period, value FROM measure ORDER BY place, period_end"
    return [tuple(row) for row in ledger.run(asked)]


def _book(path: Path, fill: Fill, **options: Any) -> Path:
    with xlsxwriter.Workbook(path, options) as book:
        fill(book, book.add_worksheet("Data"))
    return path


def _edited(path: Path, part: str, pattern: str, form: str) -> Path:
    """The workbook with one part's XML changed, as other programs write it."""
    target = path.with_name(f"edited-{path.name}")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                changed = re.sub(pattern, form, content.decode())
                assert changed != content.decode()
                content = changed.encode()
            new.writestr(name, content)
    return target


def _rows(sheet: Any, *rows: Sequence[Any]) -> None:
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)


# --- Formulas, error values, percent ---


def test_a_template_s_formulas_without_a_result_are_named_cell_by_cell(ledger: Ledger) -> None:
    report = _load(ledger, case("52-template/filled-openpyxl.xlsx"))
    assert _problems(report) == [
        ("Mesures!F3", "formula_without_result"),
        ("Mesures!F6", "formula_without_result"),
        ("Mesures!E6", "formula_without_result"),
    ]
    assert (report.read, report.new, report.rejected) == (4, 2, 2)
    assert "« =2*3 »" in report.problems[0].sentence("fr").replace("\u00a0", " ")
    assert _measures(ledger) == [("BEN", "2025", 1234.5), ("GIN", "2025-Q3", 1234.0)]


def test_another_column_in_a_template_is_told(ledger: Ledger) -> None:
    report = _load(ledger, case("52-template/extra-col.xlsx"))
    assert report.layout.unused == ("Remarques internes",)
    assert (report.read, report.new, report.rejected) == (4, 2, 2)


def test_a_result_that_was_kept_is_read(ledger: Ledger, tmp_path: Path) -> None:
    def fill(_: Any, sheet: Any) -> None:
        _rows(sheet, HEADER, ROW)
        sheet.write_formula(1, 3, "=2020+5", None, 2025)
        sheet.write_formula(1, 4, "=2*3", None, 6)

    assert _load(ledger, _book(tmp_path / "a.xlsx", fill)).rejected == 0
    assert _measures(ledger) == [("BEN", "2025", 6.0)]


def test_a_formula_whose_result_is_an_empty_text_says_nothing(
    ledger: Ledger, tmp_path: Path
) -> None:
    def fill(_: Any, sheet: Any) -> None:
        _rows(sheet, [*HEADER, "comment"], ROW)
        sheet.write_formula(1, 5, '=""', None, "")

    path = _book(tmp_path / "a.xlsx", fill)
    kept = _edited(path, "xl/worksheets/sheet1.xml", r'r="F2">', 'r="F2" t="str">')
    assert _load(ledger, kept).new == 1


def test_rows_of_nothing_but_formulas_without_a_result_do_not_vanish(
    ledger: Ledger, tmp_path: Path
) -> None:
    def fill(_: Any, sheet: Any) -> None:
        _rows(sheet, HEADER, ROW)
        for place in range(5):
            sheet.write_formula(4, place, f"=Other!A{place}", None, "")

    report = _load(ledger, _book(tmp_path / "a.xlsx", fill))
    assert (report.read, report.new) == (2, 1)
    assert {code for _, code in _problems(report)} == {"formula_without_result"}
    assert {place for place, _ in _problems(report)} == {f"Data!{c}5" for c in "ABCDE"}


def test_a_formula_where_nothing_is_read_says_nothing(ledger: Ledger, tmp_path: Path) -> None:
    def fill(_: Any, sheet: Any) -> None:
        _rows(sheet, [*HEADER, "Remark"], ROW)
        sheet.write_formula(1, 5, "=A2", None, "")

    mapping = Mapping(ignore=("Remark",))
    assert _load(ledger, _book(tmp_path / "a.xlsx", fill), mapping=mapping).new == 1


def test_an_error_in_a_cell_is_told_as_it_stands(ledger: Ledger, tmp_path: Path) -> None:
    def fill(_: Any, sheet: Any) -> None:
        _rows(sheet, HEADER, ROW)
        sheet.write_formula(1, 4, "=1/0", None, "#DIV/0!")

    report = _load(ledger, _book(tmp_path / "a.xlsx", fill))
    assert [(p.code, p.cell) for p in report.problems] == [("bad_value", "#DIV/0!")]


def test_a_cell_in_percent_is_read_where_the_unit_is_percent(
    ledger: Ledger, tmp_path: Path
) -> None:
    def fill(book: Any, sheet: Any) -> None:
        _rows(sheet, HEADER, ROW, ["C1.2", *ROW[1:]], [*ROW[:2], "TGO", *ROW[3:]])
        sheet.write_number(1, 4, 0.07, book.add_format({"num_format": "0.0 %"}))
        sheet.write_number(2, 4, 0.45, book.add_format({"num_format": "0%"}))
        sheet.write_number(3, 4, 45, book.add_format({"num_format": '0" %"'}))

    with ledger.transaction():
        ledger.run("UPDATE indicator SET unit = 'percent' WHERE id = 'C1.1'")
    report = _load(ledger, _book(tmp_path / "a.xlsx", fill))
    assert [(p.code, p.cell) for p in report.problems] == [("bad_value", "45 %")]
    assert _measures(ledger) == [("BEN", "2025", 7.0), ("TGO", "2025", 45.0)]


# --- Dates ---


def test_days_counted_from_1904_are_the_days_they_show(ledger: Ledger, tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        _rows(sheet, HEADER, ROW)
        sheet.write_datetime(1, 3, date(2025, 7, 15), book.add_format({"num_format": "d/m/yyyy"}))

    path = _book(tmp_path / "a.xlsx", fill, date_1904=True)
    assert b'date1904="1"' in zipfile.ZipFile(path).read("xl/workbook.xml")
    assert _load(ledger, path).new == 1
    assert _measures(ledger) == [("BEN", "2025-07-15", 3.0)]


def test_a_pair_of_years_that_became_a_day_is_refused_beside_others(
    ledger: Ledger, tmp_path: Path
) -> None:
    def fill(book: Any, sheet: Any) -> None:
        _rows(sheet, HEADER, ROW, [*ROW[:3], "2011-13", 3])
        sheet.write_datetime(1, 3, date(2003, 5, 1), book.add_format({"num_format": "yyyy-mm"}))

    report = _load(ledger, _book(tmp_path / "a.xlsx", fill))
    assert [(p.code, p.hint) for p in report.problems] == [("bad_period", "fiscal_year")] * 2


# --- Sheets, columns and rows beside the table ---


def test_a_list_of_codes_beside_the_measures_is_told_as_not_used(ledger: Ledger) -> None:
    report = _load(ledger, case("46-codes-sheet/a.xlsx"))
    assert (report.new, report.rejected, report.layout.unused_sheets) == (1, 0, ("Listes",))
    outcome = Outcome("a.xlsx", report)
    assert "Feuilles non utilisées\u00a0: Listes." in list(lines(outcome, "fr"))
    assert document(outcome, "en")["unused_sheets"] == ["Listes"]
    assert type(report.layout).from_json(report.layout.to_json()) == report.layout


def test_sheets_of_notes_and_hidden_sheets_are_told_empty_ones_are_not(
    ledger: Ledger, tmp_path: Path
) -> None:
    def fill(book: Any, sheet: Any) -> None:
        _rows(sheet, HEADER, ROW)
        book.add_worksheet("Notes").write(0, 0, "Nothing here")
        book.add_worksheet("Empty")
        book.add_worksheet("Old").hide()

    report = _load(ledger, _book(tmp_path / "a.xlsx", fill))
    assert report.layout.unused_sheets == ("Notes", "Old")


def test_a_sheet_of_measures_that_forgot_a_column_refuses_the_file(
    ledger: Ledger, tmp_path: Path
) -> None:
    def fill(book: Any, sheet: Any) -> None:
        _rows(sheet, HEADER, ROW)
        _rows(book.add_worksheet("2024"), HEADER[:4], ROW[:4])

    with pytest.raises(Exception, match="Column missing: value"):
        _load(ledger, _book(tmp_path / "a.xlsx", fill))


def test_our_own_template_has_no_sheet_that_is_not_used(ledger: Ledger, tmp_path: Path) -> None:
    target = tmp_path / "t.xlsx"
    write_template(ledger, Settings(sample=False), "afris", "fr", target)
    report = _load(ledger, target)
    assert (report.read, report.layout.unused_sheets, report.layout.hidden) == (0, (), ())


def test_a_filled_column_without_a_name_is_told(ledger: Ledger, tmp_path: Path) -> None:
    def fill(_: Any, sheet: Any) -> None:
        _rows(sheet, HEADER, ROW, [*ROW[:3], 2024, 4, "", "ask Marie"])

    report = _load(ledger, _book(tmp_path / "a.xlsx", fill))
    assert (report.new, report.layout.unused) == (2, ("Data!G",))


def test_hidden_rows_and_columns_are_read_and_told(ledger: Ledger, tmp_path: Path) -> None:
    def fill(_: Any, sheet: Any) -> None:
        _rows(sheet, HEADER, *([*ROW[:3], year, 3] for year in (2021, 2022, 2023, 2024)))
        for number in (2, 3, 9):
            sheet.set_row(number, None, None, {"hidden": True})
        sheet.set_column(1, 1, 10, None, {"hidden": True})

    report = _load(ledger, _book(tmp_path / "a.xlsx", fill))
    assert report.new == 4
    assert report.layout.hidden == ("Data!3:4", "Data!B:B")
    told = list(lines(Outcome("a.xlsx", report), "es"))
    assert "También se leyeron filas y columnas ocultas: Data!3:4, Data!B:B." in told


def test_names_below_a_head_of_several_columns_are_told_apart(
    ledger: Ledger, tmp_path: Path
) -> None:
    def fill(_: Any, sheet: Any) -> None:
        _rows(
            sheet,
            ["Result", "Country", "Year", "Planned", "", "Reached", ""],
            ["", "", "", "Women", "Men", "Women", "Men"],
            ["Events", "BEN", 2025, 9, 9, 3, 4],
        )
        sheet.merge_range(0, 3, 0, 4, "Planned")
        sheet.merge_range(0, 5, 0, 6, "Reached")

    mapping = Mapping(
        partner="afris",
        columns={"indicator": "Result", "place": "Country", "period": "Year"},
        sum={"value": ("Reached / Women", "Reached / Men")},
        values={"indicator": {"Events": "C1.1"}},
        ignore=("Planned / Women", "Planned / Men"),
    )
    report = _load(ledger, _book(tmp_path / "a.xlsx", fill), mapping=mapping)
    assert (report.new, report.layout.unused) == (1, ())
    assert _measures(ledger) == [("BEN", "2025", 7.0)]
