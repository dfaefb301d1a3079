"""Compound annual growth against what others published: Canada's values, the printed cases."""

import csv
from collections import defaultdict
from typing import Any

import pytest
import yaml

from data.progress.alternative import cagr, combine
from data.progress.alternative_model import Alternative, Eurostat, Progress
from data.progress.dates import year_end
from data.progress.linear import Path
from tests.beside import ORACLES

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
