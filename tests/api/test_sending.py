"""`POST /api/v1/measures` of a running server: the same way in as the command line's."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from data.home import Home
from data.ledger import open_ledger
from tests.serving import serving

HEADER = "indicator,partner,place,period,value\n"
GOOD = HEADER + "C1.1,afris,BEN,2025-Q1,3\n"
MIXED = GOOD + "Z9.9,afris,BEN,2025-Q1,3\n"
BAD = HEADER + "Z9.9,afris,BEN,2025-Q1,3\n"
SAMPLES = Path(__file__).parents[3] / "shared/samples"


@pytest.fixture
def home(facts_template: Path, tmp_path: Path) -> Home:
    return Home(shutil.copytree(facts_template, tmp_path / "home"))


@pytest.fixture
def client(home: Home) -> Iterator[httpx.Client]:
    with serving(home, FPT_ACCEPT_MEASURES="1", FPT_SAMPLE="0") as address:
        with httpx.Client(base_url=f"{address}/api/v1", timeout=60) as opened:
            yield opened


def count(home: Home, what: str) -> int:
    with open_ledger(home) as ledger:
        return int(ledger.scalar(f"SELECT count(*) FROM {what}"))


def test_it_is_closed_by_default(home: Home) -> None:
    with serving(home, FPT_SAMPLE="0") as address:
        refused = httpx.post(f"{address}/api/v1/measures", content=GOOD)
    assert (refused.status_code, refused.json()["code"]) == (403, "not_accepting")
    assert "FPT_ACCEPT_MEASURES" in refused.json()["detail"]


def test_what_is_sent_waits_for_approval_and_a_dry_run_writes_nothing(
    client: httpx.Client, home: Home
) -> None:
    tried = client.post("/measures", params={"dry_run": True}, content=GOOD)
    assert tried.status_code == 200
    (trial,) = tried.json()["batches"]
    assert trial["batch"] is None and trial["new"] == 1
    (moved,) = trial["changes"]
    assert (moved["indicator"], moved["before"]["2030"]["value"]) == ("C1.1", None)
    assert moved["after"]["2030"]["value"] == 3 and "2030" in moved["verdicts_changed"]
    before = count(home, "batch")
    sent = client.post("/measures", params={"lang": "fr"}, content=MIXED)
    assert sent.status_code == 201
    (batch,) = sent.json()["batches"]
    assert (batch["new"], batch["rejected"]) == (1, 1)
    assert batch["problems"][0]["where"] == "ligne 3, indicator"
    assert batch["problems"][0]["sentence"].startswith("Aucun indicateur")
    assert count(home, "batch") == before + 1
    assert count(home, f"batch_event WHERE batch = {int(batch['batch'][2:])} AND state = 'pending'")
    listed = client.get("/measures", params={"indicator": "C1.1"}).json()["measures"]
    assert listed == []


def test_the_same_key_is_answered_as_the_first_time(client: httpx.Client, home: Home) -> None:
    headers = {"Idempotency-Key": "monday-1"}
    first = client.post("/measures", content=MIXED, headers=headers)
    again = client.post("/measures", content=MIXED, headers=headers)
    assert (again.status_code, again.json()) == (first.status_code, first.json())
    batches = count(home, "batch")
    other = client.post("/measures", content=GOOD, headers=headers)
    assert (other.status_code, other.json()["code"]) == (422, "key_used")
    assert count(home, "batch") == batches


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [(BAD, "no_usable_row", "No row"), ("a,b\n1,2\n", "unreadable", "Unknown column")],
)
def test_what_cannot_be_used_is_a_problem_document(
    client: httpx.Client, content: str, code: str, said: str
) -> None:
    refused = client.post("/measures", content=content)
    assert refused.status_code == 422
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["code"] == code and said in refused.json()["detail"]


def test_xml_of_iati_comes_in_as_well(client: httpx.Client) -> None:
    body = (SAMPLES / "iati-activity-example-annotated-2.03.xml").read_bytes()
    refused = client.post("/measures", content=body, headers={"content-type": "application/xml"})
    (batch,) = refused.json()["batches"]
    assert (batch["format"], batch["left_out"], batch["rejected"]) == ("iati", 2, 1)
    assert {p["code"] for p in batch["problems"]} == {
        "left_out",
        "unknown_indicator",
        "unknown_partner",
    }
