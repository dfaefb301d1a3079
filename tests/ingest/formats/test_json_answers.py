"""The answers of APIs: the list in them is found, and a page of several is not taken for all."""

import json
from pathlib import Path

import pytest

from data.errors import UnreadableFileError
from ingest.formats.readers.paging import Page, page_of
from tests.ingest.formats.json_rows import rows

RECORDS = '[{"indicator": "A1.1", "value": 3}, {"indicator": "A1.2", "unit": "ha"}]'
# --- Lists in an answer ---

ENVELOPES = {
    "CKAN": {
        "success": True,
        "result": {
            "fields": [{"id": "indicator", "type": "text"}],
            "records": json.loads(RECORDS),
            "_links": {"start": "/api", "next": "/api?offset=100"},
            "total": 2,
        },
    },
    "World Bank": [{"page": 1, "pages": 1, "total": 2}, json.loads(RECORDS)],
    "UNSD": {
        "totalElements": 2,
        "pageNumber": 1,
        "attributes": [{"id": "Units", "codes": []}],
        "dimensions": [{"id": "Age"}],
        "data": json.loads(RECORDS),
    },
    "GeoJSON": {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": n,
                "geometry": {"type": "LineString", "coordinates": [[1, 2], [3, 4]]},
                "properties": properties,
            }
            for n, properties in enumerate(json.loads(RECORDS))
        ],
    },
    "observations": {"meta": {"count": 2}, "observations": json.loads(RECORDS)},
    "a name of their own": {"informe": {"hechos": json.loads(RECORDS)}, "notas": ["a", "b"]},
    "with an empty list beside": {"errors": [], "items": json.loads(RECORDS), "data": []},
}


def _reversed(value: object) -> object:
    """The same, with the members of every object the other way round."""
    if isinstance(value, dict):
        return {name: _reversed(value[name]) for name in reversed(value)}
    return [_reversed(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("envelope", ENVELOPES.values(), ids=ENVELOPES)
def test_the_list_of_an_answer_is_found_however_it_is_written(envelope: object) -> None:
    said = [
        *(json.dumps(envelope), json.dumps(envelope, indent=2)),
        json.dumps(_reversed(envelope), separators=(",", ":")),
    ]
    for text in said:
        found = [{k: v for k, v in row.items() if v and k != "number"} for row in rows(text)]
        assert found == [
            {"indicator": "A1.1", "value": "3"},
            {"indicator": "A1.2", "unit": "ha"},
        ]


def test_a_record_with_a_list_beside_its_value_is_a_record() -> None:
    text = '{"indicator": "A1.1", "value": 3, "evidence": [{"url": "x"}]}'
    assert [(r["indicator"], r["value"], r["evidence"]) for r in rows(text)] == [
        ("A1.1", "3", '[{"url": "x"}]')
    ]


def test_two_lists_are_refused_by_their_names() -> None:
    with pytest.raises(UnreadableFileError) as refused:
        rows('{"data": [{"a": 1}], "old": {"rows": [{"a": 1}]}}')
    assert refused.value.values["names"] == "data, old.rows"


@pytest.mark.parametrize(
    ("document", "name"),
    [
        (
            {"class": "dataset", "id": ["geo"], "size": [1], "dimension": {}, "value": [1]},
            "JSON-stat",
        ),
        ({"dataset": {"dimension": {"id": ["geo"]}, "value": [1]}}, "JSON-stat"),
        ({"meta": {}, "data": {"dataSets": [{}], "structures": [{}]}}, "SDMX-JSON"),
        ({"dataSets": [{"observations": {}}], "structure": {}}, "SDMX-JSON"),
    ],
)
def test_other_standards_in_json_are_refused_by_their_names(document: object, name: str) -> None:
    with pytest.raises(UnreadableFileError) as refused:
        rows(json.dumps(document))
    assert refused.value.values["name"] == name


# --- Pages ---

PARTS = {
    "KoboToolbox": ({"count": 250, "next": "https://x/?start=1", "results": [{"a": 1}]}, 250),
    "the last page": ({"count": 9, "next": None, "previous": "x", "results": [{"a": 1}]}, 9),
    "ODK Central": ({"@odata.count": 3, "value": [{"a": 1}]}, 3),
    "CKAN": (
        {"result": {"records": [{"a": 1}], "total": 500, "_links": {"next": "/?offset=1"}}},
        500,
    ),
    "World Bank": ([{"page": 1, "pages": 3, "total": 3}, [{"a": 1}]], 3),
    "count after the list": ({"results": [{"a": 1}], "next": "x", "count": 2}, 2),
    "no record of some": ({"count": 2, "next": None, "results": []}, 2),
}


@pytest.mark.parametrize(("answer", "promised"), PARTS.values(), ids=PARTS)
def test_a_page_of_several_is_refused_with_its_numbers(answer: object, promised: int) -> None:
    with pytest.raises(UnreadableFileError, match="one page of several") as refused:
        rows(json.dumps(answer))
    here = 0 if promised == 2 and "[]" in json.dumps(answer) else 1
    assert refused.value.values == {"records": here, "promised": promised}


def test_a_next_page_of_unknown_size_is_named() -> None:
    answer = {"value": [{"a": 1}], "@odata.nextLink": "https://x/?$skiptoken=1"}
    with pytest.raises(UnreadableFileError) as refused:
        rows(json.dumps(answer))
    assert refused.value.values == {"next": "https://x/?$skiptoken=1"}


WHOLE = {
    "all there": {"count": 1, "next": None, "results": [{"a": 1}]},
    "nothing": {"count": 0, "next": None, "results": []},
    "a link beyond the last page (CKAN)": {
        "result": {"records": [{"a": 1}], "total": 1, "_links": {"next": "/?offset=1"}}
    },
    "fewer than asked for": {
        "result": {"records": [{"a": 1}], "limit": 100, "_links": {"next": "/?offset=100"}}
    },
    "a total of values": {"total": 500, "data": [{"a": 1}]},
}


@pytest.mark.parametrize("answer", WHOLE.values(), ids=WHOLE)
def test_a_whole_answer_is_read(answer: object) -> None:
    assert [r["a"] for r in rows(json.dumps(answer))] in (["1"], [])


def test_what_an_answer_says_of_its_pages(tmp_path: Path) -> None:
    path = tmp_path / "page.json"
    path.write_text(json.dumps({"results": [{"a": 1}] * 2, "next": "https://x/?p=2", "count": 5}))
    assert page_of(path) == Page(records=2, promised=5, next="https://x/?p=2")
    assert not page_of(path).is_whole


# --- DHIS2 ---


def test_what_a_set_of_data_values_says_holds_for_those_that_do_not() -> None:
    answer = {
        "dataValues": [
            {"dataElement": "C1.1", "orgUnit": "TGO", "value": "1"},
            {"dataElement": "C1.1", "period": "202506", "orgUnit": "", "value": "2"},
        ],
        "period": "202507",
        "orgUnit": "BEN",
    }
    assert [(r["orgUnit"], r["period"]) for r in rows(json.dumps(answer))] == [
        ("TGO", "202507"),
        ("BEN", "202506"),
    ]
