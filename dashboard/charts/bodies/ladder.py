"""Milestones under each other on one time line: upright bar for due, disc for reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.charts.kinds.model import Body
from dashboard.charts.render.svg import Font, box, circle, line, moved, text
from dashboard.charts.render.text_width import shortened, width
from dashboard.theme import AXIS, FAINT, GRID, INK, LOOKS, PAPER, SOFT_INK
from data.progress.model import Status

ROW, MOST, HEAD = 40.0, 58.0, 22.0
TWO_LINES = 34.0  # rows lower than this have room for one


@dataclass(frozen=True, slots=True)
class Step:
    """One step in words with its days; `due` past the axis is said in words."""

    name: str
    due: date | None
    reached: date | None
    result: str
    when: str


@dataclass(frozen=True, slots=True)
class Axis:
    """The days at both ends, the years named between them, and today with its word."""

    first: date
    last: date
    years: Sequence[int]
    today: date
    word: str


def ladder_body(steps: Sequence[Step], axis: Axis, status: Status) -> Body:
    """One row a step."""

    def draw(wide: float, high: float) -> str:
        each = min(MOST, (high - HEAD) / len(steps))
        names, results = 0.34 * wide, 0.3 * wide
        lane = _Lane(axis, names + 10, wide - results - 14)
        rows = [
            moved(0, HEAD + number * each, _row(step, lane, status, wide, each))
            for number, step in enumerate(steps)
        ]
        return _head(lane) + "".join(rows)

    return Body(draw, lambda _: HEAD + ROW * len(steps))


@dataclass(frozen=True, slots=True)
class _Lane:
    axis: Axis
    left: float
    right: float

    def x(self, day: date) -> float:
        first, last = self.axis.first, self.axis.last
        share = (day - first).days / (last - first).days
        return self.left + min(1.0, max(0.0, share)) * (self.right - self.left)


def _head(lane: _Lane) -> str:
    today = lane.x(lane.axis.today)
    said = [text(today, 12, lane.axis.word, Font(fill=INK, anchor="middle"))]
    taken = [(today, width(lane.axis.word, 12))]
    for year in lane.axis.years:
        x = lane.x(date(year, 1, 1))
        if all(abs(x - other) > room / 2 + 20 for other, room in taken):
            said.append(text(x, 12, str(year), Font(fill=SOFT_INK, anchor="middle")))
            taken.append((x, 26))
    return "".join(said)


def _name(step: Step, room: float, high: float) -> str:
    """The step, and when it is due where there is room for two lines."""
    two = high >= TWO_LINES
    y = high / 2 - (2 if two else -5)
    name = text(0, y, shortened(step.name, room, 13, "bold"), Font(size=13, face="bold"))
    if not two:
        return name
    return name + text(0, y + 15, shortened(step.when, room, 11), Font(size=11, fill=SOFT_INK))


def _row(step: Step, lane: _Lane, status: Status, wide: float, high: float) -> str:
    middle = high / 2
    today, right = lane.x(lane.axis.today), lane.right + 14
    colour = LOOKS[status].colour
    parts = [
        line(0, 0, wide, 0, GRID),
        _name(step, lane.left - 18, high),
        line(lane.left, middle, lane.right, middle, FAINT, 2),
        line(today, 2, today, high - 2, FAINT, stroke_dasharray="2 3"),
        text(right, middle + 5, shortened(step.result, wide - right, 12), Font(fill=INK)),
    ]
    if step.due and step.reached and step.reached > step.due:
        begin = lane.x(step.due)
        parts.append(box(begin, middle - 2, lane.x(step.reached) - begin, 4, colour, opacity=0.45))
    if step.due and step.due <= lane.axis.last:
        parts.append(box(lane.x(step.due) - 1.5, middle - 8, 3, 16, INK))
    if step.reached:
        spot = lane.x(step.reached)
        parts.append(circle(spot, middle, 6, colour, stroke=PAPER, stroke_width=1.5))
    elif step.due is None:
        parts.append(circle(lane.left, middle, 4, PAPER, stroke=AXIS, stroke_width=1.5))
    return "".join(parts)
