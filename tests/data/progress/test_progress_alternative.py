"""Compound annual growth: worked examples and each branch by hand."""

import pytest

from data.progress.alternative import CLASS_STATUS, cagr, combine
from data.progress.alternative_model import Alternative, Eurostat, Progress
from data.progress.model import Status

EXACT = 1e-9


def same(value: float | None) -> object:
    """What equals a published value to nine digits; nothing only equals nothing."""
    return None if value is None else pytest.approx(value, rel=EXACT, abs=EXACT)


def printed(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"


# --- The worked examples of the methods note ---


def test_what_the_line_finds_behind_may_grow_fast_enough() -> None:
    ours = cagr({2020: 100, 2025: 145}, 2020, "up", 200, 2030)
    assert printed(ours.ratio) == "1.0748"
    assert CLASS_STATUS[ours.label] is Status.ON_TRACK


def test_a_target_of_zero_is_replaced_and_says_so() -> None:
    ours = cagr({2020: 40, 2025: 20}, 2020, "down", 0, 2030)
    assert ours.ratio == pytest.approx(0.198, abs=0.0005)
    assert (ours.label, ours.eurostat) == (Progress.LIMITED, Eurostat.NOT_AVAILABLE)
    assert (ours.target, ours.replaced_zero) == (0, True)


def test_countries_towards_all_countries() -> None:
    ours = cagr({2019: 28, 2025: 60}, 2019, "up", 196, 2050)
    assert ours.ratio == pytest.approx(2.09, abs=0.005)


def test_a_result_carries_every_number_of_its_sum() -> None:
    assert cagr({2015: 14.5, 2023: 10.4}, 2015, "down", 7.25, 2030) == Alternative(
        direction="down",
        label=Progress.MODERATE,
        ratio=pytest.approx(0.9010899546976208, rel=EXACT),
        score=pytest.approx(2.1506954374096354, rel=EXACT),
        eurostat=Eurostat.MODERATE,
        base_value=14.5,
        base_year=2015,
        current_value=10.4,
        current_year=2023,
        target=7.25,
        target_year=2030,
        sign=1,
    )


# --- Which years count ---


def test_a_base_year_without_a_value_is_the_first_one_after_it() -> None:
    ours = cagr({2012: 90, 2022: 110, 2018: 100}, 2015, "up", 200, 2030)
    assert (ours.base_year, ours.base_value) == (2018, 100)
    assert (ours.current_year, ours.current_value) == (2022, 110)


@pytest.mark.parametrize("series", [{}, {2012: 90.0, 2014: 95.0}])
def test_without_a_value_since_the_base_year_nothing_is_available(
    series: dict[int, float],
) -> None:
    assert cagr(series, 2015, "up", 200, 2030) == Alternative("up", target=200, target_year=2030)


@pytest.mark.parametrize("target", [None, 200])
def test_one_point_is_not_enough(target: float | None) -> None:
    ours = cagr({2012: 90, 2020: 100}, 2015, "up", target, 2030)
    assert (ours.label, ours.ratio, ours.score) == (Progress.NOT_AVAILABLE, None, None)
    assert (ours.base_year, ours.current_year, ours.sign) == (2020, 2020, 1)
    assert ours.eurostat is Eurostat.NOT_AVAILABLE


@pytest.mark.parametrize("target_year", [None, 2019, 2020])
def test_a_target_due_at_no_later_year_requires_no_growth(target_year: int | None) -> None:
    ours = cagr({2020: 100, 2025: 150}, 2020, "up", 200, target_year)
    assert (ours.label, ours.ratio) == (Progress.NOT_AVAILABLE, None)


# --- With a target: 7.177 % a year doubles in ten; R of .95 and .60 are 139.07 and 123.47 ---


@pytest.mark.parametrize(
    ("value", "label", "eurostat"),
    [
        (200, Progress.TARGET_ACHIEVED, Eurostat.SIGNIFICANT),
        (139.1, Progress.SUBSTANTIAL, Eurostat.SIGNIFICANT),
        (139.0, Progress.MODERATE, Eurostat.MODERATE),
        (123.5, Progress.MODERATE, Eurostat.MODERATE),
        (123.4, Progress.LIMITED, Eurostat.INSUFFICIENT),
        (100, Progress.LIMITED, Eurostat.INSUFFICIENT),
        (99.9, Progress.DETERIORATION, Eurostat.MOVEMENT_AWAY),
    ],
)
def test_thresholds_with_a_target(value: float, label: Progress, eurostat: Eurostat) -> None:
    ours = cagr({2020: 100, 2025: value}, 2020, "up", 200, 2030)
    assert (ours.label, ours.eurostat) == (label, eurostat)


@pytest.mark.parametrize(
    ("value", "target", "score"),
    [
        (109.9, 110, 2.785771),  # R .99
        (106, 110, 0.00004),  # R .6
        (103, 110, -1.24999),  # R .3
        (100, 110, -2.5),
        (97, 110, -3.75001),  # R -.3
        (40, 110, -5),
    ],
)
def test_scores_with_a_target(value: float, target: float, score: float) -> None:
    """From 100 in a year, and a target due in a year: R = (v − 100) / (T − 100)."""
    ours = cagr({2020: 100, 2021: value}, 2020, "up", target, 2021)
    assert ours.score == pytest.approx(score, abs=EXACT)


def test_achieved_needs_no_ratio() -> None:
    held = cagr({2020: 100, 2025: 100}, 2020, "up", 100, 2030)
    assert (held.label, held.ratio, held.score) == (Progress.TARGET_ACHIEVED, None, 5)
    sink = cagr({2020: 50, 2025: -20}, 2020, "down", -20, 2030)
    assert (sink.label, sink.ratio, sink.score) == (Progress.TARGET_ACHIEVED, None, 5)
    alone = cagr({2020: 100}, 2020, "up", 100, 2030)
    assert (alone.label, alone.eurostat) == (Progress.TARGET_ACHIEVED, Eurostat.NOT_AVAILABLE)


def test_a_limit_does_not_count_beside_a_target() -> None:
    series = {2020: 80.0, 2025: 85.0}
    without, beside = (cagr(series, 2020, "up", 95, 2030, limit) for limit in (None, 100))
    assert (beside.ratio, beside.score) == (without.ratio, without.score)
    assert beside.limit == 100


# --- Zero, signs ---


def test_a_base_of_zero_is_replaced_and_says_so() -> None:
    ours = cagr({2020: 0, 2025: 15}, 2020, "up", 30, 2030)
    growth, required = (15 / 0.001) ** (1 / 5) - 1, (30 / 0.001) ** (1 / 10) - 1
    assert ours.ratio == pytest.approx(growth / required, rel=EXACT)
    assert (ours.base_value, ours.replaced_zero, ours.sign) == (0, True, 1)
    assert (ours.label, ours.eurostat) == (Progress.SUBSTANTIAL, Eurostat.NOT_AVAILABLE)


@pytest.mark.parametrize(
    ("base", "value", "target"),
    [(50, -5, None), (-50, 5, None), (0, -5, None), (50, -5, -20), (50, 20, -20), (-50, -60, 0)],
)
def test_a_change_of_sign_is_not_available(base: float, value: float, target: float | None) -> None:
    direction = "up" if base < 0 else "down"
    ours = cagr({2020: base, 2025: value}, 2020, direction, target, 2030)
    assert (ours.label, ours.ratio, ours.score) == (Progress.NOT_AVAILABLE, None, None)
    assert ours.eurostat is Eurostat.NOT_AVAILABLE


def test_a_current_value_of_zero_is_no_change_of_sign() -> None:
    ours = cagr({2020: 50, 2025: 0}, 2020, "down")
    assert (ours.ratio, ours.score, ours.replaced_zero) == (1, 5, False)


def test_a_negative_base_turns_the_sign() -> None:
    ours = cagr({2020: -100, 2025: -70}, 2020, "up")
    assert ours.sign == -1
    assert ours.ratio == pytest.approx(1 - 0.7 ** (1 / 5), rel=EXACT)
    assert cagr({2020: -100, 2025: -130}, 2020, "up").label is Progress.DETERIORATION


# --- Without a target: 1000 in 2020 and a year's growth in thousandths ---


@pytest.mark.parametrize(
    ("value", "label", "score", "eurostat"),
    [
        (1030, Progress.SUBSTANTIAL, 5, Eurostat.SIGNIFICANT),
        (1016, Progress.SUBSTANTIAL, 3, Eurostat.SIGNIFICANT),
        (1014, Progress.MODERATE, 2.25, Eurostat.SIGNIFICANT),
        (1009, Progress.MODERATE, 1, Eurostat.MODERATE),
        (1004, Progress.LIMITED, -0.5, Eurostat.MODERATE),
        (1000, Progress.LIMITED, -2.5, Eurostat.MODERATE),
        (996, Progress.DETERIORATION, -3, Eurostat.INSUFFICIENT),
        (988, Progress.DETERIORATION, -4, Eurostat.MOVEMENT_AWAY),
        (900, Progress.DETERIORATION, -5, Eurostat.MOVEMENT_AWAY),
    ],
)
def test_thresholds_and_scores_without_a_target(
    value: float, label: Progress, score: float, eurostat: Eurostat
) -> None:
    ours = cagr({2020: 1000, 2021: value}, 2020, "up")
    assert (ours.label, ours.eurostat) == (label, eurostat)
    assert ours.score == pytest.approx(score)
    assert ours.ratio == pytest.approx((value - 1000) / 1000)
    fallen = cagr({2020: 1000, 2021: 2000 - value}, 2020, "down")
    assert (fallen.label, fallen.eurostat) == (label, eurostat)


HALF = 1 - 0.5**4.44  # C half way to the limit, from either side


@pytest.mark.parametrize(
    ("base", "limit", "part"),
    [(50, 100, HALF), (-50, -100, HALF), (150, 100, HALF), (200, 100, 1), (300, 100, 1), (5, 0, 1)],
)
def test_a_natural_limit_lowers_the_thresholds(base: float, limit: float, part: float) -> None:
    """A negative value that should fall grows in size, as a positive one that should rise."""
    for growth, label, score in [
        (0.0151, Progress.SUBSTANTIAL, 2.55),
        (0.0149, Progress.MODERATE, 2.475),
        (0.001, Progress.LIMITED, -2),
    ]:
        series = {2020: base, 2021: base * (1 + growth * part)}
        ours = cagr(series, 2020, "up" if base > 0 else "down", limit=limit)
        assert ours.ratio == pytest.approx(growth * part)
        assert (ours.label, ours.score) == (label, pytest.approx(score))


@pytest.mark.parametrize(
    ("value", "label", "score"),
    [(100, Progress.SUBSTANTIAL, 5), (99, Progress.DETERIORATION, -3.75)],
)
def test_at_the_limit_to_hold_is_best(value: float, label: Progress, score: float) -> None:
    ours = cagr({2020: 100, 2021: value}, 2020, "up", limit=100)
    assert (ours.label, ours.score) == (label, pytest.approx(score))


# --- An indicator of several series ---


def scored(score: float | None, label: Progress = Progress.LIMITED) -> Alternative:
    return Alternative("up", label, score=score)


@pytest.mark.parametrize(
    ("scores", "mean", "label"),
    [
        ([5, 0], 2.5, Progress.SUBSTANTIAL),
        ([5, -0.1], 2.45, Progress.MODERATE),
        ([5, -5], 0, Progress.MODERATE),
        ([-0.1, None], -0.1, Progress.LIMITED),
        ([0, -5], -2.5, Progress.LIMITED),
        ([-0.1, -5], -2.55, Progress.DETERIORATION),
        ([None], None, Progress.NOT_AVAILABLE),
        ([], None, Progress.NOT_AVAILABLE),
    ],
)
def test_an_indicator_has_the_mean_score(
    scores: list[float | None], mean: float | None, label: Progress
) -> None:
    assert combine(map(scored, scores)) == (pytest.approx(mean), label)


def test_an_indicator_is_achieved_only_if_every_series_is() -> None:
    achieved = scored(5, Progress.TARGET_ACHIEVED)
    assert combine([achieved, achieved]) == (5, Progress.TARGET_ACHIEVED)
    for other in (scored(5, Progress.SUBSTANTIAL), scored(None, Progress.NOT_AVAILABLE)):
        assert combine([achieved, other]) == (5, Progress.SUBSTANTIAL)


def test_every_class_has_a_status_but_the_one_that_is_none() -> None:
    assert set(CLASS_STATUS) == set(Progress)
    assert {label for label, status in CLASS_STATUS.items() if status is None} == {
        Progress.NOT_AVAILABLE
    }
