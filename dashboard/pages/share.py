"""The dialog of a chart: embed it live, freeze it, take its pictures, words and figures."""

from collections.abc import Callable
from dataclasses import replace

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.api.file_words import LICENCE
from dashboard.charts.http.files import citation, next_update
from dashboard.charts.kinds.model import Chart
from dashboard.charts.kinds.registry import build_chart
from dashboard.charts.render.card import PRESETS
from dashboard.charts.share_dialog import copied
from dashboard.components.layout.crumbs import crumbs
from dashboard.components.layout.identity import identity
from dashboard.components.layout.section import section
from dashboard.pages.registry import Page, page
from dashboard.reader.context import RequestContext
from dashboard.reader.ids import Id
from data.text.i18n import Language

FORMS = ("csv", "xlsx", "json", "parquet")
BEHIND = ("objective", "indicator", "facility", "region")  # what measures can be asked by


@page("/share/{kind}/{id}")
def share(ctx: RequestContext, kind: str, id: str) -> Page:
    """Every form of one chart."""
    of_everything = replace(ctx, view=replace(ctx.view, path="/"))
    chart = build_chart(of_everything, kind, id)
    return Page(ctx.t.gettext("Share: {title}", title=chart.title), layout(ctx, chart))


def layout(ctx: RequestContext, chart: Chart) -> html.Div:
    """What it looks like, then every way to take it along."""
    t = ctx.t
    above = [(ctx.plan.owner.text(t.lang), ctx.view.href("/")), (chart.title, chart.page)]
    query = ctx.view.href("")[1:]
    path = f"/chart/{chart.kind}/{chart.id}"
    back = html.A(t.gettext("Back to the page"), href=chart.page)
    return html.Div(
        [
            crumbs(t, above, t.gettext("Share or embed")),
            identity(chart.code or None, chart.name, chart.finding, [back]),
            dcc.Store(id=Id.SHARED, data=f"{path}.png?{query}"),
            _preview(t, chart, lambda extension, more="": f"{path}.{extension}?{query}{more}"),
            _live(t, chart),
            _frozen(t, chart),
            _words(t, chart),
            _figures(ctx, chart, lambda extension: f"{path}.{extension}?{query}"),
        ],
        className="wrap",
        lang=t.lang,
    )


def _preview(t: Language, chart: Chart, address: Callable[..., str]) -> html.Section:
    names = {
        "email": t.gettext("for mail, 1200 × 680"),
        "wide": t.gettext("wide, 1200 × 628"),
        "square": t.gettext("square, 1080 × 1080"),
        "slide": t.gettext("slide, 1600 × 900"),
    }
    picture = html.Img(
        src=address("png", "&preset=email"), alt=chart.alt, width=600, height=340, className="shot"
    )
    links = [
        html.Li(html.A(names[preset], href=address("png", f"&preset={preset}")))
        for preset in PRESETS
        if preset
    ]
    links.append(html.Li(html.A(t.gettext("drawing that scales (SVG)"), href=address("svg"))))
    return section(
        t,
        t.gettext("Picture"),
        [html.Div([picture, html.Ul(links, className="links")], className="shared")],
        lead=t.gettext("it follows the figures; freeze it below if it must not"),
        sample=chart.stamp.sample,
    )


def _live(t: Language, chart: Chart) -> html.Section:
    words = t.gettext(
        "A frame for a web site: text, drawing and table without cookies, scripts of others or"
        " requests elsewhere. It looks for newer figures while it is open."
    )
    button = html.Button(
        t.gettext("Make an embed"), id=Id.MAKE_EMBED, type="button", className="btn"
    )
    made = html.Div(id=Id.EMBED_MADE)
    return section(t, t.gettext("Live embed"), [html.P(words), button, made])


def _frozen(t: Language, chart: Chart) -> html.Section:
    words = t.gettext(
        "A picture for a newsletter that is sent once. Its address is kept for ever; when figures"
        " reported later change a verdict in it, its page says so."
    )
    button = html.Button(
        t.gettext("Freeze this picture"), id=Id.FREEZE, type="button", className="btn"
    )
    return section(
        t, t.gettext("Frozen picture"), [html.P(words), button, html.Div(id=Id.FROZEN_MADE)]
    )


def _words(t: Language, chart: Chart) -> html.Section:
    parts: list[Component] = [
        copied(t, chart.finding, t.gettext("Finding, for the text")),
        copied(t, chart.alt, t.gettext("Alternative text, at most 150 characters")),
        copied(t, chart.description, t.gettext("Long description"), 4),
    ]
    return section(
        t, t.gettext("Words"), [html.Div(parts, className="words")], sample=chart.stamp.sample
    )


def _figures(ctx: RequestContext, chart: Chart, address: Callable[[str], str]) -> html.Section:
    t = ctx.t
    facts = [
        t.gettext("To cite: {citation}", citation=citation(chart, ctx.plan)),
        t.gettext(
            "Licence {licence}. Method {method}. These figures change {when}.",
            licence=LICENCE,
            method=chart.stamp.method,
            when=next_update(t),
        ),
    ]
    children: list[Component] = [_files(t.gettext("What is displayed"), address)]
    if chart.kind in BEHIND:
        asked = f"/api/v1/measures?{chart.kind}={chart.id}"
        if chart.stamp.as_of != chart.stamp.published_at.date():
            asked += f"&asof={chart.stamp.as_of}"
        behind = t.gettext("Every measure behind it")
        children.append(_files(behind, lambda form: f"{asked}&format={form}"))
    children += [html.P(fact, className="note") for fact in facts]
    return section(t, t.gettext("Figures"), children, sample=chart.stamp.sample)


def _files(heading: str, address: Callable[[str], str]) -> html.Div:
    links = [html.Li(html.A(form.upper(), href=address(form))) for form in FORMS]
    return html.Div([html.H3(heading), html.Ul(links, className="links row")], className="files")
