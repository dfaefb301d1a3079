"""Periods as SDMX and DHIS2 write them; the columns of a file tell what a code means."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from data.ledger.writer import Ledger
from ingest.columns.mapping import Mapping
from ingest.load.load import Delivery, LoadReport, load

Send = Callable[..., LoadReport]
SDMX = "INDICATOR,REPORTER,REF_AREA,TIME_PERIOD,OBS_VALUE\nC1.1,afris,BEN,{},3\n"
OURS = "indicator,partner,place,period,value\nC1.1,afris,BEN,{},3\n"
DHIS2 = "dataelement,period,orgunit,value\nC1.1,{},BEN,3\n"

OF_SDMX = {
    "2025": ("2025-01-01", "2025-12-31"),
    "2025-A1": ("2025-01-01", "2025-12-31"),
    "2025-S2": ("2025-07-01", "2025-12-31"),
    "2025-T1": ("2025-01-01", "2025-04-30"),
    "2025-T2": ("2025-05-01", "2025-08-31"),
    "2025-T3": ("2025-09-01", "2025-12-31"),
    "2025-t3": ("2025-09-01", "2025-12-31"),
    "2025-Q1": ("2025-01-01", "2025-03-31"),
    "2025-Q4": ("2025-10-01", "2025-12-31"),
    "2025-M07": ("2025-07-01", "2025-07-31"),
    "2025-07": ("2025-07-01", "2025-07-31"),
    "2025-W05": ("2025-01-27", "2025-02-02"),
    "2020-W53": ("2020-12-28", "2021-01-03"),
    "2025-W01": ("2024-12-30", "2025-01-05"),
    "2025-D200": ("2025-07-19", "2025-07-19"),
    "2024-D366": ("2024-12-31", "2024-12-31"),
    "2025-01-01/P3M": ("2025-01-01", "2025-03-31"),
    "2025-01-01/P1Y": ("2025-01-01", "2025-12-31"),
    "2025-01-01/P3D": ("2025-01-01", "2025-01-03"),
    "2025-01-01/P2W": ("2025-01-01", "2025-01-14"),
    "2025-01-01T00:00:00/P6M": ("2025-01-01", "2025-06-30"),
    "2024-02-01/P1M": ("2024-02-01", "2024-02-29"),
}
NONE_OF_SDMX = [
    *("2025-T4", "2025-T0", "2025T9", "2025-W53", "2025-W00", "2025-D366", "2025-D000"),
    *("2025-M13", "2025-Q5", "2025-01-01/P0D", "2025-01-01/PT3H", "2025-13-01/P1M"),
]
OF_DHIS2 = {
    "2025": ("2025-01-01", "2025-12-31"),
    "202507": ("2025-07-01", "2025-07-31"),
    "20250715": ("2025-07-15", "2025-07-15"),
    "2025Q3": ("2025-07-01", "2025-09-30"),
    "2025S1": ("2025-01-01", "2025-06-30"),
    "2025AprilS1": ("2025-04-01", "2025-09-30"),
    "2025AprilS2": ("2025-10-01", "2026-03-31"),
    "2025W5": ("2025-01-27", "2025-02-02"),
    "2025BiW1": ("2024-12-30", "2025-01-12"),
    "2025BiW2": ("2025-01-13", "2025-01-26"),
    "202502B": ("2025-03-01", "2025-04-30"),
    "2025April": ("2025-04-01", "2026-03-31"),
    "2024July": ("2024-07-01", "2025-06-30"),
    "2024Oct": ("2024-10-01", "2025-09-30"),
}
NONE_OF_DHIS2 = [
    *("202513", "202500", "20250230", "2025W54", "2025S3", "2025WedW5", "202507B", "2025BiW27"),
]


def days(ledger: Ledger) -> list[tuple[Any, ...]]:
    question = "SELECT CAST(period_start AS VARCHAR), CAST(period_end AS VARCHAR) FROM measure"
    return [tuple(row) for row in ledger.run(question)]


@pytest.mark.parametrize(("written", "expected"), OF_SDMX.items())
def test_periods_of_sdmx(
    ledger: Ledger, send: Send, written: str, expected: tuple[str, str]
) -> None:
    send(SDMX.format(written))
    assert days(ledger) == [expected]


@pytest.mark.parametrize("written", NONE_OF_SDMX)
def test_codes_of_sdmx_that_are_no_period(send: Send, written: str) -> None:
    (problem,) = send(SDMX.format(written)).problems
    assert (problem.code, problem.cell) == ("bad_period", written)


@pytest.mark.parametrize(("written", "expected"), OF_DHIS2.items())
def test_periods_of_dhis2(
    ledger: Ledger, send: Send, written: str, expected: tuple[str, str]
) -> None:
    send(DHIS2.format(written), partner="afris")
    assert days(ledger) == [expected]


@pytest.mark.parametrize("written", NONE_OF_DHIS2)
def test_codes_of_dhis2_that_are_no_period(send: Send, written: str) -> None:
    (problem,) = send(DHIS2.format(written), partner="afris").problems
    assert (problem.code, problem.cell) == ("bad_period", written)


def test_a_trimestre_is_a_quarter_in_a_sheet_of_ours(ledger: Ledger, send: Send) -> None:
    send(OURS.format("2025-T3"))
    assert days(ledger) == [("2025-07-01", "2025-09-30")]


def test_a_quarter_by_its_length_is_the_quarter_of_anyone(ledger: Ledger, send: Send) -> None:
    send(OURS.format("2025-T1"))
    assert send(SDMX.format("2025-01-01/P3M")).unchanged == 1


def test_what_a_mapping_says_of_a_period_comes_first(ledger: Ledger, send: Send) -> None:
    mapping = Mapping(values={"period": {"2025-T3": "2025-Q3"}})
    send(SDMX.format("2025-T3"), mapping=mapping)
    assert days(ledger) == [("2025-07-01", "2025-09-30")]


@pytest.mark.parametrize(
    ("written", "code"), [("2025-Q1", "other_year"), ("2025-W05", "other_year"), ("2025-03", None)]
)
def test_a_year_that_begins_on_another_day_is_refused(
    send: Send, written: str, code: str | None
) -> None:
    header, row = SDMX.format(written).splitlines()
    report = send(f"{header},REPORTING_YEAR_START_DAY\n{row},--07-01\n")
    assert [problem.code for problem in report.problems] == ([code] if code else [])


def test_a_code_is_no_period_where_it_may_mean_two(ledger: Ledger, tmp_path: Path) -> None:
    """A workbook with a sheet of SDMX and one of ours: T3 is a trimester in one only."""
    path = tmp_path / "both.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, text in {"sdmx": SDMX, "ours": OURS}.items():
            page = book.add_worksheet(name)
            for n, line in enumerate(text.format("2025-T3").splitlines()):
                page.write_row(n, 0, line.split(","))
    report = load(ledger, Delivery(path))
    assert [problem.code for problem in report.problems] == ["bad_period"] * 2
