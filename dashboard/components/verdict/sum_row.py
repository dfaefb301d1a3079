"""A row of a sum: what it is, how it comes about, what comes out."""

from dash import html

from dashboard.components.layout.rich import Child


def sum_row(
    words: Child | list[Child], detail: Child | list[Child], value: str, css: str = ""
) -> html.Tr:
    """The row; its first cell names it."""
    return html.Tr(
        [html.Th(words, scope="row"), html.Td(html.Em(detail)), html.Td(value)], className=css
    )
