"""A small table of words: a name at the left, what it means beside it."""

from collections.abc import Sequence

from dash import html

from dashboard.components.layout.rich import Child
from dashboard.components.layout.scrolling import scrolling

Cell = Child | list[Child]


def plain_table(caption: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> html.Div:
    """The table; each row's first cell names it, and phones show the others under it.

    Three columns and more repeat their heads there.
    """
    named = heads[1:] if len(heads) > 2 else [""] * len(heads[1:])
    head = html.Thead(html.Tr([html.Th(words, scope="col") for words in heads]))
    body = html.Tbody([_row(named, row) for row in rows])
    table = html.Table([html.Caption(caption, className="vh"), head, body])
    return scrolling(table, caption, "explained")


def _row(named: Sequence[str], row: Sequence[Cell]) -> html.Tr:
    first, *others = row
    cells = [
        html.Td([html.Span(head, className="head"), html.Span(cell)])
        for head, cell in zip(named, others, strict=True)
    ]
    return html.Tr([html.Th(first, scope="row"), *cells])
