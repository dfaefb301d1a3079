"""Targets that ask for all of a set: shares of 1, dated sizes, baselines of another set."""

from datetime import date

import pytest

from data.plan.model import Baseline, PlaceSet, Words
from data.progress.judge import judge
from data.progress.model import Mark, Reason, Status
from tests.data.progress.progress_world import (
    AS_OF,
    NOT_ESTABLISHED,
    START,
    all_of,
    at,
    indicator,
    judged,
    place_set,
    started,
)

PARTIES = place_set("parties", y2015=196)
PARTNERS = place_set("partners", y2016=37, y2022=41)
UNCOUNTED = PlaceSet(id="uncounted", name=Words.of(en="Uncounted"), kind="institutions")
EMPTY = place_set("empty", y2015=0)
FOUNDED = place_set("founded", y2015=0, y2026=10)
SETS = (PARTIES, PARTNERS, UNCOUNTED, EMPTY, FOUNDED)

# A1: 28 of 196 Parties in 2019; by 2030 all partner countries, by 2050 all Parties.
A1 = indicator(
    started(28, 2019, of="parties"), {2030: all_of("partners"), 2050: all_of("parties")}, "places"
)


def test_a1_for_2050_goes_from_28_to_196_parties() -> None:
    """32 of 168 after 6 of 31 years."""
    verdict = judged(A1, at(2025, 60), horizon=2050, sets=SETS)
    assert (verdict.status, verdict.marks) == (Status.ON_TRACK, ())
    assert verdict.ratio == pytest.approx(32 / 168 / (6 / 31))
    assert f"{verdict.ratio:.4f}" == "0.9841"


def test_a1_for_2030_takes_its_baseline_as_a_share_of_another_set() -> None:
    """From 28/196 to 20/41: 33/82 of the way after 6 of 11 years."""
    verdict = judged(A1, at(2025, 20), sets=SETS)
    parts = verdict.components
    assert verdict.ratio == pytest.approx(33 / 82 / (6 / 11))
    assert (verdict.status, verdict.marks) == (Status.BEHIND, (Mark.BASELINE_OF_ANOTHER_SET,))
    assert (parts.as_share, parts.target, parts.target_size) == (True, 1.0, 41)
    assert parts.baseline == pytest.approx(28 / 196)
    assert (parts.baseline_count, parts.baseline_size) == (28, 196)
    assert parts.current == pytest.approx(20 / 41)
    assert (parts.current_count, parts.current_size) == (20, 41)


def test_all_of_a_set_is_all_of_what_it_was_on_that_day() -> None:
    """37 of 37 in 2021; the set then grew to 41."""
    what = indicator(NOT_ESTABLISHED, {2030: all_of("partners")}, "places")
    in_2021 = judged(what, at(2021, 37), as_of=date(2022, 6, 30), sets=SETS)
    assert in_2021.status is Status.ACHIEVED
    in_2022 = judged(what, at(2021, 37), at(2022, 37), as_of=date(2023, 6, 30), sets=SETS)
    assert in_2022.reason is Reason.BASELINE_NOT_ESTABLISHED
    assert in_2022.components.current == pytest.approx(37 / 41)


def test_more_than_all_of_a_set_is_achieved() -> None:
    assert judged(A1, at(2025, 43), sets=SETS).status is Status.ACHIEVED


@pytest.mark.parametrize("unreachable", ["uncounted", "empty"])
def test_a_set_whose_size_nobody_published_is_no_published_target(unreachable: str) -> None:
    what = indicator(started(20), {2030: all_of(unreachable)})
    assert judged(what, at(2025, 30), sets=SETS).reason is Reason.NO_PUBLISHED_TARGET


def test_a_baseline_counted_on_a_set_of_unknown_size_is_no_baseline() -> None:
    what = indicator(started(20, of="uncounted"), {2030: all_of("partners")}, "places")
    assert judged(what, at(2025, 41), sets=SETS).status is Status.ACHIEVED
    short = judged(what, at(2025, 40), sets=SETS)
    assert short.reason is Reason.BASELINE_NOT_ESTABLISHED
    assert short.marks == (Mark.BASELINE_OF_ANOTHER_SET,)


def test_a_value_of_a_day_when_the_set_was_empty_is_a_mismatch() -> None:
    what = indicator(started(0), {2030: all_of("founded")}, "places")
    assert judged(what, at(2025, 5), sets=SETS).reason is Reason.DEFINITION_MISMATCH


def test_totals_that_cannot_be_restricted_to_the_set_are_a_mismatch() -> None:
    verdict = judge(A1, 2030, None, {s.id: s for s in SETS}, AS_OF, START)
    assert verdict.reason is Reason.DEFINITION_MISMATCH
    assert verdict.marks == (Mark.SET_MEMBERS_NOT_PUBLISHED,)
    assert verdict.components.target_size == 41


def test_a_range_on_a_set_is_judged_in_shares_at_both_ends() -> None:
    """19.6 and 58.8 of 196 are 0.1 and 0.3; 0.6 at half time from 0.2 is half way."""
    baseline = Baseline(state="range", low=19.6, high=58.8, date=START, of="parties")
    what = indicator(baseline, {2030: all_of("parties")}, "places")
    verdict = judged(what, at(2025, 117.6), sets=SETS)
    assert verdict.ratio == pytest.approx(1.0)
    assert verdict.components.ratio_low == pytest.approx(0.5 / 0.9 / 0.5)
    assert verdict.components.ratio_high == pytest.approx(0.3 / 0.7 / 0.5)
    assert verdict.marks == (Mark.UNCERTAIN_BASELINE,)


def test_a_share_in_percent_asks_for_100_when_it_asks_for_all() -> None:
    what = indicator(started(20), {2030: all_of("partners")}, "share")
    verdict = judged(what, at(2025, 60), sets=SETS)
    assert (verdict.components.as_share, verdict.components.target) == (False, 100)
    assert verdict.ratio == pytest.approx(1.0)  # 40 of 80 points at half time
