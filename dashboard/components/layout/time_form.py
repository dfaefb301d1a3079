"""Goes to another day: a date field that works without a script, and steps by publications."""

from collections.abc import Sequence
from datetime import date

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.components.layout import aria
from dashboard.reader.view import View
from data.text.i18n import Language


def time_form(
    view: View, t: Language, days: Sequence[date], today: date, name: str
) -> list[Component]:
    """The field and the days before and after on which something was published.

    `name` tells two forms on one page apart.
    """
    shown = min(view.asof or today, today)
    return [_form(view, t, shown, today, name), _steps(view, t, days, shown, today)]


def _form(view: View, t: Language, shown: date, today: date, name: str) -> html.Form:
    hidden = [
        dcc.Input(type="hidden", name=key, value=value)
        for key, value in view.query(asof=None).items()
    ]
    field = dcc.Input(
        type="date",  # type: ignore[arg-type]  # the browser's own field; Dash passes it on
        name="asof",
        value=str(shown),
        max=str(today),
        id=f"{name}-day",
    )
    label = html.Label([t.gettext("As known on"), " ", field])
    go = html.Button(t.gettext("Show"), type="submit", className="btn")
    return html.Form([*hidden, label, go], action=view.path, method="GET", className="time-form")


def _steps(view: View, t: Language, days: Sequence[date], shown: date, today: date) -> html.Span:
    before = [day for day in days if day < shown]
    after = [day for day in days if shown < day < today]
    links = []
    if before:
        words = t.gettext("Publication of {date}", date=t.short_date(before[-1]))
        links.append(html.A(["‹ ", words], href=view.href(asof=before[-1])))
    if after:
        words = t.gettext("Publication of {date}", date=t.short_date(after[0]))
        links.append(html.A([words, " ›"], href=view.href(asof=after[0])))
    elif shown < today:
        links.append(html.A([t.gettext("Today"), " ›"], href=view.href(asof=None)))
    return html.Span(
        links, className="time-steps", role="group", **aria.label(t.gettext("Publications"))
    )
