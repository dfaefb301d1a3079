"""Measures as reported: the newest as plain rows, which a grid of all takes the place of."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.layout.scrolling import scrolling
from dashboard.components.layout.section import ON_SCREEN, section
from dashboard.components.measures.grid import chosen_slot, grid_slot
from dashboard.components.measures.observation_words import observation_word
from dashboard.components.measures.words import (
    column_words,
    indicator_link,
    linked,
    measure_href,
    partner_link,
    place_link,
    source,
    state,
    value_words,
)
from dashboard.reader.context import RequestContext
from dashboard.reader.ids import Id
from data.questions.answers import Measure, MeasurePage
from data.text.i18n import Language

ROWS = 25


def measures_section(ctx: RequestContext, page: MeasurePage, *, query: str) -> html.Section:
    """The newest measures, a place for the grid and a link to all as a file; `query` says which.

    The plain rows are what a phone and a reader without the grid see; a printer leaves them out.
    """
    t = ctx.t
    shown = page.measures[:ROWS]
    sample = any(measure.sample for measure in shown)
    lead = t.ngettext(
        "{n} measure, last recorded first", "{n} measures, last recorded first", page.total
    )
    if not shown:
        return section(t, t.gettext("Measures"), [_empty(t)])
    plain = html.Div(_table(ctx, shown), className="plain-rows")
    children = [*grid_slot(ctx.view, query), plain, *chosen_slot(t), _foot(t, page, query)]
    return section(
        t,
        t.gettext("Measures"),
        children,
        lead=lead,
        sample=sample,
        id="measures",
        className=ON_SCREEN,
    )


def _table(ctx: RequestContext, measures: tuple[Measure, ...]) -> html.Div:
    found = {measure.indicator for measure in measures}
    several = len(found) > 1 or not all(ctx.plan.indicator(key).headline for key in found)
    heads = _heads(ctx.t, several)
    rows = [_row(ctx, measure, several=several) for measure in measures]
    name = ctx.t.gettext("Measures, last recorded first")
    caption = html.Caption(name, className="vh")
    head = html.Thead(html.Tr([html.Th(words, scope="col") for words in heads]))
    return scrolling(html.Table([caption, head, html.Tbody(rows)]), name, "grid")


def _heads(t: Language, several: bool) -> list[str]:
    words = column_words(t)
    return [word for column, word in words.items() if several or column != "indicator"]


def _row(ctx: RequestContext, measure: Measure, *, several: bool) -> html.Tr:
    t = ctx.t
    period = html.A(measure.period, href=measure_href(ctx.view, measure))
    cells: list[Component] = [html.Th(period, scope="row")]
    if several:
        cells.append(html.Td(linked(indicator_link(ctx, measure))))
    cells += [
        html.Td(linked(place_link(ctx, measure))),
        html.Td(linked(partner_link(ctx.view, measure))),
        html.Td(value_words(ctx, measure)),
        html.Td(observation_word(t, measure.obs_status)),
        html.Td(source(t, measure), className="src"),
        html.Td(t.short_date(measure.recorded_at.date())),
        html.Td(state(t, measure)),
    ]
    return html.Tr(cells, className="is-old" if measure.superseded else "")


def _foot(t: Language, page: MeasurePage, query: str) -> html.Div:
    shown = min(ROWS, len(page.measures))
    words = t.gettext("{shown} of {total} shown", shown=t.number(shown), total=t.number(page.total))
    found = html.Span(words, id=Id.MEASURES_FOUND, role="status")
    file = html.A(
        t.gettext("All as CSV"), href=f"/api/v1/measures?{query}&format=csv", className="right"
    )
    kept = html.Span(t.gettext("Replaced rows stay in the list and count in no total."))
    return html.Div([found, kept, file], className="gfoot")


def _empty(t: Language) -> html.P:
    words = t.gettext(
        "No measures yet. They appear here as soon as a partner’s report is approved."
    )
    return html.P(words, className="emptyp")
