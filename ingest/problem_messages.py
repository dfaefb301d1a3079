"""Why a row was refused and how to mend it, in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from data.errors import ProductError, UnreadableFileError
from data.text.i18n import Language
from data.text.marks import mark
from ingest.formats.readers.workbook_xml import FORMULA_MARK


@dataclass(frozen=True, slots=True)
class Problem:
    """One broken rule of one row: where it is, what stood there, what its sentence needs.

    `line` tells rows apart; `found_at` is where a person finds the row, None as in batches of old.
    """

    line: int
    column: str
    code: str
    cell: str | None = None
    hint: str | None = None
    found_at: str | None = None

    def sentence(self, lang: str, column: str = "") -> str:
        """What is wrong and how to mend it; `column` is what the sender calls the column."""
        message = OF_HINT.get((self.code, self.hint)) or _OF_CODE[self.code]
        t = Language(lang)
        hint = self.hint or ""
        if self.code in OF_DAY and hint:
            hint = t.date(date.fromisoformat(hint))
        said = {"cell": _short(self.cell), "hint": hint, "column": column or self.column}
        return t.gettext(message, **said)


OF_DAY = ("future_period", "looks_cumulative")  # whose hint is a day


def refusal(error: ProductError, lang: str) -> str:
    """Why a whole file was refused, in the reader's language where it is known in it."""
    if isinstance(error, UnreadableFileError):
        return Language(lang).gettext(error.message, **error.values)
    return str(error)


def _short(cell: str | None) -> str:
    text = (cell or "").removeprefix(FORMULA_MARK)
    return text if len(text) <= 60 else text[:57] + "…"


