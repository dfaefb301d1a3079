"""What a machine that watches the server reads."""

import re

import pytest
from prometheus_client.parser import text_string_to_metric_families

from dashboard.factory import create_app
from data.home import Home
from data.store import Store
from tests.asking import Asking


def read(asking: Asking) -> dict[str, float]:
    """Each figure by its name and labels."""
    answer = asking.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.headers["cache-control"] == "no-store"
    families = text_string_to_metric_families(answer.text)
    return {
        s.name + "".join(f" {v}" for v in s.labels.values() if s.name.endswith("_count")): s.value
        for family in families
        for s in family.samples
    }


def test_answers_are_counted_by_pattern_and_the_snapshot_is_told(facts_home: Home) -> None:
    asking = Asking(create_app(Store(facts_home)))
    for address in ("/api/v1/objectives/A1", "/api/v1/objectives/B1", "/api/v1/objectives/Z9"):
        asking.get(address + "?partner=secret-name")
    asking.ask("BREW", "/api/v1/plan")
    found = read(asking)
    counted = {name: value for name, value in found.items() if "objectives" in name}
    assert counted == {
        "fpt_answer_seconds_count GET /api/v1/objectives/{code} 200": 2,
        "fpt_answer_seconds_count GET /api/v1/objectives/{code} 404": 1,
    }
    assert any(" other " in name for name in found) and not re.search("secret|BREW", str(found))
    assert found["fpt_measures"] > 0 and found["fpt_snapshot_damaged"] == 0
    assert found["fpt_snapshot_published_timestamp_seconds"] > 1.7e9
    assert found["fpt_open_pages"] == 0


def test_without_a_snapshot_it_answers_too(facts_home: Home) -> None:
    found = read(Asking(create_app(Store(Home(facts_home.root / "nowhere")))))
    assert found["fpt_measures"] != pytest.approx(found["fpt_measures"])  # not a number
