"""The head of a page: plate, title, one sentence, facts."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.layout import aria
from dashboard.components.layout.rich import Child


def identity(
    plate: str | None,
    heading: str,
    sentence: Child = "",
    facts: Sequence[Component] = (),
) -> html.Header:
    """A head; `plate` is a short code, or None for a page without one."""
    words: list[Component] = [html.H1(heading)]
    if sentence:
        words.append(html.P(sentence, className="off"))
    parts: list[Component] = [html.Div(words)]
    if plate:
        parts.insert(0, html.Div(plate, className=_plate(plate), **aria.HIDDEN))
    if facts:
        parts.append(html.Div(list(facts), className="meta"))
    return html.Header(parts, className="title" if plate else "title plain")


def _plate(plate: str) -> str:
    return "plate wide" if len(plate) > 2 else "plate"
