"""SQL that reads periods: a year, half-year, quarter, month, day, or a start and an end."""

from data.ledger.writer import Ledger
from ingest.columns.meanings import meant
from ingest.columns.period_spellings import (
    FISCAL_YEAR,
    MOST_YEARS,
    Spelling,
    is_month_first,
    names_two_years,
    read_spelling,
)

# Other ways to write the same, without doubt: Q3 2025, 2025Q3, 2025-M07, 07/2025, 2025/07/15.
SAME = (
    (r"^([HSQT][1-4])[ /-]?(\d{4})$", r"\2-\1"),
    (r"^(\d{4}) ?([HSQT][1-4])$", r"\1-\2"),
    (r"^(\d{4})-A1$", r"\1"),
    (r"^(\d{4})-?M(\d{2})$", r"\1-\2"),
    (r"^(\d{4})[-/]([1-9])$", r"\1-0\2"),
    (r"^(0[1-9]|1[0-2])/(\d{4})$", r"\2-\1"),
    (r"^(\d{4})/(\d{2})/(\d{2})$", r"\1-\2-\3"),
)
# Days as spreadsheets count them: 45657 is the last of 2024.
SERIAL = r"(2[3-9]|[3-6]\d|7[0-2])\d{3}"


def _in_one_form(text: str) -> str:
    for pattern, form in SAME:
        text = f"regexp_replace({text}, '{pattern}', '{form}')"
    return text


# A table of its own: DuckDB would otherwise read periods before it makes them distinct.
PERIOD_TEXTS = "CREATE OR REPLACE TEMP TABLE period_text AS SELECT DISTINCT period FROM raw"
MEANT_PERIODS = meant("period", "SELECT period AS written FROM period_text")
_MONTH = r"\d{4}-(0[1-9]|1[0-2])"
# What needs no second look, as most periods do not.
PLAIN = (
    rf"\d{{4}}|{_MONTH}(-\d{{2}}(/\d{{4}}-\d{{2}}-\d{{2}})?)?|\d{{4}}-([HS][12]|[QT][1-4])|{SERIAL}"
)
CREATE_SPELLINGS = """
CREATE OR REPLACE TEMP TABLE period_spelling (written VARCHAR, plain VARCHAR, why VARCHAR)
"""
ODD_PERIODS = f"""
SELECT written, meant FROM {MEANT_PERIODS}
WHERE NOT regexp_full_match(upper(trim(meant)), '{PLAIN}') ORDER BY written LIMIT :most
"""
MOST_ODD = 100_000
ADD_SPELLINGS = """
INSERT INTO period_spelling SELECT unnest(CAST(:written AS VARCHAR[])),
  unnest(CAST(:plain AS VARCHAR[])), unnest(CAST(:why AS VARCHAR[]))
"""
# Beside 2013-14 a 2011-12 may be two years too, and 2003-05-01 what a spreadsheet made of 2003-05.
REFUSE_PAIRS = rf"""
INSERT INTO period_spelling SELECT written, NULL, '{FISCAL_YEAR}' FROM (
  SELECT written, trim(meant) AS p FROM {MEANT_PERIODS}
  WHERE regexp_full_match(trim(meant), '{_MONTH}(-01)?'))
WHERE (100 + CAST(p[6:7] AS INTEGER) - CAST(p[3:4] AS INTEGER)) % 100 BETWEEN 1 AND {MOST_YEARS}
"""
PERIODS = rf"""
CREATE OR REPLACE TEMP TABLE period_read AS
WITH written AS (
  SELECT written AS period, CASE WHEN regexp_full_match(p, '{SERIAL}')
    THEN CAST(DATE '1899-12-30' + CAST(p AS INTEGER) AS VARCHAR) ELSE p END AS p
  FROM (SELECT written, {_in_one_form("upper(trim(said))")} AS p
    FROM (SELECT m.written, IF(s.written IS NULL, m.meant, s.plain) AS said
      FROM {MEANT_PERIODS} AS m LEFT JOIN period_spelling AS s USING (written)))),
parted AS (
  SELECT period, p, try_cast(left(p, 4) AS INTEGER) AS year,
    CASE
      WHEN regexp_full_match(p, '\d{{4}}') THEN 12
      WHEN regexp_full_match(p, '\d{{4}}-[HS][12]') THEN 6
      WHEN regexp_full_match(p, '\d{{4}}-[QT][1-4]') THEN 3
      WHEN regexp_full_match(p, '\d{{4}}-(0[1-9]|1[0-2])') THEN 1
      WHEN regexp_full_match(p, '\d{{4}}-\d{{2}}-\d{{2}}(/\d{{4}}-\d{{2}}-\d{{2}})?') THEN 0
    END AS months
  FROM written),
dated AS (
  SELECT period, p, months,
    CASE months
      WHEN 0 THEN try_cast(left(p, 10) AS DATE)
      WHEN 1 THEN make_date(year, CAST(right(p, 2) AS INTEGER), 1)
      WHEN 12 THEN make_date(year, 1, 1)
      ELSE make_date(year, 1 + months * (CAST(right(p, 1) AS INTEGER) - 1), 1) END AS first_day
  FROM parted WHERE months IS NOT NULL AND year BETWEEN 1900 AND 2200)
SELECT *, concat(period_start, '/', period_end) AS span FROM (
  SELECT period,
    CASE WHEN months IN (3, 6) THEN translate(p, 'ST', 'HQ') ELSE p END AS label, months,
    first_day AS period_start,
    CASE WHEN months = 0 THEN try_cast(right(p, 10) AS DATE)
      ELSE CAST(first_day + to_months(months) - INTERVAL 1 DAY AS DATE) END AS period_end
  FROM dated)
"""


def read_periods(ledger: Ledger, locale: str | None) -> None:
    """Fill `period_read` from the periods of `raw`, and `period_spelling` with the odd ones."""
    ledger.run(PERIOD_TEXTS)
    ledger.run(CREATE_SPELLINGS)
    odd = {row.written: row.meant for row in ledger.run(ODD_PERIODS, most=MOST_ODD)}
    if found := _spellings(odd, locale):
        ledger.run(
            ADD_SPELLINGS,
            written=list(found),
            plain=[spelling.plain for spelling in found.values()],
            why=[spelling.why for spelling in found.values()],
        )
    if any(map(names_two_years, odd.values())):
        ledger.run(REFUSE_PAIRS)
    ledger.run(PERIODS)


def _spellings(odd: dict[str, str], locale: str | None) -> dict[str, Spelling]:
    """What each text says; where one shows that months stand first, no locale says otherwise."""
    if any(map(is_month_first, odd.values())):
        locale = None
    read = {written: read_spelling(said, locale) for written, said in odd.items()}
    return {written: spelling for written, spelling in read.items() if spelling}
