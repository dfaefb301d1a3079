"""Numbers and periods are read as written, and never guessed."""

from collections.abc import Callable

import pytest

from data.ledger.writer import Ledger
from ingest.columns.numbers import number_sql
from ingest.columns.periods import read_periods
from ingest.load.load import LoadReport
from ingest.load.raw_table import CREATE_MEANING

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
    ("fr", "1.2340", 1.234),
    ("fr", "1.234e-3", 0.001234),
    ("fr", " 2.1 ", 2.1),
    # Spain and Mexico write the same signs the other way round: “es” alone does not say which.
    ("es", "1.234", None),
    ("es", "1,234", None),
    ("es", "12,500", None),
    ("es", "1.234,5", 1234.5),
    ("es", "1,234.50", 1234.5),
    ("es", "1,5", 1.5),
    ("es-ES", "1,234", 1.234),
    ("es-ES", "1.234", 1234.0),
    ("es-ES", "1,234.50", None),
    ("es-MX", "1,234", 1234.0),
    ("es-MX", "1,234.50", 1234.5),
    ("es-MX", "12,500", 12500.0),
    # Spaces of any width, and the Swiss quotation mark, stand between thousands.
    (None, "1\u2009234", 1234.0),
    (None, "1\u2007234,5", 1234.5),
    (None, "1’234.5", 1234.5),
    (None, "1'234'567", 1234567.0),
    (None, "1 234,567", 1234.567),
    ("en", "1 234,567", None),
    (None, "1 2", None),
    (None, "12 34", None),
    (None, "'5", 5.0),
    (None, "\u200e12\u200f", 12.0),
    # Digits of other scripts.
    (None, "٣", 3.0),
    (None, "١٢٬٣٤٥", 12345.0),
    (None, "١٢٬٣٤٥٫٥", 12345.5),
    (None, "٠٫٥", 0.5),
    (None, "۱۲", 12.0),
    (None, "१२", 12.0),
    (None, "１２", 12.0),
    (None, "１，２３４．５", 1234.5),
    (None, "١٢,٣٤٥", None),
    # What says less or more than a number is none.
    *((None, text, None) for text in ("(5)", "≥5", "~5", "5*", "5-", "- 5", "5 %", "5?", "½", "Ⅻ")),
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
    ("45657.0", "2024-12-31", "2024-12-31", "2024-12-31"),
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


JULY, FIRST_HALF = ("2025-07-01", "2025-07-31"), ("2025-01-01", "2025-06-30")
FIRST, THIRD = ("2025-01-01", "2025-03-31"), ("2025-07-01", "2025-09-30")
YEAR, LAST_DAY = ("2025-01-01", "2025-12-31"), ("2025-12-31", "2025-12-31")
NEW_YEAR, MARCH = ("2025-01-01", "2025-01-01"), ("2025-03-01", "2025-03-31")
# As people write them, by what they mean.
SPELLINGS = {
    YEAR: (
        *("2025.0", "2025.", "2025,0", "٢٠٢٥", "2025年", "year 2025", "Année 2025", "CY2025"),
        *("01/01/2025-31/12/2025", "2025-01-01 - 2025-12-31", "01/2025 – 12/2025"),
        *("January to December 2025", "du 1er janvier 2025 au 31 décembre 2025"),
    ),
    FIRST_HALF: (
        *("H1-2025", "1S2025", "S1/2025", "H1 2025", "2025 S1", "1er semestre 2025"),
        *("first half of 2025", "primer semestre de 2025", "1.º semestre 2025", "I semestre 2025"),
        *("2025-01/2025-06", "2025-Q1/2025-Q2", "Jan-Jun 2025", "de enero a junio de 2025"),
    ),
    FIRST: (
        *("1er trimestre 2025", "primer trimestre de 2025", "Q1/2025", "1Q2025", "T1-2025"),
        *("premier trimestre 2025", "1st quarter 2025", "Quarter 1, 2025", "janv.-mars 2025"),
    ),
    THIRD: (
        *("2025 T3", "T3 2025", "3e trimestre 2025", "3ème trimestre de 2025", "2025/Q3"),
        *("tercer trimestre 2025", "3T 2025", "2025-07/2025-09", "third quarter of 2025"),
    ),
    JULY: (
        *("juillet 2025", "Jul-25", "juil. 2025", "juil.-25", "July 2025", "julio de 2025"),
        *("JULIO 2025", "2025 July", "202507", "2025/7", "7/2025", "07-2025", "2025/07"),
        *("२०२५-०७", "2025年7月", "Jul’25"),
    ),
    MARCH: ("3/2025", "03-2025", "2025/3", "2025-3", "mars 2025", "Mar 2025", "marzo 2025"),
    LAST_DAY: (
        *("31/12/2025", "12/31/2025", "31.12.2025", "2025-12-31T00:00:00Z", "2025-12-31 00:00:00"),
        *("2025-12-31T00:00:00.000+01:00", "31 décembre 2025", "December 31st, 2025"),
        *("31 de diciembre de 2025", "31/12/2025 00:00:00", "2025.12.31", "20251231"),
    ),
    NEW_YEAR: ("20250101", "1 January 2025", "1er janvier 2025", "01/01/2025", "2025-1-1"),
}


@pytest.mark.parametrize(
    ("text", "days"), [(text, days) for days, texts in SPELLINGS.items() for text in texts]
)
def test_a_period_as_people_write_it(ledger: Ledger, text: str, days: tuple[str, str]) -> None:
    read = _read(ledger, text)
    assert read is not None, text
    assert (str(read[1]), str(read[2])) == days


