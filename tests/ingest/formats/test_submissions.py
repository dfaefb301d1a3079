"""Submissions of forms in JSON become rows, one for each measure that they repeat."""

import json

from tests.ingest.formats.json_rows import row, rows


def test_a_question_goes_by_its_own_name_where_no_other_does() -> None:
    found = row(
        {
            "_uuid": "u",
            "measure/value": "3",
            "measure/land/place": "BEN",
            "a/name": "1",
            "b/name": "2",
            "a/unit": "ha",
            "unit": "km",
            "meta/instanceID": "uuid:1",
            "formhub/uuid": "f",
            "a/_uuid": "other",
        }
    )
    assert found == {
        "_uuid": "u",
        "value": "3",
        "place": "BEN",
        "a/name": "1",
        "b/name": "2",
        "a/unit": "ha",
        "unit": "km",
        "meta/instanceID": "uuid:1",
        "formhub/uuid": "f",
        "a/_uuid": "other",
    }


def test_no_column_mixes_two_questions() -> None:
    found = rows('[{"_uuid": "1", "a/value": "3"}, {"_uuid": "2", "b/value": "4"}]')
    assert [(r["value"], r["b/value"]) for r in found] == [("3", ""), ("", "4")]


def test_other_records_keep_their_names() -> None:
    assert row({"value": 3, "__id": "x"}) == {"value": "3", "__id": "x"}
    assert row({"measure": {"value": 3}}) == {"measure/value": "3"}


def test_each_repetition_of_a_group_of_measures_is_a_row() -> None:
    submission = {
        "_uuid": "u",
        "visit/place": "BEN",
        "period": "2025",
        "crops": [
            {"crops/place": "TGO", "crops/plot": [{"crops/plot/value": "3"}]},
            {"crops/unit": "ha", "crops/plot": [{"crops/plot/value": "4"}, {"value": "5"}]},
        ],
    }
    found = rows(json.dumps([submission]))
    assert [(r["place"], r["period"], r["value"], r["unit"]) for r in found] == [
        ("TGO", "2025", "3", ""),
        ("BEN", "2025", "4", "ha"),
        ("BEN", "2025", "5", "ha"),
    ]


def test_odk_repeats_lie_within_groups() -> None:
    submission = {
        "__id": "uuid:1",
        "__system": {"reviewState": "approved"},
        "visit": {"period": "2025", "crops": [{"__id": "r1", "crop": {"value": 3}}, {"value": 4}]},
    }
    found = rows(json.dumps({"value": [submission]}))
    assert [(r["__id"], r["period"], r["value"]) for r in found] == [
        ("uuid:1", "2025", "3"),
        ("uuid:1", "2025", "4"),
    ]


def test_a_group_that_is_no_measure_adds_no_row() -> None:
    people = [{"people/name": "PERSON ONE", "people/place": "TGO"}, {"people/comment": "x"}]
    (found,) = rows(json.dumps([{"_uuid": "u", "value": "3", "people": people, "_tags": []}]))
    assert (found["value"], found.get("place"), found.get("comment")) == ("3", None, None)


def test_one_submission_of_odk_is_no_list_of_its_repeats() -> None:
    system = {"reviewState": "rejected"}
    (found,) = rows(json.dumps({"__id": "uuid:1", "__system": system, "data": [{"value": 3}]}))
    assert (found["__system/reviewState"], found["value"]) == ("rejected", "3")
