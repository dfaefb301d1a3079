"""What is said of one measure, in a table, a grid or its history."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.verdict.quantity import measured
from dashboard.reader.context import RequestContext
from dashboard.reader.view import View
from data.questions.answers import Measure
from data.text.i18n import Language

WORLD = "WLD"
Link = tuple[str, str | None]  # words, address


def column_words(t: Language) -> dict[str, str]:
    """The columns of measures in their order, and what they are called."""
    return {
        "period": t.gettext("Period"),
        "indicator": t.gettext("Indicator"),
        "place": t.gettext("Place"),
        "partner": t.gettext("Partner"),
        "value": t.gettext("Value"),
        "obs_status": t.gettext("Status"),
        "source": t.gettext("Source"),
        "recorded_at": t.gettext("Recorded"),
        "state": t.gettext("State"),
    }


def measure_href(view: View, measure: Measure) -> str:
    """The address of a measure's own page."""
    return view.href(f"/measure/{measure.key}")


def indicator_link(ctx: RequestContext, measure: Measure) -> Link:
    """The indicator, with the objective it tells of."""
    indicator = ctx.plan.indicator(measure.indicator)
    words = indicator.name.text(ctx.t.lang)
    if indicator.objective is None:
        return words, None
    return f"{indicator.objective} {words}", ctx.view.href(f"/objective/{indicator.objective}")


def place_link(ctx: RequestContext, measure: Measure) -> Link:
    """The place; the world has no page."""
    words = ctx.names.place(measure.place)
    if measure.place == WORLD:
        return words, None
    kind = "region" if measure.place.isdigit() else "place"
    return words, ctx.view.href(f"/{kind}/{measure.place}")


def partner_link(view: View, measure: Measure) -> Link:
    """Who reported it."""
    return measure.partner_name, view.href(f"/partner/{measure.partner}")


def source_link(t: Language, measure: Measure) -> Link:
    """The source; an address only where it is one of the web."""
    if measure.source is None:
        return t.gettext("none given"), None
    is_web = measure.source.startswith(("https://", "http://"))
    return measure.source, measure.source if is_web else None


def linked(link: Link) -> Component | str:
    """The words, as a link where there is an address."""
    words, href = link
    return html.A(words, href=href) if href else words


def source(t: Language, measure: Measure) -> Component | str:
    """The source as a partner wrote it; leads away from us, so says nothing of us."""
    words, href = source_link(t, measure)
    if measure.source is None:
        return html.Span(words, className="muted")
    return html.A(words, href=href, rel="nofollow noopener") if href else words


def value_words(ctx: RequestContext, measure: Measure) -> str:
    """The value as reported, with its unit where the indicator's name does not say it."""
    t = ctx.t
    indicator = ctx.plan.indicator(measure.indicator)
    if indicator.traits.counts_places and measure.place != WORLD:
        return t.gettext("yes") if measure.value else t.gettext("no")
    in_words = indicator.traits.has_steps or ctx.plan.unit(indicator.unit).symbol
    value = measured(ctx, indicator, measure.value) if in_words else t.number(measure.value)
    if indicator.traits.is_yearly_amount:  # one event in a quarter is not one event a year
        value = t.number(measure.value)
    if measure.denominator is None:
        return value
    return t.gettext("{value} of {size}", value=value, size=t.number(measure.denominator))


def state_words(t: Language, measure: Measure) -> str:
    """Whether it counts, and how often it was revised."""
    if measure.superseded:
        return t.gettext("Replaced by a revision")
    if measure.revision > 1:
        return t.ngettext("Revised {n} time", "Revised {n} times", measure.revision - 1)
    return t.gettext("In force")


def state_class(measure: Measure) -> str:
    """The mark beside the state."""
    if measure.superseded:
        return "state prov"
    return "state corr" if measure.revision > 1 else "state"


def state(t: Language, measure: Measure) -> html.Span:
    """The state with its mark."""
    return html.Span(state_words(t, measure), className=state_class(measure))
