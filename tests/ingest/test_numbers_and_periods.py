"""Numbers and periods are read as written, and never guessed."""

from collections.abc import Callable

import pytest

from data.ledger import Ledger
from ingest.load import LoadReport
from ingest.numbers import number_sql
from ingest.periods import PERIOD_TEXTS, PERIODS
from ingest.raw import CREATE_MEANING

NUMBERS = [
    (None, "3", 3.0),
    (None, "1234", 1234.0),
    (None, "1.5", 1.5),
    (None, "1,5", 1.5),
    (None, "0.125", 0.125),
    (None, "0,125", 0.125),
    (None, "12.3456", 12.3456),
    (None, "1.234", None),
    (None, "1,234", None),
    (None, "-12,345", None),
    (None, "1,234.5", 1234.5),
    (None, "1.234,5", 1234.5),
    (None, "1,234,567", 1234567.0),
    (None, "1.234.567", 1234567.0),
    (None, "1 234", 1234.0),
    (None, "1\u00a0234,5", 1234.5),
    (None, "1\u202f234", 1234.0),
    (None, "−2.1", -2.1),
    (None, "1e3", 1000.0),
    (None, "12,34,5", None),
    (None, "1.2.3", None),
    (None, "nan", None),
    (None, "inf", None),
    (None, "3 km", None),
    (None, "=1+1", None),
    ("en", "1.234", 1.234),
    ("en", "1,234", 1234.0),
    ("en", "1,23", None),
    ("fr", "1.234", 1234.0),
    ("fr", "1,234", 1.234),
    ("fr", "1 234,5", 1234.5),
    ("es", "1.234,5", 1234.5),
    ("es", "1.5", 1.5),
    ("fr", "1.2340", 1.234),
    ("fr", "1.234e-3", 0.001234),
]


@pytest.mark.parametrize(("locale", "text", "value"), NUMBERS)
def test_a_number(ledger: Ledger, locale: str | None, text: str, value: float | None) -> None:
    statement = f"SELECT {number_sql('t', locale)} FROM (SELECT CAST(:text AS VARCHAR) AS t)"
    assert ledger.scalar(statement, text=text) == value


PERIODS_READ = [
    ("2025", "2025", "2025-01-01", "2025-12-31"),
    ("2025-H1", "2025-H1", "2025-01-01", "2025-06-30"),
    ("2025-S2", "2025-H2", "2025-07-01", "2025-12-31"),
    ("2025-q3", "2025-Q3", "2025-07-01", "2025-09-30"),
    ("2025-T4", "2025-Q4", "2025-10-01", "2025-12-31"),
    ("2024-02", "2024-02", "2024-02-01", "2024-02-29"),
    ("2025-07-15", "2025-07-15", "2025-07-15", "2025-07-15"),
    ("Q3 2025", "2025-Q3", "2025-07-01", "2025-09-30"),
    ("2025T3", "2025-Q3", "2025-07-01", "2025-09-30"),
    ("2025-M07", "2025-07", "2025-07-01", "2025-07-31"),
    ("2025-7", "2025-07", "2025-07-01", "2025-07-31"),
    ("07/2025", "2025-07", "2025-07-01", "2025-07-31"),
    ("2025-A1", "2025", "2025-01-01", "2025-12-31"),
    ("45657", "2024-12-31", "2024-12-31", "2024-12-31"),
    (
        "2025-01-01/2025-06-30",
        "2025-01-01/2025-06-30",
        "2025-01-01",
        "2025-06-30",
    ),
]


@pytest.mark.parametrize(("text", "label", "start", "end"), PERIODS_READ)
def test_a_period(ledger: Ledger, text: str, label: str, start: str, end: str) -> None:
    read = _read(ledger, text)
    assert [read[0], str(read[1]), str(read[2])] == [label, start, end]


@pytest.mark.parametrize("text", ["25", "2025-Q5", "2025-13", "2025-H3", "31/12/2025"])
def test_no_period(ledger: Ledger, text: str) -> None:
    assert _read(ledger, text) is None


@pytest.mark.parametrize("text", ["2025-02-30", "2025-01-01/2025-02-30"])
def test_a_day_that_is_none_has_no_date(ledger: Ledger, text: str) -> None:
    read = _read(ledger, text)
    assert read is not None and None in (read[1], read[2])


def _read(ledger: Ledger, text: str) -> tuple[object, ...] | None:
    ledger.run("CREATE OR REPLACE TEMP TABLE raw AS SELECT CAST(:t AS VARCHAR) AS period", t=text)
    ledger.run(CREATE_MEANING)
    ledger.run(PERIOD_TEXTS)
    ledger.run(PERIODS)
    rows = ledger.run("SELECT label, period_start, period_end FROM period_read")
    return tuple(rows[0]) if rows else None


def test_a_number_beyond_any_count_is_out_of_range(
    send: Callable[..., LoadReport],
) -> None:
    report = send("indicator,partner,place,period,value\nA3.1,afris,BEN,2025,1e16\n")
    assert [problem.code for problem in report.problems] == ["out_of_range"]
    assert "0 – 1e+15" in report.problems[0].sentence("fr")
