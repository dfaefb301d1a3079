"""Why a verdict cannot be given, and in which order the reasons are asked for."""

from datetime import date

import pytest

from data.plan.model import Baseline, Step, Target, Words
from data.progress.dates import year_end
from data.progress.judge import judge
from data.progress.model import Reason, Status, Verdict
from tests.data.progress.progress_world import (
    AS_OF,
    NOT_ESTABLISHED,
    START,
    Kind,
    at,
    between,
    indicator,
    judged,
    line,
    reach,
    started,
    yearly,
)


def refused(verdict: Verdict) -> Reason | None:
    assert (verdict.reason is None) == (verdict.status is not Status.NOT_ASSESSABLE)
    return verdict.reason


OPEN = Target(type="none")
EVENTS = indicator(NOT_ESTABLISHED, {2030: yearly(10), 2050: yearly(50)}, "rate")  # C1


# --- No published target, no measures ---


def test_no_target_comes_before_everything_else() -> None:
    what = indicator(NOT_ESTABLISHED, {2030: OPEN})
    assert refused(judged(what)) is Reason.NO_PUBLISHED_TARGET
    assert refused(judged(what, at(2025, 10))) is Reason.NO_PUBLISHED_TARGET


def test_no_measures_come_before_a_baseline_that_is_not_established() -> None:
    what = indicator(NOT_ESTABLISHED, {2030: reach(5)})
    assert refused(judged(what)) is Reason.NO_MEASURES


@pytest.mark.parametrize("kind", ["level", "share", "rate", "growth"])
def test_an_indicator_nobody_ever_reported_has_no_measures(kind: Kind) -> None:
    what = indicator(NOT_ESTABLISHED, {2030: reach(5)}, kind)
    assert refused(judge(what, 2030, None, {}, AS_OF, START)) is Reason.NO_MEASURES


def test_what_is_known_of_the_plan_is_told_even_without_measures() -> None:
    parts = judged(line(100, 200)).components
    assert (parts.baseline, parts.target, parts.target_date) == (100, 200, year_end(2030))


# --- Achieved comes before the baseline ---


@pytest.mark.parametrize("state", ["not_established", "not_published"])
def test_without_a_baseline_a_target_can_be_met_but_not_missed(state: str) -> None:
    what = indicator(Baseline.model_validate({"state": state}), {2030: reach(5)})
    assert judged(what, at(2025, 5)).status is Status.ACHIEVED
    assert refused(judged(what, at(2025, 4))) is Reason.BASELINE_NOT_ESTABLISHED


def test_the_baseline_is_asked_for_before_the_age_of_the_value() -> None:
    what = indicator(NOT_ESTABLISHED, {2030: reach(5)})
    assert refused(judged(what, at(2021, 4))) is Reason.BASELINE_NOT_ESTABLISHED


def test_c1_is_achieved_for_one_horizon_and_not_assessable_for_the_other() -> None:
    assert judged(EVENTS, at(2025, 12)).status is Status.ACHIEVED
    late = judged(EVENTS, at(2025, 12), horizon=2050)
    assert refused(late) is Reason.BASELINE_NOT_ESTABLISHED


# --- Stale and too early come before the ratio ---


def test_a_value_is_judged_until_24_months_after_its_period() -> None:
    last_day, next_day = date(2025, 12, 31), date(2026, 1, 1)
    assert judged(line(100, 200), at(2023, 130), as_of=last_day).status is Status.ON_TRACK
    assert refused(judged(line(100, 200), at(2023, 130), as_of=next_day)) is Reason.STALE


def test_a_level_that_met_its_target_stays_achieved_however_old() -> None:
    assert judged(line(100, 200), at(2021, 200)).status is Status.ACHIEVED


def test_a_stale_value_has_its_components_but_no_ratio() -> None:
    verdict = judged(line(100, 200), at(2021, 130))
    assert (verdict.ratio, verdict.components.current) == (None, 130)


@pytest.mark.parametrize("year", [2019, 2020])
def test_a_value_no_newer_than_the_baseline_is_too_early(year: int) -> None:
    verdict = judged(line(100, 200), at(year, 130), as_of=date(2021, 3, 1))
    assert refused(verdict) is Reason.TOO_EARLY


def test_a_value_no_newer_than_the_baseline_can_be_achieved() -> None:
    verdict = judged(line(100, 200), at(2020, 200), as_of=date(2021, 3, 1))
    assert (verdict.status, verdict.ratio) == (Status.ACHIEVED, None)


def test_a_value_older_than_the_baseline_and_stale_is_stale() -> None:
    assert refused(judged(line(100, 200), at(2019, 130))) is Reason.STALE


# --- Rates: the last complete year, A2's 30 a year from 5 to 10 ---

PROJECTS = indicator(between(5, 10), {2030: yearly(30), 2050: OPEN}, "rate")


def test_the_running_year_is_never_judged() -> None:
    verdict = judged(PROJECTS, at(2025, 15), at(2026, 40, running=True))
    assert verdict.components.current == 15
    assert verdict.ratio == pytest.approx(7.5 / 22.5 / 0.5)
    assert verdict.status is Status.BEHIND


def test_a_poor_running_year_takes_nothing_from_a_good_complete_one() -> None:
    verdict = judged(PROJECTS, at(2025, 30), at(2026, 2, running=True))
    assert verdict.status is Status.ACHIEVED


def test_a_running_year_alone_is_too_early() -> None:
    assert refused(judged(PROJECTS, at(2026, 40, running=True))) is Reason.TOO_EARLY


def test_a_good_year_long_ago_is_stale_rather_than_achieved() -> None:
    assert judged(EVENTS, at(2023, 12), as_of=date(2025, 12, 31)).status is Status.ACHIEVED
    assert refused(judged(EVENTS, at(2023, 12), as_of=date(2026, 1, 1))) is Reason.STALE


def test_a_poor_year_long_ago_lacks_its_baseline_first() -> None:
    assert refused(judged(EVENTS, at(2021, 4))) is Reason.BASELINE_NOT_ESTABLISHED
    assert refused(judged(PROJECTS, at(2021, 20))) is Reason.STALE


def test_the_last_complete_year_stands_for_those_before_it() -> None:
    assert judged(EVENTS, at(2024, 12), at(2025, 9)).reason is Reason.BASELINE_NOT_ESTABLISHED


# --- Targets that another kind of indicator would need ---

STEPS = (Step(name=Words.of(en="Start")), Step(name=Words.of(en="End")))


@pytest.mark.parametrize(
    ("kind", "target", "steps"),
    [
        ("level", Target(type="milestone", step=1), ()),
        ("milestone", reach(1), STEPS),
        ("milestone", Target(type="milestone", step=2), STEPS),  # a step the ladder lacks
        ("milestone", Target(type="milestone", step=0), ()),
        ("rate", Target(type="growth", value=10), ()),
    ],
)
def test_a_target_of_another_kind_is_a_mismatch(
    kind: Kind, target: Target, steps: tuple[Step, ...]
) -> None:
    what = indicator(started(0), {2030: target}, kind, steps=steps)
    assert refused(judged(what, at(2025, 1))) is Reason.DEFINITION_MISMATCH
