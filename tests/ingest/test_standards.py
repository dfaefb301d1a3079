"""What SDMX and DHIS2 say of a row is obeyed, in whatever format it comes."""

import json
from pathlib import Path

import duckdb
import pytest

from data.errors import UnreadableFileError
from data.ledger.writer import Ledger
from ingest.columns.mapping import Mapping, read_mapping
from ingest.load.load import Delivery, load
from tests.ingest.sdmx_files import CASES, NAMES, ROW, Send, counts, sdmx, sdmx_ml, stored, told

# --- ACTION ---


def test_a_deleted_row_is_no_value(ledger: Ledger) -> None:
    report = load(ledger, Delivery(CASES / "01-sdmxcsv-delete/a.csv"))
    assert counts(report) == (1, 0, 1)
    assert told(report) == [("left_out", "deleted")]
    assert stored(ledger, "place, value") == [("BEN", 3)]


@pytest.mark.parametrize("action", ["I", "A", "R", "M", "m", "Merge", "Append", "Replace", ""])
def test_actions_that_bring_values(send: Send, action: str) -> None:
    assert counts(send(sdmx("ACTION", action))) == (1, 0, 0)


@pytest.mark.parametrize("action", ["D", "d", "Delete"])
def test_actions_that_take_values_away(send: Send, action: str) -> None:
    assert told(send(sdmx("ACTION", action))) == [("left_out", "deleted")]


def test_an_action_nobody_knows_is_refused_by_name(send: Send) -> None:
    (problem,) = send(sdmx("ACTION", "Z")).problems
    assert (problem.code, problem.cell) == ("bad_action", "Z")


def test_actions_are_obeyed_in_json_and_parquet(ledger: Ledger, send: Send, tmp_path: Path) -> None:
    record = dict(zip([*NAMES.split(","), "ACTION"], [*ROW.split(","), "D"], strict=True))
    assert told(send(json.dumps([record]))) == [("left_out", "deleted")]
    path = tmp_path / "data.parquet"
    cells = ", ".join(f"'{text}' AS {name}" for name, text in record.items())
    duckdb.sql(f"COPY (SELECT {cells}) TO '{path}'")
    assert told(load(ledger, Delivery(path))) == [("left_out", "deleted")]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, []),
        ({"action": "Delete"}, [("left_out", "deleted")]),
        ({"more": 'ss:action="Delete"'}, [("left_out", "deleted")]),
        ({"action": "Explode"}, [("bad_action", None)]),
        ({"value": "NaN"}, [("left_out", "missing")]),
        ({"value": "", "more": 'OBS_STATUS="M"'}, [("left_out", "missing")]),
        (
            {"groups": '<Group REF_AREA="BEN" OBS_STATUS="L"/>', "value": ""},
            [("left_out", "missing")],
        ),
        (
            {"groups": '<Group REF_AREA="BEN" EMBARGO_TIME="2199-01-01"/>'},
            [("left_out", "embargo")],
        ),
    ],
)
def test_the_xml_says_the_same(
    send: Send, said: dict[str, str], expected: list[tuple[str, str | None]]
) -> None:
    assert told(send(sdmx_ml(**said))) == expected


# --- Missing values ---


def test_what_is_said_to_be_missing_is_no_mistake(ledger: Ledger) -> None:
    report = load(ledger, Delivery(CASES / "02-sdmxcsv-missing/a.csv"))
    assert counts(report) == (1, 0, 3)
    assert told(report) == [("left_out", "missing")] * 3
    assert stored(ledger, "period, value") == [("2024", 3)]


@pytest.mark.parametrize("status", ["M", "L", "l", "H", "O", "Q"])
def test_a_status_of_missing_holds_in_our_own_files(send: Send, status: str) -> None:
    text = f"indicator,partner,place,period,value,obs_status\nC1.1,afris,MLI,2025,,{status}\n"
    assert told(send(text)) == [("left_out", "missing")]


@pytest.mark.parametrize(("status", "value"), [("", ""), ("A", ""), ("E", ""), ("A", "n/a")])
def test_a_value_nobody_calls_missing_is_missed(send: Send, status: str, value: str) -> None:
    text = (
        f"indicator,partner,place,period,value,obs_status\nC1.1,afris,MLI,2025,{value},{status}\n"
    )
    assert counts(send(text)) == (0, 1, 0)


def test_no_number_is_missing_in_sdmx_only(send: Send) -> None:
    assert told(send(f"{NAMES}\nC1.1,afris,BEN,2024,NaN\n")) == [("left_out", "missing")]
    text = "indicator,partner,place,period,value\nC1.1,afris,BEN,2024,NaN\n"
    assert told(send(text)) == [("bad_value", None)]


# --- Headers with labels, several dataflows ---


