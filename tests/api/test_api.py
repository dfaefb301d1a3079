"""The API of a running server, with the names the contract fixes."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import duckdb
import httpx
import pytest
from python_calamine import CalamineWorkbook

from dashboard.web import stylesheet
from data.home import Home
from tests.serving import PATIENCE, serving


@pytest.fixture(scope="module")
def client(sample_template: Path) -> Iterator[httpx.Client]:
    with serving(Home(sample_template)) as address:
        with httpx.Client(base_url=address, timeout=PATIENCE) as opened:
            yield opened


OBJECTIVE_KEYS = {
    "code",
    "goal",
    "label",
    "title",
    "facility",
    "family",
    "status",
    "headline",
    "indicators",
    "sample",
    "plan_version",
    "snapshot",
    "as_of",
}
VERDICT_KEYS = {
    "status",
    "reason",
    "ratio",
    "expected_now",
    "pace",
    "pace_needed",
    "acceleration",
    "projected",
    "projected_year",
    "trend",
    "alternative",
    "divergence",
    "confidence",
    "marks",
    "components",
}


@pytest.mark.parametrize(
    ("path", "key", "count"),
    [
        ("objectives", "objectives", 24),
        ("facilities", "facilities", 14),
        ("regions", "regions", 5),
        ("plan", "objectives", 24),
        ("plan", "goals", 6),
    ],
)
def test_lists_are_whole(client: httpx.Client, path: str, key: str, count: int) -> None:
    assert len(client.get(f"/api/v1/{path}").json()[key]) == count


def test_an_objective_has_the_contracts_names(client: httpx.Client) -> None:
    found = client.get("/api/v1/objectives/A1", params={"lang": "fr"}).json()
    assert set(found) == OBJECTIVE_KEYS
    assert (found["facility"], found["family"], found["sample"]) == ("CF4", "core", True)
    indicator = found["indicators"][0]
    assert indicator["baseline"]["value"] == 28 and indicator["baseline"]["date"] == "2019-12-31"
    assert set(indicator["verdicts"]) == {"2030", "2050"} == set(found["status"])
    verdict = indicator["verdicts"]["2050"]
    assert set(verdict) == VERDICT_KEYS
    assert set(verdict["alternative"]) >= {"method", "status", "ratio"}
    parts = verdict["components"]
    done = (parts["current"] - parts["baseline"]) / (parts["target"] - parts["baseline"])
    assert verdict["ratio"] == pytest.approx(done / parts["elapsed"])


@pytest.mark.parametrize(
    "path", ["objectives/Z9", "indicators/Z9.1", "facilities/XX", "partners/no"]
)
def test_what_is_not_there_is_a_problem_document(client: httpx.Client, path: str) -> None:
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "not_found"


@pytest.mark.parametrize(
    "query",
    [
        "lang=xx",
        "size=0",
        "size=5000",
        "cursor=nonsense",
        "asof=2024-02-30",
        "asof=yesterday",
        "asof=",
        "asof=9999-12-31",
    ],
)
def test_a_bad_query_is_a_problem_document(client: httpx.Client, query: str) -> None:
    answer = client.get(
        f"/api/v1/measures?{query}" if "lang" not in query else f"/api/v1/plan?{query}"
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_query")


def test_an_answer_known_already_is_not_sent_again(client: httpx.Client) -> None:
    first = client.get("/api/v1/objectives")
    again = client.get("/api/v1/objectives", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/api/v1/objectives?lang=es")
    assert other.headers["etag"] != first.headers["etag"]


def test_measures_are_filtered_and_paged(client: httpx.Client) -> None:
    first = client.get("/api/v1/measures", params={"objective": "A1", "size": 10}).json()
    assert len(first["measures"]) == 10 < first["total"]
    assert {m["indicator"] for m in first["measures"]} == {"A1.1"}
    query = {"objective": "A1", "size": 10, "cursor": first["cursor"]}
    second = client.get("/api/v1/measures", params=query).json()
    assert first["measures"][-1] != second["measures"][0]


def test_measures_as_csv_are_all_there_and_say_what_is_sample(client: httpx.Client) -> None:
    total = client.get("/api/v1/measures", params={"objective": "A1"}).json()["total"]
    answer = client.get("/api/v1/measures", params={"objective": "A1", "format": "csv"})
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(rows) == total
    assert {row["sample"] for row in rows} == {"True", "False"}


def test_the_service_says_it_is_up_and_what_it_serves(client: httpx.Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    ready = client.get("/readyz").json()
    assert ready["snapshot"] == client.get("/api/v1/snapshot").json()["id"]


def test_no_answer_may_be_framed_or_sniffed(client: httpx.Client) -> None:
    for path in ("/", "/api/v1/plan", stylesheet.address()):
        headers = client.get(path).headers
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("asked", "accepted", "lang"),
    [("", "", "en"), ("", "fr-CH,fr;q=0.9,en;q=0.8", "fr"), ("es", "fr", "es"), ("xx", "de", "en")],
)
def test_the_document_says_its_language(
    client: httpx.Client, asked: str, accepted: str, lang: str
) -> None:
    answer = client.get("/", params={"lang": asked}, headers={"Accept-Language": accepted})
    assert f'<html lang="{lang}">' in answer.text


def test_a_deep_link_that_comes_first_has_its_style_sheets(sample_template: Path) -> None:
    with serving(Home(sample_template)) as address:
        document = httpx.get(f"{address}/objective/A1", timeout=PATIENCE).text
        assert stylesheet.address() in document and "/assets/navigate.js" in document


def test_a_home_without_a_snapshot_says_so(tmp_path: Path) -> None:
    with serving(Home(tmp_path / "nothing")) as address:
        ready = httpx.get(f"{address}/readyz", timeout=PATIENCE)
        assert (ready.status_code, ready.json()["status"]) == (503, "empty")
        assert httpx.get(f"{address}/healthz", timeout=PATIENCE).status_code == 200
        assert httpx.get(f"{address}/api/v1/plan", timeout=PATIENCE).json()["code"] == "no_snapshot"


def test_measures_come_as_files_with_what_they_are(client: httpx.Client, tmp_path: Path) -> None:
    asked = {"objective": "C1", "region": "002"}
    rows = list(csv.DictReader(io.StringIO(measures_as(client, "csv", asked).text)))
    book = CalamineWorkbook.from_filelike(io.BytesIO(measures_as(client, "xlsx", asked).content))
    heads, *cells = book.get_sheet_by_name("Data").to_python()
    about = dict(book.get_sheet_by_name("About").to_python())
    assert heads == list(rows[0]) and len(cells) == len(rows)
    assert about["snapshot"].startswith("S-") and about["licence"] and about["sample"] == "true"
    (tmp_path / "a.parquet").write_bytes(measures_as(client, "parquet", asked).content)
    with duckdb.connect() as connection:
        found = connection.execute(
            "SELECT * FROM read_parquet(?)", [str(tmp_path / "a.parquet")]
        ).fetchdf()
    assert list(found.columns) == list(rows[0])
    assert found["key"].tolist() == [row["key"] for row in rows]
    assert found["value"].tolist() == [float(row["value"]) for row in rows]
    assert found["batch"].tolist() == [row["batch"] for row in rows]


def measures_as(client: httpx.Client, form: str, asked: dict[str, str]) -> httpx.Response:
    answer = client.get("/api/v1/measures", params={**asked, "format": form})
    assert answer.status_code == 200, answer.text
    return answer
