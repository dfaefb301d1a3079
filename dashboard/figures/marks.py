"""Strokes that figures are drawn with: lines, marks, labels, and the empty figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import plotly.graph_objects as go

from dashboard.theme import FAINT, INK, SOFT_INK, template


def nothing_yet(sentence: str, height: int) -> go.Figure:
    """A figure without data says so."""
    figure = go.Figure(layout={"template": template(), "height": height})
    figure.update_xaxes(visible=False).update_yaxes(visible=False)
    place = {"x": 0.5, "y": 0.5, "xref": "paper", "yref": "paper", "showarrow": False}
    return figure.add_annotation(
        text=plain(sentence), font={"color": SOFT_INK, "size": 13}, **place
    )


def plain(text: str) -> str:
    """Text that Plotly shows as it is: it reads `<b>` and entities as marks otherwise."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def line(
    figure: go.Figure,
    days: Sequence[date | None],
    values: Sequence[float | None],
    opacity: float = 1,
    **stroke: object,
) -> None:
    """A silent line, whose `stroke` is Plotly's; the marks on it speak."""
    figure.add_scatter(
        x=list(days),
        y=list(values),
        mode="lines",
        line={"dash": "solid"} | stroke,
        opacity=opacity,
        hoverinfo="skip",
        cliponaxis=False,
    )


@dataclass(frozen=True, slots=True)
class Shape:
    """How a point looks; `edge` is its outline, its own colour without."""

    symbol: str
    colour: str
    size: float
    edge: str | None = None
    width: float = 2


def mark(figure: go.Figure, day: date, value: float, hover: str, shape: Shape) -> None:
    """One point with its words on hover."""
    figure.add_scatter(
        x=[day],
        y=[value],
        mode="markers",
        marker={
            "symbol": shape.symbol,
            "color": shape.colour,
            "size": shape.size,
            "line": {"color": shape.edge or shape.colour, "width": shape.width},
        },
        hovertemplate=f"{hover}<extra></extra>",
        cliponaxis=False,
    )


def label(
    figure: go.Figure, day: date, value: float, text: str, *, side: str = "right", lift: int = 0
) -> None:
    """Words beside a point, `lift` pixels above its level."""
    right = side == "right"
    figure.add_annotation(
        x=day,
        y=value,
        text=text,
        showarrow=False,
        xanchor="left" if right else "right",
        align="left",
        xshift=12 if right else -12,
        yshift=lift,
        font={"color": INK},
    )


def upright(figure: go.Figure, day: date, words: str) -> None:
    """A thin dotted line over the whole height with a word on top."""
    figure.add_shape(
        type="line",
        x0=day,
        x1=day,
        y0=0,
        y1=1,
        yref="paper",
        line={"color": FAINT, "width": 1, "dash": "2px,3px"},
    )
    figure.add_annotation(
        x=day, y=1, yref="paper", yshift=10, text=words, showarrow=False, font={"color": SOFT_INK}
    )
