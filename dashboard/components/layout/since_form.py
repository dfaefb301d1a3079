"""From which day changes are shown: a date field that works without a script, and short cuts."""

from datetime import date, timedelta

from dash import dcc, html

from dashboard.components.layout import aria
from dashboard.reader.view import View
from data.text.i18n import Language

SHORT_CUTS = (7, 30, 90, 365)


def since_form(view: View, t: Language, since: date, as_of: date) -> html.Form:
    """The form; its other fields keep the language and horizon of the view."""
    kept = {"lang": view.lang, "horizon": str(view.horizon)}
    if view.asof:
        kept["asof"] = str(view.asof)
    hidden = [dcc.Input(type="hidden", name=name, value=value) for name, value in kept.items()]
    field = html.Label(
        [
            t.gettext("Changes since"),
            " ",
            dcc.Input(
                type="date",  # type: ignore[arg-type]  # the browser's own field; Dash passes it on
                name="since",
                value=str(since),
                max=str(as_of),
                id="changes-since",
            ),
        ]
    )
    return html.Form(
        [
            *hidden,
            field,
            html.Button(t.gettext("Show"), type="submit", className="btn"),
            _short_cuts(view, t, since, as_of),
        ],
        action="/changes",
        method="GET",
        className="since",
    )


def _short_cuts(view: View, t: Language, since: date, as_of: date) -> html.Span:
    links = []
    for days in SHORT_CUTS:
        day = as_of - timedelta(days)
        words = t.ngettext("{n} day", "{n} days", days)
        links.append(html.A(words, href=view.href(since=day), **aria.current(day == since, "true")))
    return html.Span(links, className="seg", role="group", **aria.label(t.gettext("Shortcuts")))
