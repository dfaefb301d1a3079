"""Measures as reported, newest first."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.names import Names
from dashboard.components.observation_words import observation_word
from dashboard.components.quantity import measured
from dashboard.components.scrolling import scrolling
from dashboard.components.section import section
from dashboard.view import View
from data.answers import Measure, MeasurePage
from data.i18n import Language
from data.plan_models import Plan

ROWS = 25
WORLD = "WLD"


def measures_section(
    view: View, t: Language, plan: Plan, page: MeasurePage, *, names: Names, query: str
) -> html.Section:
    """The newest measures and a link to all of them as a file; `query` says which."""
    shown = page.measures[:ROWS]
    sample = any(measure.sample for measure in shown)
    lead = t.ngettext(
        "{n} measure, last recorded first", "{n} measures, last recorded first", page.total
    )
    if not shown:
        return section(t, t.gettext("Measures"), [_empty(t)])
    children: list[Component] = [_table(view, t, plan, shown, names), _foot(t, page, query)]
    return section(t, t.gettext("Measures"), children, lead=lead, sample=sample, anchor="measures")


def _table(
    view: View, t: Language, plan: Plan, measures: tuple[Measure, ...], names: Names
) -> html.Div:
    found = {measure.indicator for measure in measures}
    several = len(found) > 1 or not all(plan.indicator(key).headline for key in found)
    heads = _heads(t, several)
    rows = [_row(view, t, plan, measure, names=names, several=several) for measure in measures]
    name = t.gettext("Measures, last recorded first")
    caption = html.Caption(name, className="vh")
    head = html.Thead(html.Tr([html.Th(words, scope="col") for words in heads]))
    return scrolling(html.Table([caption, head, html.Tbody(rows)]), name, "grid")


def _heads(t: Language, several: bool) -> list[str]:
    return [
        t.gettext("Period"),
        *([t.gettext("Indicator")] if several else []),
        t.gettext("Place"),
        t.gettext("Partner"),
        t.gettext("Value"),
        t.gettext("Status"),
        t.gettext("Source"),
        t.gettext("Recorded"),
        t.gettext("State"),
    ]


def _row(
    view: View, t: Language, plan: Plan, measure: Measure, *, names: Names, several: bool
) -> html.Tr:
    partner = html.A(measure.partner_name, href=view.href(f"/partner/{measure.partner}"))
    cells: list[Component] = [html.Th(measure.period, scope="row")]
    if several:
        cells.append(html.Td(_indicator(view, t, plan, measure)))
    cells += [
        html.Td(_place(view, measure, names)),
        html.Td(partner),
        html.Td(_value(t, plan, measure)),
        html.Td(observation_word(t, measure.obs_status)),
        html.Td(_source(t, measure), className="src"),
        html.Td(t.short_date(measure.recorded_at.date())),
        html.Td(_state(t, measure)),
    ]
    return html.Tr(cells, className="is-old" if measure.superseded else "")


def _indicator(view: View, t: Language, plan: Plan, measure: Measure) -> Component | str:
    indicator = plan.indicator(measure.indicator)
    words = indicator.name.text(t.lang)
    if indicator.objective is None:
        return words
    href = view.href(f"/objective/{indicator.objective}")
    return html.A(f"{indicator.objective} {words}", href=href)


def _place(view: View, measure: Measure, names: Names) -> Component | str:
    words = names.place(measure.place)
    if measure.place == WORLD:
        return words
    kind = "region" if measure.place.isdigit() else "place"
    return html.A(words, href=view.href(f"/{kind}/{measure.place}"))


def _value(t: Language, plan: Plan, measure: Measure) -> str:
    indicator = plan.indicator(measure.indicator)
    if indicator.kind == "places" and measure.place != WORLD:
        return t.gettext("yes") if measure.value else t.gettext("no")
    in_words = indicator.kind == "milestone" or plan.unit(indicator.unit).symbol
    value = measured(t, plan, indicator, measure.value) if in_words else t.number(measure.value)
    if indicator.kind == "rate":  # one event in a quarter is not one event a year
        value = t.number(measure.value)
    if measure.denominator is None:
        return value
    return t.gettext("{value} of {size}", value=value, size=t.number(measure.denominator))


def _source(t: Language, measure: Measure) -> Component | str:
    if measure.source is None:
        return html.Span(t.gettext("none given"), className="muted")
    if not measure.source.startswith(("https://", "http://")):
        return measure.source
    return html.A(measure.source, href=measure.source, rel="nofollow noopener")


def _state(t: Language, measure: Measure) -> html.Span:
    if measure.superseded:
        return html.Span(t.gettext("Replaced by a revision"), className="state prov")
    if measure.revision > 1:
        words = t.ngettext("Revised {n} time", "Revised {n} times", measure.revision - 1)
        return html.Span(words, className="state corr")
    return html.Span(t.gettext("In force"), className="state")


def _foot(t: Language, page: MeasurePage, query: str) -> html.Div:
    shown = min(ROWS, len(page.measures))
    words = t.gettext("{shown} of {total} shown", shown=t.number(shown), total=t.number(page.total))
    file = html.A(
        t.gettext("All as CSV"), href=f"/api/v1/measures?{query}&format=csv", className="right"
    )
    kept = html.Span(t.gettext("Replaced rows stay in the list and count in no total."))
    return html.Div([html.Span(words), kept, file], className="gfoot")


def _empty(t: Language) -> html.P:
    words = t.gettext(
        "No measures yet. They appear here as soon as a partner’s report is approved."
    )
    return html.P(words, className="emptyp")
