"""Goes to another day: a date field that works without a script, and steps by publications."""

from collections.abc import Sequence
from datetime import date

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.components.layout import aria
from dashboard.reader.context import RequestContext


def time_form(ctx: RequestContext, days: Sequence[date], name: str) -> list[Component]:
    """The field and the days before and after on which something was published.

    `name` tells two forms on one page apart.
    """
    return [_form(ctx, name), _steps(ctx, days)]


def _form(ctx: RequestContext, name: str) -> html.Form:
    hidden = [
        dcc.Input(type="hidden", name=key, value=value)
        for key, value in ctx.view.query(asof=None).items()
    ]
    field = dcc.Input(
        type="date",  # type: ignore[arg-type]  # the browser's own field; Dash passes it on
        name="asof",
        value=str(ctx.as_of),
        max=str(ctx.today),
        id=f"{name}-day",
    )
    label = html.Label([ctx.t.gettext("As known on"), " ", field])
    go = html.Button(ctx.t.gettext("Show"), type="submit", className="btn")
    return html.Form(
        [*hidden, label, go], action=ctx.view.path, method="GET", className="time-form"
    )


def _steps(ctx: RequestContext, days: Sequence[date]) -> html.Span:
    view, t = ctx.view, ctx.t
    before = [day for day in days if day < ctx.as_of]
    after = [day for day in days if ctx.as_of < day < ctx.today]
    links = []
    if before:
        words = t.gettext("Publication of {date}", date=t.short_date(before[-1]))
        links.append(html.A(["‹ ", words], href=view.href(asof=before[-1])))
    if after:
        words = t.gettext("Publication of {date}", date=t.short_date(after[0]))
        links.append(html.A([words, " ›"], href=view.href(asof=after[0])))
    elif ctx.as_of < ctx.today:
        links.append(html.A([t.gettext("Today"), " ›"], href=view.href(asof=None)))
    return html.Span(
        links, className="time-steps", role="group", **aria.label(t.gettext("Publications"))
    )
