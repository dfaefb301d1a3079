"""Something went wrong that a person can read about."""

from dash import html

from dashboard.components.layout.message import message
from dashboard.reader.view import View
from data.text.i18n import Language


def title(t: Language) -> str:
    """The document title."""
    return t.gettext("A problem")


def layout(view: View, t: Language, sentence: str, *, again: bool = False) -> html.Div:
    """The error's own sentence, which says what to do; with `again`, the browser does it too."""
    name = "again" if again else ""  # assets/again.js
    link = html.A(t.gettext("Try this page again"), href=view.href(), className=name)
    heading = t.gettext("This page could not be shown")
    return message(t, heading, [html.P(sentence, role="alert"), html.P(link)])
