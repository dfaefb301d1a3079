"""Which charts an issue holds and in which order: links only, so the address keeps it."""

from collections.abc import Callable, Sequence
from urllib.parse import quote, urlencode

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.components.layout import aria
from dashboard.components.layout.controls import region_codes
from dashboard.components.layout.picker import Choice, picker
from dashboard.newsletter.issue import MOST_CHARTS, Issue
from dashboard.newsletter.page.names import offered
from dashboard.reader.context import RequestContext
from data.plan.model import Plan

Name = Callable[[str], str]


def picks(ctx: RequestContext, issue: Issue, name: Name) -> list[Component]:
    """Those chosen in their order; those offered; menus and a field for all others."""
    cards = [_card(ctx, issue, chart, name(chart)) for chart in offered(ctx.plan)]
    return [
        _order(ctx, issue, name),
        html.Div(cards, className="picks"),
        html.Div(_menus(ctx, issue, name), className="kit-more"),
        _by_link(ctx, issue),
    ]


def _order(ctx: RequestContext, issue: Issue, name: Name) -> html.Ol:
    """Each chart with links that move it up, down and out; the last one stays."""
    view, t = ctx.view, ctx.t
    items = []
    for at, chart in enumerate(issue.charts):
        links: list[Component] = []
        if at:
            words = t.gettext("Move up: {name}", name=name(chart))
            links.append(_move("↑", words, view.href(charts=issue.moved(chart, -1))))
        if at < len(issue.charts) - 1:
            words = t.gettext("Move down: {name}", name=name(chart))
            links.append(_move("↓", words, view.href(charts=issue.moved(chart, 1))))
        if len(issue.charts) > 1:
            words = t.gettext("Remove: {name}", name=name(chart))
            links.append(_move("×", words, view.href(charts=issue.toggled(chart))))
        items.append(html.Li([html.Span(name(chart)), html.Span(links, className="kit-moves")]))
    return html.Ol(items, className="kit-order", **aria.label(t.gettext("Charts in their order")))


def _move(sign: str, words: str, href: str) -> html.A:
    return html.A(sign, href=href, title=words, **aria.label(words))


def _card(ctx: RequestContext, issue: Issue, chart: str, name: str) -> Component:
    """A chart offered: a link that adds it or takes it out, with its drawing."""
    t = ctx.t
    chosen = chart in issue.charts
    query = urlencode({"lang": t.lang, "horizon": ctx.view.horizon, "preset": "email"})
    drawing = html.Img(src=f"/chart/{quote(chart)}.svg?{query}", alt="", width=600, height=340)
    box = html.I(className="cb on" if chosen else "cb", **aria.HIDDEN)
    css, shown = "pickc on" if chosen else "pickc", html.Div(drawing, className="th")
    if chosen and len(issue.charts) == 1:
        return html.Div([box, html.B(name), shown], className=css)
    does = t.gettext("Remove") if chosen else t.gettext("Add")
    words = html.B([html.Span([does, " "], className="vh"), name])
    return html.A(
        [box, words, shown], href=ctx.view.href(charts=issue.toggled(chart)), className=css
    )


def _menus(ctx: RequestContext, issue: Issue, name: Name) -> list[Component]:
    """One menu a kind, of what is not in the issue yet."""
    t, plan = ctx.t, ctx.plan
    if len(issue.charts) >= MOST_CHARTS:
        full = t.gettext("An issue holds at most {most} charts.", most=MOST_CHARTS)
        return [html.P(full, className="note")]
    kinds: list[tuple[str, Sequence[str]]] = [
        (t.gettext("Add an objective"), [f"objective/{o.code}" for o in plan.objectives]),
        (t.gettext("Add a goal"), [f"goal/{goal.code}" for goal in plan.goals]),
        (t.gettext("Add a facility"), [f"facility/{f.id}" for f in plan.facilities]),
        (t.gettext("Add a region"), [f"region/{code}" for code in region_codes(plan)]),
        (t.gettext("Add a map"), ["map/world", "map/regions", *_maps(plan)]),
    ]
    menus = []
    for words, charts in kinds:
        left = [chart for chart in charts if chart not in issue.charts]
        if left:
            choices = [Choice(name(c), ctx.view.href(charts=issue.toggled(c)), False) for c in left]
            menus.append(picker(words, choices))
    return [*menus]


def _maps(plan: Plan) -> list[str]:
    return [f"map/{code}" for code in region_codes(plan)]


def _by_link(ctx: RequestContext, issue: Issue) -> html.Form:
    """Any chart by the link of a page, an embed or a picture."""
    said = ctx.view.query(charts=None) | {"charts": ",".join(issue.charts)}
    hidden = [dcc.Input(type="hidden", name=key, value=value) for key, value in said.items()]
    field = dcc.Input(
        type="text",
        name="charts",
        id="kit-link",
        placeholder="/objective/A1",
        maxLength=300,
        autoComplete="off",
    )
    label = html.Label([ctx.t.gettext("Add any view by its link"), " ", field])
    add = html.Button(ctx.t.gettext("Add"), type="submit", className="btn")
    return html.Form(
        [*hidden, label, add], action="/newsletter", method="GET", className="kit-form"
    )
