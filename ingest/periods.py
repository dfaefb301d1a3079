"""SQL that reads periods: a year, half-year, quarter, month, day, or a start and an end."""

from ingest.meanings import meant

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
PERIODS = rf"""
CREATE OR REPLACE TEMP TABLE period_read AS
WITH written AS (
  SELECT written AS period, CASE WHEN regexp_full_match(p, '{SERIAL}')
    THEN CAST(DATE '1899-12-30' + CAST(p AS INTEGER) AS VARCHAR) ELSE p END AS p
  FROM (SELECT written, {_in_one_form("upper(trim(meant))")} AS p
    FROM {meant("period", "SELECT period AS written FROM period_text")})),
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
