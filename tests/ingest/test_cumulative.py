"""Yearly amounts over several years, and running totals: refused with how to report them."""

from collections.abc import Callable

import pytest

from data.ledger.writer import Ledger
from ingest.load.load import Delivery, LoadReport, load
from tests.beside import case

HEADER = "indicator,partner,place,period,value\n"
Send = Callable[..., LoadReport]


def lines(*said: tuple[str, float], indicator: str = "C1.1") -> str:
    return HEADER + "".join(f"{indicator},afris,BEN,{p},{v}\n" for p, v in said)


def codes(report: LoadReport) -> list[str]:
    return [problem.code for problem in report.problems]


Q1, H1 = "2025-01-01/2025-03-31", "2025-01-01/2025-06-30"
NINE = "2025-01-01/2025-09-30"


def test_five_years_in_one_row_are_refused_with_how_to_report_them(ledger: Ledger) -> None:
    report = load(ledger, Delivery(case("25-five-year-rate/a.csv")))
    assert codes(report) == ["spans_years"]
    assert "each year by itself, such as 2025" in report.problems[0].sentence("en")


@pytest.mark.parametrize(
    ("indicator", "period", "refused"),
    [
        ("C1.1", "2024-01-01/2024-12-31", []),  # 366 days
        ("C1.1", "2024-07-01/2025-06-30", []),
        ("C1.1", "2024-01-01/2025-01-01", ["spans_years"]),
        ("F2.1", "2023-01-01/2024-12-31", ["spans_years"]),
        ("A3.1", "2021-01-01/2025-12-31", []),  # a state is that of the last day
    ],
)
def test_what_is_longer_than_a_year(
    send: Send, indicator: str, period: str, refused: list[str]
) -> None:
    assert codes(send(lines((period, 5), indicator=indicator))) == refused


def test_running_totals_are_refused(send: Send) -> None:
    report = send(lines((Q1, 2), (H1, 5), (NINE, 9)))
    assert codes(report) == ["looks_cumulative"] * 3


def test_a_third_running_total_is_refused_when_it_comes(send: Send) -> None:
    assert codes(send(lines((Q1, 2)))) == codes(send(lines((H1, 5)))) == []
    assert codes(send(lines((NINE, 9)))) == ["looks_cumulative"]


@pytest.mark.parametrize(
    "said",
    [
        [(Q1, 2), (H1, 5)],  # two may be a part and its whole
        [(Q1, 2), (H1, 5), (NINE, 4)],  # falls
        [("2025-Q1", 2), ("2025-Q2", 5), ("2025-Q3", 9)],  # each by itself
        [("2025-Q1", 2), ("2025-H1", 5), ("2025", 9), ("2025-Q2", 3)],  # parts and wholes
    ],
)
def test_what_may_be_amounts_of_their_own(send: Send, said: list[tuple[str, float]]) -> None:
    assert codes(send(lines(*said))) == []


def test_states_may_grow(send: Send) -> None:
    assert codes(send(lines((Q1, 2), (H1, 5), (NINE, 9), indicator="A3.1"))) == []