@pytest.mark.parametrize(
    "text",
    [
        *("25", "2025-Q5", "2025-13", "2025-H3", "Q3", "Q5 2025", "July", "Jul 25", "25-Jul"),
        *("2025.07", "2025.10", "2025 3", "202513", "20251301", "2025e", "2025*", "~2025", "≥2025"),
        *(
            "sem 1 2025",
            "cuatrimestre 1 2025",
            "fin 2025",
            "July 2025 (2)",
            "31/12/25",
            "2024-2030",
        ),
        *("2025-12-31T23:00:00Z", "2025-12-31 14:30:00", "2024 et 2025"),
    ],
)
def test_no_period(ledger: Ledger, text: str) -> None:
    assert _read(ledger, text) is None


@pytest.mark.parametrize(
    "text",
    [
        *("2024/25", "2024-25", "2024–25", "2024/2025", "2024-2025", "2024 - 2025", "FY2025"),
        *("FY 2024/25", "exercice 2025", "2013-14", "2011-13", "2011/12", "2024-2025 S1"),
    ],
)
def test_what_may_be_a_fiscal_year_is_refused_as_one(ledger: Ledger, text: str) -> None:
    assert _read(ledger, text) is None
    assert ledger.scalar("SELECT why FROM period_spelling") == "fiscal_year"


def test_a_year_and_a_month_are_no_month_beside_pairs_of_years(
    send: Callable[..., LoadReport],
) -> None:
    periods = ["2003-05", "2011-13", "2011-12", "2003-05-01", "2011-03", "2003-05-02"]
    rows = "".join(f"C1.1,afris,BEN,{period},1\n" for period in periods)
    report = send("indicator,partner,place,period,value\n" + rows)
    refused = [problem.cell for problem in report.problems]
    assert refused == ["2003-05", "2011-13", "2011-12", "2003-05-01"]
    assert {problem.hint for problem in report.problems} == {"fiscal_year"}
    assert "2024-01-01/2025-12-31" in report.problems[0].sentence("es")


def test_a_year_and_a_month_are_a_month_by_themselves(ledger: Ledger) -> None:
    for text, end in (("2011-12", "2011-12-31"), ("2003-05", "2003-05-31")):
        read = _read(ledger, text)
        assert read is not None and str(read[2]) == end


@pytest.mark.parametrize(
    ("locale", "text", "day"),
    [
        (None, "01/02/2025", None),
        ("en", "01/02/2025", None),
        ("fr", "01/02/2025", "2025-02-01"),
        ("es-MX", "1-2-2025", "2025-02-01"),
        ("en", "12/31/2025", "2025-12-31"),
        ("en", "31/12/2025", "2025-12-31"),
        ("fr", "31/02/2025", None),
    ],
)
def test_the_order_of_day_and_month_is_the_locale_s_or_plain(
    ledger: Ledger, locale: str | None, text: str, day: str | None
) -> None:
    read = _read(ledger, text, locale)
    assert (str(read[2]) if read and read[2] else None) == day


def test_no_locale_stands_against_days_that_show_the_month_first(
    send: Callable[..., LoadReport],
) -> None:
    report = send(
        "indicator,partner,place,period,value\n"
        "C1.1,afris,BEN,12/31/2025,1\nC1.1,afris,BEN,01/02/2025,1\n",
        locale="fr",
    )
    assert [(p.cell, p.hint) for p in report.problems] == [("01/02/2025", "day_or_month")]
    assert report.new == 1


@pytest.mark.parametrize("text", ["2025-02-30", "2025-01-01/2025-02-30"])
def test_a_day_that_is_none_has_no_date(ledger: Ledger, text: str) -> None:
    read = _read(ledger, text)
    assert read is not None and None in (read[1], read[2])


def _read(ledger: Ledger, text: str, locale: str | None = None) -> tuple[object, ...] | None:
    ledger.run("CREATE OR REPLACE TEMP TABLE raw AS SELECT CAST(:t AS VARCHAR) AS period", t=text)
    ledger.run(CREATE_MEANING)
    read_periods(ledger, locale)
    rows = ledger.run("SELECT label, period_start, period_end FROM period_read")
    return tuple(rows[0]) if rows else None


def test_a_number_beyond_any_count_is_out_of_range(
    send: Callable[..., LoadReport],
) -> None:
    report = send("indicator,partner,place,period,value\nA3.1,afris,BEN,2025,1e16\n")
    assert [problem.code for problem in report.problems] == ["out_of_range"]
    assert "0 – 1e+15" in report.problems[0].sentence("fr")


def test_a_percent_sign_is_read_where_the_unit_is_percent(
    ledger: Ledger, send: Callable[..., LoadReport]
) -> None:
    with ledger.transaction():
        ledger.run("UPDATE indicator SET unit = 'percent' WHERE id = 'C1.1'")
    report = send(
        "indicator,partner,place,period,value\nC1.1,afris,BEN,2025,45 %\n"
        "C1.1,afris,TGO,2025,45.5%\nC1.1,afris,MLI,2025,١٢٫٥٪\nC1.2,afris,MLI,2025,45 %\n"
    )
    assert [(p.line, p.code, p.cell) for p in report.problems] == [(5, "bad_value", "45 %")]
    values = [row.value for row in ledger.run("SELECT value FROM measure ORDER BY line")]
    assert values == [45.0, 45.5, 12.5]
