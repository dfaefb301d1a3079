"""A page that has no figures to show, only a sentence that says what to do."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.layout.identity import identity
from data.text.i18n import Language


def message(t: Language, heading: str, paragraphs: Sequence[Component]) -> html.Div:
    """Heading and paragraphs."""
    box = html.Div(list(paragraphs), className="emptyp message")
    return html.Div([identity(None, heading), box], className="wrap", lang=t.lang)
