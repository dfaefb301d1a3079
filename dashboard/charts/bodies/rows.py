"""Objectives under each other: name, verdict, bullet and value, on one scale."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.charts.bodies.bullet import bullet_drawing
from dashboard.charts.kinds.model import Body
from dashboard.charts.render.svg import Font, glyph, line, moved, text
from dashboard.charts.render.text_width import shortened, width
from dashboard.figures.bullet_marks import Mark
from dashboard.theme import GRID, INK, LOOKS, QUANTITY, SOFT_INK
from data.progress.model import Status

NARROW = 420.0
ROW, TALL = 40.0, 58.0
TWO_LINES = 34.0  # rows lower than this have room for one
MOST = 72.0  # a row grows no higher, however much room there is


@dataclass(frozen=True, slots=True)
class Row:
    """One objective: what it is called, its verdict in a word, its value in a line."""

    code: str
    name: str
    status: Status
    word: str
    value: str
    marks: Sequence[Mark]


def rows_body(rows: Sequence[Row]) -> Body:
    """One row an objective; on a narrow drawing each takes two lines more."""

    def draw(wide: float, high: float) -> str:
        each = min(MOST, high / len(rows))
        one = _narrow if wide < NARROW else _wide
        return "".join(
            moved(0, number * each, one(row, wide, each) + line(0, each, wide, each, GRID))
            for number, row in enumerate(rows)
        )

    return Body(draw, lambda wide: len(rows) * (TALL if wide < NARROW else ROW))


def _wide(row: Row, wide: float, high: float) -> str:
    middle = high / 2
    name, track, value = 0.34 * wide, 0.22 * wide, 0.42 * wide
    right = wide - value
    return (
        _name(row, middle + 5, name - 12)
        + moved(name, middle - 6, bullet_drawing(row.marks, row.status, track))
        + moved(right, middle, _standing(row, value, one_line=high < TWO_LINES))
    )


def _standing(row: Row, wide: float, *, one_line: bool) -> str:
    """The verdict and the value: under each other, or in one line where rows are low."""
    taken = width(row.word, 12, "bold") + 26 if one_line else 18
    value = shortened(row.value, wide - taken, 12)
    up, down = (4.0, 4.0) if one_line else (-4.0, 12.0)
    return (
        glyph(row.status, 6, up - 4, 10)
        + _verdict(row, 18, up)
        + text(taken, down, value, Font(fill=SOFT_INK))
    )


def _narrow(row: Row, wide: float, high: float) -> str:
    top = max(16.0, high / 2 - 12)
    taken = width(row.word, 12, "bold") + 18
    return (
        _name(row, top, wide - taken - 10)
        + glyph(row.status, wide - taken + 6, top - 4, 10)
        + _verdict(row, wide - taken + 16, top)
        + moved(0, top + 10, bullet_drawing(row.marks, row.status, 0.4 * wide))
        + text(0.46 * wide, top + 20, shortened(row.value, 0.54 * wide, 12), Font(fill=SOFT_INK))
    )


def _name(row: Row, y: float, room: float) -> str:
    code = width(row.code, 14, "serif") + 6
    name = shortened(row.name, room - code, 13)
    return text(0, y, row.code, Font(size=14, face="serif", fill=QUANTITY)) + text(
        code, y, name, Font(size=13, fill=INK)
    )


def _verdict(row: Row, x: float, y: float) -> str:
    return text(x, y, row.word, Font(face="bold", fill=LOOKS[row.status].text))
