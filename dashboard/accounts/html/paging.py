"""Long lists of pages without scripts, a page at a time."""

from collections.abc import Sequence
from typing import TypeVar

from fastapi import Request

from dashboard.accounts.html.elements import tag, words
from data.text.i18n import Language

SHOWN = 50  # rows a page
MOST_DIGITS = 3
T = TypeVar("T")


def page_asked(request: Request) -> int:
    """The number of the page asked for; the first for nonsense."""
    asked = request.query_params.get("page", "1")
    return int(asked) if asked.isdecimal() and len(asked) <= MOST_DIGITS else 1


def page_of(found: Sequence[T], page: int) -> Sequence[T]:
    """The rows of one page."""
    return found[(page - 1) * SHOWN : page * SHOWN]


def ways(t: Language, title: str, count: int, page: int, address: str, anchor: str = "") -> str:
    """Ways to the pages of the list of that title; nothing where one page holds all."""
    if count <= SHOWN:
        return ""
    links = "".join(
        words(
            "a",
            t.number(number),
            href=f"{address}?lang={t.lang}&page={number}{anchor}",
            aria_current="page" if number == page else "",
        )
        for number in range(1, -(-count // SHOWN) + 1)
    )
    return tag(
        "nav", links, class_="pages", aria_label=t.gettext("Pages of “{title}”", title=title)
    )
