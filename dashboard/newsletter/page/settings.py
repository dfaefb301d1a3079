"""How an issue is set: languages, images, horizon, days. Links, and a form for the days."""

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.components.layout import aria
from dashboard.components.layout.controls import horizon_switch
from dashboard.newsletter.issue import LATEST, Issue
from dashboard.reader.context import RequestContext
from dashboard.reader.view import View
from data.text.i18n import GRAMMARS, LANGUAGES


def setting(ctx: RequestContext, issue: Issue) -> list[Component]:
    """Every choice but the charts."""
    t = ctx.t
    return [
        html.H3(t.gettext("Languages"), className="kit-l"),
        html.Div([_language(ctx.view, issue, lang) for lang in LANGUAGES], className="kit-langs"),
        html.H3(t.gettext("Images"), className="kit-l"),
        *_images(ctx, issue),
        html.H3(t.gettext("Horizon and days"), className="kit-l"),
        html.Div(horizon_switch(ctx)),
        _days(ctx, issue),
    ]


def _language(view: View, issue: Issue, lang: str) -> Component:
    """A link that adds a language or takes it out; the last one stays."""
    chosen = lang in issue.langs
    others = [known for known in LANGUAGES if (known in issue.langs) != (known == lang)]
    box = html.I(className="cb on" if chosen else "cb", **aria.HIDDEN)
    inside = [box, html.Span(GRAMMARS[lang].name, lang=lang)]
    if not others:
        return html.Span(inside, className="opt")
    href = view.href(langs=",".join(others))
    return html.A(inside, href=href, className="opt", **aria.current(chosen, "true"))


def _images(ctx: RequestContext, issue: Issue) -> list[Component]:
    t = ctx.t
    frozen = t.gettext("never change; a correction adds a notice on the page they link to")
    latest = t.gettext("follow the dashboard")
    return [
        _image(ctx.view.href(images=None), issue.frozen, t.gettext("Frozen"), frozen),
        _image(ctx.view.href(images=LATEST), not issue.frozen, t.gettext("Latest"), latest),
    ]


def _image(href: str, chosen: bool, name: str, words: str) -> html.A:
    dot = html.I(className="rb on" if chosen else "rb", **aria.HIDDEN)
    told = html.Span([html.B(name), " ", html.Span(words, className="muted")])
    return html.A([dot, told], href=href, className="opt", **aria.current(chosen, "true"))


def _days(ctx: RequestContext, issue: Issue) -> html.Form:
    """The day of the figures, and of the last issue; works without a script."""
    t = ctx.t
    kept = ctx.view.query(since=None, asof=None)
    hidden = [dcc.Input(type="hidden", name=key, value=value) for key, value in kept.items()]
    fields = [
        _day("since", t.gettext("Last issue, changes since"), str(issue.since), str(issue.as_of)),
        _day("asof", t.gettext("Figures as of"), str(ctx.view.asof or ""), ""),
    ]
    show = html.Button(t.gettext("Show"), type="submit", className="btn")
    return html.Form(
        [*hidden, *fields, show], action="/newsletter", method="GET", className="kit-form"
    )


def _day(name: str, words: str, value: str, most: str) -> html.Label:
    field = dcc.Input(
        type="date",  # type: ignore[arg-type]  # the browser's own field; Dash passes it on
        name=name,
        id=f"kit-{name}",
        value=value,
        max=most or None,
    )
    return html.Label([words, " ", field])
