"""Things side by side: one column each, one row a question."""

from collections.abc import Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from dashboard.components.layout import aria
from dashboard.components.layout.rich import Child
from dashboard.components.layout.scrolling import scrolling
from data.text.i18n import Language

Cell = Child | list[Child]
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Head:
    """The top of a column: a name that leads to its page, a line under it, how to remove it."""

    name: str
    href: str
    line: str = ""
    remove: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One question and its answer for every column."""

    name: str
    cells: Sequence[Cell]


def compare_table(t: Language, name: str, heads: Sequence[Head], rows: Sequence[Row]) -> html.Div:
    """The table; it scrolls by itself where the screen is narrow."""
    top = html.Thead(html.Tr([html.Td(), *(_head(t, head) for head in heads)]))
    body = html.Tbody([_row(row) for row in rows])
    table = html.Table(
        [html.Caption(name, className="vh"), top, body], style={"--columns": str(len(heads))}
    )
    return scrolling(table, name, "scroll compare")


def _head(t: Language, head: Head) -> html.Th:
    parts: list[Component] = [html.A(head.name, href=head.href, className="what")]
    if head.line:
        parts.append(html.Small(head.line))
    if head.remove:
        words = t.gettext("Remove {name}", name=head.name)
        parts.append(
            html.A(t.gettext("Remove"), href=head.remove, className="remove", **aria.label(words))
        )
    return html.Th(parts, scope="col")


def _row(row: Row) -> html.Tr:
    cells = [html.Td(cell) for cell in row.cells]
    return html.Tr([html.Th(row.name, scope="row", className="row-name"), *cells])
