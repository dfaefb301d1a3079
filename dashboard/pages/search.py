"""Everything that goes by what was asked, by kind."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.layout.identity import identity
from dashboard.components.layout.rich import rich
from dashboard.components.layout.search_box import kind_words, search_form
from dashboard.components.layout.section import section
from dashboard.pages.registry import Page, page
from dashboard.reader.context import RequestContext
from data.store.search import Entry, Kind, search_index

EXAMPLES = ("A1", "Benin", "Soil health")


RESULTS_SHOWN = 200


@page("/search")
def search(ctx: RequestContext) -> Page:
    """What a word leads to."""
    found = search_index(ctx.snapshot, ctx.as_of).find(ctx.view.q or "", RESULTS_SHOWN)
    return Page(ctx.t.gettext("Search"), layout(ctx, found))


def layout(ctx: RequestContext, found: Sequence[Entry]) -> html.Div:
    """The field, then one list a kind; examples where there is nothing to show."""
    form = html.Div(search_form(ctx, "search-page-q"), className="search-page")
    lists: list[Component] = [_group(ctx, kind, found) for kind in _kinds(found)]
    return html.Div(
        [identity(None, _heading(ctx)), form, *(lists or [_nothing(ctx)])],
        className="wrap",
        lang=ctx.t.lang,
    )


def _heading(ctx: RequestContext) -> str:
    return (
        ctx.t.gettext("Search: {text}", text=ctx.view.q) if ctx.view.q else ctx.t.gettext("Search")
    )


def _kinds(found: Sequence[Entry]) -> list[Kind]:
    """The kinds there are, that of the best match first."""
    return list(dict.fromkeys(entry.kind for entry in found))


def _group(ctx: RequestContext, kind: Kind, found: Sequence[Entry]) -> html.Section:
    links = [html.Li(_link(ctx, entry)) for entry in found if entry.kind is kind]
    return section(ctx.t, kind_words(ctx.t)[kind], [html.Ul(links, className="search-found")])


def _link(ctx: RequestContext, entry: Entry) -> html.A:
    words = [html.Span(entry.name(ctx.t.lang), className="search-name")]
    if entry.kind is not Kind.PARTNER:
        words.append(html.Span(entry.code, className="search-code"))
    return html.A(words, href=ctx.view.href(entry.path))


def _nothing(ctx: RequestContext) -> html.Div:
    t = ctx.t
    said = [
        html.P(t.gettext("Nothing is called that."))
        if ctx.view.q
        else html.P(t.gettext("A code or a name, in English, French or Spanish.")),
        html.P(
            rich(
                t.gettext("For example: {examples}"),
                examples=html.Span(
                    [html.A(text, href=ctx.view.href("/search", q=text)) for text in EXAMPLES],
                    className="links",
                ),
            )
        ),
    ]
    return html.Div(said, className="emptyp message")
