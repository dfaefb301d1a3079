"""Ladders: on time, late by under twelve months or more, dates derived by even spacing."""

from datetime import date

import pytest

from data.plan.model import Indicator, Step, Target, Words
from data.progress.dates import year_end
from data.progress.milestones import step_states
from data.progress.model import Point, Reason, Status
from tests.data.progress.progress_world import at, indicator, judged, started

START = year_end(2020)


def ladder(*dues: date | None, goals: dict[int, Target]) -> Indicator:
    """Step 0, the state at the start, and a step for each due date."""
    names = [Words.of(en=f"Step {number}") for number in range(len(dues) + 1)]
    steps = (Step(name=names[0]), *map_steps(names[1:], dues))
    return indicator(started(0), goals, "milestone", steps=steps)


def map_steps(names: list[Words], dues: tuple[date | None, ...]) -> tuple[Step, ...]:
    return tuple(Step(name=name, due=due) for name, due in zip(names, dues, strict=True))


def step(number: int, due: date | None = None) -> Target:
    return Target(type="milestone", step=number, due=due)


# F3: two steps by the end of 2022 and 2023, a third by 2050.
F3 = ladder(
    year_end(2022),
    year_end(2023),
    year_end(2050),
    goals={2030: step(2, due=year_end(2023)), 2050: step(3)},
)
# A6: four steps, of which the plan dates the last two; the first is due half way to 2030.
A6 = ladder(None, year_end(2030), year_end(2050), goals={2030: step(2), 2050: step(3)})


def test_f3_still_at_its_first_state_is_far_behind() -> None:
    verdict = judged(F3, at(2020, 0))
    assert verdict.status is Status.FAR_BEHIND
    parts = verdict.components
    assert (parts.current, parts.target, parts.expected_now) == (0, 2, 2)
    assert parts.target_date == year_end(2023)
    assert [s.reached for s in parts.steps] == [year_end(2020), None, None]


@pytest.mark.parametrize(
    ("as_of", "status"),
    [
        (date(2022, 12, 30), Status.ON_TRACK),
        (date(2022, 12, 31), Status.BEHIND),  # due now and not reached
        (date(2023, 12, 30), Status.BEHIND),
        (date(2023, 12, 31), Status.FAR_BEHIND),  # twelve months
    ],
)
def test_lateness_counts_from_the_first_step_missed(as_of: date, status: Status) -> None:
    assert judged(F3, at(2020, 0), as_of=as_of).status is status


def test_lateness_counts_from_the_next_step_once_the_first_is_reached() -> None:
    points = (at(2020, 0), at(2022, 1))
    assert judged(F3, *points, as_of=date(2023, 12, 30)).status is Status.ON_TRACK
    assert judged(F3, *points, as_of=date(2024, 12, 30)).status is Status.BEHIND
    assert judged(F3, *points, as_of=date(2024, 12, 31)).status is Status.FAR_BEHIND


def test_a_step_reached_late_is_achieved_all_the_same() -> None:
    assert judged(F3, at(2020, 0), at(2025, 2)).status is Status.ACHIEVED


def test_a_ladder_climbed_for_2030_is_on_track_for_2050() -> None:
    verdict = judged(F3, at(2023, 2), horizon=2050)
    assert verdict.status is Status.ON_TRACK
    assert (verdict.components.done, verdict.components.elapsed) == (2 / 3, 2 / 3)


def test_the_highest_step_ever_reached_counts_and_never_grows_stale() -> None:
    assert judged(F3, at(2021, 2), at(2022, 1)).status is Status.ACHIEVED


def test_more_steps_than_asked_for_are_achieved() -> None:
    verdict = judged(F3, at(2023, 3))
    assert (verdict.status, verdict.components.done) == (Status.ACHIEVED, 1)


def test_a_step_without_a_date_is_due_at_an_even_spacing() -> None:
    states = step_states(A6, (), START)
    assert [(s.due, s.derived) for s in states] == [
        (year_end(2020), False),
        (year_end(2025), True),
        (year_end(2030), False),
        (year_end(2050), False),
    ]
    assert judged(A6, at(2020, 0), as_of=date(2025, 12, 30)).status is Status.ON_TRACK
    assert judged(A6, at(2020, 0)).status is Status.BEHIND


def test_several_steps_without_dates_share_the_time_between_the_dated_ones() -> None:
    four = ladder(None, None, None, None, goals={2030: step(3), 2050: step(3)})
    dues = [s.due for s in step_states(four, (), date(2021, 12, 31))]
    assert dues == [*map(year_end, (2021, 2024, 2027, 2030)), None]


def test_the_first_horizon_that_asks_for_a_step_dates_it() -> None:
    once = ladder(None, goals={2050: step(1), 2030: step(1)})
    assert [s.due for s in step_states(once, (), START)] == [START, year_end(2030)]


def test_each_step_tells_when_it_was_first_reached() -> None:
    points = (at(2020, 0), at(2021, 1), at(2023, 3))
    reached = [s.reached for s in step_states(F3, points, START)]
    assert reached == [*map(year_end, (2020, 2021, 2023, 2023))]


def test_a_ladder_nobody_reported_has_no_measures_but_shows_its_steps() -> None:
    verdict = judged(F3)
    assert verdict.reason is Reason.NO_MEASURES
    assert len(verdict.components.steps) == 3


def test_a_step_of_a_period_still_running_is_not_reached_yet() -> None:
    running = Point(year_end(2026), 2, complete=False)
    assert judged(F3, at(2020, 0), running).status is Status.FAR_BEHIND
    assert judged(F3, running).reason is Reason.TOO_EARLY


def test_a_ladder_that_asks_for_its_first_state_is_achieved_without_division() -> None:
    verdict = judged(ladder(None, goals={2030: step(0)}), at(2020, 0))
    assert (verdict.status, verdict.components.done) == (Status.ACHIEVED, None)
