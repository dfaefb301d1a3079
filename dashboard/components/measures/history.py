"""Every revision of one measure: what was said, when, by which delivery, and what counts now."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.layout.scrolling import scrolling
from dashboard.components.measures.observation_words import observation_word
from dashboard.components.measures.words import (
    indicator_link,
    linked,
    measure_href,
    partner_link,
    place_link,
    source,
    state_class,
    value_words,
)
from dashboard.reader.context import RequestContext
from data.ledger.in_force import RETRACT
from data.questions.answers import Measure


def chosen_measure(ctx: RequestContext, revisions: Sequence[Measure]) -> list[Component]:
    """The panel under a table: what the measure is, its page, and its revisions."""
    newest = revisions[0]
    links = [
        indicator_link(ctx, newest),
        place_link(ctx, newest),
        partner_link(ctx.view, newest),
    ]
    way = [html.Li(linked(link)) for link in links]
    page = html.A(ctx.t.gettext("Page of this measure"), href=measure_href(ctx.view, newest))
    heading = ctx.t.gettext("How the measure for {period} was revised", period=newest.period)
    return [
        html.Div([html.H3(heading), html.Span(page, className="right")], className="sec-h"),
        html.Ol(way, className="crumbs"),
        revision_table(ctx, revisions),
    ]


def revision_table(ctx: RequestContext, revisions: Sequence[Measure]) -> html.Div:
    """Revisions, newest first."""
    t = ctx.t
    heads = [
        t.gettext("Revision"),
        t.gettext("Value"),
        t.gettext("State"),
        t.gettext("Recorded"),
        t.gettext("Delivery"),
        t.gettext("Status"),
        t.gettext("Source"),
        t.gettext("Comment"),
    ]
    name = t.gettext("Revisions, newest first")
    head = html.Thead(html.Tr([html.Th(words, scope="col") for words in heads]))
    body = html.Tbody([_row(ctx, revision) for revision in revisions])
    caption = html.Caption(name, className="vh")
    return scrolling(html.Table([caption, head, body]), name, "grid")


def _row(ctx: RequestContext, measure: Measure) -> html.Tr:
    t = ctx.t
    if measure.superseded:
        words, mark = t.gettext("Replaced by a revision"), "state prov"
    elif measure.obs_status == RETRACT:
        words, mark = t.gettext("Taken back by its sender"), "state prov"
    else:
        words, mark = t.gettext("In force"), state_class(measure)
    cells: list[Component] = [
        html.Th(t.number(measure.revision), scope="row"),
        html.Td(value_words(ctx, measure)),
        html.Td(html.Span(words, className=mark)),
        html.Td(t.time(measure.recorded_at)),
        html.Td(measure.batch),
        html.Td(observation_word(t, measure.obs_status)),
        html.Td(source(t, measure), className="src"),
        html.Td(measure.comment or "", className="wrapc"),
    ]
    return html.Tr(cells, className="is-old" if measure.superseded else "")
