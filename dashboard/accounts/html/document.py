"""The document around a page of this package: the product's look, no script at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from fastapi.responses import HTMLResponse

from dashboard.accounts.html.elements import button, link, tag, words
from dashboard.charts.render.svg import safe
from dashboard.web import stylesheet
from data.accounts.accounts import Account, Role
from data.text.i18n import LANGUAGES, Language

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self';"
        " base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
}
NAMELESS = "4 per 1000"  # before a plan names the dashboard


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads which page in which language; `form_key` goes into every form."""

    t: Language
    path: str
    account: Account | None
    form_key: str
    dashboard: str


def document(reader: Reader, title: str, body: Sequence[str], status: int = 200) -> HTMLResponse:
    """A whole page; `body` is HTML already."""
    t = reader.t
    skip = words("a", t.gettext("Skip to the content"), class_="skip", href="#main")
    inside = words("h1", title) + "".join(body)
    page = (
        f'<!doctype html><html lang="{t.lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="only light">'
        f"<title>{safe(title)} – {safe(reader.dashboard)}</title>"
        f'<link rel="stylesheet" href="{stylesheet.address()}"></head><body>{skip}'
        f'{_top(reader)}<main id="main" class="wrap access" tabindex="-1">{inside}</main>'
        "</body></html>"
    )
    return HTMLResponse(page, status, headers=HEADERS)


def form(reader: Reader, action: str, inside: str, *, files: bool = False, css: str = "") -> str:
    """A form that only our own page can send."""
    kind = ' enctype="multipart/form-data"' if files else ""
    return (
        f'<form method="post" action="{safe(action)}" class="{css}"{kind}>'
        f'<input type="hidden" name="key" value="{reader.form_key}">'
        f'<input type="hidden" name="lang" value="{reader.t.lang}">{inside}</form>'
    )


def _top(reader: Reader) -> str:
    t, account = reader.t, reader.account
    entries = [(t.gettext("Overview"), "/")]
    if account:
        if account.role is Role.PARTNER:
            entries.append((t.gettext("Report measures"), "/submit"))
        if account.may(Role.REVIEWER):
            entries.append((t.gettext("Review"), "/review"))
            entries.append((t.gettext("Monitoring"), "/monitoring"))
            entries.append((t.gettext("Embeds"), "/embeds"))
        entries.append((t.gettext("Shared"), "/shared"))
    nav = tag(
        "nav",
        "".join(link(said, f"{path}?lang={t.lang}") for said, path in entries),
        class_="mainnav",
        aria_label=t.gettext("Menu"),
    )
    langs = tag(
        "div",
        "".join(_language(reader, lang) for lang in LANGUAGES),
        class_="lang",
        role="group",
        aria_label=t.gettext("Language"),
    )
    core = tag("i", class_="core", aria_hidden="true")
    brand = tag("a", core + words("span", reader.dashboard), class_="brand", href="/")
    bar = tag("div", brand + nav + langs + _who(reader), class_="wrap")
    return tag("div", class_="strata", aria_hidden="true") + tag("header", bar, class_="topbar")


def _language(reader: Reader, lang: str) -> str:
    href = f"{quote(reader.path)}?lang={lang}"
    current = "true" if lang == reader.t.lang else ""
    return words("a", lang.upper(), href=href, lang=lang, aria_current=current)


def _who(reader: Reader) -> str:
    t, account = reader.t, reader.account
    if account is None:
        return ""
    out = form(reader, "/auth/sign-out", button(t.gettext("Sign out")))
    return words("span", account.name, class_="who") + out
