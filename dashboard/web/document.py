"""The HTML document around the application, with its page in it before any script has run.

A reader sees the page at once, a browser without scripts and a search engine see it at all; the
application then draws the same page again and takes its place (assets/painted.js).
"""

import asyncio
from html import escape
from urllib.parse import parse_qsl, quote, urlencode

from dash import Dash
from dash.backends._fastapi import reset_current_request, set_current_request
from fastapi import Request
from fastapi.responses import HTMLResponse

from dashboard.charts.http.open_graph import social_tags
from dashboard.charts.http.service import ChartService
from dashboard.pages.renderer import DrawnPage, DrawnPages
from dashboard.reader.accept_language import preferred
from dashboard.reader.ids import Id
from dashboard.web import stylesheet
from dashboard.web.hosts import base_of
from dashboard.web.html import markup
from data.text.i18n import LANGUAGES, Language

INDEX = """<!DOCTYPE html>
<html lang="{lang}">
<head>
{%metas%}
<meta name="color-scheme" content="only light">
<title>{title}</title>
{alternates}
{social}
{%favicon%}
{%css%}
<link rel="stylesheet" href="{styles}">
</head>
<body>
<noscript><p>{noscript} <a href="/api/docs">API</a></p></noscript>
{painted}
{%app_entry%}
{%config%}
{%scripts%}
{%renderer%}
</body>
</html>"""


class Documents:
    """Answers addresses of pages around `app`, set before the first is asked for."""

    app: Dash

    def __init__(self, pages: DrawnPages, charts: ChartService) -> None:
        self._pages = pages
        self._charts = charts
        self._index = ""  # the same for every page

    async def answer(self, request: Request) -> HTMLResponse:
        """The document at an address; 404 where there is no such page, 5xx where it fails."""
        return await asyncio.to_thread(self._answer, request)

    def _answer(self, request: Request) -> HTMLResponse:
        path, query = request.url.path, request.url.query
        accepted = preferred(request.headers.get("accept-language", ""))
        page = self._pages.draw(path, query, accepted)
        said = dict(parse_qsl(query))
        shared = urlencode({"lang": page.lang} | said)
        words = Language(page.lang).gettext(
            "Maps, charts and the list of all measures need JavaScript. All data are open without:"
        )
        parts = {
            "lang": page.lang,
            "title": escape(page.title, quote=False),
            "alternates": _alternates(path, said),
            "social": social_tags(self._charts, base_of(request), path, shared),
            "styles": stylesheet.address(),
            "noscript": words,
            "painted": _painted(page),
        }
        self._index = self._index or _index(self.app, request)
        return HTMLResponse(_filled(self._index, parts), page.status)


def _index(app: Dash, request: Request) -> str:
    """INDEX with Dash's own parts, for which it wants to know of a request."""
    token = set_current_request(request)  # type: ignore[no-untyped-call]
    try:
        return str(app.index())  # type: ignore[no-untyped-call]
    finally:
        reset_current_request(token)  # type: ignore[no-untyped-call]


def _filled(index: str, parts: dict[str, str]) -> str:
    """Each part in its place; what a part says is never read as a place."""
    text = []
    rest = index
    for name, part in parts.items():
        before, _, rest = rest.partition(f"{{{name}}}")
        text += [before, part]
    return "".join([*text, rest])


def _painted(page: DrawnPage) -> str:
    main = f'<main id="{Id.PAGE}" tabindex="-1">{markup(page.body)}</main>'
    return (
        f'<div id="painted"><div class="strata" aria-hidden="true"></div>'
        f"<div>{markup(page.header)}</div>{main}<div>{markup(page.footer)}</div></div>"
    )


def _alternates(path: str, said: dict[str, str]) -> str:
    """Where this very page is found in each language, for search engines."""
    others = {name: value for name, value in said.items() if name != "lang"}
    links = [(lang, f"{quote(path)}?{urlencode({'lang': lang} | others)}") for lang in LANGUAGES]
    return "\n".join(
        f'<link rel="alternate" hreflang="{lang}" href="{escape(href)}">' for lang, href in links
    )
