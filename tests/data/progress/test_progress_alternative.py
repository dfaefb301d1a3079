"""Compound annual growth: Canada's published values, the project's cases, each branch by hand."""

import csv
from collections import defaultdict
from pathlib import Path as File
from typing import Any

import pytest
import yaml

from data.progress.alternative import CLASS_STATUS, cagr, combine
from data.progress.alternative_model import Alternative, Eurostat, Progress
from data.progress.dates import year_end
from data.progress.linear import Path
from data.progress.model import Status

ORACLES = File(__file__).parents[3].parent / "shared" / "oracles"
needs_oracles = pytest.mark.skipif(
    not ORACLES.exists(), reason=f"the shared oracles are not here: {ORACLES}"
)
EXACT = 1e-9


def same(value: float | None) -> object:
    """What equals a published value to nine digits; nothing only equals nothing."""
    return None if value is None else pytest.approx(value, rel=EXACT, abs=EXACT)


def rows(name: str) -> list[dict[str, str]]:
    if not ORACLES.exists():
        return []
    with (ORACLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(text: str) -> float | None:
    return float(text) if text else None


def whole(text: float | str | None) -> int | None:
    return None if text in (None, "") else int(float(text))


# --- Canada's published 132 series and their indicators ---


def published() -> dict[str, dict[str, Any]]:
    """Each judged indicator of the Canadian framework; those set by hand have no series."""
    if not ORACLES.exists():
        return {}
    text = (ORACLES / "canada_cif_progress_oracle.yml").read_text(encoding="utf-8")
    return {name: parts for name, parts in yaml.safe_load(text).items() if len(parts) > 2}


def series_of(indicator: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {tag: parts for tag, parts in indicator.items() if isinstance(parts, dict)}


def redone(parts: dict[str, Any]) -> Alternative:
    """From the published base and current value alone."""
    known = {parts["base_year"]: parts["base_value"], parts["current_year"]: parts["current_value"]}
    return cagr(
        {int(year): value for year, value in known.items() if year and value is not None},
        int(parts["base_year"]),
        "up" if parts["direction"] == 1 else "down",
        parts["target"],
        whole(parts["target_year"]),
        parts["limit"],
    )


PUBLISHED = {
    tag: parts for indicator in published().values() for tag, parts in series_of(indicator).items()
}


@needs_oracles
def test_the_published_series_are_all_there() -> None:
    assert len(PUBLISHED) == 132


@needs_oracles
@pytest.mark.parametrize("parts", PUBLISHED.values(), ids=PUBLISHED)
def test_each_published_series_is_reproduced(parts: dict[str, Any]) -> None:
    ours = redone(parts)
    assert ours.ratio == same(parts["progress_value"])
    assert ours.score == same(parts["score"])
    assert (ours.label, ours.sign) == (parts["status"], parts["sign"])


@needs_oracles
@pytest.mark.parametrize("indicator", published().values(), ids=published())
def test_each_published_indicator_is_reproduced(indicator: dict[str, Any]) -> None:
    score, label = combine(redone(parts) for parts in series_of(indicator).values())
    assert score == same(indicator["score"])
    assert label == indicator["progress_status"]


def measured() -> dict[str, dict[int, float]]:
    found: dict[str, dict[int, float]] = defaultdict(dict)
    for row in rows("canada_cif_series.csv"):
        found[row["series_tag"]][int(row["year"])] = float(row["value"])
    return found


MEASURED = measured()
EXPECTED = {row["series_tag"]: row for row in rows("canada_cif_expected.csv")}


@needs_oracles
@pytest.mark.parametrize("tag", EXPECTED)
def test_base_and_current_value_are_found_in_the_whole_series(tag: str) -> None:
    row = EXPECTED[tag]
    ours = cagr(
        MEASURED[tag],
        int(row["config_base_year"]),
        "up" if row["direction"] == "positive" else "down",
        number(row["target"]),
        whole(row["target_year"]),
        number(row["limit"]),
    )
    assert (ours.base_year, ours.current_year) == (
        whole(row["base_year"]),
        whole(row["current_year"]),
    )
    assert (ours.base_value, ours.current_value) == (
        number(row["base_value"]),
        number(row["current_value"]),
    )
    assert ours.ratio == same(number(row["progress_value"]))
    assert ours.score == same(number(row["score"]))
    assert ours.label == row["status"]


# --- The project's twenty cases, whose numbers are printed with four digits ---

WORDS = {
    "substantial": Progress.SUBSTANTIAL,
    "moderate": Progress.MODERATE,
    "limited": Progress.LIMITED,
    "significant progress": Eurostat.SIGNIFICANT,
    "moderate progress": Eurostat.MODERATE,
    "insufficient progress": Eurostat.INSUFFICIENT,
    "movement away": Eurostat.MOVEMENT_AWAY,
    "undefined": Eurostat.NOT_AVAILABLE,
}
# The table divides the growths of this case without signs; the methods note labels the signed R.
UNSIGNED = "baseline beyond target, held above"
CASES = {row["case"]: row for row in rows("method_disagreement_cases.csv")}


def printed(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"


def by_case(case: dict[str, str]) -> Alternative:
    return cagr(
        {int(case["y0"]): float(case["v0"]), int(case["y"]): float(case["v"])},
        int(case["y0"]),
        "up" if case["direction"] == "1" else "down",
        float(case["target"]),
        int(case["target_year"]),
    )


@needs_oracles
def test_the_cases_are_all_there() -> None:
    assert len(CASES) == 20


@needs_oracles
@pytest.mark.parametrize("name", CASES)
def test_each_case_has_its_ratio_and_class(name: str) -> None:
    case = CASES[name]
    ours = by_case(case)
    assert printed(ours.ratio) == case["opensdg_R"]
    assert ours.label == WORDS.get(case["opensdg_status"], case["opensdg_status"])


@needs_oracles
@pytest.mark.parametrize("name", CASES)
def test_each_case_has_its_eurostat_label(name: str) -> None:
    case = CASES[name]
    ours = by_case(case)
    if name == UNSIGNED:
        assert (printed(ours.ratio), case["eurostat_ratio"]) == ("-0.9549", "0.9549")
        assert ours.eurostat is Eurostat.MOVEMENT_AWAY
        return
    defined = ours.eurostat is not Eurostat.NOT_AVAILABLE
    assert (printed(ours.ratio) if defined else "") == case["eurostat_ratio"]
    assert ours.eurostat is WORDS[case["eurostat_class"]]


@needs_oracles
@pytest.mark.parametrize("name", [n for n, case in CASES.items() if case["linear_ratio"]])
def test_each_case_has_its_line_beside_it(name: str) -> None:
    """The two without a line have their baseline at the target: the maintain rule's."""
    case = CASES[name]
    line = Path(
        float(case["v0"]),
        year_end(int(case["y0"])),
        float(case["v"]),
        year_end(int(case["y"])),
        float(case["target"]),
        year_end(int(case["target_year"])),
    )
    assert (printed(line.done), printed(line.ratio)) == (case["linear_done"], case["linear_ratio"])


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
