"""The straight line from a baseline to a target, by date. The method of every verdict.

Source of the formulas: the project's methods note, "Primary: linear path".
"""

from dataclasses import dataclass
from datetime import date
from math import isclose

from data.progress.dates import decimal_year
from data.progress.model import Status

ON_TRACK_FROM = 0.95
BEHIND_FROM = 0.60
# In binary fractions a ratio of 0.95 by hand is often 0.9499999999999998, and ten tenths are not
# quite one. Nine digits keep such noise from changing a status; it is not rounding for display.
DIGITS = 9


@dataclass(frozen=True, slots=True)
class Path:
    """A judged path: values in one unit, dates the ends of their periods.

    The baseline differs from the target, and the current value is newer than the baseline.
    """

    baseline: float
    baseline_date: date
    current: float
    current_date: date
    target: float
    target_date: date

    @property
    def done(self) -> float:
        """Fraction of the required change made; negative when it went the other way."""
        return (self.current - self.baseline) / (self.target - self.baseline)

    @property
    def elapsed(self) -> float:
        """Fraction of the time from baseline to target gone by; 1 once the target is due."""
        if self.current_date >= self.target_date:
            return 1.0
        start = decimal_year(self.baseline_date)
        gone = decimal_year(self.current_date) - start
        return gone / (decimal_year(self.target_date) - start)

    @property
    def ratio(self) -> float:
        """Change made ÷ change expected by the current value's date."""
        return self.done / self.elapsed

    @property
    def expected_now(self) -> float:
        """The value on the line at the current value's date."""
        return self.baseline + self.elapsed * (self.target - self.baseline)

    @property
    def pace(self) -> float:
        """Change a year since the baseline."""
        years = decimal_year(self.current_date) - decimal_year(self.baseline_date)
        return (self.current - self.baseline) / years

    @property
    def pace_needed(self) -> float | None:
        """Change a year from now to the target; None once its date has passed."""
        years = decimal_year(self.target_date) - decimal_year(self.current_date)
        return (self.target - self.current) / years if years > 0 else None

    @property
    def acceleration(self) -> float | None:
        """Pace needed ÷ pace so far; None where it goes the wrong way or stands still."""
        needed = self.pace_needed
        forward = self.pace * (self.target - self.baseline) > 0
        return needed / self.pace if needed is not None and forward else None


def meets(direction: str, value: float | None, target: float | None) -> bool:
    """Whether a value is at the target or better; what is not known meets nothing."""
    if value is None or target is None:
        return False
    if isclose(value, target, rel_tol=10**-DIGITS):
        return True
    return value > target if direction == "up" else value < target


def status_of(ratio: float) -> Status:
    """The status a ratio stands for, short of the target itself."""
    ratio = round(ratio, DIGITS)
    if ratio >= ON_TRACK_FROM:
        return Status.ON_TRACK
    if ratio >= BEHIND_FROM:
        return Status.BEHIND
    return Status.FAR_BEHIND if ratio >= 0 else Status.MOVING_AWAY
