"""`POST /api/v1/measures`: the same way in as the command line's."""

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from dashboard.web.app import create_app
from data.accounts.engine import accounts_engine
from data.accounts.tokens import Tokens
from data.home import Home
from data.ledger.writer import open_ledger
from data.settings import Settings
from data.store.store import Store
from data.times import utc_now
from tests.asking import Asking

HEADER = "indicator,partner,place,period,value\n"
GOOD = HEADER + "C1.1,afris,BEN,2025-Q1,3\n"
MIXED = GOOD + "Z9.9,afris,BEN,2025-Q1,3\n"
BAD = HEADER + "Z9.9,afris,BEN,2025-Q1,3\n"
SAMPLES = Path(__file__).parents[3] / "shared/samples"


class Client(Asking):
    """A program that asks the API with a token."""

    def __init__(self, app: FastAPI, secret: str) -> None:
        super().__init__(app)
        self._headers = {"Authorization": f"Bearer {secret}"}

    def ask(self, method: str, address: str, **more: Any) -> httpx.Response:
        headers = self._headers | more.pop("headers", {})
        return super().ask(method, f"/api/v1{address}", headers=headers, **more)


@pytest.fixture
def home(facts_template: Path, tmp_path: Path) -> Home:
    return Home(shutil.copytree(facts_template, tmp_path / "home"))


@pytest.fixture
def client(home: Home) -> Client:
    settings = Settings(home=home.root, sample=False)
    return Client(create_app(Store(home), settings=settings), token(home))


def token(home: Home, partner: str = "afris", scope: str = "submit") -> str:
    """The secret of a new token."""
    tokens = Tokens(accounts_engine("", home.root))
    return tokens.make(partner, "test", [scope], timedelta(days=1), utc_now())[1]


def count(home: Home, what: str) -> int:
    with open_ledger(home) as ledger:
        return int(ledger.scalar(f"SELECT count(*) FROM {what}"))


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer fpt_wrong", "Basic YTpi", "fpt_x"])
def test_it_is_closed_to_who_holds_no_token(client: Client, home: Home, given: str) -> None:
    before = count(home, "batch")
    refused = client.post("/measures", content=GOOD, headers={"Authorization": given})
    assert (refused.status_code, refused.json()["code"]) == (401, "token_needed")
    assert refused.headers["www-authenticate"].startswith("Bearer")
    assert count(home, "batch") == before


def test_a_token_that_only_reads_or_is_revoked_sends_nothing(client: Client, home: Home) -> None:
    reading = {"Authorization": f"Bearer {token(home, scope='read')}"}
    assert client.post("/measures", content=GOOD, headers=reading).status_code == 401
    tokens = Tokens(accounts_engine("", home.root))
    for each in tokens.of_partner("afris"):
        tokens.revoke(each.id, utc_now())
    assert client.post("/measures", content=GOOD).status_code == 401


def test_a_token_sends_for_its_own_organisation_only(client: Client, home: Home) -> None:
    other = {"Authorization": f"Bearer {token(home, partner='cgiar-alliance')}"}
    refused = client.post("/measures", params={"partner": "afris"}, content=GOOD, headers=other)
    assert (refused.status_code, refused.json()["code"]) == (403, "not_your_partner")
    before = count(home, "measure")
    sent = client.post("/measures", content=GOOD, headers=other)
    assert sent.status_code == 422
    (problem,) = sent.json()["batches"][0]["problems"]
    assert problem["code"] == "not_your_partner" and "cgiar" in problem["sentence"]
    assert count(home, "measure") == before


def test_a_key_of_one_organisation_is_not_another_s(client: Client, home: Home) -> None:
    key = {"Idempotency-Key": "monday"}
    blank = HEADER.replace("partner,", "") + "C1.1,BEN,2025-Q1,3\n"
    other = {"Authorization": f"Bearer {token(home, partner='cgiar-alliance')}"}
    first = client.post("/measures", content=blank, headers=key)
    second = client.post("/measures", content=blank + "C1.1,FRA,2025-Q1,3\n", headers=key | other)
    assert (first.status_code, second.status_code) == (201, 201)


def test_what_is_sent_waits_for_approval_and_a_dry_run_writes_nothing(
    client: Client, home: Home
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


def test_the_same_key_is_answered_as_the_first_time(client: Client, home: Home) -> None:
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
    client: Client, content: str, code: str, said: str
) -> None:
    refused = client.post("/measures", content=content)
    assert refused.status_code == 422
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["code"] == code and said in refused.json()["detail"]


def test_xml_of_iati_comes_in_as_well(client: Client) -> None:
    body = (SAMPLES / "iati-activity-example-annotated-2.03.xml").read_bytes()
    refused = client.post("/measures", content=body, headers={"content-type": "application/xml"})
    (batch,) = refused.json()["batches"]
    assert (batch["format"], batch["left_out"], batch["rejected"]) == ("iati", 2, 1)
    assert {p["code"] for p in batch["problems"]} == {
        "left_out",
        "unknown_indicator",
        "unknown_partner",
    }
