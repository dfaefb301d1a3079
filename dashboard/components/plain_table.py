"""A small table of words: a name at the left, what it means beside it."""

from collections.abc import Sequence

from dash import html

from dashboard.components.rich import Child
from dashboard.components.scrolling import scrolling

Cell = Child | list[Child]


def plain_table(caption: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> html.Div:
    """The table; each row's first cell names it, and phones show the others under it."""
    head = html.Thead(html.Tr([html.Th(words, scope="col") for words in heads]))
    body = html.Tbody([_row(heads, row) for row in rows])
    table = html.Table([html.Caption(caption, className="vh"), head, body])
    return scrolling(table, caption, "explained")


def _row(heads: Sequence[str], row: Sequence[Cell]) -> html.Tr:
    first, *others = row
    cells = [
        html.Td([html.Span(head, className="head"), html.Span(cell)])
        for head, cell in zip(heads[1:], others, strict=True)
    ]
    return html.Tr([html.Th(first, scope="row"), *cells])
