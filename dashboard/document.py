"""The HTML document around the application, in the language of its address."""

from html import escape
from typing import Any
from urllib.parse import quote, urlencode

from dash import Dash

from dashboard.charts.service import ChartService
from dashboard.charts.social import social_tags
from dashboard.language import preferred
from data.i18n import LANGUAGES, Language

INDEX = """<!DOCTYPE html>
<html lang="{lang}">
<head>
{%metas%}
<meta name="color-scheme" content="only light">
<title>{%title%}</title>
{alternates}
{social}
{%favicon%}
{%css%}
</head>
<body>
<noscript><p>{noscript} <a href="/api/docs">API</a></p></noscript>
{%app_entry%}
{%config%}
{%scripts%}
{%renderer%}
</body>
</html>"""


class LocalisedDash(Dash):
    """Dash whose document says its language, and what it shows, before any script has run."""

    charts: ChartService | None = None

    def interpolate_index(self, *args: Any, **parts: Any) -> str:
        """The document for the request being answered."""
        language = Language(self._language())
        words = language.gettext("This dashboard needs JavaScript. Its data are open without:")
        document: str = super().interpolate_index(*args, **parts)  # type: ignore[no-untyped-call]
        document = document.replace("{alternates}", self._alternates())
        document = document.replace("{social}", self._social())
        return document.replace("{lang}", language.lang).replace("{noscript}", words)

    def _alternates(self) -> str:
        """Where this very page is found in each language, for search engines."""
        if not self.backend.has_request_context():
            return ""
        request = self.backend.request_adapter()
        said = {name: value for name, value in request.args.items() if name != "lang"}
        links = [
            (lang, f"{quote(request.path)}?{urlencode({'lang': lang} | said)}")
            for lang in LANGUAGES
        ]
        return "\n".join(
            f'<link rel="alternate" hreflang="{lang}" href="{escape(href)}">'
            for lang, href in links
        )

    def _social(self) -> str:
        """How the very view looks where its address is shared."""
        if self.charts is None or not self.backend.has_request_context():
            return ""
        request = self.backend.request_adapter()
        query = urlencode({"lang": self._language()} | dict(request.args))
        return social_tags(self.charts, request.root, request.path, query)

    def _language(self) -> str:
        if not self.backend.has_request_context():
            return LANGUAGES[0]
        request = self.backend.request_adapter()
        asked = request.args.get("lang", "")
        accepted = request.headers.get("accept-language", "")
        return asked if asked in LANGUAGES else preferred(accepted)
