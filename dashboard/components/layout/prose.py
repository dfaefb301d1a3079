"""Running text with a readable measure."""

from dash import html

from dashboard.components.layout.rich import Child


def prose(*paragraphs: Child | list[Child]) -> html.Div:
    """Paragraphs, one an argument."""
    return html.Div([html.P(paragraph) for paragraph in paragraphs], className="prose")


def points(*items: Child | list[Child], ordered: bool = False) -> html.Ul | html.Ol:
    """A list of sentences."""
    children = [html.Li(item) for item in items]
    return html.Ol(children, className="prose") if ordered else html.Ul(children, className="prose")


def formula(*lines: Child | list[Child]) -> html.Div:
    """Lines of a calculation, set apart from the text."""
    return html.Div([html.P(line) for line in lines], className="formula")
