"""A menu of links that changes one choice of the view: works by keyboard, phone and back key."""

from collections.abc import Sequence
from dataclasses import dataclass

from dash import html

from dashboard.components.layout import aria


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry: its words, the address it leads to, whether it is the present one."""

    words: str
    href: str
    chosen: bool


def picker(heading: str, choices: Sequence[Choice]) -> html.Details:
    """The menu, closed; its summary names the present choice, the first being no choice."""
    present = next((choice.words for choice in choices if choice.chosen), "")
    summary = html.Summary([html.Span(heading), html.B(present)], className="pick")
    links = [html.Li(_link(choice)) for choice in choices]
    menu = html.Ul(links, className="menu-list", **aria.label(heading))
    unset = bool(choices) and choices[0].chosen
    return html.Details([summary, menu], className="menu unset" if unset else "menu")


def _link(choice: Choice) -> html.A:
    return html.A(choice.words, href=choice.href, **aria.current(choice.chosen, "true"))