def test_labels_beside_codes_are_passed_over(ledger: Ledger) -> None:
    report = load(ledger, Delivery(CASES / "05-sdmxcsv21-multi/a.csv"))
    assert counts(report) == (2, 0, 0)
    assert stored(ledger, "indicator, partner, place, period, value, comment") == [
        ("C1.1", "afris", "BEN", "2024", 3, "a;b"),
        ("C1.1", "afris", "TGO", "2024", 4, None),
    ]


def test_labels_in_columns_of_their_own_are_passed_over(ledger: Ledger, send: Send) -> None:
    report = send(
        "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,INDICATOR,Indicator,REPORTER,Reporter,REF_AREA,Area,"
        "TIME_PERIOD,Time period,OBS_VALUE,Observation value\n"
        "dataflow,F:M(1.0),Measures,C1.1,Events,afris,AFRIS,BEN,Benin,2024,,3,\n"
    )
    assert counts(report) == (1, 0, 0)
    assert stored(ledger, "indicator, place, value") == [("C1.1", "BEN", 3)]


def test_a_comment_is_not_cut_at_its_colon(ledger: Ledger, send: Send) -> None:
    send(
        "INDICATOR: I,REPORTER: R,REF_AREA: A,TIME_PERIOD: T,OBS_VALUE: V,COMMENT_OBS: C\n"
        "C1.1: Events,afris: AFRIS,BEN: Benin,2024,3,Note: dry\n"
    )
    assert stored(ledger, "comment") == [("Note: dry",)]


ONE_FOR_ALL = Mapping(partner="afris", constants={"indicator": "C1.1"})
TWO_FLOWS = (
    "STRUCTURE_ID,REF_AREA,TIME_PERIOD,OBS_VALUE\nF:A(1.0),BEN,2024,3\nF:B(1.0),TGO,2024,4\n"
)


def test_several_dataflows_are_not_one_indicator(send: Send) -> None:
    with pytest.raises(UnreadableFileError, match="several dataflows") as refused:
        send(TWO_FLOWS, mapping=ONE_FOR_ALL)
    assert refused.value.values == {"names": "F:A(1.0), F:B(1.0)", "column": "STRUCTURE_ID"}


def test_a_mapping_may_take_one_dataflow_or_name_each(send: Send) -> None:
    one = ONE_FOR_ALL.model_copy(update={"only": {"STRUCTURE_ID": ("F:A(1.0)",)}})
    assert counts(send(TWO_FLOWS, mapping=one)) == (1, 0, 1)
    each = Mapping(
        partner="afris",
        columns={"indicator": "STRUCTURE_ID"},
        values={"indicator": {"F:A(1.0)": "C1.1", "F:B(1.0)": "A2.1"}},
    )
    assert counts(send(TWO_FLOWS, mapping=each)) == (1, 0, 0)


# --- DHIS2 ---


def test_data_values_of_dhis2(ledger: Ledger) -> None:
    folder = CASES / "60-dhis2-json"
    mapping = read_mapping(folder / "map.yml")
    report = load(ledger, Delivery(folder / "a.json", mapping=mapping))
    assert counts(report) == (1, 0, 1)
    assert told(report) == [("left_out", "deleted")]
    assert stored(ledger, "place, period, value, activity") == [("BEN", "2025-Q3", 3, None)]


def test_parts_of_a_disaggregation_stand_apart(ledger: Ledger, send: Send) -> None:
    report = send(
        "dataelement,period,orgunit,categoryoptioncombo,attributeoptioncombo,value,deleted\n"
        "C1.1,202507,BEN,maleMale001,HllvX50cXC0,3,false\n"
        "C1.1,202507,BEN,femaleFem01,HllvX50cXC0,4,\n"
        "C1.1,202507,TGO,HllvX50cXC0,fund0000001,5,\n"
        "C1.1,202507,MLI,default,default,6,\n"
        "C1.1,202507,NER,default,default,7,true\n",
        partner="afris",
    )
    assert counts(report) == (4, 0, 1)
    assert stored(ledger, "place, period, value, activity") == [
        ("BEN", "2025-07", 3, "coc=maleMale001"),
        ("BEN", "2025-07", 4, "coc=femaleFem01"),
        ("TGO", "2025-07", 5, "aoc=fund0000001"),
        ("MLI", "2025-07", 6, None),
    ]


# --- Nothing to tell ---


@pytest.mark.parametrize(
    "text",
    [
        '{"count": 0, "next": null, "results": []}',
        '[{"page": 1, "pages": 1, "total": 0}, []]',
        '[{"page": 0, "pages": 0, "total": 0}, null]',
        '{"dataValues": []}',
        "[]",
        '<m:GenericData xmlns:m="urn:m"><m:Header/><m:DataSet/></m:GenericData>',
    ],
)
def test_an_answer_without_records_is_no_mistake(send: Send, text: str) -> None:
    report = send(text)
    assert (report.read, counts(report)) == (0, (0, 0, 0))
