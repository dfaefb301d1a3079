"""Says that a page shows the past, and leads back to today."""

from collections.abc import Sequence
from datetime import date, datetime

from dash import html

from dashboard.components.layout import aria
from dashboard.components.layout.time_form import time_form
from dashboard.reader.view import View
from data.text.i18n import Language


def time_bar(view: View, t: Language, now: datetime, days: Sequence[date]) -> list[html.Aside]:
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
    form = time_form(view, t, days, now.date(), "bar")
    inside = html.Div([html.B(words), back, changed, *form], className="wrap")
    return [html.Aside(inside, className="time-bar", **aria.label(t.gettext("An earlier day")))]
