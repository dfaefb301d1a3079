"""Submissions of forms: the approved count, once however often they are edited, and nobody who
answered is kept.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from data.errors import UnreadableFileError
from data.ledger import Ledger
from ingest.load import Delivery, LoadReport, load
from ingest.mapping import Mapping

Send = Callable[..., LoadReport]
CASES = Path(__file__).parents[3] / "shared/cases/ingest"
APPROVED = {"uid": "validation_status_approved", "label": "Approved", "by_whom": "boss"}
NAMES = "indicator,partner,place,period,value"


def submission(uuid: str, **said: object) -> dict[str, object]:
    return {
        "_id": 1,
        "_uuid": uuid,
        "_xform_id_string": "aX",
        "_validation_status": APPROVED,
        "indicator": "C1.1",
        "partner": "afris",
        "place": "BEN",
        "period": "2025",
        "value": "3",
        **said,
    }


def values(ledger: Ledger) -> list[tuple[Any, ...]]:
    """Place, value and activity of what the ledger holds, as it came."""
    return [
        tuple(row)
        for row in ledger.run("SELECT place, value, activity FROM measure ORDER BY batch, line")
    ]


def outcome(report: LoadReport) -> tuple[int, int, int, int]:
    assert report.read == (
        report.new + report.revised + report.unchanged + report.rejected + report.left_out
    )
    return report.new, report.revised, report.rejected, report.left_out


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


def sheet_of(folder: Path, rows: list[list[str]], name: str = "form.xlsx") -> Path:
    return book_of(folder, {"form": rows}, name)


def book_of(folder: Path, sheets: dict[str, list[list[str]]], name: str = "form.xlsx") -> Path:
    with xlsxwriter.Workbook(folder / name) as book:
        for title, rows in sheets.items():
            page = book.add_worksheet(title)
            for n, row in enumerate(rows):
                page.write_row(n, 0, row)
    return folder / name


def csv_of(folder: Path, rows: list[list[str]]) -> Path:
    path = folder / "form.csv"
    path.write_text("\n".join(";".join(f'"{cell}"' for cell in row) for row in rows))
    return path


def json_of(folder: Path, rows: list[list[str]]) -> Path:
    path = folder / "form.json"
    path.write_text(json.dumps([dict(zip(rows[0], row, strict=True)) for row in rows[1:]]))
    return path


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


def test_the_order_of_submissions_does_not_matter(ledger: Ledger) -> None:
    """Cases 16 and 16b: of two at one place only the approved one counts, wherever it stands."""
    assert outcome(load(ledger, Delivery(CASES / "16-kobo-csv/a.csv"))) == (1, 0, 0, 2)
    assert outcome(load(ledger, Delivery(CASES / "16b-kobo-csv-order/a.csv"))) == (1, 0, 0, 1)
    assert values(ledger) == [("BEN", 3, "u-1"), ("BEN", 3, "u-2")]


def test_what_is_not_approved_still_tells_its_submission(ledger: Ledger, send: Send) -> None:
    send(json.dumps([submission("u-1", _validation_status={}, **{"meta/rootUuid": "uuid:u-0"})]))
    (row,) = ledger.run("SELECT submission, activity, left_out, indicator, place FROM raw")
    assert tuple(row) == ("u-0", "u-0", "not_approved", "C1.1", "BEN")


def test_a_form_cannot_say_of_itself_what_is_left_out(ledger: Ledger, send: Send) -> None:
    said = {"left_out": "", "x/submission": "y", "_validation_status": {}}
    assert outcome(send(json.dumps([submission("u", **said)]))) == (0, 0, 0, 1)


# --- Repeat groups ---


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


# --- People ---


def everything(ledger: Ledger) -> str:
    """Every text in every table of the ledger."""
    tables = ledger.run("SELECT table_name FROM duckdb_tables() WHERE NOT temporary")
    rows = [row for t in tables for row in ledger.run(f'SELECT * FROM "{t.table_name}"')]
    return "\n".join(str(tuple(row)) for row in rows)


def test_no_table_of_the_ledger_holds_who_answered(ledger: Ledger, send: Send) -> None:
    people = {
        "respondent_name": "PERSON ONE",
        "phone": "+000000001",
        "comment": "A dry year",
        "_attachments": [{"filename": "PERSON ONE.jpg"}],
        "_geolocation": [6.3, 2.4],
        "kinfolk": [{"kinfolk/name": "PERSON ONE", "kinfolk/age": "40"}],
        "a/_submitted_by": "PERSON ONE",
    }
    report = send(
        json.dumps(
            [
                submission("p-1", **people),
                submission("p-2", value="many", **people),  # refused
                submission("p-3", _validation_status={}, **people),  # left out
            ]
        )
    )
    assert outcome(report) == (1, 0, 1, 1)
    kept = everything(ledger)
    assert "A dry year" in kept
    assert not [said for said in ("PERSON", "+0000", "6.3", "kinfolk") if said in kept]


def test_the_case_of_a_person_in_a_submission_left_out(ledger: Ledger) -> None:
    report = load(ledger, Delivery(CASES / "19-kobo-personal-data/a.json"))
    assert outcome(report) == (0, 0, 0, 1)
    assert "PERSON ONE" not in everything(ledger)


@pytest.mark.parametrize("write_form", [sheet_of, csv_of])
def test_no_export_leaves_who_answered(
    ledger: Ledger, tmp_path: Path, write_form: Callable[[Path, list[list[str]]], Path]
) -> None:
    header = [*NAMES.split(","), "respondent", "_uuid", "_validation_status"]
    row = ["C1.1", "afris", "BEN", "2025", "many", "PERSON\nONE", "u-1", "Approved"]
    assert load(ledger, Delivery(write_form(tmp_path, [header, row]))).rejected == 1
    assert "many" in everything(ledger)
    assert "PERSON" not in everything(ledger)


def test_a_mapping_may_take_any_answer(ledger: Ledger, tmp_path: Path) -> None:
    form = csv_of(
        tmp_path,
        [
            ["m/area", "m/who", "sex", "start", "_uuid", "_submission_time", "_validation_status"],
            ["3", "BEN", "_T", "x", "u-1", "2025", "Approved"],
            ["4", "TGO", "F", "x", "u-2", "2025", "Approved"],
        ],
    )
    mapping = Mapping(
        partner="afris",
        columns={"value": "m/area", "place": "who", "period": "_submission_time"},
        constants={"indicator": "C1.1"},
        only={"sex": ("_T",)},
    )
    report = load(ledger, Delivery(form, mapping=mapping))
    assert outcome(report) == (1, 0, 0, 1)
    assert values(ledger) == [("BEN", 3, "u-1")]
