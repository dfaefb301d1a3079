"""What to compare: menus of links that add one, and a field for another day."""

from collections.abc import Callable

from dash import dcc, html

from dashboard.components.layout.controls import horizon_switch
from dashboard.components.layout.picker import Choice, picker
from dashboard.reader.compare_choice import KINDS, MOST, Compared, choosable
from dashboard.reader.context import RequestContext


def compare_picker(
    ctx: RequestContext, compared: Compared, name: Callable[[str, str], str]
) -> html.Div:
    """One menu where a kind is chosen and there is room, else one a kind; the horizon before."""
    kinds = (compared.kind,) if compared.codes else KINDS
    menus = [
        _menu(ctx, compared if compared.codes else Compared(kind), name)
        for kind in kinds
        if len(compared.codes) < MOST and choosable(kind, ctx.plan)
    ]
    if compared.codes:
        clear = html.A(
            ctx.t.gettext("Start over"), href=ctx.view.href("/compare"), className="btn quiet"
        )
        switch = [horizon_switch(ctx)] if compared.kind != "region" else []
        return html.Div([*switch, *menus, clear], className="controls compare-pick")
    return html.Div(menus, className="controls compare-pick")


def beside_form(ctx: RequestContext) -> html.Form:
    """The day to show the same objective on; works without a script."""
    hidden = [
        dcc.Input(type="hidden", name=key, value=value)
        for key, value in ctx.view.query(beside=None).items()
    ]
    field = dcc.Input(
        type="date",  # type: ignore[arg-type]  # the browser's own field; Dash passes it on
        name="beside",
        id="compare-beside",
        value=str(ctx.view.beside or ""),
    )
    label = html.Label([ctx.t.gettext("Beside the same, as known on"), " ", field])
    go = html.Button(ctx.t.gettext("Show"), type="submit", className="btn")
    return html.Form([*hidden, label, go], action="/compare", method="GET", className="beside")


def _menu(ctx: RequestContext, compared: Compared, name: Callable[[str, str], str]) -> html.Details:
    t = ctx.t
    words = {
        "objective": t.gettext("Add an objective"),
        "facility": t.gettext("Add a facility"),
        "region": t.gettext("Add a region"),
    }[compared.kind]
    choices = [
        Choice(
            name(compared.kind, code),
            ctx.view.href(compared=compared.with_one(code).written(), beside=None),
            False,
        )
        for code in choosable(compared.kind, ctx.plan)
        if code not in compared.codes
    ]
    return picker(words, choices)
