"""A bullet as SVG: track, what is done, where one should stand today, target; or steps."""

from collections.abc import Callable, Sequence

from dashboard.charts.render.svg import box, circle, line, path
from dashboard.figures.bullet_marks import Mark
from dashboard.theme import AXIS, INK, LOOKS, PAPER, TRACK
from data.progress.model import Status

HEIGHT = 12.0
LOW, HIGH = -16.0, 116.0  # percent of the required change at either end
Scale = Callable[[float], float]


def bullet_drawing(marks: Sequence[Mark], status: Status, wide: float) -> str:
    """The marks on one scale, 12 pixels high."""

    def x(percent: float) -> float:
        return (percent - LOW) / (HIGH - LOW) * wide

    colour = LOOKS[status].colour
    return "".join(_drawn(mark, x, colour) for mark in marks)


def _drawn(mark: Mark, x: Scale, colour: str) -> str:
    at, middle = x(mark.x or 0), HEIGHT / 2
    begin, end = mark.ends or (0.0, 100.0)
    strokes: dict[str, Callable[[], str]] = {
        "trk": lambda: _track(x, stroke=AXIS),
        "trk open": lambda: _track(x, stroke=AXIS, stroke_dasharray="3 3"),
        "trk void": lambda: _track(x, stroke=AXIS, stroke_dasharray="3 3"),
        "bar": lambda: box(x(begin), 2, x(end) - x(begin), HEIGHT - 4, colour),
        "base": lambda: line(at, 0, at, HEIGHT, AXIS, 1.5),
        "now": lambda: path(f"M{at - 4:.1f} -3h8l-4 6z", INK) + line(at, 0, at, HEIGHT, INK),
        "tgt": lambda: line(at, -1, at, HEIGHT + 1, INK, 3),
        "dot": lambda: circle(at, middle, 4, PAPER, stroke=colour, stroke_width=2),
        "over": lambda: path(f"M{x(110):.1f} 1l6 5l-6 5z", colour),
        "under": lambda: path(f"M{x(-10):.1f} 1l-6 5l6 5z", colour),
        "rail": lambda: line(x(begin), middle, x(end), middle, AXIS, 3),
        "rail on": lambda: line(x(begin), middle, x(end), middle, colour, 3),
        "step on": lambda: circle(at, middle, 4.5, colour),
        "step first": lambda: circle(at, middle, 3, AXIS),
        "step": lambda: circle(at, middle, 4, PAPER, stroke=AXIS, stroke_width=1.5),
    }
    return strokes[mark.css]()


def _track(x: Scale, **stroke: object) -> str:
    return box(x(0), 1.5, x(100) - x(0), HEIGHT - 3, TRACK, **stroke)
