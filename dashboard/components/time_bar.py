"""Says that a page shows the past, and leads back to today."""

from datetime import datetime

from dash import html

from dashboard.components import aria
from dashboard.view import View
from data.i18n import Language


def time_bar(view: View, t: Language, now: datetime) -> list[html.Aside]:
    """The banner of time travel; nothing today."""
    if view.asof is None or view.asof >= now.date():
        return []
    words = t.gettext(
        "As known on {date}: whatever was recorded later is left out.", date=t.date(view.asof)
    )
    back = html.A(t.gettext("Back to today"), href=view.href(asof=None))
    changed = html.A(
        t.gettext("What changed since"), href=view.href("/changes", since=view.asof, asof=None)
    )
    inside = html.Div([html.B(words), " ", back, " ", changed], className="wrap")
    return [html.Aside(inside, className="time-bar", **aria.label(t.gettext("An earlier day")))]
