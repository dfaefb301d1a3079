"""Parquet with the types that pandas and others write becomes the texts of a measures file."""

from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from data.errors import UnreadableFileError
from data.ledger.writer import Ledger
from ingest.load.load import Delivery, LoadReport, load

CASES = Path(__file__).parents[4] / "shared/cases/ingest"
# Codes as categories, which are written as dictionaries.
ROW = """SELECT CAST('C1.1' AS ENUM ('C1.1', 'A1.1')) AS indicator, 'afris' AS partner,
  CAST('BEN' AS ENUM ('BEN', 'TGO')) AS place, {period} AS period, {value} AS value"""


def send(ledger: Ledger, folder: Path, query: str) -> LoadReport:
    path = folder / "sent.parquet"
    duckdb.sql(f"COPY ({query}) TO '{path}'")
    return load(ledger, Delivery(path))


def stored(ledger: Ledger) -> list[tuple[Any, ...]]:
    return [
        tuple(row) for row in ledger.run("SELECT place, period, value FROM measure ORDER BY line")
    ]


def test_times_are_days_and_decimals_are_no_thousands(ledger: Ledger) -> None:
    report = load(ledger, Delivery(CASES / "67-parquet/a.parquet"))
    assert stored(ledger) == [
        ("BEN", "2025-07-01", 1.234),
        ("TGO", "2025-12-31", 3),
        ("MLI", "2024-12-31", 1234.5),
    ]
    assert [(p.line, p.code) for p in report.problems] == [(4, "missing_value")]


def test_the_index_of_pandas_is_passed_over_and_no_number_is_none(ledger: Ledger) -> None:
    report = load(ledger, Delivery(CASES / "68-parquet-pandas/a.parquet"))
    assert stored(ledger) == [("BEN", "2022", 1.5), ("MLI", "2024", 1e6), ("NER", "2025", 0.1)]
    assert [(p.line, p.code) for p in report.problems] == [(2, "missing_value")]


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("TIMESTAMP '2024-06-30 00:00:00'", "2024-06-30"),
        ("TIMESTAMP '2024-06-30 23:00:00'", "2024-06-30"),
        ("TIMESTAMP_NS '2024-06-30 23:59:59.999999999'", "2024-06-30"),
        ("TIMESTAMP_S '2024-06-30 12:00:00'", "2024-06-30"),
        ("TIMESTAMPTZ '2024-06-30 00:00:00+00'", "2024-06-30"),
        ("DATE '2024-06-30'", "2024-06-30"),
        ("CAST(2024 AS SMALLINT)", "2024"),
        ("CAST(2024 AS DOUBLE)", "2024"),
        ("'2024-Q2'", "2024-Q2"),
    ],
)
def test_periods_of_any_type(ledger: Ledger, tmp_path: Path, period: str, expected: str) -> None:
    send(ledger, tmp_path, ROW.format(period=period, value=3))
    assert stored(ledger) == [("BEN", expected, 3)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("CAST(0.1 AS FLOAT)", 0.1),
        ("CAST(1000000 AS FLOAT)", 1_000_000),
        ("CAST(1.234 AS FLOAT)", 1.234),
        ("CAST(1e15 AS DOUBLE)", 1e15),
        ("CAST(1234.567 AS DOUBLE)", 1234.567),
        ("CAST(1.234 AS DECIMAL(10, 3))", 1.234),
        ("CAST(3 AS DECIMAL(10, 3))", 3),
        ("CAST(1000 AS UINTEGER)", 1000),
        ("CAST(7 AS HUGEINT)", 7),
        ("true", 1),
        ("false", 0),
    ],
)
def test_values_of_any_type(ledger: Ledger, tmp_path: Path, value: str, expected: float) -> None:
    send(ledger, tmp_path, ROW.format(period="2024", value=value))
    assert stored(ledger) == [("BEN", "2024", expected)]


@pytest.mark.parametrize("value", ["CAST('nan' AS DOUBLE)", "CAST(NULL AS DOUBLE)"])
@pytest.mark.parametrize(("status", "code"), [("A", "missing_value"), ("M", "left_out")])
def test_no_number_is_a_missing_value(
    ledger: Ledger, tmp_path: Path, value: str, status: str, code: str
) -> None:
    query = f"{ROW.format(period='2024', value=value)}, '{status}' AS obs_status"
    assert [problem.code for problem in send(ledger, tmp_path, query).problems] == [code]


def test_an_index_alone_is_no_table(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="no columns"):
        send(ledger, tmp_path, "SELECT 1 AS __index_level_0__")


def test_a_form_in_parquet_is_one_too(ledger: Ledger, tmp_path: Path) -> None:
    query = f"{ROW.format(period='2024', value='3')}, 'u' AS _uuid, 'Approved' AS state"
    assert send(ledger, tmp_path, query).left_out == 1
    approved = query.replace("AS state", "AS _validation_status")
    assert send(ledger, tmp_path, approved).new == 1


def test_an_embargo_keeps_its_hour(ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "sdmx.parquet"
    duckdb.sql(
        "COPY (SELECT 'C1.1' AS INDICATOR, 'afris' AS REPORTER, 'BEN' AS REF_AREA,"
        " 2024 AS TIME_PERIOD, 3 AS OBS_VALUE, TIMESTAMP '2026-11-22 18:00:00' AS EMBARGO_TIME)"
        f" TO '{path}'"
    )
    report = load(ledger, Delivery(path), now=datetime(2026, 11, 22, 9))
    assert [problem.hint for problem in report.problems] == ["embargo"]
