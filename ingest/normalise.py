"""From texts to codes, dates and numbers: `raw` becomes `staged`, a row a row, as SQL.

What cannot be read stays NULL beside its text; `ingest.rules` then says why. Nothing is guessed:
`1.234` without a locale is no number here.
"""

from data.ledger import Ledger
from data.places import FOLD_SQL

# Separators of decimals and thousands; without a locale only what can be read one way is.
LOCALES: dict[str | None, tuple[str, str]] = {
    "en": (".", ","),
    "fr": (",", "."),
    "es": (",", "."),
}
AMBIGUOUS = r"[-+]?[1-9]\d{0,2}[.,]\d{3}"


def blank(column: str) -> str:
    """Whether a text says nothing."""
    return f"coalesce(trim({column}), '') = ''"


# Who reports a row: whom it names, or whom the call names.
REPORTER = f"IF({blank('r.partner')}, CAST(:partner AS VARCHAR), r.partner)"
# Texts repeat, so each distinct one is read once and the rows are joined to what it means.
INDICATORS = """
CREATE OR REPLACE TEMP TABLE indicator_read AS
SELECT w.written, i.* FROM (SELECT DISTINCT indicator AS written FROM raw) AS w
JOIN indicator AS i ON lower(i.id) = lower(trim(w.written))
"""
PARTNERS = f"""
CREATE OR REPLACE TEMP TABLE partner_read AS
WITH alias AS (
  SELECT alias, any_value(id) AS id FROM (
    SELECT {FOLD_SQL.format("id")} AS alias, id FROM partner
    UNION SELECT {FOLD_SQL.format("name")}, id FROM partner
    UNION SELECT {FOLD_SQL.format("acronym")}, id FROM partner WHERE acronym IS NOT NULL)
  GROUP BY alias HAVING count(DISTINCT id) = 1 AND alias <> ''),
written AS (SELECT DISTINCT {REPORTER} AS written FROM raw AS r)
SELECT w.written, a.id FROM written AS w
JOIN alias AS a ON a.alias = {FOLD_SQL.format("w.written")}
"""
PLACES = f"""
CREATE OR REPLACE TEMP TABLE place_read AS
SELECT w.written, p.code, p.kind FROM (SELECT DISTINCT place AS written FROM raw) AS w
JOIN place_alias AS a ON a.alias = {FOLD_SQL.format("w.written")}
JOIN place AS p ON p.code = a.code
"""
FACILITIES = """
CREATE OR REPLACE TEMP TABLE facility_read AS
SELECT w.written, f.id FROM (SELECT DISTINCT facility AS written FROM raw) AS w
JOIN facility AS f ON upper(replace(f.id, ' ', '')) = upper(replace(w.written, ' ', ''))
"""
# A table of its own: DuckDB would otherwise read periods before it makes them distinct.
PERIOD_TEXTS = "CREATE OR REPLACE TEMP TABLE period_text AS SELECT DISTINCT period FROM raw"
PERIODS = r"""
CREATE OR REPLACE TEMP TABLE period_read AS
WITH written AS (SELECT period, upper(trim(period)) AS p FROM period_text),
parted AS (
  SELECT period, p, try_cast(left(p, 4) AS INTEGER) AS year,
    CASE
      WHEN regexp_full_match(p, '\d{4}') THEN 12
      WHEN regexp_full_match(p, '\d{4}-[HS][12]') THEN 6
      WHEN regexp_full_match(p, '\d{4}-[QT][1-4]') THEN 3
      WHEN regexp_full_match(p, '\d{4}-(0[1-9]|1[0-2])') THEN 1
      WHEN regexp_full_match(p, '\d{4}-\d{2}-\d{2}(/\d{4}-\d{2}-\d{2})?') THEN 0 END AS months
  FROM written),
dated AS (
  SELECT period, p, months,
    CASE months
      WHEN 0 THEN try_cast(left(p, 10) AS DATE)
      WHEN 1 THEN make_date(year, CAST(right(p, 2) AS INTEGER), 1)
      WHEN 12 THEN make_date(year, 1, 1)
      ELSE make_date(year, 1 + months * (CAST(right(p, 1) AS INTEGER) - 1), 1) END AS first_day
  FROM parted WHERE months IS NOT NULL AND year BETWEEN 1900 AND 2200)
SELECT *, concat(period_start, '/', period_end) AS span FROM (SELECT period,
  CASE WHEN months IN (3, 6) THEN translate(p, 'ST', 'HQ') ELSE p END AS label,
  first_day AS period_start,
  CASE WHEN months = 0 THEN try_cast(right(p, 10) AS DATE)
    ELSE CAST(first_day + to_months(months) - INTERVAL 1 DAY AS DATE) END AS period_end
FROM dated)
"""
STAGED = """
CREATE OR REPLACE TEMP TABLE staged AS
WITH readable AS (
  SELECT r.line, i.id AS indicator, i.kind, i.low, i.high, i.place_kind, i.needs_denominator,
    w.id AS partner, p.code AS place, p.kind AS kind_of_place,
    coalesce(f.id, CASE WHEN {blank_facility} THEN coalesce(i.facility, '') END) AS facility,
    d.label AS period, d.period_start, d.period_end, d.span,
    {value} * {factor} AS value, {denominator} * {factor} AS denominator,
    {blank_unit} OR u.factor IS NOT NULL AS unit_fits,
    coalesce(nullif(upper(trim(r.obs_status)), ''), 'A') AS obs_status,
    coalesce(nullif(lower(trim(r.disclosure)), ''), 'public') AS disclosure,
    {texts}
  FROM raw AS r
  LEFT JOIN indicator_read AS i ON i.written = r.indicator
  LEFT JOIN partner_read AS w ON w.written = {partner}
  LEFT JOIN place_read AS p ON p.written = r.place
  LEFT JOIN facility_read AS f ON f.written = r.facility
  LEFT JOIN period_read AS d ON d.period = r.period
  LEFT JOIN unit AS u ON u.indicator = i.id AND u.code = lower(trim(r.unit)))
-- The same natural key always gives the same number.
SELECT * EXCLUDE (span), md5_number_lower(
  concat_ws('|', indicator, partner, place, facility, span, coalesce(activity, ''))) AS key
FROM readable
"""


