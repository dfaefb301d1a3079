"""Submissions of forms: the approved count, once however often they are edited."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from data.ledger.writer import Ledger
from ingest.load.load import Delivery, load
from tests.ingest.form_files import (
    APPROVED,
    CASES,
    NAMES,
    Send,
    csv_of,
    json_of,
    outcome,
    sheet_of,
    submission,
    values,
)


def total(ledger: Ledger) -> float:
    """What counts: of each key the newest value."""
    newest = "SELECT arg_max(value, batch) AS value FROM measure GROUP BY key"
    return float(ledger.scalar(f"SELECT sum(value) FROM ({newest})"))


# --- Which submission a row is of ---


def test_an_edited_submission_is_a_revision(ledger: Ledger) -> None:
    assert outcome(load(ledger, Delivery(CASES / "10-kobo-edited/a.json"))) == (1, 0, 0, 0)
    assert outcome(load(ledger, Delivery(CASES / "10-kobo-edited/b.json"))) == (0, 1, 0, 0)
    assert total(ledger) == 3


@pytest.mark.parametrize(
    "said",
    [
        {"meta/rootUuid": "uuid:u-1", "meta/instanceID": "uuid:u-1"},
        {"meta/instanceID": "uuid:u-1"},
        {},
        {"meta": {"rootUuid": "uuid:u-1"}},
    ],
)
def test_a_submission_nobody_edited_keeps_the_key_it_always_had(
    ledger: Ledger, send: Send, said: dict[str, object]
) -> None:
    send(f"{NAMES},activity\nC1.1,afris,BEN,2025,3,u-1\n")  # as `_uuid` was loaded before
    report = send(json.dumps([submission("u-1", **said)]))
    assert (report.unchanged, report.new) == (1, 0)


def test_odk_keeps_the_key_it_always_had(ledger: Ledger, send: Send) -> None:
    send(f"{NAMES},activity\nC1.1,afris,BEN,2025,3,uuid:1\n")
    system = {"reviewState": "approved", "edits": 1}
    said = {"__id": "uuid:1", "__system": system, "meta": {"instanceID": "uuid:2"}}
    (record,) = [{k: v for k, v in submission("").items() if not k.startswith("_")} | said]
    assert send(json.dumps({"value": [record]})).unchanged == 1


def test_without_a_root_edits_follow_each_other(ledger: Ledger, send: Send) -> None:
    """A chain of two edits beside what they are of: only the last one counts."""
    first = submission("a", value="30", **{"meta/instanceID": "uuid:a"})
    edit = {"meta/instanceID": "uuid:b", "meta/deprecatedID": "uuid:a"}
    last = {"meta/instanceID": "uuid:c", "meta/deprecatedID": "uuid:b"}
    report = send(
        json.dumps([first, submission("c", value="5", **last), submission("b", value="4", **edit)])
    )
    assert outcome(report) == (1, 0, 0, 2)
    assert values(ledger) == [("BEN", 5, "a")]
    assert {problem.hint for problem in report.problems} == {"edited"}


def test_edits_that_name_each_other_do_no_harm(ledger: Ledger, send: Send) -> None:
    one = {"meta/instanceID": "uuid:a", "meta/deprecatedID": "uuid:b"}
    other = {"meta/instanceID": "uuid:b", "meta/deprecatedID": "uuid:a"}
    report = send(json.dumps([submission("a", **one), submission("b", **other)]))
    assert outcome(report) == (0, 0, 0, 2)


def test_a_submission_that_names_its_activity_keeps_it(ledger: Ledger, send: Send) -> None:
    send(json.dumps([submission("u", activity="plots"), submission("v", activity=None)]))
    assert {activity for _, _, activity in values(ledger)} == {"plots", "v"}


# --- Which count ---

STATES = [
    ("_validation_status", "validation_status_approved", True),
    ("_validation_status", "Approved", True),
    ("_validation_status", "Approuvé", True),
    ("_validation_status", "Aprobado", True),
    ("_validation_status/uid", "validation_status_approved", True),
    ("_validation_status_uid", "validation_status_approved", True),
    ("_validation_status", "validation_status_not_approved", False),
    ("_validation_status", "Not approved", False),
    ("_validation_status", "validation_status_on_hold", False),
    ("_validation_status", "", False),
    ("_notes", "approved", False),
]


@pytest.mark.parametrize("write_form", [sheet_of, csv_of, json_of])
@pytest.mark.parametrize(("column", "state", "counts"), STATES)
def test_only_approved_submissions_count_in_every_format(
    ledger: Ledger,
    tmp_path: Path,
    write_form: Callable[[Path, list[list[str]]], Path],
    column: str,
    state: str,
    counts: bool,
) -> None:
    header = [*NAMES.split(","), "_uuid", column]
    row = ["C1.1", "afris", "BEN", "2025", "3", "u-1", state]
    report = load(ledger, Delivery(write_form(tmp_path, [header, row])))
    assert outcome(report) == ((1, 0, 0, 0) if counts else (0, 0, 0, 1))
    assert [p.hint for p in report.problems] == ([] if counts else ["not_approved"])


@pytest.mark.parametrize(
    ("status", "counts"),
    [(APPROVED, 1), ({"uid": "validation_status_on_hold"}, 0), ({}, 0), (None, 0)],
)
def test_kobos_answer_tells_the_state_as_an_object(
    ledger: Ledger, send: Send, status: object, counts: int
) -> None:
    report = send(json.dumps([submission("u", _validation_status=status)]))
    assert (report.new, report.left_out) == (counts, 1 - counts)


@pytest.mark.parametrize(("state", "counts"), [("approved", 1), ("hasIssues", 0), (None, 0)])
def test_odks_answer_tells_the_state_in_its_system(
    ledger: Ledger, send: Send, state: str | None, counts: int
) -> None:
    record = dict(zip(NAMES.split(","), ["C1.1", "afris", "BEN", "2025", 3], strict=True))
    system = {"reviewState": state, "deletedAt": None}
    report = send(json.dumps({"value": [{"__id": "uuid:1", "__system": system, **record}]}))
    assert (report.new, report.left_out) == (counts, 1 - counts)


def test_what_odk_has_deleted_is_no_measure(ledger: Ledger, send: Send) -> None:
    system = {"reviewState": "approved", "deletedAt": "2026-01-05T10:00:00Z"}
    record = dict(zip(NAMES.split(","), ["C1.1", "afris", "BEN", "2025", 3], strict=True))
    report = send(json.dumps({"value": [{"__id": "uuid:1", "__system": system, **record}]}))
    assert [problem.hint for problem in report.problems] == ["deleted"]


def test_odks_export_tells_the_state_and_names_questions_with_their_groups(
    ledger: Ledger, send: Send
) -> None:
    report = send(
        "SubmissionDate,m-indicator,m-partner,m-place,m-period,m-value,meta-instanceID,KEY,ReviewState\n"
        "2026-01-05,C1.1,afris,BEN,2025,3,uuid:9,uuid:1,approved\n"
        "2026-01-05,C1.1,afris,TGO,2025,4,uuid:2,uuid:2,rejected\n"
    )
    assert (report.new, report.left_out) == (1, 1)
    assert values(ledger) == [("BEN", 3, "uuid:1")]


@pytest.mark.parametrize(
    ("name", "left_out", "approved"), [("16-kobo-csv", 2, "u-1"), ("16b-kobo-csv-order", 1, "u-2")]
)
def test_the_order_of_submissions_does_not_matter(
    ledger: Ledger, name: str, left_out: int, approved: str
) -> None:
    """Of two at one place only the approved one counts, wherever it stands."""
    assert outcome(load(ledger, Delivery(CASES / name / "a.csv"))) == (1, 0, 0, left_out)
    assert values(ledger) == [("BEN", 3, approved)]


def test_a_submission_that_is_not_approved_any_longer_is_taken_back(ledger: Ledger) -> None:
    load(ledger, Delivery(CASES / "16-kobo-csv/a.csv"))
    report = load(ledger, Delivery(CASES / "16b-kobo-csv-order/a.csv"))
    assert (report.new, report.revised, report.left_out) == (1, 1, 0)
    in_force = "SELECT activity, arg_max(obs_status, batch) AS status FROM measure GROUP BY ALL"
    assert {row.activity: row.status for row in ledger.run(in_force)} == {
        "u-1": "retract",
        "u-2": "A",
    }


def test_what_is_not_approved_still_tells_its_submission(ledger: Ledger, send: Send) -> None:
    send(json.dumps([submission("u-1", _validation_status={}, **{"meta/rootUuid": "uuid:u-0"})]))
    (row,) = ledger.run("SELECT submission, activity, left_out, indicator, place FROM raw")
    assert tuple(row) == ("u-0", "u-0", "not_approved", "C1.1", "BEN")


def test_a_form_cannot_say_of_itself_what_is_left_out(ledger: Ledger, send: Send) -> None:
    said = {"left_out": "", "x/submission": "y", "_validation_status": {}}
    assert outcome(send(json.dumps([submission("u", **said)]))) == (0, 0, 0, 1)
