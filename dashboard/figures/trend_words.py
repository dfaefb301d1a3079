"""What the trend says, in the reader's language."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from data.progress.model import Point


@dataclass(frozen=True, slots=True)
class TrendWords:
    """Words ready for Plotly; `value` writes a value, `axis` a round one."""

    empty: str
    today: str
    expected: Callable[[str], str]
    target: Callable[[int], str]
    baseline: str
    running: str
    trend: str
    value: Callable[[float], str]
    axis: Callable[[float], str]
    date: Callable[[date], str]

    def hover(self, point: Point) -> str:
        """A point's date and value."""
        return f"{self.date(point.period_end)}<br><b>{self.value(point.value)}</b>"
