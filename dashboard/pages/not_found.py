"""The address leads nowhere."""

from dash import html

from dashboard.components.layout.message import message
from dashboard.components.layout.rich import Child
from dashboard.reader.context import RequestContext


def layout(ctx: RequestContext, what: str) -> html.Div:
    """Says what was asked for, and where to go instead."""
    view, t = ctx.view, ctx.t
    asked = html.P(t.gettext("There is nothing here by the name of “{what}”.", what=what))
    links: list[Child] = [
        html.A(t.gettext("Overview"), href=view.href("/")),
        " ",
        html.A(t.gettext("Objectives"), href=view.href("/objectives")),
        " ",
        html.A(t.gettext("Partners"), href=view.href("/partners")),
    ]
    return message(t, t.gettext("Not found"), [asked, html.P(links, className="links")])
