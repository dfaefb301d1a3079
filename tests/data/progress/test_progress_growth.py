"""Observed against required growth, and multiples of another horizon's amount (F2)."""

from datetime import date

import pytest

from data.plan.model import Indicator, Target
from data.progress.dates import year_end
from data.progress.growth import growth_points
from data.progress.model import Point, Reason, Status, Verdict
from tests.data.progress.progress_world import NOT_ESTABLISHED, at, indicator, judged


def growing(percent: float, direction: str = "up") -> Indicator:
    target = Target(type="growth", value=percent)
    doubled = Target(type="multiple", value=2, of_horizon=2030)
    targets = {2030: target, 2050: doubled}
    return indicator(NOT_ESTABLISHED, targets, "growth", "up" if direction == "up" else "down")


FUNDS = growing(10)  # F2: 10 % a year until 2030, then twice 2030's amount by 2050


def grown(*amounts: Point, what: Indicator = FUNDS, as_of: date | None = None) -> Verdict:
    return judged(what, *growth_points(amounts), as_of=as_of or date(2026, 11, 22))


# --- Growth from amounts ---


def test_growth_needs_two_years() -> None:
    assert growth_points(()) == ()
    assert growth_points((at(2024, 100),)) == ()
    assert growth_points((at(2024, 100), at(2025, 125))) == (Point(year_end(2025), 25, 100),)


def test_there_is_no_growth_over_a_gap_of_years() -> None:
    points = growth_points((at(2021, 100), at(2023, 150), at(2024, 300)))
    assert [(point.period_end.year, point.value) for point in points] == [(2024, 100)]


def test_there_is_no_growth_from_a_year_of_nothing() -> None:
    points = growth_points((at(2022, 0), at(2023, 50), at(2024, 0)))
    assert [(point.period_end.year, point.value) for point in points] == [(2024, -100)]


def test_the_running_year_grows_but_stays_marked() -> None:
    points = growth_points((at(2025, 100), at(2026, 30, running=True)))
    assert [point.complete for point in points] == [False]


# --- Observed ÷ required: 10 % a year ---


@pytest.mark.parametrize(
    ("amount", "status"),
    [
        (210, Status.ACHIEVED),  # from 100: 110 %
        (125, Status.ACHIEVED),
        (109.5, Status.ON_TRACK),
        (109.4, Status.BEHIND),
        (106, Status.BEHIND),
        (105.9, Status.FAR_BEHIND),
        (100, Status.FAR_BEHIND),
        (99.9, Status.MOVING_AWAY),
        (0, Status.MOVING_AWAY),
    ],
)
def test_growth_is_judged_by_observed_over_required(amount: float, status: Status) -> None:
    verdict = grown(at(2024, 100), at(2025, amount))
    assert verdict.status is status
    assert verdict.ratio == pytest.approx((amount - 100) / 10)


def test_the_last_complete_year_is_judged_not_the_running_one() -> None:
    verdict = grown(at(2024, 100), at(2025, 108), at(2026, 30, running=True))
    assert (verdict.status, verdict.components.current_date) == (Status.BEHIND, year_end(2025))


def test_a_running_second_year_is_too_early() -> None:
    verdict = grown(at(2025, 100), at(2026, 150, running=True))
    assert verdict.reason is Reason.TOO_EARLY


def test_growth_nobody_reported_has_no_measures() -> None:
    assert grown().reason is Reason.NO_MEASURES


def test_growth_long_ago_is_stale_rather_than_achieved() -> None:
    amounts = (at(2022, 100), at(2023, 125))
    assert grown(*amounts, as_of=date(2025, 12, 31)).status is Status.ACHIEVED
    assert grown(*amounts, as_of=date(2026, 1, 1)).reason is Reason.STALE


def test_growth_that_is_enough_by_hand_is_achieved_whatever_binary_fractions_say() -> None:
    """From 1.1 to 1.21 is 10 %, in binary 9.99999999999999."""
    assert grown(at(2024, 1.1), at(2025, 1.21)).status is Status.ACHIEVED


