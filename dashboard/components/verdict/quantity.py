"""Values of an indicator with their unit, as a reader says them."""

from dashboard.reader.context import RequestContext
from data.plan.model import Indicator, Plan, Unit
from data.text.i18n import Language


def is_percent(plan: Plan, indicator: Indicator) -> bool:
    """Whether the indicator's figure is in percent."""
    unit = plan.unit(indicator.unit)
    return unit.symbol is not None and next(iter(unit.symbol.by_language.values())).startswith("%")


def unit_words(ctx: RequestContext, indicator: Indicator) -> str:
    """What one value of the indicator counts, short: countries, projects/year."""
    return _words(ctx.t, ctx.plan.unit(indicator.unit))


def figure(ctx: RequestContext, indicator: Indicator, value: float) -> str:
    """The value without words: 22, 11%, −2.1%."""
    if is_percent(ctx.plan, indicator):
        return ctx.t.percent(value / 100, 0 if float(value).is_integer() else 1)
    return ctx.t.number(value)


def amount(ctx: RequestContext, indicator: Indicator, value: float) -> str:
    """The value with its unit: 22 countries, 11%, −2.1% a year, Step 1: written."""
    if indicator.traits.has_steps:
        return step_reached(ctx.t, indicator, value)
    if indicator.traits.is_growth:
        return ctx.t.gettext("{percent} a year", percent=figure(ctx, indicator, value))
    if is_percent(ctx.plan, indicator):
        return figure(ctx, indicator, value)
    return measured(ctx, indicator, value)


def measured(ctx: RequestContext, indicator: Indicator, value: float) -> str:
    """A reported value in the unit partners report in, which for a growth is money."""
    t = ctx.t
    if indicator.traits.has_steps:
        return step_reached(t, indicator, value)
    return counted(t, t.number(value), measure_words(ctx, indicator), value)


def measure_words(ctx: RequestContext, indicator: Indicator) -> str:
    """What one reported value counts, short."""
    return _words(ctx.t, ctx.plan.unit(indicator.measure_unit or indicator.unit))


def counted(t: Language, number: str, unit: str, value: float) -> str:
    """A number before its unit; units are plural, so what is below two comes after."""
    return counted_template(t, value).format(value=number, unit=unit)


def counted_template(t: Language, value: float) -> str:
    """The sentence of a number and its unit."""
    return t.gettext("{unit}: {value}") if abs(value) < 2 else t.gettext("{value} {unit}")


def _words(t: Language, unit: Unit) -> str:
    return (unit.symbol or unit.name).text(t.lang)


def step_reached(t: Language, indicator: Indicator, value: float) -> str:
    """A milestone's value: the number and name of the step."""
    number = int(value)
    if not 0 <= number < len(indicator.steps):
        return t.gettext("Step {n}", n=t.number(number))
    name = indicator.steps[number].name.text(t.lang)
    return t.gettext("Step {n}: {name}", n=t.number(number), name=name)
