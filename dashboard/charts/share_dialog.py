"""What the dialog of a chart hands out: code to copy, pictures, words."""

from collections.abc import Callable
from html import escape
from typing import Any
from zlib import crc32

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.charts.http.frozen import Frozen
from data.accounts.embeds import Embed
from data.accounts.retention import QuotaError
from data.text.i18n import Language

HEIGHT = 460


def embed_made(
    t: Language, embed: Embed, address: Callable[[str], str], title: str
) -> list[Component]:
    """The code of a registered embed, with its short id in words."""
    source = address(f"/embed/{embed.kind}/{embed.chart}?{embed.query}&embed={embed.id}")
    code = (
        f'<iframe src="{escape(source)}" title="{escape(title)}" width="100%" height="{HEIGHT}"'
        ' style="border:0;max-width:900px" loading="lazy"></iframe>\n'
        f'<script async src="{escape(address("/embed.js"))}"></script>'
    )
    told = t.gettext(
        "Embed {id}. The second line gives the frame its height; without it, it scrolls.",
        id=embed.id,
    )
    return [html.P(told, role="status"), copied(t, code, t.gettext("Code of the embed"), 4)]


def frozen_made(t: Language, kept: Frozen, address: Callable[[str], str]) -> list[Component]:
    """The code of a frozen picture, and the page that says what it is."""
    page = address(f"/frozen/{kept.digest}")
    code = (
        f'<a href="{escape(page)}"><img src="{escape(address(kept.path))}" width="600"'
        f' alt="{escape(kept.alt)}" style="border:0;max-width:100%;height:auto"></a>'
    )
    told = t.gettext(
        "Frozen as of {date}, snapshot {id}. This picture never changes.",
        date=t.date(kept.as_of),
        id=kept.snapshot,
    )
    link = html.A(t.gettext("Its page, which says when it was corrected"), href=page)
    return [
        html.P([told, " ", link], role="status"),
        copied(t, code, t.gettext("Code of the frozen picture"), 4),
    ]


def not_made(t: Language, why: str) -> list[Component]:
    """That it could not be made, and what to do."""
    words = t.gettext("This could not be made. Please try again; if it stays, tell us: {why}")
    return [html.P(words.format(why=why), role="alert")]


def refused(t: Language, error: QuotaError) -> list[Component]:
    """That no more may be made now, and what to do."""
    return [html.P(t.gettext(error.message), role="alert")]


def copied(t: Language, words: str, label: str, rows: int = 2) -> html.Div:
    """Words to copy, with their label and a button."""
    name = f"copy-{crc32((label + words).encode())}"
    field = dcc.Textarea(value=words, readOnly=True, rows=rows, id=name, className="code")
    told: dict[str, Any] = {"data-copies": name, "data-copied": t.gettext("Copied")}
    button = html.Button(t.gettext("Copy"), type="button", className="btn", **told)
    return html.Div([html.Label(label, htmlFor=name), field, button], className="copied")
