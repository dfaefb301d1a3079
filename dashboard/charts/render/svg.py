"""Strokes of our SVG: words, lines, boxes, status glyphs. Every word is escaped here.

Colours and sizes stand in attributes, so that a drawing looks the same in a page, a file and an
image, without any stylesheet. Numbers are pixels.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from dashboard.charts.render.text_width import Face
from dashboard.theme import INK, LOOKS, PAPER
from data.progress.model import Status

Anchor = Literal["start", "middle", "end"]

SANS = "Arimo, Liberation Sans, Arial, Helvetica, sans-serif"
SERIF = "Tinos, Liberation Serif, Georgia, serif"
# What XML does not allow, and what turns the direction of the words around it.
UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)


def safe(words: str) -> str:
    """Words as XML text: escaped, and without what could break or turn the text around them."""
    return escape(UNSAFE.sub("", words), {'"': "&quot;"})


def attributes(**named: object) -> str:
    """SVG attributes; `stroke_width=2` is written stroke-width="2", None is left out."""
    return "".join(
        f" {name.replace('_', '-')}={quoteattr(_written(value))}"
        for name, value in named.items()
        if value is not None
    )


@dataclass(frozen=True, slots=True)
class Font:
    """How words are set: `size` in pixels, `anchor` is the point of the words that is placed."""

    size: float = 12
    face: Face = "regular"
    fill: str = INK
    anchor: Anchor = "start"


PLAIN = Font()


def text(x: float, y: float, words: str, font: Font = PLAIN) -> str:
    """Words on a base line."""
    said = attributes(
        x=x,
        y=y,
        font_size=font.size,
        font_family=SERIF if font.face == "serif" else None,
        font_weight=700 if font.face != "regular" else None,
        fill=font.fill,
        text_anchor=None if font.anchor == "start" else font.anchor,
    )
    return f"<text{said}>{safe(words)}</text>"


def lines(x: float, y: float, said: Sequence[str], step: float, font: Font = PLAIN) -> str:
    """Several base lines, `step` pixels apart."""
    return "".join(text(x, y + at * step, words, font) for at, words in enumerate(said))


def line(
    x1: float, y1: float, x2: float, y2: float, stroke: str, width: float = 1, **more: object
) -> str:
    """A straight stroke."""
    place = attributes(x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, stroke_width=width, **more)
    return f"<line{place}/>"


def box(x: float, y: float, width: float, height: float, fill: str, **more: object) -> str:
    """A filled rectangle."""
    place = attributes(x=x, y=y, width=max(0.0, width), height=height, fill=fill, **more)
    return f"<rect{place}/>"


def circle(x: float, y: float, radius: float, fill: str, **more: object) -> str:
    """A disc."""
    return f"<circle{attributes(cx=x, cy=y, r=radius, fill=fill, **more)}/>"


def path(d: str, fill: str, **more: object) -> str:
    """A filled outline."""
    return f"<path{attributes(d=d, fill=fill, **more)}/>"


def glyph(status: Status, x: float, y: float, size: float) -> str:
    """The mark of a status, centred."""
    return symbol(LOOKS[status].symbol, x, y, size, LOOKS[status].colour)


@dataclass(frozen=True, slots=True)
class Edge:
    """The outline of a shape; without a colour it has none."""

    colour: str | None = None
    width: float = 2


NO_EDGE = Edge()


def symbol(
    name: str,
    x: float,
    y: float,
    size: float,
    colour: str,
    edge: Edge = NO_EDGE,
) -> str:
    """A shape under its Plotly name, centred; an open one is an outline on paper."""
    r = size / 2
    if name == "circle-open":
        return circle(x, y, r - edge.width / 2, PAPER, stroke=colour, stroke_width=edge.width)
    outline = attributes(stroke=edge.colour, stroke_width=edge.width if edge.colour else None)
    if name == "circle":
        return f"<circle{attributes(cx=x, cy=y, r=r, fill=colour)}{outline}/>"
    if name == "line-ew":
        return line(x - r, y, x + r, y, colour, edge.width)
    return f"<path{attributes(d=_outline(name, x, y, r), fill=colour)}{outline}/>"


def _outline(name: str, x: float, y: float, r: float) -> str:
    corners = {
        "diamond": [(0, -r), (r, 0), (0, r), (-r, 0)],
        "square": [(-r, -r), (r, -r), (r, r), (-r, r)],
        "triangle-up": [(0, -r), (r, r * 0.85), (-r, r * 0.85)],
        "triangle-down": [(0, r), (r, -r * 0.85), (-r, -r * 0.85)],
        "triangle-right": [(-r * 0.8, -r), (r, 0), (-r * 0.8, r)],
    }[name]
    return "M" + "L".join(f"{x + dx:.1f} {y + dy:.1f}" for dx, dy in corners) + "Z"


def moved(x: float, y: float, inside: str) -> str:
    """The drawing with its origin elsewhere."""
    return f'<g transform="translate({_written(x)} {_written(y)})">{inside}</g>'


def _written(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
