"""Draws the page at the address from the snapshot that is served; again when either changes."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from dash import Dash, Input, Output, ctx

from dashboard.answering import answer
from dashboard.components.footer import footer
from dashboard.components.header import header
from dashboard.encoding import plain
from dashboard.ids import Id
from dashboard.kept_answers import SNAPSHOT_HEADER
from dashboard.language import preferred
from dashboard.pages import empty, problem
from dashboard.routes import Page, Visit, render
from dashboard.view import View
from data.errors import NoSnapshotError
from data.i18n import Language
from data.memo import Answers
from data.past import known_by
from data.store import Store

PAGES_KEPT = 96  # pages of one state look the same all day; these are a busy morning's
LOGGER = logging.getLogger(__name__)

# The document's own title and language are out of a layout's reach.
SET_DOCUMENT = """
function (told) {
  document.title = told.title;
  document.documentElement.lang = told.lang;
  return window.dash_clientside.no_update;
}
"""


def register(app: Dash, store: Store, clock: Callable[[], datetime]) -> None:
    """Draw pages; `clock` gives the time in UTC."""
    drawn = Answers(most=PAGES_KEPT)

    @answer(
        app,
        Output(Id.HEADER, "children"),
        Output(Id.PAGE, "children"),
        Output(Id.FOOTER, "children"),
        Output(Id.DOCUMENT, "data"),
        Output(Id.ANNOUNCED, "children"),
        Input(Id.LOCATION, "pathname"),
        Input(Id.LOCATION, "search"),
        Input(Id.SNAPSHOT, "data"),
    )
    def draw(path: str, query: str, _: str) -> Any:
        lang = preferred(ctx.headers.get("accept-language", ""))
        parts, snapshot = _draw(path or "/", query or "", lang, store, clock(), drawn)
        if snapshot:
            ctx.response.set_header(SNAPSHOT_HEADER, snapshot)
        told = parts[-1]
        return *parts, told["news"] if ctx.triggered_id == Id.SNAPSHOT else ""

    app.clientside_callback(  # type: ignore[no-untyped-call]
        SET_DOCUMENT, Output(Id.DOCUMENT, "storage_type"), Input(Id.DOCUMENT, "data")
    )


def _draw(
    path: str, query: str, lang: str, store: Store, now: datetime, drawn: Answers
) -> tuple[tuple[Any, ...], str]:
    """Header, page, footer and document, and the publication they show; "" where they failed."""
    try:
        snapshot = store.current()
    except NoSnapshotError:
        view = View.of(path, query, (0,), lang)
        t = Language(view.lang)
        return ([], empty.layout(view, t), [], _document(empty.title(t), t)), ""
    view = View.of(path, query, snapshot.plan.horizons, lang)
    days = snapshot.publication_days()
    if view.asof and view.asof < now.date():
        snapshot = known_by(snapshot, view.asof)
        view = View.of(path, query, snapshot.plan.horizons, lang)
    plan, info = snapshot.plan, snapshot.info
    t = Language(view.lang)
    shown = info.id
    try:
        title, body = drawn.get(
            (snapshot.info, snapshot.moment, view, now.date()),
            lambda: _plain(render(Visit(view, snapshot, now))),
        )
    except Exception:
        LOGGER.exception("page %s could not be drawn from %s", path, info.id)
        shown = ""
        title = problem.title(t)
        body = problem.layout(view, t, t.gettext("This page could not be drawn."))
    name = plan.dashboard_name.text(t.lang)
    # What a screen reader hears when a publication draws the page again.
    news = t.gettext(
        "New figures were published, {time}. This page shows them.", time=t.time(info.published_at)
    )
    told = _document(t.gettext("{page} – {dashboard}", page=title, dashboard=name), t, news)
    top = header(view, t, plan, info, now, days)
    return (top, body, footer(view, t, plan, info, days, now.date()), told), shown


def _plain(page: Page) -> tuple[str, Any]:
    """A page's title, and its body as what goes over the wire: built and walked through once."""
    return page.title, plain(page.body)


def _document(title: str, t: Language, news: str = "") -> dict[str, str]:
    return {"title": title, "lang": t.lang, "news": news}
