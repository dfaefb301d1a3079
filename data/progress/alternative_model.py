"""The words of the alternative method, as types: its classes, Eurostat's labels, its result.

Leaf module: imports nothing of ours.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Direction = Literal["up", "down"]


class Progress(StrEnum):
    """The classes of the Statistics Canada / Open SDG method, by their published names."""

    TARGET_ACHIEVED = "target_achieved"
    SUBSTANTIAL = "substantial_progress"
    MODERATE = "moderate_progress"
    LIMITED = "limited_progress"
    DETERIORATION = "deterioration"
    NOT_AVAILABLE = "not_available"


class Eurostat(StrEnum):
    """Eurostat's labels of the same growth; not available where its ratio is undefined."""

    SIGNIFICANT = "significant"
    MODERATE = "moderate"
    INSUFFICIENT = "insufficient"
    MOVEMENT_AWAY = "movement_away"
    NOT_AVAILABLE = "not_available"


@dataclass(frozen=True, slots=True)
class Alternative:
    """One series by compound annual growth, with every number needed to redo it by hand.

    `ratio` is observed ÷ required growth (R) with a target, the growth a year as a fraction of 1
    towards `direction` (g) without; None where it is undefined. `score` runs from −5 to 5. Values
    are as observed, in the series' unit: where `replaced_zero`, a `base_value` or `target` of 0
    counted as 0.001. `sign` is −1 for a negative base value, else 1. `limit` is the series' natural
    limit, which counts only without a target. Years are calendar years; without a value from the
    base year on, the base, current value and sign are None.
    """

    direction: Direction
    label: Progress = Progress.NOT_AVAILABLE
    ratio: float | None = None
    score: float | None = None
    eurostat: Eurostat = Eurostat.NOT_AVAILABLE
    base_value: float | None = None
    base_year: int | None = None
    current_value: float | None = None
    current_year: int | None = None
    target: float | None = None
    target_year: int | None = None
    limit: float | None = None
    sign: int | None = None
    replaced_zero: bool = False