SENTENCES: Mapping[str, str] = {
    "too_many_fields": mark(
        "This row has more fields than the first line names (“{hint}” is left over)."
        " Put quotes around texts that hold the separator."
    ),
    "formula_without_result": mark(
        "The formula “{cell}” came without its result. Open the file in a spreadsheet program and"
        " save it there, or put the value in place of the formula."
    ),
    "missing_value": mark("The column “{column}” is empty. Fill it in, or leave the row out."),
    "unknown_indicator": mark(
        "No indicator is called “{cell}”. Use a code of the plan, such as {hint}."
    ),
    "unknown_partner": mark(
        "No partner is registered as “{cell}”. Use the partner's id from the register,"
        " or ask the secretariat to add it."
    ),
    "not_your_partner": mark(
        "This row reports for “{cell}”, but you report for {hint}. Leave the column empty, or have"
        " that organisation send it."
    ),
    "unknown_place": mark(
        "No place is called “{cell}”. Use an ISO 3166 code (BEN), an M49 code (002)"
        " or a country's usual name."
    ),
    "several_places": mark(
        "“{cell}” names several places. Give each of them a row with its own value, or report for"
        " the smallest region that holds them all."
    ),
    "unknown_facility": mark(
        "No facility is called “{cell}”. Use one of these, or leave it empty: {hint}."
    ),
    "bad_period": mark(
        "“{cell}” is not a period. Write 2025, 2025-H1, 2025-Q3, 2025-07, 2025-07-15"
        " or 2025-01-01/2025-06-30."
    ),
    "spans_years": mark(
        "The period “{cell}” is longer than a year, and this indicator is counted by year. Report"
        " each year by itself, such as {hint}."
    ),
    "looks_cumulative": mark(
        "Amounts that begin on {hint} grow with every report, as running totals do, so that this"
        " row cannot be counted. Report what happened in each period by itself: 2025-Q1, 2025-Q2 …"
    ),
    "nothing_to_retract": mark(
        "There is no report of the same indicator, partner, place, facility, period and activity"
        " that could be taken back. Check these columns."
    ),
    "other_year": mark(
        "The year of this period begins on “{cell}”, not on 1 January. Write the period by its"
        " days, such as 2025-07-01/2026-06-30."
    ),
    "future_period": mark(
        "The period “{cell}” ends on {hint}, which is still to come."
        " Report a period that has ended."
    ),
    "bad_value": mark("“{cell}” in the column “{column}” is not a number that can be used."),
    "ambiguous_number": mark(
        "“{cell}” can be read as thousands or as decimals. Write it without a thousands separator,"
        " or say how numbers are written: --locale en, fr, es-ES or es-MX."
    ),
    "unit_mismatch": mark(
        "“{cell}” is not the unit of {hint} and cannot be converted into it."
        " Leave the unit empty or use the indicator's own."
    ),
    "out_of_range": mark("The value “{cell}” is outside what this indicator allows ({hint})."),
    "total_row": mark(
        "“{hint}” looks like a row of totals. Totals are made here from the single rows:"
        " leave it out."
    ),
    "not_additive": mark(
        "The publisher says that this result must not be added up with others, and {hint} is a"
        " sum. Report the single figures, or ask the secretariat."
    ),
    "left_out": mark("This row is no measure, so it was left out ({hint})."),
    "bad_obs_status": mark("“{cell}” is not an observation status. Use an SDMX code: {hint}."),
    "bad_embargo": mark(
        "“{cell}” is not a time until which a row can be held back. Write it as"
        " 2027-01-31T12:00:00, or leave it empty."
    ),
    "bad_action": mark(
        "“{cell}” is not an action of SDMX. Use I, A, R or M for values, D to delete."
    ),
    "bad_disclosure": mark("“{cell}” is not a disclosure class. Use one of: {hint}."),
    "would_reveal_others": mark(
        "This value was reported in confidence and stands in a published amount: public, it would"
        " tell what the others in it reported. Keep it as “aggregate”; a later period may be"
        " public."
    ),
    "too_long": mark("The text in “{column}” is longer than {hint} characters. Shorten it."),
    "duplicate_in_file": mark(
        "Line {hint} already reports the same indicator, partner, place, facility, period and"
        " activity. Keep one of them."
    ),
}
# Doubts about rows that went in.
WARNINGS: Mapping[str, str] = {
    "unusual_value": mark(
        "“{cell}” is more than ten times what any partner reports in all ({hint}). Check the"
        " unit and the decimal point."
    ),
    "unusual_jump": mark(
        "“{cell}” is far from what this partner reported before ({hint}). Check the value, or"
        " say in the comment what happened."
    ),
    "looks_like_baseline": mark(
        "“{cell}” is the plan's baseline of {hint}. Report what was measured in this period."
    ),
    "looks_like_target": mark(
        "“{cell}” is the plan's target for {hint}. Report what was reached, not what is aimed at."
    ),
    "looks_like_fraction": mark(
        "“{cell}” is less than one percent. If it is a fraction of one, report it in percent."
    ),
    "overlapping_period": mark(
        "The period “{cell}” overlaps in part with {hint}, which is reported too. The earlier"
        " report counts until this is settled: report periods that do not overlap."
    ),
    "whole_and_parts": mark(
        "A total and its parts are both reported: {hint} of it counts once. Check that the parts"
        " belong to this total."
    ),
    "same_fact": mark(
        "The same value of the same place and period is reported twice ({hint}), so it counts once."
        " Take one of the two back, or tell the reviewer that both are right."
    ),
    "joint": mark(
        "The activity “{cell}” is reported by {hint} too. What both report of it counts once: agree"
        " on who leads it."
    ),
    "counts_nowhere": mark(
        "“aggregate” counts in totals that add up. {hint} shows one report for all, so this value"
        " counts nowhere: report it as public, or to the coalition."
    ),
    "single_day": mark(
        "“{cell}” is a single day. Spreadsheets make one of a month: if you mean {hint}, write"
        " that as text."
    ),
    "other_direction": mark(
        "The publisher counts the other direction as progress than {hint} does. Check that the"
        " two mean the same."
    ),
}
# Why a row is no measure.
LEFT_OUT: Mapping[str, str] = {
    "target": mark("This row is a target, not a measure: left out."),
    "baseline": mark("This row is a baseline, not a measure: left out."),
    "qualitative": mark("This result is told in words, not in numbers: left out."),
    "breakdown": mark("This row is part of a total that is reported beside it: left out."),
    "deleted": mark("The sender deletes this observation, which was not reported here: left out."),
    "missing": mark("The sender says that this value is missing: left out."),
    "embargo": mark(
        "This value is under embargo until {cell}: left out. Send it again after that."
    ),
    "edited": mark("A later edit of this submission is in the same file: only that one counts."),
    "not_approved": mark("This submission is not approved yet: left out until it is."),
    "not_selected": mark("The mapping takes only some of the rows, and not this one: left out."),
}
# Where the hint decides what there is to say.
OF_HINT: Mapping[tuple[str, str | None], str] = {
    ("wrong_place_kind", "country"): mark(
        "“{cell}” is not a country, which is what this indicator counts."
        " Report each country with 1 or 0."
    ),
    ("wrong_place_kind", "region"): mark(
        "“{cell}” is not a region, which is what this indicator counts."
        " Report each region with 1 or 0."
    ),
    ("unknown_facility", ""): mark(
        "No facility is called “{cell}”: the plan has no facilities. Leave it empty."
    ),
    ("unknown_place", "former_state"): mark(
        "“{cell}” is a state that no longer exists. Report each of today's states in a row of its"
        " own."
    ),
    ("bad_period", "fiscal_year"): mark(
        "“{cell}” may be two years, or a fiscal year that starts in one. Write its first and last"
        " day: 2024-07-01/2025-06-30 or 2024-01-01/2025-12-31."
    ),
    ("bad_period", "day_or_month"): mark(
        "“{cell}” can be read with the day or with the month first. Write the year first, such as"
        " 2025-07-15."
    ),
    **{("left_out", why): message for why, message in LEFT_OUT.items()},
}
_OF_CODE = {**SENTENCES, **WARNINGS}
