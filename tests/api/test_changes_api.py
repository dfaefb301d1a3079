"""Changes and the past by HTTP: `since`, `asof` and the feed."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import httpx
import pytest

from data.home import Home
from data.ledger.writer import open_ledger
from data.questions.change_records import CauseKind
from data.store.publish import publish
from ingest.load.batches import decide
from ingest.load.load import Delivery, load
from tests.serving import serving

ATOM = {"a": "http://www.w3.org/2005/Atom"}
MEASURES = "indicator,partner,place,period,value\nA2.1,giz,DEU,2025-Q3,40\nC1.1,giz,DEU,2025-Q3,9\n"


@pytest.fixture(scope="module")
def client(
    sample_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[httpx.Client]:
    """A server over samples, one delivery after the first publication and its withdrawal."""
    folder = tmp_path_factory.mktemp("changes")
    home = Home(shutil.copytree(sample_template, folder / "home"))
    (folder / "measures.csv").write_text(MEASURES)
    with open_ledger(home) as ledger:
        batch = load(ledger, Delivery(folder / "measures.csv")).batch
        publish(ledger)
        decide(ledger, batch, "withdrawn", "sent by mistake")
        publish(ledger)
    with serving(home) as address:
        with httpx.Client(base_url=address, timeout=60) as opened:
            yield opened


# --- /api/v1/changes ---


def test_changes_name_what_moved_and_why(client: httpx.Client) -> None:
    found = client.get("/api/v1/changes", params={"since": "2025-01-01"}).json()
    assert (found["since"], len(found["changes"]) > 10) == ("2025-01-01", True)
    kinds = {kind.value for kind in CauseKind}
    for change in found["changes"]:
        assert {c["kind"] for c in change["causes"]} <= kinds and change["causes"]
        assert change["before"] != change["after"]
        assert set(change["verdicts_changed"]) <= {"2030", "2050"}
        for h in change["verdicts_changed"]:
            old, new = change["before"][h], change["after"][h]
            assert (old["status"], old["reason"]) != (new["status"], new["reason"])
    assert any(change["verdicts_changed"] for change in found["changes"])


def test_changes_tell_what_both_days_show(client: httpx.Client) -> None:
    query = {"since": "2024-06-01", "asof": "2025-12-31"}
    found = client.get("/api/v1/changes", params=query).json()
    assert found["as_of"] == "2025-12-31"
    moved = next(c for c in found["changes"] if c["indicator"] == "A1.1")
    for day, standing in (("2024-06-01", moved["before"]), ("2025-12-31", moved["after"])):
        shown = client.get("/api/v1/indicators/A1.1", params={"asof": day}).json()
        assert standing["2050"]["status"] == shown["verdicts"]["2050"]["status"]
        assert standing["2050"]["value"] == shown["current"]["value"]


def test_names_are_in_the_language_asked_for(client: httpx.Client) -> None:
    names = [
        client.get("/api/v1/changes", params={"since": "2025-01-01", "lang": lang}).json()
        for lang in ("en", "fr")
    ]
    first, second = ([c["name"] for c in found["changes"]] for found in names)
    assert len(first) == len(second) and first != second


def test_nothing_changed_since_today(client: httpx.Client) -> None:
    today = client.get("/api/v1/objectives/A1").json()["as_of"]
    assert client.get("/api/v1/changes", params={"since": today}).json()["changes"] == []


@pytest.mark.parametrize(
    "query",
    [
        "",
        "since=",
        "since=2024-02-30",
        "since=last-week",
        "since=9999-01-01",
        "since=2025-06-01&asof=2025-05-31",
        "since=2025-06-01&asof=soon",
        "since=2025-06-01&lang=xx",
    ],
)
def test_changes_since_no_day_are_a_problem(client: httpx.Client, query: str) -> None:
    answer = client.get(f"/api/v1/changes?{query}")
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_query")
    assert answer.headers["content-type"] == "application/problem+json"


# --- asof ---


@pytest.mark.parametrize("asof", ["2024-02-30", "now", "20", "9999-12-31", "2024-01-01T00:00"])
@pytest.mark.parametrize("path", ["objectives", "indicators/A1.1", "plan", "snapshot", "partners"])
def test_a_day_that_is_none_or_yet_to_come_is_a_problem(
    client: httpx.Client, path: str, asof: str
) -> None:
    answer = client.get(f"/api/v1/{path}", params={"asof": asof})
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_query")
    assert asof in answer.json()["detail"]


def test_an_earlier_day_shows_what_was_known_then(client: httpx.Client) -> None:
    shown = [
        client.get("/api/v1/indicators/A3.1", params={"asof": day}).json()["measures"]
        for day in ("2019-01-01", "2024-06-01", "2025-12-31")
    ]
    assert shown[0] == 0 < shown[1] < shown[2]
    answers = [client.get("/api/v1/objectives", params={"asof": "2024-06-01"}) for _ in range(2)]
    assert answers[0].content == answers[1].content
    assert answers[0].headers["etag"] != client.get("/api/v1/objectives").headers["etag"]


# --- The feed ---


def feed(client: httpx.Client, lang: str) -> ElementTree.Element:
    answer = client.get("/changes.atom", params={"lang": lang})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(answer.content)


def texts(parent: ElementTree.Element, path: str) -> list[str]:
    return [found.text or "" for found in parent.findall(path, ATOM)]


@pytest.mark.parametrize("lang", ["en", "fr", "es"])
def test_the_feed_is_atom_with_an_entry_a_change(client: httpx.Client, lang: str) -> None:
    found = feed(client, lang)
    assert found.tag == f"{{{ATOM['a']}}}feed"
    assert found.get("{http://www.w3.org/XML/1998/namespace}lang") == lang
    for name in ("a:id", "a:title", "a:updated", "a:author/a:name"):
        assert len(texts(found, name)) == 1 and texts(found, name)[0]
    entries = found.findall("a:entry", ATOM)
    assert len(entries) == 4  # two indicators moved, and moved back
    for entry in entries:
        for name in ("a:id", "a:title", "a:updated", "a:content"):
            assert len(texts(entry, name)) == 1 and texts(entry, name)[0]
    moments = [datetime.fromisoformat(at) for at in texts(found, "a:entry/a:updated")]
    assert moments == sorted(moments, reverse=True)
    assert datetime.fromisoformat(texts(found, "a:updated")[0]) == moments[0]


def test_entries_keep_their_ids_and_no_two_share_one(client: httpx.Client) -> None:
    ids = [texts(feed(client, "en"), "a:entry/a:id") for _ in range(2)]
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == len(ids[0]) > 0


def test_feeds_say_the_same_in_other_words(client: httpx.Client) -> None:
    feeds = [feed(client, lang) for lang in ("en", "fr", "es")]
    for name in ("a:title", "a:id", "a:entry/a:content"):
        assert len({tuple(texts(found, name)) for found in feeds}) == 3
    assert len({tuple(texts(found, "a:entry/a:updated")) for found in feeds}) == 1


def test_a_feed_in_no_language_of_ours_is_a_problem(client: httpx.Client) -> None:
    assert client.get("/changes.atom", params={"lang": "xx"}).status_code == 422
