"""Draws the page at the address from the snapshot that is served; again when either changes."""

from typing import Any

from dash import Dash, Input, Output, ctx

from dashboard.pages.renderer import DrawnPages
from dashboard.reader.accept_language import preferred
from dashboard.reader.ids import Id
from dashboard.web.callback_threads import answer
from dashboard.web.response_cache import SNAPSHOT_HEADER

# The document's own title and language are out of a layout's reach.
SET_DOCUMENT = """
function (told) {
  document.title = told.title;
  document.documentElement.lang = told.lang;
  return window.dash_clientside.no_update;
}
"""


def register(app: Dash, pages: DrawnPages) -> None:
    """Draw pages."""

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
    def draw(path: str, query: str, heard_of: str) -> Any:
        lang = preferred(ctx.headers.get("accept-language", ""))
        page = pages.draw(path or "/", query or "", lang, str(heard_of or ""))
        if page.snapshot:
            ctx.response.set_header(SNAPSHOT_HEADER, page.snapshot)
        told = {"title": page.title, "lang": page.lang}
        news = page.news if ctx.triggered_id == Id.SNAPSHOT else ""
        return page.header, page.body, page.footer, told, news

    app.clientside_callback(  # type: ignore[no-untyped-call]
        SET_DOCUMENT, Output(Id.DOCUMENT, "storage_type"), Input(Id.DOCUMENT, "data")
    )
