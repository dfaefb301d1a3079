"""What of the registered partners is shown: a field for their names, menus for the rest."""

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.components.layout.controls import college_menu
from dashboard.components.layout.picker import Choice, picker
from dashboard.components.partners.partner_choice import MOST, NEWEST, WITH, WITHOUT
from dashboard.reader.context import RequestContext
from dashboard.reader.view import LONGEST_TEXT, View


def partner_controls(ctx: RequestContext) -> html.Div:
    """All of it works without a script, and the address keeps it."""
    view, t = ctx.view, ctx.t
    reporting = [
        _choice(view, "reporting", None, t.gettext("All partners")),
        _choice(view, "reporting", WITH, t.gettext("With measures")),
        _choice(view, "reporting", WITHOUT, t.gettext("Without measures")),
    ]
    order = [
        _choice(view, "order", None, t.gettext("By name")),
        _choice(view, "order", MOST, t.gettext("Most measures")),
        _choice(view, "order", NEWEST, t.gettext("Newest measures")),
    ]
    parts: list[Component] = [
        _name_field(ctx),
        college_menu(ctx),
        picker(t.gettext("Measures"), reporting),
        picker(t.gettext("Order"), order),
    ]
    if is_chosen(view):
        parts.append(show_everyone(ctx))
    return html.Div(parts, className="controls")


def is_chosen(view: View) -> bool:
    """Whether anything narrows the list."""
    return bool(view.named or view.college or view.reporting)


def show_everyone(ctx: RequestContext) -> html.A:
    """The way back to the whole list."""
    everyone = ctx.view.href(named=None, college=None, reporting=None)
    return html.A(ctx.t.gettext("Show everyone"), href=everyone, className="btn quiet")


def _name_field(ctx: RequestContext) -> html.Form:
    t = ctx.t
    kept = ctx.view.query(named=None)
    hidden = [dcc.Input(type="hidden", name=key, value=value) for key, value in kept.items()]
    field = dcc.Input(
        type="search",
        name="name",
        id="partner-name",
        value=ctx.view.named or "",
        placeholder=t.gettext("Name or acronym"),
        maxLength=LONGEST_TEXT,
        autoComplete="off",
        spellCheck="false",
    )
    label = html.Label([html.Span(t.gettext("Name or acronym"), className="vh"), field])
    find = html.Button(t.gettext("Find"), type="submit", className="btn")
    return html.Form([*hidden, label, find], action="/partners", method="GET", className="by-name")


def _choice(view: View, name: str, value: str | None, words: str) -> Choice:
    return Choice(words, view.href(**{name: value}), getattr(view, name) == value)
