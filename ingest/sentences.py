"""Why a row was refused and how to mend it, in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass

from data.i18n import Language


@dataclass(frozen=True, slots=True)
class Problem:
    """One broken rule of one row: where it is, what stood there, what its sentence needs."""

    line: int
    column: str
    code: str
    cell: str | None = None
    hint: str | None = None

    def sentence(self, lang: str) -> str:
        """What is wrong and how to mend it."""
        message = OF_HINT.get((self.code, self.hint)) or SENTENCES[self.code]
        values = {"cell": _short(self.cell), "hint": self.hint or "", "column": self.column}
        return Language(lang).gettext(message, **values)


def _mark(message: str) -> str:
    """Lets the catalogue find a message that is translated later."""
    return message


def _short(cell: str | None) -> str:
    text = cell or ""
    return text if len(text) <= 60 else text[:57] + "…"


SENTENCES: Mapping[str, str] = {
    "too_many_fields": _mark(
        "This row has more fields than the first line names (“{hint}” is left over)."
        " Put quotes around texts that hold the separator."
    ),
    "missing_value": _mark("The column “{column}” is empty. Fill it in, or leave the row out."),
    "unknown_indicator": _mark(
        "No indicator is called “{cell}”. Use a code of the plan, such as {hint}."
    ),
    "unknown_partner": _mark(
        "No partner is registered as “{cell}”. Use the partner's id from the register,"
        " or ask the secretariat to add it."
    ),
    "unknown_place": _mark(
        "No place is called “{cell}”. Use an ISO 3166 code (BEN), an M49 code (002)"
        " or a country's usual name."
    ),
    "unknown_facility": _mark(
        "No facility is called “{cell}”. Use one of these, or leave it empty: {hint}."
    ),
    "bad_period": _mark(
        "“{cell}” is not a period. Write 2025, 2025-H1, 2025-Q3, 2025-07, 2025-07-15"
        " or 2025-01-01/2025-06-30."
    ),
    "future_period": _mark(
        "The period “{cell}” ends on {hint}, which is still to come."
        " Report a period that has ended."
    ),
    "bad_value": _mark("“{cell}” in the column “{column}” is not a number that can be used."),
    "ambiguous_number": _mark(
        "“{cell}” can be read as thousands or as decimals. Send the file with --locale,"
        " or write the number without a thousands separator."
    ),
    "unit_mismatch": _mark(
        "“{cell}” is not the unit of {hint} and cannot be converted into it."
        " Leave the unit empty or use the indicator's own."
    ),
    "out_of_range": _mark("The value “{cell}” is outside what this indicator allows ({hint})."),
    "bad_obs_status": _mark("“{cell}” is not an observation status. Use an SDMX code: {hint}."),
    "bad_disclosure": _mark("“{cell}” is not a disclosure class. Use one of: {hint}."),
    "too_long": _mark("The text in “{column}” is longer than {hint} characters. Shorten it."),
    "duplicate_in_file": _mark(
        "Line {hint} already reports the same indicator, partner, place, facility, period and"
        " activity. Keep one of them."
    ),
}
# Where the hint decides what there is to say.
OF_HINT: Mapping[tuple[str, str | None], str] = {
    ("wrong_place_kind", "country"): _mark(
        "“{cell}” is not a country, which is what this indicator counts."
        " Report each country with 1 or 0."
    ),
    ("wrong_place_kind", "region"): _mark(
        "“{cell}” is not a region, which is what this indicator counts."
        " Report each region with 1 or 0."
    ),
    ("unknown_facility", ""): _mark(
        "No facility is called “{cell}”: the plan has no facilities. Leave it empty."
    ),
}
