"""The search by HTTP."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from data.home import Home
from tests.serving import serving


@pytest.fixture(scope="module")
def client(sample_template: Path) -> Iterator[httpx.Client]:
    with serving(Home(sample_template)) as address:
        with httpx.Client(base_url=address, timeout=60) as opened:
            yield opened


def test_results_are_named_in_the_language_asked_for(client: httpx.Client) -> None:
    for lang, name in (("en", "Germany"), ("fr", "Allemagne"), ("es", "Alemania")):
        found = client.get("/api/v1/search", params={"q": "germany", "lang": lang}).json()
        best = {"kind": "country", "code": "DEU", "name": name, "path": "/place/DEU"}
        assert found["results"][0] == best


@pytest.mark.parametrize("query", ["", "q=", "q=%20", "q=qqqqqqqq"])
def test_nothing_asked_and_nothing_found_is_an_empty_list(client: httpx.Client, query: str) -> None:
    answer = client.get(f"/api/v1/search?{query}")
    assert (answer.status_code, answer.json()) == (200, {"results": []})


@pytest.mark.parametrize("query", [f"q={'x' * 101}", "q=a&lang=xx", "q=a&asof=soon"])
def test_what_cannot_be_asked_is_a_problem(client: httpx.Client, query: str) -> None:
    answer = client.get(f"/api/v1/search?{query}")
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_query")
    assert answer.headers["content-type"] == "application/problem+json"


def test_an_answer_that_is_known_is_not_sent_again(client: httpx.Client) -> None:
    tag = client.get("/api/v1/search", params={"q": "A1"}).headers["etag"]
    again = client.get("/api/v1/search", params={"q": "A1"}, headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert client.get("/api/v1/search", params={"q": "A2"}).headers["etag"] != tag


def test_an_earlier_day_is_searched_as_it_was_known(client: httpx.Client) -> None:
    found = client.get("/api/v1/search", params={"q": "A1", "asof": "2024-06-01"}).json()
    assert found["results"][0]["path"] == "/objective/A1"
