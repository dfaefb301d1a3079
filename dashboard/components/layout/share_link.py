"""The way from a chart to its dialog."""

from dash import html

from dashboard.reader.view import View
from data.text.i18n import Language


def share_link(view: View, t: Language, kind: str, id: str, words: str = "") -> html.A:
    """Embed it, freeze it, take it along: in the view it is seen in."""
    return html.A(words or t.gettext("Share or embed"), href=view.href(f"/share/{kind}/{id}"))
