"""What lies beside this checkout and is asked where it is there: cases, and oracles of others."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"
CASES = SHARED / "cases" / "ingest"
ORACLES = SHARED / "oracles"
NOT_ASKED = (
    "Not asked: {what}. {folder} is not beside this checkout. The same is held by cases worked out"
    " by hand: {instead}."
)
HELD_BY_HAND = {
    ORACLES: (
        "the outside oracles (Canada's 132 published series with their indicators, and twenty"
        " printed cases of methods that disagree)",
        "tests/data/progress/test_progress_alternative.py, test_progress_linear.py",
    ),
    CASES: (
        "the shared deliveries with the outcome of a careful data manager",
        "tests/ingest, with files written in the tests",
    ),
}


def case(name: str) -> Path:
    """A delivery by its path within the folder; the test is left out where there is none."""
    if not CASES.exists():
        pytest.skip(f"The cases are not beside this checkout: {CASES}")
    return CASES / name


def left_out() -> list[str]:
    """A line for each folder that is not there: what was not asked, and what holds it instead."""
    return [
        NOT_ASKED.format(what=what, folder=folder, instead=instead)
        for folder, (what, instead) in HELD_BY_HAND.items()
        if not folder.exists()
    ]
