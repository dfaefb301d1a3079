"""The alternative method's sum: growth a year observed, required, and one over the other."""

from collections.abc import Iterator

from dash import html

from dashboard.components.layout.rich import Child
from dashboard.components.method.words import progress_word
from dashboard.components.verdict.judged_value import judged_value
from dashboard.components.verdict.sum_row import sum_row
from dashboard.reader.context import RequestContext
from data.plan.model import Indicator
from data.progress.alternative import IN_PLACE_OF_ZERO, nonzero, yearly_growth
from data.progress.alternative_model import Alternative, Progress
from data.progress.model import Verdict
from data.text.i18n import Language

GROWTH_DIGITS, RATIO_DIGITS = 3, 2


def compound_rows(ctx: RequestContext, indicator: Indicator, verdict: Verdict) -> Iterator[html.Tr]:
    """Rows of the alternative, as its own publishers write the formula."""
    t = ctx.t
    other = verdict.alternative
    if other is None or other.base_value is None or other.current_value is None:
        return
    write = judged_value(ctx, indicator, verdict)

    def shown(value: float) -> str:
        return t.number(IN_PLACE_OF_ZERO, 3) if value == 0 else write(value)

    start, years = other.base_value, _years(other.base_year, other.current_year)
    observed = yearly_growth(nonzero(start), other.current_value, years)
    if observed is not None:
        name = t.gettext("Compound growth a year since {year}", year=other.base_year)
        formula = _formula(shown(other.current_value), shown(start), years)
        yield sum_row(name, formula, t.percent(observed, GROWTH_DIGITS))
    required = None
    if other.target is not None:
        ahead = _years(other.base_year, other.target_year)
        required = yearly_growth(nonzero(start), nonzero(other.target), ahead)
        if required is not None:
            name = t.gettext("Required until {year}", year=other.target_year)
            formula = _formula(shown(other.target), shown(start), ahead)
            yield sum_row(name, formula, t.percent(required, GROWTH_DIGITS))
    yield _ratio(t, other, observed, required)


def _ratio(
    t: Language, other: Alternative, observed: float | None, required: float | None
) -> html.Tr:
    name = t.gettext("Alternative, {label}", label=progress_word(t, other.label))
    if other.ratio is None or observed is None:
        word = progress_word(t, Progress.NOT_AVAILABLE)
        return sum_row(name, "", word if other.label is not Progress.NOT_AVAILABLE else "–")
    factor = (other.sign or 1) * (1 if other.direction == "up" else -1)
    growth = t.percent(observed, GROWTH_DIGITS)
    if factor < 0:
        growth = f"{t.number(factor)} × ({growth})"
    if required is None:
        return sum_row(name, growth, t.percent(other.ratio, GROWTH_DIGITS))
    divided = t.gettext("{a} ÷ {b}", a=growth, b=t.percent(abs(required), GROWTH_DIGITS))
    return sum_row(name, divided, t.number(other.ratio, RATIO_DIGITS))


def _formula(end: str, start: str, years: int) -> list[Child]:
    return [f"({end} ÷ {start})", html.Sup(f"1/{years}"), " − 1"]


def _years(first: int | None, last: int | None) -> int:
    return (last or 0) - (first or 0)
