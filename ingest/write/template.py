"""A workbook for one partner: what it reported before and what it may report, to be filled in.

Rows nobody filled in (value and period both empty) are no errors when the file comes back: the
reader drops them, as it does the columns of `HELPERS`. The stamp tells it language and partner.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import XlsxFileError

from data.errors import ProductError, StorageError
from data.ledger.in_force import in_force
from data.ledger.kind_sql import YEARLY
from data.ledger.writer import Ledger
from data.plan.model import Indicator, Plan
from data.reference.places import fold, load_places
from data.reference.plan_sources import read_plan
from data.settings import Settings
from data.text.i18n import Language
from ingest.checks.rules import DISCLOSURES, OBS_STATUSES
from ingest.columns.header_names import COLUMNS
from ingest.columns.helper_columns import HELPERS
from ingest.formats.xlsx import STAMP
from ingest.write.template_guide import HELP, Formats, header, write_guide

VERSION = "1"
LISTS = "_lists"
MOST_ROWS = 20_000  # more is nothing to fill in by hand
SPARE_ROWS = 500  # below the last one, with the same help
IDS = "SELECT id FROM partner ORDER BY id"
# The newest report in force of each thing reported, its period aside. An activity that has a state
# is told again; amounts of one year are not those of the next.
REPORTED = f"""
WITH in_force AS ({in_force("partner = :partner")}),
reported AS (
  SELECT m.* REPLACE (IF({YEARLY}, NULL, m.activity) AS activity)
  FROM in_force AS m JOIN indicator AS i ON i.id = m.indicator)
SELECT indicator, place, facility, activity, disclosure, period, value FROM reported
QUALIFY row_number() OVER (
  PARTITION BY indicator, place, facility, activity
  ORDER BY period_end DESC, period_start DESC, line DESC) = 1
