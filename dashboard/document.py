"""The HTML document around the application, in the language of its address."""

from typing import Any

from dash import Dash

from dashboard.language import preferred
from data.i18n import LANGUAGES, Language

INDEX = """<!DOCTYPE html>
<html lang="{lang}">
<head>
{%metas%}
<meta name="color-scheme" content="only light">
<title>{%title%}</title>
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
    """Dash whose document says its language before any script has run."""

    def interpolate_index(self, *args: Any, **parts: Any) -> str:
        """The document for the request being answered."""
        language = Language(self._language())
        words = language.gettext("This dashboard needs JavaScript. Its data are open without:")
        document: str = super().interpolate_index(*args, **parts)  # type: ignore[no-untyped-call]
        return document.replace("{lang}", language.lang).replace("{noscript}", words)

    def _language(self) -> str:
        if not self.backend.has_request_context():
            return LANGUAGES[0]
        request = self.backend.request_adapter()
        asked = request.args.get("lang", "")
        accepted = request.headers.get("accept-language", "")
        return asked if asked in LANGUAGES else preferred(accepted)