@pytest.mark.parametrize(
    ("required", "direction", "amount", "status"),
    [
        (0, "up", 100, Status.ACHIEVED),
        (0, "up", 99, Status.MOVING_AWAY),
        (-5, "up", 96, Status.ACHIEVED),  # shrink by 5 % at most
        (-5, "up", 94, Status.MOVING_AWAY),
        (0, "down", 100, Status.ACHIEVED),
        (0, "down", 101, Status.MOVING_AWAY),
        (-10, "down", 90, Status.ACHIEVED),  # shrink by 10 % a year
        (-10, "down", 94.9, Status.FAR_BEHIND),
        (-10, "down", 94, Status.BEHIND),
        (-10, "down", 101, Status.MOVING_AWAY),
    ],
)
def test_growth_that_asks_for_no_change_or_for_less(
    required: float, direction: str, amount: float, status: Status
) -> None:
    assert grown(at(2024, 100), at(2025, amount), what=growing(required, direction)).status is (
        status
    )


# --- Twice 2030's amount by 2050 ---


def doubled(*amounts: Point, as_of: date) -> Verdict:
    return judged(FUNDS, *growth_points(amounts), horizon=2050, as_of=as_of)


def test_a_multiple_is_too_early_until_a_year_after_its_base_is_complete() -> None:
    amounts = (at(2029, 90), at(2030, 100))
    assert doubled(*amounts, as_of=date(2031, 6, 30)).reason is Reason.TOO_EARLY
    lost = (at(2029, 90), at(2030, 0))
    assert doubled(*lost, as_of=date(2031, 6, 30)).reason is Reason.TOO_EARLY
    running = at(2031, 50, running=True)
    assert doubled(*amounts, running, as_of=date(2031, 6, 30)).reason is Reason.TOO_EARLY


def test_a_multiple_is_judged_on_the_line_from_its_base() -> None:
    """145 in 2040, half way in time from 100 to 200: 0.45 of 0.50."""
    amounts = [at(year, 100) for year in range(2030, 2040)]
    verdict = doubled(*amounts, at(2040, 145), as_of=date(2041, 6, 30))
    parts = verdict.components
    assert (parts.baseline, parts.target) == (100, 200)
    assert parts.current == pytest.approx(145)
    assert (parts.baseline_date, parts.target_date) == (year_end(2030), year_end(2050))
    assert verdict.status is Status.BEHIND
    assert verdict.ratio == pytest.approx(0.9)


@pytest.mark.parametrize("before", [3, 7, 90, 180, 199])
def test_exactly_twice_is_achieved_whatever_the_year_before(before: float) -> None:
    amounts = (at(2029, 90), at(2030, 100), at(2031, before), at(2032, 200))
    assert doubled(*amounts, as_of=date(2033, 6, 30)).status is Status.ACHIEVED


def test_a_multiple_long_ago_is_stale() -> None:
    amounts = (at(2030, 100), at(2031, 200))
    assert doubled(*amounts, as_of=date(2034, 6, 30)).reason is Reason.STALE


@pytest.mark.parametrize("base", [at(2028, 100), at(2030, 0)])
def test_a_base_never_reported_or_of_nothing_is_not_established(base: Point) -> None:
    verdict = doubled(base, at(2031, 90), at(2032, 200), as_of=date(2033, 6, 30))
    assert verdict.reason is Reason.BASELINE_NOT_ESTABLISHED


# --- A multiple of a state: it stands until it changes, so the base need not be of its own day ---

DOUBLED = indicator(
    NOT_ESTABLISHED,
    {2021: Target(type="none"), 2027: Target(type="multiple", value=2, of_horizon=2021)},
)


def test_a_multiple_of_a_state_starts_from_what_stood_then() -> None:
    """40 since 2020, so 80 asked for by 2027; 20 of 40 done after 4 of 6 years."""
    verdict = judged(DOUBLED, at(2020, 40), at(2025, 60), horizon=2027)
    assert verdict.ratio == pytest.approx((20 / 40) / (4 / 6))
    assert (verdict.components.baseline, verdict.components.target) == (40, 80)


def test_a_multiple_of_a_state_nobody_knew_then_has_no_base() -> None:
    verdict = judged(DOUBLED, at(2025, 60), horizon=2027)
    assert verdict.reason is Reason.BASELINE_NOT_ESTABLISHED


def test_a_multiple_is_too_early_until_something_later_is_known() -> None:
    assert judged(DOUBLED, at(2021, 60), horizon=2027).reason is Reason.TOO_EARLY
    assert judged(DOUBLED, horizon=2027).reason is Reason.NO_MEASURES
