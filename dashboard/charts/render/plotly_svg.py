"""A Plotly figure of ours as SVG, without a browser: lines, marks, labels, two axes.

It draws what `figures.marks` and `figures.trend_axes` put into a figure, and nothing else: scatter
traces, straight lines across the plot, labels without arrows. Page and image show one figure.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from html import unescape
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.render.svg import Anchor, Edge, Font, attributes, line, symbol, text
from dashboard.charts.render.text_width import width
from dashboard.theme import AXIS, GRID, INK, SOFT_INK

LEFT, RIGHT, TOP, BOTTOM = 46.0, 100.0, 24.0, 24.0
LINE = 15.0  # pixels between lines of a label
TEXT_MIDDLE = 4.0  # from a text's middle down to its base line
Day = date | datetime | str


@dataclass(frozen=True, slots=True)
class _Room:
    """Where the plot stands, and how days and values become pixels."""

    left: float
    top: float
    right: float
    bottom: float
    days: tuple[date, date]
    values: tuple[float, float]

    def x(self, day: Day) -> float:
        first, last = self.days
        share = (_day(day) - first).days / ((last - first).days or 1)
        return self.left + share * (self.right - self.left)

    def y(self, value: float) -> float:
        low, high = self.values
        return self.bottom - (value - low) / ((high - low) or 1) * (self.bottom - self.top)


def plotted(figure: go.Figure, wide: float, high: float) -> str:
    """The figure within `wide` × `high` pixels; its axes must have ranges and ticks."""
    layout = figure.layout
    left = _left(layout)
    days, values = layout.xaxis.range, layout.yaxis.range
    room = _Room(
        left=left,
        top=TOP,
        right=wide - min(RIGHT, 0.33 * wide),
        bottom=high - BOTTOM,
        days=(_day(days[0]), _day(days[1])),
        values=(values[0], values[1]),
    )
    parts = [
        *_axes(layout, room),
        *(_shape(shape, room) for shape in layout.shapes),
        *(_trace(trace, room) for trace in figure.data),
        *(_label(note, room, wide) for note in layout.annotations),
    ]
    return "".join(parts)


def _left(layout: Any) -> float:
    """Room for the longest word of the upright axis."""
    return max([LEFT - 14, *(width(word, 12) for word in layout.yaxis.ticktext)]) + 10


def _axes(layout: Any, room: _Room) -> list[str]:
    parts = []
    for value, word in zip(layout.yaxis.tickvals, layout.yaxis.ticktext, strict=True):
        y = room.y(value)
        parts.append(line(room.left, y, room.right, y, GRID))
        parts.append(text(room.left - 8, y + TEXT_MIDDLE, word, Font(fill=SOFT_INK, anchor="end")))
    parts.append(line(room.left, room.bottom, room.right, room.bottom, AXIS))
    taken = -1000.0
    for day, word in zip(layout.xaxis.tickvals, layout.xaxis.ticktext, strict=True):
        x = room.x(day)
        if x - taken > width(word, 12) + 8:
            parts.append(text(x, room.bottom + 18, word, Font(fill=SOFT_INK, anchor="middle")))
            taken = x
    return parts


def _shape(shape: Any, room: _Room) -> str:
    """A line over the whole height, or over the whole width."""
    stroke = {"stroke": shape.line.color, "width": shape.line.width or 1}
    dash = _dash(shape.line.dash)
    if shape.yref == "paper":
        x = room.x(shape.x0)
        return line(x, room.top, x, room.bottom, **stroke, stroke_dasharray=dash)
    y = room.y(shape.y0)
    return line(room.left, y, room.right, y, **stroke, stroke_dasharray=dash)


def _trace(trace: Any, room: _Room) -> str:
    spots = [
        (room.x(day), room.y(value))
        for day, value in zip(trace.x, trace.y, strict=True)
        if value is not None
    ]
    if trace.mode == "lines":
        return _stroke(spots, trace)
    look = trace.marker
    return "".join(
        symbol(look.symbol, x, y, look.size, look.color, Edge(_edge(look), look.line.width))
        for x, y in spots
    )


def _edge(look: Any) -> str | None:
    return None if look.line.color == look.color else look.line.color


def _stroke(spots: list[tuple[float, float]], trace: Any) -> str:
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    said = attributes(
        points=points,
        fill="none",
        stroke=trace.line.color,
        stroke_width=trace.line.width,
        stroke_dasharray=_dash(trace.line.dash),
        stroke_linejoin="round",
        opacity=None if trace.opacity in (None, 1) else trace.opacity,
    )
    return f"<polyline{said}/>"


def _dash(dash: str | None) -> str | None:
    return None if dash in (None, "solid") else dash.replace("px", "")


def _label(note: Any, room: _Room, wide: float) -> str:
    """Words beside their point; those that would leave the drawing change sides."""
    said = note.text.split("<br>")
    x = room.x(note.x) + (note.xshift or 0)
    at = room.top if note.yref == "paper" else room.y(note.y)
    y = at - (note.yshift or 0) + TEXT_MIDDLE - (len(said) - 1) * LINE / 2
    anchor: Anchor = {"left": "start", "right": "end"}.get(note.xanchor, "middle")  # type: ignore[assignment]
    longest = max(width(_plain(words), 12, "bold") for words in said)
    if anchor == "start" and x + longest > wide:
        x, anchor = wide, "end"
    if anchor == "end" and x - longest < 0:
        x, anchor = 0.0, "start"
    fill = note.font.color or INK
    return "".join(
        text(
            x,
            y + number * LINE,
            _plain(words),
            Font(face="bold" if "<b>" in words else "regular", fill=fill, anchor=anchor),
        )
        for number, words in enumerate(said)
    )


def _plain(words: str) -> str:
    """Words without Plotly's marks."""
    return unescape(re.sub("</?b>", "", words))


def _day(day: Day) -> date:
    if isinstance(day, str):
        return date.fromisoformat(day[:10])
    return day.date() if isinstance(day, datetime) else day
