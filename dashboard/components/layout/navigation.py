"""The main menu. A page that is added to the product gets its line here."""

from dash import html

from dashboard.components.layout import aria
from dashboard.reader.context import RequestContext
from dashboard.reader.view import View
from data.text.i18n import LANGUAGES

# Path of the entry, and the addresses that belong under it.
UNDER: dict[str, tuple[str, ...]] = {
    "/": ("/",),
    "/objectives": ("/objectives", "/objective", "/goal"),
    "/facilities": ("/facilities", "/facility"),
    "/regions": ("/regions", "/region", "/place"),
    "/partners": ("/partners", "/partner"),
    "/changes": ("/changes",),
    "/newsletter": ("/newsletter",),
    "/data": ("/data",),
    "/method": ("/method",),
}


def navigation(ctx: RequestContext) -> html.Nav:
    """The entries as links, the present one marked."""
    links = [_entry(ctx.view, path, words) for path, words in _entries(ctx)]
    return html.Nav(links, className="mainnav", **aria.label(ctx.t.gettext("Menu")))


def languages(ctx: RequestContext) -> html.Div:
    """One link a language, to this same view."""
    return html.Div(
        [_language(ctx.view, lang) for lang in LANGUAGES],
        className="lang",
        role="group",
        **aria.label(ctx.t.gettext("Language")),
    )


def _entries(ctx: RequestContext) -> list[tuple[str, str]]:
    t = ctx.t
    entries = [
        ("/", t.gettext("Overview")),
        ("/objectives", t.gettext("Objectives")),
        ("/facilities", t.gettext("Facilities")),
        ("/regions", t.gettext("Regions")),
        ("/partners", t.gettext("Partners")),
        ("/changes", t.gettext("Changes")),
        ("/newsletter", t.gettext("Newsletter kit")),
        ("/data", t.gettext("Data")),
        ("/method", t.gettext("Method")),
    ]
    return [entry for entry in entries if ctx.plan.facilities or entry[0] != "/facilities"]


def _entry(view: View, path: str, words: str) -> html.A:
    first = "/" + view.path.strip("/").split("/")[0]
    return html.A(words, href=view.href(path), **aria.current(first in UNDER[path]))


def _language(view: View, lang: str) -> html.A:
    chosen = lang == view.lang
    return html.A(
        lang.upper(), href=view.href(lang=lang), lang=lang, **aria.current(chosen, "true")
    )
