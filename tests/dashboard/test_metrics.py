"""What a machine that watches the server reads."""

import logging
import math
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from dashboard.web.app import create_app
from dashboard.web.request_log import FaultCount
from data.home import Home
from data.ledger.writer import open_ledger
from data.store.publish import publish
from data.store.snapshot import Snapshot
from data.store.store import Store
from ingest.load.load import Delivery, load
from tests.asking import Asking

MOVED = (
    *("fpt_batches approved", "fpt_rows_entered approved", "fpt_rows_rejected approved"),
    *("fpt_publications", "fpt_load_seconds_count", "fpt_publish_seconds_count"),
    *("fpt_question_seconds_count overview", "fpt_faults_total tests"),
)


def read(asking: Asking) -> dict[str, float]:
    """Each figure by its name and labels."""
    answer = asking.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.headers["cache-control"] == "no-store"
    families = text_string_to_metric_families(answer.text)
    return {
        " ".join([s.name, *s.labels.values()]): s.value
        for family in families
        for s in family.samples
        if not s.name.endswith("_bucket")
    }


def test_answers_are_counted_by_pattern_and_the_snapshot_is_told(facts_home: Home) -> None:
    asking = Asking(create_app(Store(facts_home)))
    for address in ("/api/v1/objectives/A1", "/api/v1/objectives/B1", "/api/v1/objectives/Z9"):
        asking.get(address + "?partner=secret-name")
    asking.ask("BREW", "/api/v1/plan")
    found = read(asking)
    counted = {
        name: value for name, value in found.items() if "_count" in name and "objectives" in name
    }
    assert counted == {
        "fpt_answer_seconds_count GET /api/v1/objectives/{code} 200": 2,
        "fpt_answer_seconds_count GET /api/v1/objectives/{code} 404": 1,
    }
    assert any(" other " in name for name in found) and not re.search("secret|BREW", str(found))
    assert found["fpt_measures"] > 0 and found["fpt_snapshot_damaged"] == 0
    assert found["fpt_snapshot_published_timestamp_seconds"] > 1.7e9
    assert found["fpt_open_pages"] == 0
    assert found["fpt_publications"] == 1 and found["fpt_sources_broken"] == 0


def test_what_came_in_is_told_from_the_snapshot_and_work_by_the_process(
    facts_home: Home, write: Callable[..., Path]
) -> None:
    asking = Asking(create_app(Store(facts_home)))
    asking.get("/")
    before = read(asking)
    file = write("indicator,partner,place,period,value\nC1.1,afris,BEN,2025,3\nZ9.9,,,,\n")
    with open_ledger(facts_home) as ledger:
        load(ledger, Delivery(file))
        publish(ledger)
    asking.get("/")
    FaultCount().emit(logging.LogRecord("tests", logging.ERROR, "", 0, "a fault", None, None))
    after = read(asking)
    assert {name: after[name] - before.get(name, 0) for name in MOVED} == dict.fromkeys(MOVED, 1)


def test_what_cannot_be_told_is_not_a_number_and_the_rest_is_told(
    facts_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Snapshot) -> None:
        raise OSError("the disk is away")

    monkeypatch.setattr(Snapshot, "sources", fail)
    found = read(Asking(create_app(Store(facts_home))))
    assert math.isnan(found["fpt_sources_broken"]) and found["fpt_measures"] > 0


def test_without_a_snapshot_it_answers_too(facts_home: Home) -> None:
    found = read(Asking(create_app(Store(Home(facts_home.root / "nowhere")))))
    assert found["fpt_measures"] != pytest.approx(found["fpt_measures"])  # not a number