def normalise(ledger: Ledger, partner: str | None, locale: str | None) -> None:
    """Fill `staged`; `partner` reports for rows that name none, `locale` reads the numbers."""
    for statement in (INDICATORS, PLACES, FACILITIES, PERIOD_TEXTS, PERIODS):
        ledger.run(statement)
    ledger.run(PARTNERS, partner=partner)
    staged = STAGED.format(
        value=number_sql("r.value", locale),
        denominator=number_sql("r.denominator", locale),
        factor=f"IF({blank('r.unit')}, 1, u.factor)",
        blank_unit=blank("r.unit"),
        blank_facility=blank("r.facility"),
        partner=REPORTER,
        texts=", ".join(
            f"nullif(trim(r.{column}), '') AS {column}"
            for column in ("activity", "source", "comment")
        ),
    )
    ledger.run(staged, partner=partner)


def number_sql(column: str, locale: str | None) -> str:
    """The number a text says in a locale, or NULL; plain numbers take the short way."""
    plain = rf"regexp_full_match({column}, '[-+]?\d+([.]\d{{1,2}}|[.]\d{{4,}})?')"
    return (
        f"CASE WHEN {column} IS NULL THEN NULL WHEN {plain} THEN try_cast({column} AS DOUBLE)"
        f" ELSE {_careful_number(column, locale)} END"
    )


def _careful_number(column: str, locale: str | None) -> str:
    """Spaces between thousands, true minus signs, and the two separators."""
    text = rf"replace(regexp_replace({column}, '[\s\x{{A0}}\x{{202F}}'']', '', 'g'), '−', '-')"
    if locale:
        decimal, thousands = LOCALES[locale]
        return _decimal_number(text, decimal, thousands)
    point, comma = _decimal_number(text, ".", ","), _decimal_number(text, ",", ".")
    return (
        f"CASE WHEN regexp_full_match({text}, '{AMBIGUOUS}') THEN NULL"
        # One kind of separator: said once it is the decimals', said again the thousands'.
        f" WHEN {text} NOT LIKE '%,%' THEN IF({text} LIKE '%.%.%', {comma}, {point})"
        f" WHEN {text} NOT LIKE '%.%' THEN IF({text} LIKE '%,%,%', {point}, {comma})"
        # Both: the last one is the decimals'.
        f" WHEN strpos(reverse({text}), ',') < strpos(reverse({text}), '.') THEN {comma}"
        f" ELSE {point} END"
    )


def _decimal_number(text: str, decimal: str, thousands: str) -> str:
    """A number written with these separators, thousands in well-formed groups or none."""
    shape = rf"[-+]?(\d+|\d{{1,3}}([{thousands}]\d{{3}})+)([{decimal}]\d+)?([eE][-+]?\d{{1,3}})?"
    plain = f"replace(replace({text}, '{thousands}', ''), '{decimal}', '.')"
    return f"CASE WHEN regexp_full_match({text}, '{shape}') THEN try_cast({plain} AS DOUBLE) END"
