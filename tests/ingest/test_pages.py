"""Answers in pages, from a server as KoboToolbox, CKAN, ODK, DHIS2 and the World Bank are."""

import json
from pathlib import Path
from urllib.parse import unquote

import pytest

from ingest.sources.http import Known
from tests.ingest.answers import Answer, Server, answer, in_turn, says_json, serving
from tests.ingest.paged import Visit, failed, given, kobo, records, visiting

server = pytest.fixture(serving)
visit = pytest.fixture(visiting)


def asked(server: Server) -> list[str]:
    return [path for path, _ in server.asked]


def test_submissions_are_fetched_by_the_next_links_of_kobotoolbox(
    visit: Visit, server: Server
) -> None:
    found = visit("/data.json", kobo(server))
    assert given(found) == list(range(1, 251))
    assert asked(server) == list(kobo(server))
    assert (found.etag, found.last_modified) == (None, None)


def test_all_pages_again_are_nothing_new(visit: Visit, server: Server, tmp_path: Path) -> None:
    first = visit("/data.json", kobo(server))
    assert first.path is not None
    first.path.unlink()
    again = visit("/data.json", kobo(server), last=Known(digest=first.digest))
    assert (again.path, again.digest) == (None, first.digest)
    assert not list(tmp_path.iterdir())


def test_records_of_ckan_are_fetched_by_relative_links_until_all_are_there(
    visit: Visit, server: Server
) -> None:
    def page(offset: int) -> Answer:
        links = {"start": "/api/search?id=r", "next": f"/api/search?id=r&offset={offset + 2}"}
        part = records(offset + 1, min(offset + 2, 5))
        result = {"records": part, "total": 5, "limit": 2, "_links": links}
        return says_json({"success": True, "result": result})

    answers = {"/api/search?id=r": page(0)}
    answers |= {f"/api/search?id=r&offset={offset}": page(offset) for offset in (2, 4)}
    assert given(visit("/api/search?id=r", answers)) == [1, 2, 3, 4, 5]


def test_entities_of_odk_are_fetched_by_next_links(visit: Visit, server: Server) -> None:
    answers = {
        "/Submissions": says_json(
            {
                "value": records(1, 2),
                "@odata.nextLink": f"{server.address}/Submissions?$skiptoken=a",
            }
        ),
        "/Submissions?$skiptoken=a": says_json({"value": records(3, 3)}),
    }
    assert given(visit("/Submissions", answers)) == [1, 2, 3]


def test_pages_of_dhis2_are_fetched_by_next_page(visit: Visit, server: Server) -> None:
    def page(number: int, **more: object) -> Answer:
        pager = {"page": number, "pageCount": 2, "total": 3, "pageSize": 2, **more}
        return says_json({"pager": pager, "events": records(2 * number - 1, min(2 * number, 3))})

    answers = {
        "/api/events": page(1, nextPage=f"{server.address}/api/events?page=2"),
        "/api/events?page=2": page(2, prevPage="…"),
    }
    assert given(visit("/api/events", answers)) == [1, 2, 3]


@pytest.mark.parametrize("total", [{"total": 5}, {}], ids=["with a total", "without a total"])
def test_pages_of_the_world_bank_are_fetched_by_their_numbers(
    visit: Visit, total: dict[str, int]
) -> None:
    def page(number: int) -> Answer:
        part = records(2 * number - 1, min(2 * number, 5))
        return says_json([{"page": number, "pages": 3, "per_page": "2", **total}, part])

    answers = {"/v2?format=json": page(1)}
    answers |= {f"/v2?format=json&page={number}": page(number) for number in (2, 3)}
    assert given(visit("/v2?format=json", answers)) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("path", "onward", "envelope"),
    [
        ("/assets/aX/data.json", "?start=2", {"count": 3, "limit": 2}),
        ("/api/3?limit=2", "?limit=2&offset=2", {"total": 3, "limit": 2}),
        ("/Forms?$top=2", "?$top=2&$skip=2", {"@odata.count": 3}),
        ("/Forms?skip=0&take=2", "?take=2&skip=2", {"total": 3, "limit": 2}),
        ("/Forms?$filter=a%20eq%201", "?$filter=a eq 1&$skip=2", {"@odata.count": 3}),
        ("/list?page=1&size=2", "?size=2&page=2", {"totalElements": 3, "totalPages": 2}),
        ("/query?where=1", "?where=1&resultOffset=2", {"exceededTransferLimit": True}),
    ],
    ids=[
        "KoboToolbox",
        "CKAN",
        "OData",
        "by the address",
        "OData with a filter",
        "page of the address",
        "ArcGIS",
    ],
)
def test_where_only_a_number_is_told_the_records_after_it_are_asked_for(
    visit: Visit, path: str, onward: str, envelope: dict[str, object]
) -> None:
    end = envelope | (
        {"exceededTransferLimit": False} if "exceededTransferLimit" in envelope else {}
    )
    answers = {
        unquote(path): says_json({**envelope, "results": records(1, 2)}),
        path.partition("?")[0] + onward: says_json({**end, "results": records(3, 3)}),
    }
    assert given(visit(path, answers)) == [1, 2, 3]


def test_a_plain_list_is_followed_by_the_link_in_its_headers(visit: Visit) -> None:
    body = json.dumps(records(1, 2)).encode()
    link = '</list?page=1>; rel="prev", </list?page=2>; rel="next"'
    answers = {"/list": answer(200, body, Link=link), "/list?page=2": says_json(records(3, 3))}
    assert given(visit("/list", answers)) == [1, 2, 3]


def test_a_table_in_pages_is_refused(visit: Visit) -> None:
    told = failed(visit, "/a.csv", {"/a.csv": answer(Link='</a.csv?page=2>; rel="next"')})
    assert "only pages of JSON can be joined" in told


def test_numbers_keep_their_digits_and_texts_their_letters(visit: Visit) -> None:
    answers = {
        "/list": answer(200, b'{"next": "?p=2", "results": [{"v": 0.10}, {"v": "S\\u00e9gou"}]}'),
        "/list?p=2": answer(200, b'{"next": null, "results": [{"v": 123456789012345678901.5}]}'),
    }
    found = visit("/list", answers)
    assert found.path is not None
    assert found.path.read_text("utf-8") == (
        '[{"v": 0.10},\n{"v": "Ségou"},\n{"v": 123456789012345678901.5}]'
    )


def test_a_page_that_fails_once_is_asked_for_again(visit: Visit, server: Server) -> None:
    second = kobo(server)["/data.json?start=100&limit=100"]
    found = visit("/data.json", kobo(server, second=in_turn(answer(502, b""), second)))
    assert given(found) == list(range(1, 251))


def test_all_pages_together_are_within_the_largest_size(visit: Visit, server: Server) -> None:
    heavy = {"_id": 1, "text": "x" * 600_000}
    answers = {
        "/list": says_json({"next": "?p=2", "results": [heavy]}),
        "/list?p=2": says_json({"next": None, "results": [heavy | {"_id": 2}]}),
    }
    assert "more than 1 MB" in failed(visit, "/list", answers, most_mb=1)
    assert given(visit("/list", answers, most_mb=2)) == [1, 2]


def test_an_empty_answer_is_whole(visit: Visit) -> None:
    found = visit("/list", {"/list": says_json({"count": 0, "next": None, "results": []})})
    assert found.path is not None and json.loads(found.path.read_text())["results"] == []
