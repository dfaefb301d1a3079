"""The top of every page: skip link, brand, menu, language, freshness, banners."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

import dash_bootstrap_components as dbc
from dash import html

from dashboard.components.layout import aria
from dashboard.components.layout.navigation import languages, navigation
from dashboard.components.layout.search_box import search_box
from dashboard.components.layout.time_form import time_form
from dashboard.reader.context import RequestContext
from dashboard.reader.ids import Id
from dashboard.reader.view import View
from data.text.i18n import Language


def time_bar(ctx: RequestContext, days: Sequence[date]) -> list[html.Aside]:
    """The banner of time travel; nothing today."""
    view, t = ctx.view, ctx.t
    if view.asof is None or view.asof >= ctx.today:
        return []
    words = t.gettext(
        "As known on {date}: whatever was recorded later is left out.", date=t.date(view.asof)
    )
    back = html.A(t.gettext("Back to today"), href=view.href(asof=None))
    changed = html.A(
        t.gettext("What changed since"), href=view.href("/changes", since=view.asof, asof=None)
    )
    form = time_form(ctx, days, "bar")
    inside = html.Div([html.B(words), back, changed, *form], className="wrap")
    return [html.Aside(inside, className="time-bar", **aria.label(t.gettext("An earlier day")))]


def sample_bar(ctx: RequestContext) -> list[html.Aside]:
    """The banner as children to splice in; empty when every measure is real."""
    t = ctx.t
    if not ctx.info.sample:
        return []
    heading = html.B(t.gettext("Sample data – not the Initiative’s figures."))
    words = html.Span(
        t.gettext(
            "Plan, baselines, targets and a few measured facts are published. Measures marked "
            "“Sample” are invented to show the dashboard working."
        )
    )
    inside = html.Div([heading, words], className="wrap")
    return [html.Aside(inside, className="sample-bar", **aria.label(t.gettext("Sample data")))]


def notice(ctx: RequestContext) -> list[html.Aside]:
    """The line as children to splice in; empty when all is well."""
    if ctx.info.damaged is None:
        return []
    sentence = ctx.t.gettext(
        "The newest snapshot ({id}) could not be read; showing the last good one.",
        id=ctx.info.damaged,
    )
    line = dbc.Alert(html.B(sentence), className="lastgood", fade=False)
    return [html.Aside(line, className="wrap noticebar", **aria.label(ctx.t.gettext("Notice")))]


FRESH = timedelta(minutes=5)


def freshness(ctx: RequestContext, now: datetime) -> html.Span:
    """The pill of the header: solid under five minutes, hollow after."""
    t = ctx.t
    newest = ctx.info.newest_recorded_at
    if newest is None:
        return _pill(t.gettext("No measures yet"), t.gettext("No measures yet"), True)
    age = t.age(max(now - newest, timedelta(0)))
    long = t.gettext("Newest report {age} ago", age=age)
    return _pill(long, t.gettext("{age} ago", age=age), now - newest > FRESH)


def _pill(long: str, short: str, late: bool) -> html.Span:
    words = [html.Span(long, className="lg"), html.Span(short, className="sm")]
    return html.Span(
        [html.I(), html.Span(words)],
        className="fresh is-late" if late else "fresh",
        role="status",
        title=long,
    )


def connection(t: Language) -> html.Div:
    """The bar; `assets/connection.js` shows it, tries again and hides it when all is well."""
    lost = t.gettext(
        "Connection lost. The figures below stay as they were; we keep trying to reach the server."
    )
    back = t.gettext("Connected again.")
    told = {"data-lost": lost, "data-back": back, "role": "status"}
    return html.Div(className="connection", **told)  # type: ignore[arg-type]


def header(ctx: RequestContext, now: datetime, days: Sequence[date]) -> html.Div:
    """Everything above the page, the skip link first; `days` are those of publications."""
    t = ctx.t
    skip = html.A(t.gettext("Skip to the content"), className="skip", href=f"#{Id.PAGE}")
    bar = html.Div(
        [
            _brand(ctx),
            navigation(ctx),
            search_box(ctx),
            languages(ctx),
            freshness(ctx, _seen(ctx.view, now)),
            _menu(ctx),
        ],
        className="wrap",
    )
    top = html.Header(bar, className="topbar")
    return html.Div(
        [
            skip,
            top,
            *time_bar(ctx, days),
            *sample_bar(ctx),
            *notice(ctx),
            connection(t),
        ],
        className="slot",
        lang=t.lang,
    )


def _seen(view: View, now: datetime) -> datetime:
    """The moment the page shows: now, or the end of the day travelled to."""
    return min(now, datetime.combine(view.asof, time.max)) if view.asof else now


def _brand(ctx: RequestContext) -> html.A:
    name = ctx.plan.dashboard_name.text(ctx.t.lang)
    return html.A(
        [
            html.I(className="core", **aria.HIDDEN),
            html.Span([name, html.Small(ctx.t.gettext("Progress of the Strategic Plan"))]),
        ],
        className="brand",
        href=ctx.view.href("/"),
    )


def _menu(ctx: RequestContext) -> html.Details:
    """The menu of narrow screens."""
    inside = html.Div([navigation(ctx), languages(ctx)], className="menu-list")
    return html.Details(
        [html.Summary(ctx.t.gettext("Menu"), className="btn menu"), inside],
        className="menu menu-nav",
    )
