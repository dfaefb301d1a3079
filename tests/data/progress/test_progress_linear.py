"""Statuses on the straight line from baseline to target, by hand and by the project's cases."""

import csv
from datetime import date

import pytest

from data.progress.dates import year_end
from data.progress.linear import Path
from data.progress.model import Mark, Reason, Status
from tests.beside import ORACLES
from tests.data.progress.progress_world import at, between, indicator, judged, line, reach, started

IN_2022 = date(2022, 6, 30)
CASES = ORACLES / "method_disagreement_cases.csv"


# --- Each status at its thresholds: 0 in 2020 to 200 in 2030, so 100 is expected in 2025 ---

THRESHOLDS = [
    (200, Status.ACHIEVED),
    (199.99, Status.ON_TRACK),
    (95, Status.ON_TRACK),
    (94.99, Status.BEHIND),
    (60, Status.BEHIND),
    (59.99, Status.FAR_BEHIND),
    (0, Status.FAR_BEHIND),
    (-0.01, Status.MOVING_AWAY),
]


@pytest.mark.parametrize(("value", "status"), THRESHOLDS)
def test_higher_is_better(value: float, status: Status) -> None:
    assert judged(line(0, 200), at(2025, value)).status is status


@pytest.mark.parametrize(("value", "status"), THRESHOLDS)
def test_lower_is_better(value: float, status: Status) -> None:
    assert judged(line(200, 0), at(2025, 200 - value)).status is status


@pytest.mark.parametrize(("value", "status"), THRESHOLDS)
def test_negative_values(value: float, status: Status) -> None:
    assert judged(line(-300, -100), at(2025, value - 300)).status is status


@pytest.mark.parametrize(
    ("baseline", "value", "target", "status"),
    [
        # A twentieth of the way in time, and 0.60 or 0.95 of that in change.
        (20, 20.9, 50, Status.BEHIND),  # 0.9 of 1.5, in binary 0.5999999999999991
        (20, 22.4, 100, Status.BEHIND),  # 2.4 of 4
        (5, 9.75, 105, Status.ON_TRACK),  # 4.75 of 5
    ],
)
def test_a_threshold_met_by_hand_is_met_whatever_binary_fractions_say(
    baseline: float, value: float, target: float, status: Status
) -> None:
    verdict = judged(line(baseline, target, 2040), at(2021, value), horizon=2040, as_of=IN_2022)
    assert verdict.status is status


def test_ten_tenths_are_one() -> None:
    assert judged(line(0, 1), at(2025, sum([0.1] * 10))).status is Status.ACHIEVED
    assert judged(line(1, 0.3), at(2025, 0.1 + 0.2)).status is Status.ACHIEVED


# --- The sum behind a verdict ---


def test_a_verdict_carries_every_number_of_its_sum() -> None:
    verdict = judged(line(100, 200), at(2025, 145))
    parts = verdict.components
    assert verdict.status is Status.BEHIND
    assert verdict.ratio == pytest.approx(0.90)
    assert parts.done == pytest.approx(0.45)
    assert parts.elapsed == pytest.approx(0.50)
    assert parts.expected_now == pytest.approx(150)
    assert (parts.baseline, parts.current, parts.target) == (100, 145, 200)
    assert (parts.baseline_date, parts.target_date) == (year_end(2020), year_end(2030))
    assert parts.current_date == year_end(2025)
    assert verdict.pace == pytest.approx(9)  # 45 in 5 years
    assert verdict.pace_needed == pytest.approx(11)  # 55 in 5 years
    assert verdict.acceleration == pytest.approx(11 / 9)


def test_a_value_of_the_middle_of_a_leap_year_is_expected_by_its_own_day() -> None:
    """1 July 2024 is the 183rd of 366 days: 3.5 of the 10 years from the end of 2020."""
    path = Path(0, year_end(2020), 35, date(2024, 7, 1), 100, year_end(2030))
    assert path.elapsed == pytest.approx(0.35)
    assert path.ratio == pytest.approx(1.0)


@pytest.mark.parametrize("value", [100, 95])
def test_there_is_no_acceleration_where_nothing_moves_towards_the_target(value: float) -> None:
    verdict = judged(line(100, 200), at(2025, value))
    assert verdict.acceleration is None
    assert verdict.pace_needed == pytest.approx((200 - value) / 5)


