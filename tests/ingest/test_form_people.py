"""Nobody who answered a form is kept, and nothing but what measures need."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from data.ledger.writer import Ledger
from ingest.columns.mapping import Mapping
from ingest.load.load import Delivery, load
from ingest.review.rejects import write_rejects
from tests.ingest.form_files import (
    CASES,
    NAMES,
    Send,
    csv_of,
    outcome,
    sheet_of,
    submission,
    values,
)


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


def test_a_refused_row_sent_back_is_of_the_same_submission(
    ledger: Ledger, send: Send, tmp_path: Path
) -> None:
    refused = send(json.dumps([submission("u-1", value="many", who="PERSON ONE")]))
    path = tmp_path / "refused.csv"
    write_rejects(ledger, refused.batch, path, "en")
    assert "PERSON" not in path.read_text()
    assert send(path.read_text().replace("many", "3")).new == 1
    assert send(json.dumps([submission("u-1")])).unchanged == 1


def test_a_field_too_many_is_not_kept(ledger: Ledger, send: Send) -> None:
    report = send(
        f"{NAMES},_uuid,_validation_status\nC1.1,afris,BEN,2025,3,u,Approved,PERSON ONE\n"
    )
    assert [problem.code for problem in report.problems] == ["too_many_fields"]
    assert "PERSON" not in everything(ledger)
