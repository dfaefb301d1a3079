"""Where the last measures lead: a straight line through them, drawn on to the target's date.

Source: the project's methods note, "Primary: linear path", projection.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import linear_regression

FEWEST, MOST = 3, 6
# A rise of less than this part of the values is noise of binary fractions, not a slope.
NOISE = 1e-12


@dataclass(frozen=True, slots=True)
class Projection:
    """The line at the target's date, in the indicator's unit, and where it crosses the target.

    `crosses_at` is a decimal year; None where the line is flat or has no crossing ahead of the
    newest point: it leads away from the target, or has already passed it.
    """

    value: float
    crosses_at: float | None


def projection(
    points: Sequence[tuple[float, float]], target: float, target_at: float
) -> Projection | None:
    """Least squares through the last up to six (decimal year, value) points, in time order.

    None with fewer than three points, or all of one time.
    """
    last = points[-MOST:]
    if len(last) < FEWEST or last[0][0] == last[-1][0]:
        return None
    newest = last[-1][0]
    # Time counts from the newest point, values in the largest of them: near zero few digits are
    # lost, and nothing overflows.
    unit = max(abs(value) for _, value in last) or 1.0
    slope, level = linear_regression([at - newest for at, _ in last], [v / unit for _, v in last])
    flat = abs(slope * (newest - last[0][0])) <= NOISE
    target /= unit
    ahead = None if flat else (target - level) / slope
    return Projection(
        value=unit * (level + slope * (target_at - newest)),
        crosses_at=newest + ahead if ahead is not None and ahead >= 0 else None,
    )
