"""Deliveries of digits, Spanish numbers and periods, with what a careful clerk makes of them."""

import pytest

from data.ledger.writer import Ledger
from ingest.load.load import Delivery, LoadReport, load
from tests.beside import case

NUMBERS = "SELECT place, value FROM measure ORDER BY line"
PERIODS = "SELECT period, value FROM measure ORDER BY line"


def _rows(ledger: Ledger, question: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in ledger.run(question)]


def _load(ledger: Ledger, name: str, locale: str | None = None) -> LoadReport:
    return load(ledger, Delivery(case(name), locale=locale))


def test_digits_of_every_script_are_numbers_and_signs_beside_them_are_not(ledger: Ledger) -> None:
    report = _load(ledger, "44-digits/a.csv")
    assert [(p.code, p.cell) for p in report.problems] == [
        ("bad_value", "(5)"),
        ("bad_value", "≥5"),
    ]
    assert _rows(ledger, NUMBERS) == [
        ("MAR", 3.0),
        ("EGY", 12345.0),
        ("IND", 12.0),
        ("JPN", 12.0),
        ("CHE", 1234.5),
        ("FRA", 1234.0),
        ("BEL", 1234.0),
    ]


@pytest.mark.parametrize(
    ("locale", "read", "ambiguous"),
    [
        ("es", [("GTM", 1234.5)], ["1,234", "12,500"]),
        ("es-MX", [("MEX", 1234.0), ("GTM", 1234.5), ("HND", 12500.0)], []),
    ],
)
def test_spanish_alone_does_not_say_what_a_comma_is(
    ledger: Ledger, locale: str, read: list[tuple[str, float]], ambiguous: list[str]
) -> None:
    report = _load(ledger, "45-es-mx/a.csv", locale)
    assert [(p.code, p.cell) for p in report.problems] == [
        ("ambiguous_number", cell) for cell in ambiguous
    ]
    assert _rows(ledger, NUMBERS) == read


def test_in_the_spanish_of_spain_a_comma_stands_before_decimals(ledger: Ledger) -> None:
    report = _load(ledger, "45-es-mx/a.csv", "es-ES")
    assert [(p.code, p.cell) for p in report.problems] == [("bad_value", "1,234.50")]
    assert _rows(ledger, NUMBERS) == [("MEX", 1.234), ("HND", 12.5)]


def test_usual_spellings_of_a_period_are_read_and_none_misread(ledger: Ledger) -> None:
    report = _load(ledger, "96-periods/a.csv")
    fiscal = ["2024/25", "2024/2025", "2024-2025", "FY2025", "2011-12"]
    assert [p.cell for p in report.problems if p.code == "bad_period"] == fiscal
    assert {p.code for p in report.problems} == {"bad_period", "duplicate_in_file"}
    # The other 15 say again what a row before them says.
    assert (report.read, report.new, report.rejected) == (29, 9, 20)
    assert _rows(ledger, PERIODS) == [
        ("2025", 1.0),
        ("2025-07", 7.0),
        ("2025-Q1", 10.0),
        ("2025-Q3", 11.0),
        ("2025-03", 12.0),
        ("2025-12-31", 15.0),
        ("2025-01-01/2025-06-30", 20.0),
        ("2025-01", 21.0),
        ("2025-01-01", 23.0),
    ]
