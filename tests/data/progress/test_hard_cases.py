"""The hard cases of the methods note as one table: verdict, ratio and the alternative beside it.

Worked by hand. Unless a case says otherwise, the baseline is of 2020, the value of 2025, the target
of 2030, all at the year's end, so that half of the way is expected.
"""

from dataclasses import dataclass, field
from datetime import date

import pytest

from data.plan.model import Indicator
from data.progress.alternative_model import Progress
from data.progress.model import Divergence, Point, Reason, Status
from tests.data.progress.progress_world import (
    AS_OF,
    NOT_ESTABLISHED,
    all_of,
    at,
    between,
    indicator,
    judged,
    line,
    place_set,
    reach,
    started,
)

ON, BEHIND, FAR, AWAY = Status.ON_TRACK, Status.BEHIND, Status.FAR_BEHIND, Status.MOVING_AWAY
ACHIEVED, NONE = Status.ACHIEVED, Status.NOT_ASSESSABLE
PARTIES, PARTNERS = place_set("parties", y2015=196), place_set("partners", y2016=37, y2022=41)
A1 = indicator(
    started(28, 2019, of="parties"), {2030: all_of("partners"), 2050: all_of("parties")}, "places"
)


@dataclass(frozen=True)
class Case:
    """What was observed and what must come of it; ratios to four digits, as printed."""

    what: Indicator
    points: tuple[Point, ...]
    status: Status
    ratio: float | None = None
    reason: Reason | None = None
    alternative: Progress = Progress.NOT_AVAILABLE
    divergence: Divergence | None = None
    horizon: int = 2030
    as_of: date = field(default=AS_OF)


def rising(value: float) -> tuple[Indicator, tuple[Point, ...]]:
    """From 100 in 2020 towards 200 in 2030."""
    return line(100, 200), (at(2025, value),)


CASES = {
    "on the linear path": Case(*rising(150), ON, 1.0, alternative=Progress.SUBSTANTIAL),
    "on the CAGR path": Case(
        *rising(141.421356237),
        BEHIND,
        0.8284,
        alternative=Progress.SUBSTANTIAL,
        divergence=Divergence.COMPOUND_PATH,
    ),
    "90 % of the linear path": Case(
        *rising(145),
        BEHIND,
        0.9,
        alternative=Progress.SUBSTANTIAL,
        divergence=Divergence.COMPOUND_PATH,
    ),
    "lower is better, on the linear path": Case(
        line(100, 50),
        (at(2025, 75),),
        ON,
        1.0,
        alternative=Progress.MODERATE,
        divergence=Divergence.COMPOUND_PATH,
    ),
    "lower is better, counted in days or in years": Case(
        line(100, 50),
        (Point(date(2025, 1, 15), 80),),  # 0.4 done after 0.4041 of the time
        ON,
        0.9898,
        alternative=Progress.MODERATE,
        divergence=Divergence.WHOLE_YEARS,
    ),
    "zero baseline": Case(line(0, 30), (at(2025, 15),), ON, 1.0, alternative=Progress.SUBSTANTIAL),
    "zero baseline, one of thirty": Case(
        line(0, 30),
        (at(2025, 1),),
        FAR,
        0.0667,
        alternative=Progress.SUBSTANTIAL,
        divergence=Divergence.ZERO_REPLACED,
    ),
    "zero target": Case(
        line(40, 0),
        (at(2025, 20),),
        ON,
        1.0,
        alternative=Progress.LIMITED,
        divergence=Divergence.ZERO_REPLACED,
    ),
    "baseline at the target, held": Case(
        line(100, 100), (at(2025, 100),), ACHIEVED, alternative=Progress.TARGET_ACHIEVED
    ),
    "baseline at the target, slipped": Case(line(100, 100), (at(2025, 95),), AWAY),
    "baseline beyond the target, held above": Case(
        indicator(started(120), {2030: reach(100)}),
        (at(2025, 110),),
        ACHIEVED,
        alternative=Progress.TARGET_ACHIEVED,
    ),
    "negative values": Case(
        line(-100, -50), (at(2025, -70),), ON, 1.2, alternative=Progress.SUBSTANTIAL
    ),
    "sign change": Case(line(50, -20), (at(2025, -5),), ON, 1.5714),
    "target met early": Case(*rising(210), ACHIEVED, 2.2, alternative=Progress.TARGET_ACHIEVED),
    "two horizons, the second": Case(
        indicator(started(100), {2030: reach(200), 2050: reach(400)}),
        (at(2025, 150),),
        ON,
        1.0,
        alternative=Progress.SUBSTANTIAL,
        horizon=2050,
    ),
    "28 of 196 to 196": Case(
        A1, (at(2025, 60),), ON, 0.9841, alternative=Progress.SUBSTANTIAL, horizon=2050
    ),
    "a set that grew from 37 to 41": Case(
        A1,
        (at(2021, 20), at(2025, 30)),  # (30/41 − 28/196) ÷ (168/196) = 0.6870 after 6 of 11 years
        ON,
        1.2595,
        alternative=Progress.SUBSTANTIAL,
    ),
    "range, certain": Case(
        indicator(between(5, 10), {2030: reach(30)}),
        (at(2025, 16),),
        BEHIND,
        0.7556,
        alternative=Progress.SUBSTANTIAL,
        divergence=Divergence.COMPOUND_PATH,
    ),
    "baseline not established": Case(
        indicator(NOT_ESTABLISHED, {2030: reach(30)}),
        (at(2025, 16),),
        NONE,
        reason=Reason.BASELINE_NOT_ESTABLISHED,
    ),
    "target year passed": Case(
        line(100, 200, 2024),
        (at(2025, 150),),
        FAR,
        0.5,
        alternative=Progress.LIMITED,
        horizon=2024,
    ),
    "a gap of years": Case(
        line(100, 200),
        (at(2021, 105), at(2025, 150)),
        ON,
        1.0,
        alternative=Progress.SUBSTANTIAL,
    ),
    "a stale last value": Case(
        line(100, 200),
        (at(2023, 150),),
        NONE,
        reason=Reason.STALE,
        alternative=Progress.SUBSTANTIAL,
    ),
    "an as-of day before the newest measure": Case(
        line(100, 200),
        (at(2023, 130), at(2025, 110)),
        ON,
        1.0,
        alternative=Progress.SUBSTANTIAL,
        as_of=date(2024, 6, 30),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_hard_case_is_judged_as_worked_by_hand(name: str) -> None:
    case = CASES[name]
    verdict = judged(
        case.what,
        *case.points,
        horizon=case.horizon,
        as_of=case.as_of,
        sets=(PARTIES, PARTNERS),
    )
    ratio = None if verdict.ratio is None else round(verdict.ratio, 4)
    assert (verdict.status, ratio, verdict.reason) == (case.status, case.ratio, case.reason)
    assert verdict.alternative is not None
    assert verdict.alternative.label is case.alternative
    assert verdict.divergence is case.divergence
