"""Quantities as bars, the longest first; what does not fit stands together as the rest."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.charts.kinds.model import Body
from dashboard.charts.render.svg import Font, box, moved, text
from dashboard.charts.render.text_width import shortened, width
from dashboard.theme import INK, QUANTITY, SOFT_INK, TRACK

ROW = 26.0
MOST = 40.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One quantity with its name and as written."""

    name: str
    count: float
    value: str


def bars_body(bars: Sequence[Bar]) -> Body:
    """One row a bar."""
    longest = max(bar.count for bar in bars) or 1

    def draw(wide: float, high: float) -> str:
        each = min(MOST, high / len(bars))
        names = min(0.38 * wide, max(width(bar.name, 13) for bar in bars) + 12)
        values = max(width(bar.value, 13, "bold") for bar in bars) + 10
        room = wide - names - values
        return "".join(
            moved(
                0,
                number * each,
                text(0, each / 2 + 5, shortened(bar.name, names - 12, 13), Font(size=13, fill=INK))
                + box(names, each / 2 - 6, room, 12, TRACK)
                + box(names, each / 2 - 6, room * bar.count / longest, 12, QUANTITY)
                + text(
                    wide,
                    each / 2 + 5,
                    bar.value,
                    Font(size=13, face="bold", fill=SOFT_INK, anchor="end"),
                ),
            )
            for number, bar in enumerate(bars)
        )

    return Body(draw, lambda _: len(bars) * ROW)
