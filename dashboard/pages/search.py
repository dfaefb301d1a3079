"""Everything that goes by what was asked, by kind."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.layout.identity import identity
from dashboard.components.layout.rich import rich
from dashboard.components.layout.search_box import kind_words, search_form
from dashboard.components.layout.section import section
from dashboard.reader.view import View
from data.store.search import Entry, Kind
from data.text.i18n import Language

EXAMPLES = ("A1", "Benin", "Soil health")


def title(t: Language) -> str:
    """The document title."""
    return t.gettext("Search")


def layout(view: View, t: Language, found: Sequence[Entry]) -> html.Div:
    """The field, then one list a kind; examples where there is nothing to show."""
    form = html.Div(search_form(view, t, "search-page-q"), className="search-page")
    lists: list[Component] = [_group(view, t, kind, found) for kind in _kinds(found)]
    return html.Div(
        [identity(None, _heading(view, t)), form, *(lists or [_nothing(view, t)])],
        className="wrap",
        lang=t.lang,
    )


def _heading(view: View, t: Language) -> str:
    return t.gettext("Search: {text}", text=view.q) if view.q else t.gettext("Search")


def _kinds(found: Sequence[Entry]) -> list[Kind]:
    """The kinds there are, that of the best match first."""
    return list(dict.fromkeys(entry.kind for entry in found))


def _group(view: View, t: Language, kind: Kind, found: Sequence[Entry]) -> html.Section:
    links = [html.Li(_link(view, t, entry)) for entry in found if entry.kind is kind]
    return section(t, kind_words(t)[kind], [html.Ul(links, className="search-found")])


def _link(view: View, t: Language, entry: Entry) -> html.A:
    words = [html.Span(entry.name(t.lang), className="search-name")]
    if entry.kind is not Kind.PARTNER:
        words.append(html.Span(entry.code, className="search-code"))
    return html.A(words, href=view.href(entry.path))


def _nothing(view: View, t: Language) -> html.Div:
    said = [
        html.P(t.gettext("Nothing is called that."))
        if view.q
        else html.P(t.gettext("A code or a name, in English, French or Spanish.")),
        html.P(
            rich(
                t.gettext("For example: {examples}"),
                examples=html.Span(
                    [html.A(text, href=view.href("/search", q=text)) for text in EXAMPLES],
                    className="links",
                ),
            )
        ),
    ]
    return html.Div(said, className="emptyp message")
