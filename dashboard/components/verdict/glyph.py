"""The shape of a status."""

from dash import html

from dashboard.components.layout import aria
from dashboard.theme import status_class
from data.progress.model import Status


def glyph(status: Status) -> html.I:
    """A shape in the status colour; silent, because a word always stands beside it."""
    return html.I(className=f"g {status_class(status)}", **aria.HIDDEN)
