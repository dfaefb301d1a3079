"""Repeat groups of forms: a measure for each, in JSON and on sheets of their own."""

import json
from pathlib import Path

import pytest

from data.errors import UnreadableFileError
from data.ledger.writer import Ledger
from ingest.load.load import Delivery, load
from tests.ingest.form_files import CASES, NAMES, Send, book_of, outcome, values


def test_each_repetition_is_a_measure_of_its_own(ledger: Ledger) -> None:
    report = load(ledger, Delivery(CASES / "13-kobo-repeat/a.json"))
    assert outcome(report) == (3, 0, 0, 0)
    assert values(ledger) == [("BEN", 3, "aaaa-1"), ("TGO", 4, "aaaa-1"), ("TGO", 5, "aaaa-1")]


MAIN = [
    ["partner", "period", "place", "_id", "_uuid", "_validation_status", "_index", "who"],
    ["afris", "2025", "MLI", "1", "u-1", "validation_status_approved", "1", "PERSON ONE"],
    ["afris", "2024", "MLI", "2", "u-2", "validation_status_not_approved", "2", "PERSON ONE"],
]
REPEATS = [
    ["rep/indicator", "rep/place", "rep/value", "_index", "_parent_table_name", "_parent_index"],
    ["C1.1", "BEN", "3", "1", "form", "1"],
    ["C1.1", "TGO", "4", "2", "form", "1"],
    ["C1.1", "", "5", "3", "form", "2"],
]


@pytest.mark.parametrize("of_parent", [True, False])
def test_a_sheet_of_repeats_is_read_with_its_submissions(
    ledger: Ledger, tmp_path: Path, of_parent: bool
) -> None:
    said = [["_submission__uuid", "_submission__validation_status"]]
    said += [["u-1", "validation_status_approved"]] * 2 + [["u-2", "Not approved"]]
    repeats = [row + more if of_parent else row for row, more in zip(REPEATS, said, strict=True)]
    report = load(ledger, Delivery(book_of(tmp_path, {"form": MAIN, "rep": repeats})))
    assert outcome(report) == (2, 0, 0, 1)
    assert values(ledger) == [("BEN", 3, "u-1"), ("TGO", 4, "u-1")]


def test_a_sheet_of_repeats_within_repeats_is_read_with_both(
    ledger: Ledger, tmp_path: Path
) -> None:
    middle = [
        ["rep/place", "_index", "_parent_table_name", "_parent_index"],
        ["BEN", "1", "form", "1"],
        ["TGO", "2", "form", "1"],
    ]
    inner = [
        ["rep/in/indicator", "rep/in/value", "_index", "_parent_table_name", "_parent_index"],
        ["C1.1", "7", "1", "rep", "2"],
    ]
    sheets = {"in": inner, "rep": middle, "form": MAIN}
    report = load(ledger, Delivery(book_of(tmp_path, sheets)))
    assert outcome(report) == (1, 0, 0, 0)
    assert values(ledger) == [("TGO", 7, "u-1")]


def test_sheets_that_name_each_other_end(ledger: Ledger, tmp_path: Path) -> None:
    one = [REPEATS[0], ["C1.1", "BEN", "3", "1", "b", "1"]]
    other = [REPEATS[0], ["C1.1", "BEN", "3", "1", "a", "1"]]
    with pytest.raises(UnreadableFileError, match="without its submissions"):
        load(ledger, Delivery(book_of(tmp_path, {"a": one, "b": other})))


def test_people_beside_a_measure_are_no_measures(ledger: Ledger, tmp_path: Path) -> None:
    main = [[*NAMES.split(","), "_uuid", "_validation_status", "_index"]]
    main += [["C1.1", "afris", "BEN", "2025", "3", "u-1", "Approved", "1"]]
    people = [["p/name", "p/place", "_index", "_parent_table_name", "_parent_index"]]
    people += [["PERSON ONE", "TGO", "1", "form", "1"], ["PERSON TWO", "TGO", "2", "form", "1"]]
    report = load(ledger, Delivery(book_of(tmp_path, {"form": main, "p": people})))
    assert outcome(report) == (1, 0, 0, 0)
    assert values(ledger) == [("BEN", 3, "u-1")]


@pytest.mark.parametrize(
    "text",
    [
        f"{NAMES},KEY,PARENT_KEY\nC1.1,afris,BEN,2025,3,uuid:1/m[1],uuid:1\n",
        f"{NAMES},_index,_parent_index,_submission__uuid\nC1.1,afris,BEN,2025,3,1,1,u\n",
        json.dumps({"value": [{"__id": "1", "__Submissions-id": "uuid:1", "value": 3}]}),
    ],
)
def test_repeats_without_their_submissions_are_refused(
    ledger: Ledger, send: Send, text: str
) -> None:
    with pytest.raises(UnreadableFileError, match="without its submissions"):
        send(text)
