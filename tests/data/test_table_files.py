"""Tables as files: what goes in comes out, nothing runs, and each says what it is."""

from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest
from python_calamine import CalamineWorkbook

from data import table_files
from data.table_files import TooManyRowsError, write_parquet, write_xlsx

ABOUT = {"snapshot": "S-1", "citation": "It's 4:1000, {braces} :word"}
COLUMNS = ["name", "value", "day", "told", "sample"]
ROWS = [
    ["Bénin", 3.5, date(2026, 11, 22), datetime(2026, 11, 22, 12), True],
    ["=1+1", 2, None, None, False],
    ["@x", None, None, None, None],
]


def test_a_workbook_holds_rows_as_words_and_numbers(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "a.xlsx", COLUMNS, ROWS, ABOUT)
    book = CalamineWorkbook.from_path(tmp_path / "a.xlsx")
    heads, first, formula, other = book.get_sheet_by_name("Data").to_python()
    assert heads == COLUMNS
    assert first == ["Bénin", 3.5, "2026-11-22", "2026-11-22T12:00:00", True]
    assert formula[0] == "'=1+1" and other[0] == "'@x"
    assert book.get_sheet_by_name("About").to_python() == [list(pair) for pair in ABOUT.items()]


def test_parquet_holds_rows_with_their_types(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    write_parquet(path, COLUMNS, ROWS, ABOUT)
    with duckdb.connect() as connection:
        found = connection.execute("SELECT * FROM read_parquet(?)", [str(path)])
        types = [str(column[1]) for column in found.description]
        assert types == ["VARCHAR", "DOUBLE", "DATE", "TIMESTAMP", "BOOLEAN"]
        assert [list(row) for row in found.fetchall()] == ROWS
        told = connection.execute(
            "SELECT decode(key), decode(value) FROM parquet_kv_metadata(?)", [str(path)]
        ).fetchall()
    assert dict(told) == ABOUT


def test_nothing_is_a_file_too(tmp_path: Path) -> None:
    write_parquet(tmp_path / "a.parquet", COLUMNS, [], ABOUT)
    write_xlsx(tmp_path / "a.xlsx", COLUMNS, [], ABOUT)
    assert (tmp_path / "a.parquet").stat().st_size and (tmp_path / "a.xlsx").stat().st_size


def test_more_rows_than_a_sheet_holds_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_files, "MOST_SHEET_ROWS", 2)
    with pytest.raises(TooManyRowsError, match="csv or parquet"):
        write_xlsx(tmp_path / "a.xlsx", COLUMNS, ROWS, ABOUT)
