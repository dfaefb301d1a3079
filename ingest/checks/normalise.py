"""From texts to codes, dates and numbers: `raw` becomes `staged`, a row a row, as SQL.

What cannot be read stays NULL beside its text; `ingest.checks.rules` then says why. Nothing is
guessed: `1.234` without a locale is no number here.
"""

from datetime import date

from data.ledger.identifiers import natural_key
from data.ledger.in_force import RETRACT
from data.ledger.writer import Ledger
from data.reference.places import FOLD_SQL
from ingest.checks.rules import LOOK_AT_READ, LOOK_AT_TEXTS
from ingest.checks.standard_periods import read_standard_periods
from ingest.columns.header_names import is_sdmx
from ingest.columns.layout import Layout
from ingest.columns.meanings import blank, identifier, meant, plain_text, power_of_ten, text_meant
from ingest.columns.numbers import number_sql
from ingest.columns.periods import read_periods
from ingest.columns.standards import follows, refuse_unclear

# What SDMX's CONF_STATUS asks of us (CL_CONF_STATUS 1.3): free to publish; not to be published;
# confidential, and so that it may count in totals; free once its embargo is over.
SDMX_CONFIDENTIALITY = {
    "f": "public",
    "n": "secretariat",
    **dict.fromkeys("cdsaotgm", "aggregate"),
}
SDMX_UNTIL_EMBARGO = "e"
SDMX_TOTALS = ("_T", "_Z", "_X")  # an activity that is none: total, not applicable, unspecified
# Who reports a row: whom it names, or whom the call names.
REPORTER = f"IF({blank('r.partner')}, CAST(:partner AS VARCHAR), r.partner)"
# Whether a percent sign says the unit that the row has.
IN_PERCENT = "i.unit = 'percent' AND coalesce(u.factor, 1) = 1"
PLACE_SEPARATOR = r"[;,/&+|()\n]| - | – |: | (and|et|y|e) "
# Texts repeat, so each distinct one is read once and the rows are joined to what it means.
INDICATORS = f"""
CREATE OR REPLACE TEMP TABLE indicator_read AS
SELECT w.written, i.* FROM {meant("indicator")} AS w
JOIN indicator AS i ON lower(i.id) = lower(trim(w.meant))
"""
PARTNERS = f"""
CREATE OR REPLACE TEMP TABLE partner_read AS
WITH alias AS (
  SELECT alias, any_value(id) AS id FROM (
    SELECT {FOLD_SQL.format("id")} AS alias, id FROM partner
    UNION SELECT {FOLD_SQL.format("name")}, id FROM partner
    UNION SELECT {FOLD_SQL.format("acronym")}, id FROM partner WHERE acronym IS NOT NULL)
  GROUP BY alias HAVING count(DISTINCT id) = 1 AND alias <> '')
SELECT w.written, a.id
FROM {meant("partner", f"SELECT DISTINCT {REPORTER} AS written FROM raw AS r")} AS w
JOIN alias AS a ON a.alias = {FOLD_SQL.format("w.meant")}
"""
PLACES = f"""
CREATE OR REPLACE TEMP TABLE place_read AS
SELECT w.written, p.code, p.kind FROM {meant("place")} AS w
JOIN place_alias AS a ON a.alias = {FOLD_SQL.format("w.meant")}
JOIN place AS p ON p.code = a.code
"""
# Texts that name no place but hold several: Bénin; Togo, or Kenya and Uganda. Said twice, as in
# Bénin (BEN), one place is one.
SEVERAL_PLACES = rf"""
CREATE OR REPLACE TEMP TABLE several_places AS
WITH unread AS (
  SELECT written, meant FROM {meant("place")} ANTI JOIN place_read USING (written)),
part AS (
  SELECT written, unnest(string_split_regex(lower(meant), '{PLACE_SEPARATOR}')) AS said FROM unread)
SELECT written, count(*) = count(a.code) AS whole, list(DISTINCT a.code) AS codes
FROM part AS p LEFT JOIN place_alias AS a ON a.alias = {FOLD_SQL.format("p.said")}
WHERE trim(said) <> '' GROUP BY written HAVING count(a.code) > 1
"""
SAID_TWICE = """
INSERT INTO place_read
SELECT s.written, p.code, p.kind FROM several_places AS s JOIN place AS p ON p.code = s.codes[1]
WHERE s.whole AND len(s.codes) = 1
"""
FACILITIES = f"""
CREATE OR REPLACE TEMP TABLE facility_read AS
SELECT w.written, f.id FROM {meant("facility")} AS w
JOIN facility AS f ON upper(replace(f.id, ' ', '')) = upper(replace(w.meant, ' ', ''))
"""
STAGED = """
CREATE OR REPLACE TEMP TABLE staged AS
WITH readable AS (
  SELECT r.line, i.id AS indicator, i.kind, i.low, i.high, i.place_kind, i.needs_denominator,
    i.adds_up, w.id AS partner, p.code AS place, p.kind AS kind_of_place,
    coalesce(f.id, CASE WHEN {blank_facility} THEN coalesce(i.facility, '') END) AS facility,
    {of_sdmx} AS of_sdmx, d.label AS period, d.months, d.period_start, d.period_end, d.span,
    {value} * {factor} AS value, {denominator} * {factor} AS denominator,
    {blank_unit} OR u.factor IS NOT NULL AS unit_fits,
    {status} AS obs_status,
    {disclosure} AS disclosure,
    {activity} AS activity, {parent_activity} AS parent_activity, {source} AS source,
    {comment} AS comment,
    r.denominator IS NOT NULL AS denominator_said, {look_at_texts} AS odd
  FROM raw AS r
  LEFT JOIN indicator_read AS i ON i.written = r.indicator
  LEFT JOIN partner_read AS w ON w.written = {partner}
  LEFT JOIN place_read AS p ON p.written = r.place
  LEFT JOIN facility_read AS f ON f.written = r.facility
  LEFT JOIN period_read AS d ON d.period = r.period
  LEFT JOIN unit AS u ON u.indicator = i.id AND u.code = lower(trim({unit})))
-- What rows are judged by is looked up again for the few that are suspect.
SELECT
  * EXCLUDE (span, odd, kind, low, high, place_kind, needs_denominator, adds_up, kind_of_place),
  odd OR {look_at_read} AS suspect, {key} AS key
FROM readable AS s
"""


