"""Pages that do not belong together, or do not come: nothing of them is taken."""

import pytest

from ingest.sources.config import Credentials
from tests.ingest.answers import Server, answer, in_turn, says_json, serving
from tests.ingest.paged import Visit, failed, given, kobo, records, visiting

server = pytest.fixture(serving)
other = pytest.fixture(serving)
visit = pytest.fixture(visiting)


def test_without_one_page_there_is_nothing(visit: Visit, server: Server) -> None:
    told = failed(visit, "/data.json", kobo(server, third=answer(404, b"")))
    assert "nothing at this address (404)" in told


def test_fewer_records_than_promised_are_a_failure_with_both_numbers(
    visit: Visit, server: Server
) -> None:
    short = says_json({"count": 250, "next": None, "results": records(101, 150)})
    assert "gave 150 of 250 records" in failed(visit, "/data.json", kobo(server, second=short))
    alone = says_json({"count": 250, "next": None, "results": records(1, 100)})
    assert "gave 100 of 250 records" in failed(visit, "/data.json", kobo(server, first=alone))


def test_more_records_of_which_nothing_says_where_are_a_failure(visit: Visit) -> None:
    answers = {"/list": says_json({"hasMore": True, "data": records(1, 2)})}
    assert "more records than the 2 it gave" in failed(visit, "/list", answers)


def test_a_loop_is_a_failure(visit: Visit, server: Server) -> None:
    back = says_json(
        {"count": 250, "next": f"{server.address}/data.json", "results": records(101, 200)}
    )
    told = failed(visit, "/data.json", kobo(server, second=back))
    assert "the same page again" in told and len(server.asked) == 2


def test_a_server_that_does_not_turn_the_page_is_a_failure(visit: Visit) -> None:
    first = says_json({"total": 4, "limit": 2, "data": records(1, 2)})
    told = failed(visit, "/list", {"/list": first, "/list?offset=2": first})
    assert "the same page again" in told


def test_pages_without_end_are_a_failure(
    visit: Visit, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.sources.pages.MOST_PAGES", 3)
    answers = {
        f"/list?p={n}": says_json({"next": f"/list?p={n + 1}", "results": records(n, n)})
        for n in range(1, 6)
    }
    assert "more than 3 pages" in failed(visit, "/list?p=1", answers)
    assert len(server.asked) == 3


def test_a_page_of_another_host_is_not_asked_for(
    visit: Visit, server: Server, other: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AFRIS_TOKEN", "s3cr3t-of-afris")
    other.answers = [says_json({"count": 4, "results": records(3, 4)})]
    first = says_json({"count": 4, "next": f"{other.address}/x?t=1", "results": records(1, 2)})
    credentials = Credentials(kind="bearer", env="AFRIS_TOKEN")
    told = failed(visit, "/data", {"/data": first}, credentials=credentials)
    assert "its next page is at http://127.0.0.1" in told and "t=1" not in told
    assert other.asked == []


def test_credentials_go_along_to_every_page(
    visit: Visit, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AFRIS_TOKEN", "s3cr3t-of-afris")
    visit("/data.json", kobo(server), credentials=Credentials(kind="bearer", env="AFRIS_TOKEN"))
    sent = [headers["Authorization"] for _, headers in server.asked]
    assert sent == ["Bearer s3cr3t-of-afris"] * 3


def test_what_changes_in_between_is_read_once_more(visit: Visit, server: Server) -> None:
    second = kobo(server)["/data.json?start=100&limit=100"]
    changed = says_json({"count": 251, "next": "/x", "results": records(101, 200)})
    found = visit("/data.json", kobo(server, second=in_turn(changed, second)))
    assert given(found) == list(range(1, 251))
    assert len(server.asked) == 5


def test_what_changes_in_between_every_time_is_a_failure(visit: Visit, server: Server) -> None:
    changed = says_json({"count": 251, "next": "/x", "results": records(101, 200)})
    told = failed(visit, "/data.json", kobo(server, second=changed))
    assert "changed while its pages were read, twice" in told and len(server.asked) == 4


def test_more_records_than_promised_are_a_change_in_between(visit: Visit, server: Server) -> None:
    third = says_json({"count": 250, "next": None, "results": records(201, 251)})
    assert "changed while" in failed(visit, "/data.json", kobo(server, third=third))


@pytest.mark.parametrize(
    "page", [{"detail": "Invalid page."}, {"errors": [{"message": "busy"}]}], ids=["text", "list"]
)
def test_a_page_that_is_none_is_a_failure(
    visit: Visit, server: Server, page: dict[str, object]
) -> None:
    told = failed(visit, "/data.json", kobo(server, second=says_json(page)))
    assert told.startswith("Page 2 of what 127.0.0.1 gives cannot be read: The JSON holds no list")


def test_a_last_page_may_be_empty_whatever_its_list_is_called(visit: Visit) -> None:
    answers = {
        "/list": says_json({"next": "?p=2", "talleres": records(1, 2)}),
        "/list?p=2": says_json({"next": None, "talleres": []}),
    }
    assert given(visit("/list", answers)) == [1, 2]