def test_two_horizons_are_two_verdicts_on_two_lines() -> None:
    """45 of 100 at half time; 45 of 150 after a sixth of it."""
    both = indicator(started(100), {2030: reach(200), 2050: reach(250)})
    by_2030, by_2050 = (judged(both, at(2025, 145), horizon=h) for h in (2030, 2050))
    assert by_2030.status is Status.BEHIND
    assert by_2030.ratio == pytest.approx(0.9)
    assert by_2050.status is Status.ON_TRACK
    assert by_2050.ratio == pytest.approx(1.8)


# --- Targets met early, due, or passed ---


def test_a_target_met_early_is_achieved_and_needs_no_further_pace() -> None:
    verdict = judged(line(100, 200), at(2025, 210))
    assert verdict.status is Status.ACHIEVED
    assert verdict.ratio == pytest.approx(2.2)
    assert (verdict.pace_needed, verdict.acceleration) == (None, None)


def test_a_target_met_once_and_lost_since_is_not_achieved() -> None:
    verdict = judged(line(100, 200), at(2024, 200), at(2025, 140))
    assert verdict.status is Status.BEHIND
    assert verdict.ratio == pytest.approx(0.8)


def test_after_its_due_date_the_whole_change_is_expected() -> None:
    late = indicator(started(0), {2030: reach(100, due=year_end(2023))})
    verdict = judged(late, at(2024, 90))
    assert verdict.components.elapsed == 1
    assert verdict.components.expected_now == 100
    assert verdict.status is Status.BEHIND
    assert verdict.ratio == pytest.approx(0.9)
    assert (verdict.pace_needed, verdict.acceleration) == (None, None)


def test_a_target_due_before_its_baseline_expects_the_whole_change() -> None:
    odd = indicator(started(0), {2030: reach(100, due=year_end(2019))})
    assert judged(odd, at(2025, 96)).status is Status.ON_TRACK


def test_a_target_reached_after_its_due_date_is_achieved() -> None:
    late = indicator(started(0), {2030: reach(100, due=year_end(2023))})
    assert judged(late, at(2025, 100)).status is Status.ACHIEVED


# --- The maintain rule: nothing to divide by ---


@pytest.mark.parametrize(
    ("baseline", "target", "value", "status"),
    [
        (100, 100, 100, Status.ACHIEVED),
        (100, 100, 99.9, Status.MOVING_AWAY),
        (120, 100, 110, Status.ACHIEVED),
        (120, 100, 99.9, Status.MOVING_AWAY),
        (0, 0, 0, Status.ACHIEVED),
        (0, 0, -1, Status.MOVING_AWAY),
    ],
)
def test_a_baseline_at_its_target_or_better_is_to_be_held(
    baseline: float, target: float, value: float, status: Status
) -> None:
    up = indicator(started(baseline), {2030: reach(target)})
    down = indicator(started(-baseline), {2030: reach(-target)}, direction="down")
    for verdict in (judged(up, at(2025, value)), judged(down, at(2025, -value))):
        assert verdict.status is status
        assert (verdict.ratio, verdict.components.done) == (None, None)


# --- A baseline between two numbers: 5 to 10 in 2020, 30 in 2030, so the line starts at 7.5 ---


def test_a_range_is_uncertain_where_its_ends_say_otherwise() -> None:
    verdict = judged(indicator(between(5, 10), {2030: reach(30)}), at(2025, 18))
    assert verdict.ratio == pytest.approx(10.5 / 22.5 / 0.5)
    assert verdict.components.ratio_low == pytest.approx(13 / 25 / 0.5)  # on track
    assert verdict.components.ratio_high == pytest.approx(8 / 20 / 0.5)  # behind
    assert (verdict.status, verdict.marks) == (Status.BEHIND, (Mark.UNCERTAIN_BASELINE,))


def test_a_range_is_certain_where_its_ends_agree() -> None:
    verdict = judged(indicator(between(5, 10), {2030: reach(30)}), at(2025, 16))
    assert verdict.components.ratio_low == pytest.approx(0.88)
    assert verdict.components.ratio_high == pytest.approx(0.60)
    assert (verdict.status, verdict.marks) == (Status.BEHIND, ())