BOUND_TO = "CREATE OR REPLACE TEMP TABLE bound_to AS SELECT CAST(:only AS VARCHAR) AS partner"


def normalise(ledger: Ledger, layout: Layout, today: date, only: str | None = None) -> None:
    """Fill `staged`, by what the layout says of locale, partner and meanings.

    `suspect` marks rows that may break a rule; `only` is whom the sender may report for, if not
    for everyone.
    """
    ledger.run(BOUND_TO, only=only)
    refuse_unclear(ledger, layout)
    for statement in (INDICATORS, PLACES, SEVERAL_PLACES, SAID_TWICE, FACILITIES):
        ledger.run(statement)
    read_periods(ledger, layout.locale)
    read_standard_periods(ledger, layout)
    ledger.run(PARTNERS, partner=layout.partner)
    unit = text_meant(layout, "unit")
    factor = f"IF({blank(unit)}, 1, u.factor) * {power_of_ten(layout)}"
    staged = STAGED.format(
        value=number_sql(text_meant(layout, "value"), layout.locale, IN_PERCENT),
        denominator=number_sql(text_meant(layout, "denominator"), layout.locale, IN_PERCENT),
        factor=factor,
        of_sdmx=follows(layout, is_sdmx),
        blank_unit=blank(unit),
        blank_facility=blank("r.facility"),
        unit=unit,
        status=_status(f"trim({text_meant(layout, 'obs_status')})"),
        disclosure=_disclosure(f"lower(trim({text_meant(layout, 'disclosure')}))"),
        partner=REPORTER,
        activity=f"IF(r.activity IN {SDMX_TOTALS}, NULL, {identifier('r.activity')})",
        parent_activity=identifier("r.parent_activity"),
        source=plain_text("r.source"),
        comment=plain_text("r.comment"),
        key=natural_key("activity", "span"),
        look_at_texts=LOOK_AT_TEXTS,
        look_at_read=LOOK_AT_READ,
    )
    ledger.run(staged, partner=layout.partner, today=today.isoformat())


def _status(said: str) -> str:
    """A code of SDMX, final where nothing is said, or that the value is taken back."""
    code = f"coalesce(nullif(upper({said}), ''), 'A')"
    return f"IF(lower({said}) = '{RETRACT}', '{RETRACT}', {code})"


def _disclosure(said: str) -> str:
    """A class of ours, of SDMX, or public where nothing is said."""
    sdmx = ", ".join(f"'{code}': '{ours}'" for code, ours in SDMX_CONFIDENTIALITY.items())
    embargoed = f"IF({blank('r.embargo')}, 'secretariat', 'public')"
    known = (
        f"IF({said} = '{SDMX_UNTIL_EMBARGO}', {embargoed},"
        f" coalesce(MAP {{{sdmx}}}[{said}], nullif({said}, '')))"
    )
    return f"IF({said} IS NULL, 'public', coalesce({known}, 'public'))"
