"""Beside the verdict: where the measures lead, what the alternative says, how sure one can be."""

from dataclasses import replace

import pytest

from data.plan.model import Target
from data.progress.confidence import Grounds, confidence
from data.progress.growth import growth_points
from data.progress.model import Components, Doubt, Level, Mark, Status, StepState, Verdict
from tests.data.progress.progress_world import (
    NOT_ESTABLISHED,
    at,
    indicator,
    judged,
    line,
    reach,
    started,
)

ON_TRACK = Verdict(2030, Status.ON_TRACK)


def test_three_points_lead_on_to_the_target() -> None:
    """10 a year from 120 in 2023: 140 in 2025, 190 in 2030, 200 a year later."""
    verdict = judged(line(100, 200), at(2023, 120), at(2024, 130), at(2025, 140))
    assert verdict.projected == pytest.approx(190)
    assert verdict.projected_year == 2031


def test_two_points_lead_nowhere() -> None:
    verdict = judged(line(100, 200), at(2024, 130), at(2025, 140))
    assert (verdict.projected, verdict.projected_year) == (None, None)


def test_the_running_year_leads_nowhere() -> None:
    rate = indicator(started(0), {2030: reach(30)}, "rate")
    points = at(2024, 10), at(2025, 12), at(2026, 3, running=True)
    assert judged(rate, *points).projected is None


def test_what_leads_away_never_arrives() -> None:
    verdict = judged(line(100, 200), at(2023, 120), at(2024, 115), at(2025, 110))
    assert verdict.projected == pytest.approx(85)
    assert verdict.projected_year is None


def test_a_crossing_in_a_distant_century_is_none() -> None:
    verdict = judged(line(100, 200), at(2023, 100), at(2024, 100.5), at(2025, 101))
    assert verdict.projected == pytest.approx(103.5)
    assert verdict.projected_year is None


def test_what_is_achieved_needs_no_year_of_arrival() -> None:
    verdict = judged(line(100, 200), at(2023, 240), at(2024, 225), at(2025, 210))
    assert verdict.status is Status.ACHIEVED
    assert (verdict.projected, verdict.projected_year) == (pytest.approx(135), None)


def test_a_multiple_is_projected_from_its_amounts() -> None:
    """100 in 2021 and 10 more each year until 2024: 160 in 2027."""
    what = indicator(
        NOT_ESTABLISHED,
        {2021: Target(type="none"), 2027: Target(type="multiple", value=2, of_horizon=2021)},
        "growth",
    )
    points = growth_points(tuple(at(2021 + n, 100 + 10 * n) for n in range(4)))
    verdict = judged(what, *points, horizon=2027)
    assert verdict.projected == pytest.approx(160)
    assert verdict.projected_year == 2031


def test_without_a_target_the_alternative_tells_the_growth() -> None:
    """5 % a year since 2020: substantial, though there is nothing to judge it against."""
    what = indicator(started(100), {2030: Target(type="none")})
    verdict = judged(what, at(2025, 100 * 1.05**5))
    assert verdict.status is Status.NOT_ASSESSABLE
    assert verdict.alternative is not None
    assert verdict.alternative.ratio == pytest.approx(0.05)
    assert verdict.divergence is None


# --- Confidence: reporting, estimated and age as given, the rest from the verdict ---


def sure(
    verdict: Verdict = ON_TRACK,
    if_silent: Status = Status.ON_TRACK,
    if_apart: Status = Status.ON_TRACK,
    reporting: float = 1.0,
    estimated: float = 0.0,
    overlapping: float = 0.0,
    age_days: int = 30,
) -> tuple[Level, tuple[Doubt, ...]]:
    grounds = Grounds(if_silent, if_apart, reporting, estimated, overlapping, age_days)
    found = confidence(verdict, grounds)
    assert found is not None
    return found.level, found.doubts


def test_without_a_doubt_confidence_is_high() -> None:
    assert sure() == (Level.HIGH, ())


@pytest.mark.parametrize(
    ("reporting", "level", "doubts"),
    [
        (0.8, Level.HIGH, ()),
        (0.79, Level.MEDIUM, (Doubt.SOME_ARE_SILENT,)),
        (0.5, Level.MEDIUM, (Doubt.SOME_ARE_SILENT,)),
        (0.49, Level.LOW, (Doubt.MOST_ARE_SILENT,)),
    ],
)
def test_silent_partners_lower_it(reporting: float, level: Level, doubts: tuple[Doubt]) -> None:
    assert sure(reporting=reporting) == (level, doubts)


@pytest.mark.parametrize(
    ("estimated", "level", "doubts"),
    [
        (0.09, Level.HIGH, ()),
        (0.1, Level.MEDIUM, (Doubt.PARTLY_ESTIMATED,)),
        (0.5, Level.LOW, (Doubt.MOSTLY_ESTIMATED,)),
    ],
)
def test_estimates_lower_it(estimated: float, level: Level, doubts: tuple[Doubt]) -> None:
    assert sure(estimated=estimated) == (level, doubts)


def test_a_value_over_a_year_old_lowers_it() -> None:
    assert sure(age_days=366) == (Level.HIGH, ())
    assert sure(age_days=367) == (Level.MEDIUM, (Doubt.OVER_A_YEAR_OLD,))


def test_silence_that_hides_another_verdict_makes_it_low() -> None:
    assert sure(if_silent=Status.ACHIEVED) == (Level.LOW, (Doubt.SILENT_WOULD_CHANGE_IT,))


def test_open_overlaps_lower_it_by_what_they_could_change() -> None:
    assert sure(overlapping=0.049) == (Level.HIGH, ())
    assert sure(overlapping=0.05) == (Level.MEDIUM, (Doubt.OVERLAPS_NOT_SETTLED,))
    assert sure(if_apart=Status.BEHIND) == (Level.LOW, (Doubt.OVERLAPS_WOULD_CHANGE_IT,))


def test_an_uncertain_start_makes_it_low_and_doubts_come_gravest_first() -> None:
    verdict = replace(ON_TRACK, marks=(Mark.UNCERTAIN_BASELINE,))
    doubts = (Doubt.UNCERTAIN_BASELINE, Doubt.SOME_ARE_SILENT, Doubt.OVER_A_YEAR_OLD)
    assert sure(verdict, reporting=0.6, age_days=500) == (Level.LOW, doubts)


def test_a_step_reached_stays_reached_whoever_is_silent() -> None:
    steps = (StepState(0, None, derived=False, reached=None),)
    verdict = replace(ON_TRACK, components=Components(steps=steps))
    assert sure(verdict, reporting=0.0, age_days=900) == (Level.HIGH, ())


def test_without_a_verdict_there_is_nothing_to_be_sure_of() -> None:
    nothing = Verdict(2030, Status.NOT_ASSESSABLE)
    grounds = Grounds(Status.NOT_ASSESSABLE, Status.NOT_ASSESSABLE, 1.0, 0.0, 0.0, 1)
    assert confidence(nothing, grounds) is None
