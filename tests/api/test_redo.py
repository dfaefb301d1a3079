"""Every verdict the API tells can be redone from its own document, by a script of strangers."""

import ast
import sys
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import httpx
import pytest

from data.home import Home
from tests.api import redo
from tests.serving import serving

DAYS = ["", "2024-06-01", "2025-12-31"]
REFUSED = "not_assessable"


@pytest.fixture(scope="module")
def sample_client(sample_template: Path) -> Iterator[httpx.Client]:
    with serving(Home(sample_template)) as address:
        with httpx.Client(base_url=address, timeout=60) as opened:
            yield opened


@pytest.fixture(scope="module")
def facts_client(facts_template: Path) -> Iterator[httpx.Client]:
    with serving(Home(facts_template)) as address:
        with httpx.Client(base_url=address, timeout=60) as opened:
            yield opened


def every_objective(client: httpx.Client, day: str) -> list[redo.Document]:
    query = {"asof": day} if day else {}
    listed = client.get("/api/v1/objectives", params=query).json()["objectives"]
    assert len(listed) == 24
    codes = [objective["code"] for objective in listed]
    one_by_one = [client.get(f"/api/v1/objectives/{c}", params=query).json() for c in codes]
    assert one_by_one == listed
    return one_by_one


def verdicts(objectives: list[redo.Document]) -> list[redo.Document]:
    return [v for o in objectives for i in o["indicators"] for v in i["verdicts"].values()]


def test_the_script_imports_nothing_of_ours() -> None:
    tree = ast.parse(Path(redo.__file__).read_text(encoding="utf-8"))
    named = {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    named |= {str(n.module) for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    assert named <= sys.stdlib_module_names


@pytest.mark.parametrize("day", DAYS)
def test_verdicts_with_samples_are_redone_from_their_numbers(
    sample_client: httpx.Client, day: str
) -> None:
    objectives = every_objective(sample_client, day)
    assert [d for o in objectives for d in redo.differences(o)] == []
    assert len([v for v in verdicts(objectives) if v["status"] != REFUSED]) > 10
    assert len([v for v in verdicts(objectives) if v["alternative"]]) > 10


@pytest.mark.parametrize("day", DAYS)
def test_verdicts_on_the_facts_are_redone_from_their_numbers(
    facts_client: httpx.Client, day: str
) -> None:
    objectives = every_objective(facts_client, day)
    assert [d for o in objectives for d in redo.differences(o)] == []


def test_a_number_that_is_off_is_found(sample_client: httpx.Client) -> None:
    objective = sample_client.get("/api/v1/objectives/A1").json()
    verdict = objective["indicators"][0]["verdicts"]["2050"]
    assert verdict["ratio"] and verdict["alternative"]["ratio"]
    for name in ("ratio", "pace", "expected_now"):
        wrong = deepcopy(objective)
        wrong["indicators"][0]["verdicts"]["2050"][name] += 1e-6
        assert len(redo.differences(wrong)) == 1
    for name, value in (("status", "moving_away"), ("reason", "stale")):
        wrong = deepcopy(objective)
        wrong["indicators"][0]["verdicts"]["2050"][name] = value
        assert redo.differences(wrong)
    verdict["alternative"]["current_value"] += 1e-3
    assert len(redo.differences(objective)) == 1
