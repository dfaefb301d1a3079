"""A table of contents: links to the sections of this page."""

from collections.abc import Sequence

from dash import html

from dashboard.components.layout import aria
from data.text.i18n import Language

Entry = tuple[str, str]  # anchor, words


def contents(t: Language, entries: Sequence[Entry]) -> html.Nav:
    """The links in reading order."""
    heading = t.gettext("On this page")
    links = [html.Li(html.A(words, href=f"#{anchor}")) for anchor, words in entries]
    return html.Nav(
        [html.P(heading, className="h", **aria.HIDDEN), html.Ol(links)],
        className="contents",
        **aria.label(heading),
    )