def test_an_end_of_the_range_already_at_the_target_has_slipped() -> None:
    """6 to 10, asked 10, now 8: half way from 6, standing still at 8, slipped from 10."""
    verdict = judged(indicator(between(6, 10), {2030: reach(10)}), at(2025, 8))
    assert (verdict.components.ratio_low, verdict.components.ratio_high) == (1.0, None)
    assert (verdict.status, verdict.marks) == (Status.FAR_BEHIND, (Mark.UNCERTAIN_BASELINE,))


def test_a_range_already_beyond_the_target_has_certainly_slipped() -> None:
    verdict = judged(indicator(between(12, 16), {2030: reach(10)}), at(2025, 8))
    assert (verdict.status, verdict.marks) == (Status.MOVING_AWAY, ())


def test_a_range_whose_target_is_met_is_certainly_achieved() -> None:
    verdict = judged(indicator(between(5, 10), {2030: reach(30)}), at(2025, 30))
    assert (verdict.status, verdict.marks) == (Status.ACHIEVED, ())


# --- As of a day ---


def test_only_periods_that_ended_by_the_day_are_judged() -> None:
    points = (at(2024, 140), at(2025, 190))
    verdict = judged(line(100, 200), *points, as_of=date(2025, 12, 30))
    assert verdict.components.current_date == year_end(2024)
    assert verdict.ratio == pytest.approx(1.0)
    assert judged(line(100, 200), *points, as_of=date(2025, 12, 31)).ratio == pytest.approx(1.8)


def test_before_the_first_period_ended_there_are_no_measures() -> None:
    verdict = judged(line(100, 200), at(2024, 140), as_of=date(2024, 6, 30))
    assert verdict.reason is Reason.NO_MEASURES


# --- The project's twenty cases ---


def cases() -> list[dict[str, str]]:
    if not CASES.exists():
        return []
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def name_of(case: dict[str, str]) -> str:
    return case["case"]


def amounts(case: dict[str, str]) -> Path:
    return Path(
        float(case["v0"]),
        year_end(int(case["y0"])),
        float(case["v"]),
        year_end(int(case["y"])),
        float(case["target"]),
        year_end(int(case["target_year"])),
    )


@pytest.mark.skipif(not CASES.exists(), reason=f"the shared oracles are not here: {CASES}")
def test_the_cases_are_all_there() -> None:
    assert len(cases()) == 20
    assert sum(not case["linear_ratio"] for case in cases()) == 2  # baseline = target


@pytest.mark.skipif(not CASES.exists(), reason=f"the shared oracles are not here: {CASES}")
@pytest.mark.parametrize("case", [c for c in cases() if c["linear_ratio"]], ids=name_of)
def test_the_line_gives_each_case_its_printed_numbers(case: dict[str, str]) -> None:
    path = amounts(case)
    assert f"{path.done:.4f}" == case["linear_done"]
    assert f"{path.ratio:.4f}" == case["linear_ratio"]


@pytest.mark.skipif(not CASES.exists(), reason=f"the shared oracles are not here: {CASES}")
@pytest.mark.parametrize("case", cases(), ids=name_of)
def test_each_case_is_achieved_or_judged_by_its_printed_ratio(case: dict[str, str]) -> None:
    path, horizon = amounts(case), int(case["target_year"])
    up = case["direction"] == "1"
    what = indicator(
        started(path.baseline, int(case["y0"])),
        {horizon: reach(path.target)},
        direction="up" if up else "down",
    )
    verdict = judged(what, at(int(case["y"]), path.current), horizon=horizon)
    if path.current >= path.target if up else path.current <= path.target:
        assert verdict.status is Status.ACHIEVED
    elif not case["linear_ratio"]:
        assert verdict.status is Status.MOVING_AWAY
    else:
        assert verdict.status is by_hand(float(case["linear_ratio"]))
        assert f"{verdict.ratio:.4f}" == case["linear_ratio"]


def by_hand(ratio: float) -> Status:
    if ratio < 0:
        return Status.MOVING_AWAY
    if ratio < 0.6:
        return Status.FAR_BEHIND
    return Status.BEHIND if ratio < 0.95 else Status.ON_TRACK
