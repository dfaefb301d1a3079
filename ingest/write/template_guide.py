"""The sheet of a template that says how to fill it in, and what its columns want.

No row names two of our columns, so that the sheet is never taken for one of measures.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from data.plan.model import Indicator, Plan
from data.text.i18n import Language
from data.text.marks import mark
from ingest.columns.header_names import COLUMNS, column_name

GREEN = "#1d4d3b"


HELP = {
    "indicator": mark("A code of the plan, such as A1.1. The next sheet lists them all."),
    "partner": mark("The id of your organisation. Leave it as it is."),
    "place": mark(
        "Where it happened: a country, a region or the world, by name or code."
        " Not the seat of your organisation."
    ),
    "facility": mark("The facility it counts for. Leave it empty for the indicator’s own."),
    "period": mark(
        "2025, 2025-H1, 2025-Q3, 2025-07, 2025-07-15 or 2025-01-01/2025-06-30."
        " The period must have ended."
    ),
    "value": mark("The number alone, without its unit."),
    "denominator": mark("For shares only: out of how many."),
    "unit": mark(
        "The unit of the value. Leave it empty for the indicator’s own;"
        " a convertible one is converted."
    ),
    "obs_status": mark(
        "A (or empty) normal, E estimated, P provisional; the other letters are those of SDMX."
    ),
    "disclosure": mark(
        "Who may see it. public (or empty): everybody; aggregate: only within totals;"
        " coalition: partners who are signed in; secretariat: the secretariat alone."
    ),
    "activity": mark(
        "The id of the project or activity, so that what two partners report is counted once."
    ),
    "source": mark("Where the number comes from: a report with its page, or a web address."),
    "comment": mark("What a reader should know about the number."),
}
STEPS = (
    mark(
        "Fill in the sheet “{sheet}”, one row for each figure. What we know is filled in already;"
        " correct it where it is wrong."
    ),
    mark(
        "Write the period and the value. Leave both empty where you have nothing to report:"
        " such rows are passed over."
    ),
    mark("For another place, period or activity, copy a row to below the last one."),
    mark(
        "Where a cell offers a list, choose from it. The note on each name in the first row"
        " says what belongs there."
    ),
    mark(
        "Leave the names in the first row as they are. The grey columns at the end are for you;"
        " they are not read."
    ),
    mark(
        "To correct a figure, send it again with the same indicator, place, facility, period and"
        " activity. The newest counts; earlier ones are kept."
    ),
    mark("Save the file as XLSX and send it back."),
)
PERIODS = {
    "2025": mark("a year"),
    "2025-H1": mark("a half-year (H1 or H2)"),
    "2025-Q3": mark("a quarter (Q1 to Q4)"),
    "2025-07": mark("a month"),
    "2025-07-15": mark("a day"),
    "2025-01-01/2025-06-30": mark("from one day to another"),
}
DIRECTIONS = {"up": mark("more is better"), "down": mark("less is better")}


@dataclass(frozen=True, slots=True)
class Formats:
    """How cells of a template look."""

    title: Any
    header: Any
    helper_header: Any
    text: Any
    wrapped: Any
    number: Any
    helper: Any

    @classmethod
    def of(cls, book: Any) -> "Formats":
        """The formats, made in a workbook. Texts stay texts: 2025-07 is not a date."""
        body = {"font_size": 11, "valign": "top"}
        head = {"bold": True, "font_color": "#ffffff", "font_size": 11, "valign": "vcenter"}
        return cls(
            title=book.add_format({"bold": True, "font_size": 14, "font_color": GREEN}),
            header=book.add_format(head | {"bg_color": GREEN}),
            helper_header=book.add_format(head | {"bg_color": "#6b7a74"}),
            text=book.add_format(body | {"num_format": "@"}),
            wrapped=book.add_format(body | {"text_wrap": True}),
            number=book.add_format(body),
            helper=book.add_format(body | {"font_color": "#6b7a74"}),
        )


def header(lang: str) -> list[str]:
    """The names of our columns in a language."""
    return [column_name(column, lang) for column in COLUMNS]


def write_guide(sheet: Any, formats: Formats, plan: Plan, partner: str, lang: str) -> None:
    """Steps, periods, indicators, facilities and an example, one below the other."""
    t = Language(lang)
    for place, width in enumerate((24, 76, 46, 30)):
        sheet.set_column(place, place, width, formats.wrapped)
    sheet.hide_gridlines(2)
    steps = [t.gettext(step, sheet=t.gettext("Measures")) for step in STEPS]
    line = _section(sheet, formats, 0, t.gettext("How to fill in this file"), enumerate(steps, 1))
    periods = [(form, t.gettext(meaning)) for form, meaning in PERIODS.items()]
    line = _section(sheet, formats, line, t.gettext("Ways to write a period"), periods)
    example = zip(header(lang), _example(plan, partner, t), strict=True)
    line = _section(sheet, formats, line, t.gettext("An example, column by column"), example)
    line = _section(sheet, formats, line, t.gettext("Codes of the indicators"), _listed(plan, t))
    if plan.facilities:
        codes = [(facility.id, facility.name.text(lang)) for facility in plan.facilities]
        _section(sheet, formats, line, t.gettext("Codes of the facilities"), codes)


def _section(
    sheet: Any, formats: Formats, line: int, title: str, rows: Iterable[tuple[object, ...]]
) -> int:
    """A title and rows below it; the line where the next section starts."""
    sheet.write_string(line, 0, title, formats.title)
    for row in rows:
        line += 1
        for place, cell in enumerate(row):
            sheet.write_string(line, place, str(cell), formats.wrapped)
    return line + 2


def _listed(plan: Plan, t: Language) -> Sequence[tuple[str, ...]]:
    """Each indicator with its name, what is counted and which way is better."""
    heads = (t.gettext("Code"), t.gettext("Name"), t.gettext("Counted in"), t.gettext("Direction"))
    return [heads] + [
        (
            indicator.id,
            indicator.name.text(t.lang),
            _counted(plan, indicator, t),
            t.gettext(DIRECTIONS[indicator.direction]),
        )
        for indicator in plan.indicators
    ]


def _counted(plan: Plan, indicator: Indicator, t: Language) -> str:
    unit = plan.unit(indicator.measure_unit or indicator.unit).name.text(t.lang)
    steps = (f"{number} {step.name.text(t.lang)}" for number, step in enumerate(indicator.steps))
    return t.gettext(indicator.traits.template, unit=unit, steps=", ".join(steps))


def _example(plan: Plan, partner: str, t: Language) -> list[str]:
    """A row as it could be, about a yearly amount where the plan has one."""
    rates = [indicator for indicator in plan.indicators if indicator.traits.is_yearly_amount]
    indicator = next(iter(rates), plan.indicators[0])
    home = plan.objective(indicator.objective).facility if indicator.objective else None
    said = {
        "indicator": indicator.id,
        "partner": partner,
        "place": "BEN",
        "facility": home or "",
        "period": "2025",
        "value": "3" if rates else "1",
        "unit": plan.unit(indicator.measure_unit or indicator.unit).name.text(t.lang),
        "obs_status": "A",
        "disclosure": "public",
        "source": t.gettext("Annual report 2025, page 12"),
    }
    return [said.get(column, "") for column in COLUMNS]