ORDER BY period_end DESC, place, facility, activity
"""
WIDTHS = {
    "place": 20,
    "period": 14,
    "value": 14,
    "denominator": 14,
    "unit": 26,
    "activity": 18,
    "source": 28,
    "comment": 34,
}


@dataclass(frozen=True, slots=True)
class _Row:
    """A row to fill in: what is known already, by our columns, and what was said last."""

    cells: dict[str, str]
    name: str
    value: float | None = None
    period: str = ""


def write_template(
    ledger: Ledger, settings: Settings, partner: str, lang: str, target: Path
) -> int:
    """Write the template; its number of rows. Raises `ProductError` for an unknown partner."""
    _refuse_unknown(ledger, settings, partner)
    plan = read_plan(settings.plan).plan
    reported = _reported(ledger, plan, partner, lang)
    told = {row.cells["indicator"] for row in reported}
    rows = [*reported, *_others(plan, partner, lang, told)]
    if len(rows) > MOST_ROWS:
        raise ProductError(
            f"{partner} reported {len(rows):,} different things, too many to fill in by hand."
            " Send a CSV file instead; `python -m ingest export` shows its columns."
        )
    partial = target.with_name(f".{target.name}.partial")
    try:
        _write(partial, plan, partner, lang, rows)
        partial.replace(target)
    except (OSError, XlsxFileError) as error:
        raise StorageError(f"{target} cannot be written: {error}.") from error
    finally:
        partial.unlink(missing_ok=True)
    return len(rows)


def _refuse_unknown(ledger: Ledger, settings: Settings, partner: str) -> None:
    ids = [row.id for row in ledger.run(IDS)]
    if partner in ids:
        return
    near = get_close_matches(partner.lower(), ids, n=1, cutoff=0.5)
    meant = f" Did you mean “{near[0]}”?" if near else ""
    register = read_plan(settings.plan).register
    raise ProductError(
        f"No partner has the id “{partner}”.{meant} The ids are in {register or 'the register'}"
        " and end the address of each partner's page (/partner/…)."
    )


# --- Rows ---


def _reported(ledger: Ledger, plan: Plan, partner: str, lang: str) -> list[_Row]:
    """What the partner reported, in the order of the plan, newest first."""
    order = {indicator.id: n for n, indicator in enumerate(plan.indicators + plan.context)}
    found = [r for r in ledger.run(REPORTED, partner=partner) if r.indicator in order]
    found.sort(key=lambda row: order[row.indicator])
    rows = []
    for said in found:
        indicator = plan.indicator(said.indicator)
        cells = _known(plan, indicator, partner, lang) | {
            "place": said.place,
            "facility": said.facility,
            "activity": said.activity or "",
            # Left empty it would be public.
            "disclosure": "" if said.disclosure == "public" else said.disclosure,
        }
        rows.append(_Row(cells, indicator.name.text(lang), said.value, said.period))
    return rows


def _others(plan: Plan, partner: str, lang: str, told: set[str]) -> list[_Row]:
    """The indicators of the plan that the partner never reported."""
    return [
        _Row(_known(plan, indicator, partner, lang), indicator.name.text(lang))
        for indicator in plan.indicators
        if indicator.id not in told
    ]


def _known(plan: Plan, indicator: Indicator, partner: str, lang: str) -> dict[str, str]:
    home = plan.objective(indicator.objective).facility if indicator.objective else None
    unit = plan.unit(indicator.measure_unit or indicator.unit).name.text(lang)
    return {"indicator": indicator.id, "partner": partner, "facility": home or "", "unit": unit}


# --- The workbook ---


def _write(target: Path, plan: Plan, partner: str, lang: str, rows: Sequence[_Row]) -> None:
    options = {
        "strings_to_urls": False,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(target, options) as book:
        formats = Formats.of(book)
        t = Language(lang)
        measures = book.add_worksheet(t.gettext("Measures"))
        write_guide(book.add_worksheet(t.gettext("How to")), formats, plan, partner, lang)
        lists = _write_lists(book.add_worksheet(LISTS), plan, lang)
        _write_stamp(book.add_worksheet(STAMP), plan, partner, lang)
        _write_header(measures, formats, t)
        for line, row in enumerate(rows, 1):
            _write_row(measures, formats, line, row)
        last = len(rows) + SPARE_ROWS
        _offer(measures, t, last, lists)


def _write_header(sheet: Any, formats: Formats, t: Language) -> None:
    sheet.freeze_panes(1, 1)
    sheet.set_row(0, 24)
    for place, (column, name) in enumerate(zip(COLUMNS, header(t.lang), strict=True)):
        number = column in ("value", "denominator")
        sheet.set_column(
            place, place, WIDTHS.get(column, 13), formats.number if number else formats.text
        )
        sheet.write_string(0, place, name, formats.header)
        sheet.write_comment(0, place, t.gettext(HELP[column]), {"x_scale": 2, "font_size": 10})
    for place, (name, width) in enumerate(zip(HELPERS, (52, 14, 20), strict=True), len(COLUMNS)):
        sheet.set_column(place, place, width, formats.helper)
        sheet.write_string(0, place, t.gettext(name), formats.helper_header)


def _write_row(sheet: Any, formats: Formats, line: int, row: _Row) -> None:
    for place, column in enumerate(COLUMNS):
        if cell := row.cells.get(column):
            sheet.write_string(line, place, cell, formats.text)
    first = len(COLUMNS)
    sheet.write_string(line, first, row.name, formats.helper)
    if row.value is not None:
        sheet.write_number(line, first + 1, row.value, formats.helper)
        sheet.write_string(line, first + 2, row.period, formats.helper)


def _write_stamp(sheet: Any, plan: Plan, partner: str, lang: str) -> None:
    """What the reader goes by."""
    said = {"template": VERSION, "locale": lang, "partner": partner, "plan": plan.version}
    for line, pair in enumerate(said.items()):
        for place, text in enumerate(pair):
            sheet.write_string(line, place, text)
    sheet.very_hidden()


def _write_lists(sheet: Any, plan: Plan, lang: str) -> dict[str, str]:
    """What may be chosen, a column a list with what it means beside; where each list lies."""
    ranges = {}
    for number, (column, entries) in enumerate(_lists(plan, lang)):
        for line, (choice, meaning) in enumerate(entries):
            sheet.write_string(line, 2 * number, choice)
            sheet.write_string(line, 2 * number + 1, meaning)
        letter = chr(ord("A") + 2 * number)
        ranges[column] = f"={LISTS}!${letter}$1:${letter}${max(1, len(entries))}"
    sheet.hide()
    return ranges


def _lists(plan: Plan, lang: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """For each column with a choice, what may be chosen and what it means."""
    indicators = plan.indicators + plan.context
    yield "indicator", [(indicator.id, indicator.name.text(lang)) for indicator in indicators]
    named = sorted(((p.name(lang), p.code) for p in load_places()), key=lambda p: fold(p[0]))
    yield "place", [*named, *((code, name) for name, code in named)]
    yield "facility", [(facility.id, facility.name.text(lang)) for facility in plan.facilities]
    units = {indicator.measure_unit or indicator.unit for indicator in indicators}
    used = [unit for unit in plan.units if unit.id in units]
    names = dict.fromkeys(unit.name.text(lang) for unit in used)
    others = dict.fromkeys(code for unit in used for code in unit.conversions)
    yield "unit", [(choice, "") for choice in (*names, *others)]
    yield "obs_status", [(code, "") for code in OBS_STATUSES]
    yield "disclosure", [(word, "") for word in DISCLOSURES]


def _offer(sheet: Any, t: Language, last: int, lists: dict[str, str]) -> None:
    """Choices, help and what a number must be, for every row down to the last one."""
    for place, (column, name) in enumerate(zip(COLUMNS, header(t.lang), strict=True)):
        options: dict[str, object] = {"validate": "any"}
        if column in lists:
            # A place may be written in other ways, a unit too; the rest has to be of the list.
            kind = "warning" if column in ("place", "unit") else "stop"
            options = {"validate": "list", "source": lists[column], "error_type": kind}
            options["error_message"] = t.gettext("Choose from the list.")
        elif column in ("value", "denominator"):
            options = {"validate": "decimal", "criteria": "between"}
            options |= {"minimum": -1e15, "maximum": 1e15}
            options["error_message"] = t.gettext("Write a number, without its unit.")
        if column in ("unit", "period"):
            options |= {"input_title": name, "input_message": t.gettext(HELP[column])}
        if len(options) > 1:
            sheet.data_validation(1, place, last, place, options)
