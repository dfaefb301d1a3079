"""Periods as SDMX and DHIS2 write them, where that is not how people do.

`2025-T3` is the third trimester (of four months) in SDMX and the third quarter in a French sheet:
the columns of a delivery tell which.
"""

from data.ledger.writer import Ledger
from ingest.columns.header_names import is_dhis2, is_sdmx
from ingest.columns.layout import Layout
from ingest.columns.meanings import meant
from ingest.columns.standards import follows, includes

# A pattern, and SQL for the first day and for the day after the last; `{1}` is its first group.
Code = tuple[str, str, str]
YEAR = "try_cast({1} AS INTEGER)"
NUMBER = "try_cast({2} AS INTEGER)"


def _months(pattern: str, months: int, most: int, first: str = "1") -> Code:
    """A code of a year's parts of equal length, the first from a month on."""
    start = f"make_date({YEAR}, {first}, 1) + to_months({months} * ({NUMBER} - 1))"
    fits = f"IF({NUMBER} BETWEEN 1 AND {most}, {start}, NULL)"
    return pattern, fits, f"{start} + to_months({months})"


def _year_from(pattern: str, month: int) -> Code:
    start = f"make_date({YEAR}, {month}, 1)"
    return pattern, start, f"{start} + INTERVAL 1 YEAR"


def _weeks(pattern: str, count: int) -> Code:
    """A code of `count` weeks of ISO 8601; a year of 52 has no week 53."""
    first = f"lpad(CAST({count} * ({NUMBER} - 1) + 1 AS VARCHAR), 2, '0')"
    monday = f"try_strptime(concat({{1}}, '-W', {first}, '-1'), '%G-W%V-%u')"
    fits = f"IF(strftime({monday}, '%G') = {{1}}, {monday}, NULL)"
    return pattern, fits, f"{monday} + INTERVAL {7 * count} DAY"


_DAY = "try_cast({1} AS DATE)"
_DURATION = r"P(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,4})D)?"
_LENGTH = " + ".join(
    f"{unit}(coalesce(try_cast({{{n}}} AS INTEGER), 0))"
    for n, unit in enumerate(("to_years", "to_months", "to_weeks", "to_days"), 2)
)
_DAY_OF_YEAR = f"make_date({YEAR}, 1, 1) + to_days({NUMBER} - 1)"
_BASIC_DAY = "try_strptime({1}, '%Y%m%d')"
SDMX: tuple[Code, ...] = (
    _months(r"(\d{4})[ /-]?T(\d)", 4, 3),
    _weeks(r"(\d{4})-?W(\d{1,2})", 1),
    (
        r"(\d{4})-?D(\d{1,3})",
        f"IF(year({_DAY_OF_YEAR}) = {YEAR}, {_DAY_OF_YEAR}, NULL)",
        f"{_DAY_OF_YEAR} + INTERVAL 1 DAY",
    ),
    (
        rf"(\d{{4}}-\d{{2}}-\d{{2}})(?:[T][\d:.]+Z?)?/{_DURATION}",
        _DAY,
        f"{_DAY} + {_LENGTH}",
    ),
)
DHIS2: tuple[Code, ...] = (
    _months(r"(\d{4})(\d{2})", 1, 12),
    _months(r"(\d{4})(\d{2})B", 2, 6),
    _months(r"(\d{4})S(\d)", 6, 2),
    _months(r"(\d{4})APRILS(\d)", 6, 2, "4"),
    _weeks(r"(\d{4})W(\d{1,2})", 1),
    _weeks(r"(\d{4})BIW(\d{1,2})", 2),
    _year_from(r"(\d{4})APRIL", 4),
    _year_from(r"(\d{4})JULY", 7),
    _year_from(r"(\d{4})OCT", 10),
    (r"(\d{8})", _BASIC_DAY, f"{_BASIC_DAY} + INTERVAL 1 DAY"),
)
# What is a code of the standard is read as nothing else, so that an impossible one is no period.
READ = """
CREATE OR REPLACE TEMP TABLE standard_period AS
WITH code AS (SELECT written AS period, upper(trim(meant)) AS p FROM {texts}),
dated AS (
  SELECT period, CASE {starts} END AS first_day, CASE {ends} END AS day_after
  FROM code WHERE {matches})
SELECT period, CAST(first_day AS DATE) AS period_start,
  CAST(day_after - INTERVAL 1 DAY AS DATE) AS period_end
FROM dated
"""
FORGET = "DELETE FROM period_read WHERE period IN (SELECT period FROM standard_period)"
TAKE = """
INSERT INTO period_read BY NAME
SELECT period, IF(is_month, strftime(period_start, '%Y-%m'), span) AS label,
  CAST(is_month AS INTEGER) AS months, period_start, period_end, span
FROM (
  SELECT *, concat(period_start, '/', period_end) AS span,
    day(period_start) = 1 AND period_end = last_day(period_start) AS is_month
  FROM standard_period
  WHERE period_start <= period_end AND year(period_start) BETWEEN 1900 AND 2200)
"""


def read_standard_periods(ledger: Ledger, layout: Layout) -> None:
    """Read what is a period of the delivery's standard anew in `period_read`.

    Where only some of the tables are of SDMX its codes are no periods, as they mean two things.
    """
    if includes(layout, is_sdmx):
        _read(ledger, SDMX, take=follows(layout, is_sdmx))
    elif follows(layout, is_dhis2):
        _read(ledger, DHIS2, take=True)


def _read(ledger: Ledger, codes: tuple[Code, ...], *, take: bool) -> None:
    matches = [f"regexp_full_match(p, '{pattern}')" for pattern, _, _ in codes]
    starts = [_when(pattern, start) for pattern, start, _ in codes]
    ends = [_when(pattern, end) for pattern, _, end in codes]
    read = READ.format(
        texts=meant("period", "SELECT period AS written FROM period_text"),
        matches=" OR ".join(matches),
        starts=" ".join(starts),
        ends=" ".join(ends),
    )
    ledger.run(read)
    ledger.run(FORGET)
    if take:
        ledger.run(TAKE)


def _when(pattern: str, sql: str) -> str:
    groups = ("", *(f"regexp_extract(p, '^{pattern}$', {n})" for n in range(1, 6)))
    return f"WHEN regexp_full_match(p, '{pattern}') THEN {sql.format(*groups)}"
