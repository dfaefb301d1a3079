"""From which day changes are shown: a date field that works without a script, and short cuts."""

from datetime import date, timedelta

from dash import dcc, html

from dashboard.components.layout import aria
from dashboard.reader.context import RequestContext

SHORT_CUTS = (7, 30, 90, 365)


def since_form(ctx: RequestContext, since: date) -> html.Form:
    """The form; its other fields keep the language and horizon of the view."""
    view = ctx.view
    kept = {"lang": view.lang, "horizon": str(view.horizon)}
    if view.asof:
        kept["asof"] = str(view.asof)
    hidden = [dcc.Input(type="hidden", name=name, value=value) for name, value in kept.items()]
    field = html.Label(
        [
            ctx.t.gettext("Changes since"),
            " ",
            dcc.Input(
                type="date",  # type: ignore[arg-type]  # the browser's own field; Dash passes it on
                name="since",
                value=str(since),
                max=str(ctx.as_of),
                id="changes-since",
            ),
        ]
    )
    return html.Form(
        [
            *hidden,
            field,
            html.Button(ctx.t.gettext("Show"), type="submit", className="btn"),
            _short_cuts(ctx, since),
        ],
        action="/changes",
        method="GET",
        className="since",
    )


def _short_cuts(ctx: RequestContext, since: date) -> html.Span:
    links = []
    for days in SHORT_CUTS:
        day = ctx.as_of - timedelta(days)
        words = ctx.t.ngettext("{n} day", "{n} days", days)
        links.append(
            html.A(words, href=ctx.view.href(since=day), **aria.current(day == since, "true"))
        )
    return html.Span(links, className="seg", role="group", **aria.label(ctx.t.gettext("Shortcuts")))
