"""One language of an issue as it will look, with what to copy and what to check before sending."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.components.layout import aria
from dashboard.newsletter.edition import Edition
from dashboard.newsletter.images import Image
from dashboard.newsletter.page.checks import checks
from data.text.i18n import GRAMMARS, Language

HEIGHT = 900  # of the frame; the script fits it to what is inside
DOCUMENT = (
    '<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>'
    '<base target="_blank"></head><body style="margin:0;background:#FFFFFF">{block}</body></html>'
)


@dataclass(frozen=True, slots=True)
class Preview:
    """An edition with its images, how it looks, and its code by form; none before it is frozen."""

    edition: Edition
    images: Sequence[Image]
    looks: str
    code: dict[str, str]


def preview(t: Language, shown: Preview) -> html.Div:
    """A column; its words are in the language of the edition, its controls in the reader's."""
    lang = shown.edition.ctx.t.lang
    head: list[Component] = [html.H3(GRAMMARS[lang].name, lang=lang)]
    head += _buttons(t, lang) if shown.code else []
    return html.Div(
        [
            html.Div(head, className="pvh"),
            _frame(t, shown),
            checks(t, shown.edition, shown.images, shown.code),
            _texts(t, shown.edition),
            *_code(t, lang, shown.code),
        ]
    )


def _frame(t: Language, shown: Preview) -> html.Div:
    """The block in a frame of its own, where nothing runs and no style of ours reaches."""
    lang = shown.edition.ctx.t.lang
    title = t.gettext("The e-mail block in {language}", language=GRAMMARS[lang].name)
    document = DOCUMENT.format(lang=lang, title=title, block=shown.looks)
    frame = html.Iframe(
        srcDoc=document,
        sandbox="allow-same-origin allow-popups",
        title=title,
        height=HEIGHT,
        className="kit-frame",
    )
    return html.Div(frame, className="mailframe")


def _buttons(t: Language, lang: str) -> list[Component]:
    """Code for Mailchimp; the block itself for what one writes mail in."""
    told = {"data-copied": t.gettext("Copied")}
    code: dict[str, Any] = {"data-takes": f"kit-html-{lang}", **told}
    drawn: dict[str, Any] = {**code, "data-drawn": ""}
    name = t.gettext("Copy HTML, {language}", language=GRAMMARS[lang].name)
    return [
        html.Button(
            t.gettext("Copy HTML"), type="button", className="btn pri", **code, **aria.label(name)
        ),
        html.Button(
            t.gettext("Copy for Outlook or Gmail"), type="button", className="btn", **drawn
        ),
    ]


def _code(t: Language, lang: str, code: dict[str, str]) -> list[Component]:
    """Each form in a field of its own, which works without a script."""
    if not code:
        words = t.gettext("Freeze the images, then the code to copy is here.")
        return [html.P(words, className="note kit-wait")]
    labels = {
        "html": "HTML",
        "md": "Markdown",
        "txt": t.gettext("Plain text"),
        "new": t.gettext("What is new, as text"),
    }
    return [
        html.Details(
            [
                html.Summary(labels[form]),
                html.Label(
                    [
                        html.Span(labels[form], className="vh"),
                        dcc.Textarea(
                            value=written,
                            readOnly=True,
                            rows=6,
                            id=f"kit-{form}-{lang}",
                            className="code",
                        ),
                    ]
                ),
                _copy(t, f"kit-{form}-{lang}"),
            ],
            className="kit-code",
        )
        for form, written in code.items()
    ]


def _copy(t: Language, name: str) -> html.Button:
    told: dict[str, Any] = {"data-takes": name, "data-copied": t.gettext("Copied")}
    return html.Button(t.gettext("Copy"), type="button", className="btn", **told)


def _texts(t: Language, edition: Edition) -> html.Details:
    """What is read aloud instead of each picture."""
    texts = [html.Li(chart.alt) for chart in edition.charts]
    inside = html.Ul(texts, className="note", lang=edition.ctx.t.lang)
    return html.Details([html.Summary(t.gettext("Image texts")), inside], className="kit-code")
