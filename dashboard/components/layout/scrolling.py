"""A table that may be wider than the screen: it scrolls by itself, by keyboard too."""

from dash import html

from dashboard.components.layout import aria


def scrolling(table: html.Table, name: str, css: str = "scroll") -> html.Div:
    """The table in a named group that the keyboard can reach."""
    return html.Div(table, className=css, tabIndex=0, role="group", **aria.label(name))
