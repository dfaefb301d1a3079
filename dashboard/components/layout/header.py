"""The top of every page: skip link, brand, menu, language, freshness, banners."""

from collections.abc import Sequence
from datetime import date, datetime, time

from dash import html

from dashboard.components.layout import aria
from dashboard.components.layout.connection import connection
from dashboard.components.layout.freshness import freshness
from dashboard.components.layout.navigation import languages, navigation
from dashboard.components.layout.notice import notice
from dashboard.components.layout.sample_bar import sample_bar
from dashboard.components.layout.search_box import search_box
from dashboard.components.layout.time_bar import time_bar
from dashboard.reader.ids import Id
from dashboard.reader.view import View
from data.plan.model import Plan
from data.questions.answers import SnapshotInfo
from data.text.i18n import Language


def header(
    view: View,
    t: Language,
    plan: Plan,
    info: SnapshotInfo,
    now: datetime,
    days: Sequence[date],
) -> html.Div:
    """Everything above the page, the skip link first; `days` are those of publications."""
    skip = html.A(t.gettext("Skip to the content"), className="skip", href=f"#{Id.PAGE}")
    bar = html.Div(
        [
            _brand(view, t, plan),
            navigation(view, t, plan),
            search_box(view, t),
            languages(view, t),
            freshness(t, info, _seen(view, now)),
            _menu(view, t, plan),
        ],
        className="wrap",
    )
    top = html.Header(bar, className="topbar")
    return html.Div(
        [
            skip,
            top,
            *time_bar(view, t, now, days),
            *sample_bar(t, info),
            *notice(t, info),
            connection(t),
        ],
        className="slot",
        lang=t.lang,
    )


def _seen(view: View, now: datetime) -> datetime:
    """The moment the page shows: now, or the end of the day travelled to."""
    return min(now, datetime.combine(view.asof, time.max)) if view.asof else now


def _brand(view: View, t: Language, plan: Plan) -> html.A:
    name = plan.dashboard_name.text(t.lang)
    return html.A(
        [
            html.I(className="core", **aria.HIDDEN),
            html.Span([name, html.Small(t.gettext("Progress of the Strategic Plan"))]),
        ],
        className="brand",
        href=view.href("/"),
    )


def _menu(view: View, t: Language, plan: Plan) -> html.Details:
    """The menu of narrow screens."""
    inside = html.Div([navigation(view, t, plan), languages(view, t)], className="menu-list")
    return html.Details(
        [html.Summary(t.gettext("Menu"), className="btn menu"), inside], className="menu menu-nav"
    )
