"""The same document written otherwise says the same: no order, line break or prefix changes it."""

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.ingest.formats import test_sdmx
from tests.ingest.formats.json_rows import rows

ANSWER: dict[str, Any] = {
    "count": 2,
    "next": None,
    "results": [
        {
            "_id": 1,
            "_uuid": "u-1",
            "meta": {"rootUuid": "uuid:u-1", "instanceID": "uuid:u-1"},
            "_validation_status": {"uid": "validation_status_approved", "by_whom": "b"},
            "visit/place": "BEN",
            "crops": [
                {"crops/value": 1.50, "crops/unit": "ha", "crops/more": [{"note": "é\n"}]},
                {"crops/value": 2, "crops/place": "TGO"},
            ],
            "_attachments": [{"name": "x"}, {"name": "y"}],
        },
        {"_uuid": "u-2", "_validation_status": {}, "visit/place": "MLI", "value": "3"},
    ],
}


def shuffled(draw: st.DrawFn, value: object) -> object:
    """The same, the members of every object in another order."""
    if isinstance(value, dict):
        return {name: shuffled(draw, value[name]) for name in draw(st.permutations(list(value)))}
    return [shuffled(draw, item) for item in value] if isinstance(value, list) else value


@st.composite
def written(draw: st.DrawFn) -> str:
    indent = draw(st.sampled_from([None, 0, 2, "\t"]))
    ascii_only = draw(st.booleans())
    return json.dumps(shuffled(draw, ANSWER), indent=indent, ensure_ascii=ascii_only)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(written())
def test_json_says_the_same_however_it_is_written(text: str) -> None:
    assert [_filled(row) for row in rows(text)] == EXPECTED


def _filled(row: dict[str, str]) -> dict[str, str]:
    return {name: cell for name, cell in row.items() if cell}


EXPECTED = [_filled(row) for row in rows(json.dumps(ANSWER))]


def test_what_the_answer_says_was_worked_out_by_hand() -> None:
    of_each = [(r["_uuid"], r["place"], r["value"], r.get("unit", "")) for r in EXPECTED]
    assert of_each == [
        ("u-1", "BEN", "1.5", "ha"),
        ("u-1", "TGO", "2", ""),
        ("u-2", "MLI", "3", ""),
    ]


# --- SDMX-ML ---

MESSAGE = test_sdmx.SAMPLE.replace(
    "<Series", '<Group REF_AREA="826" SEX="F" CONF_STATUS="C" UNIT_MULT="3"/>\n  <Series', 1
)


def on_one_line(text: str) -> str:
    return re.sub(r">\s+<", "><", text)


def indented(text: str) -> str:
    root = etree.fromstring(on_one_line(text).encode())
    etree.indent(root, space="\t")
    return str(etree.tostring(root, encoding="unicode"))


def each_attribute_on_a_line(text: str) -> str:
    return re.sub(r' (?=[A-Z_]+=")', "\n    ", text)


def attributes_reversed(text: str) -> str:
    root = etree.fromstring(text.encode())
    for element in root.iter(etree.Element):
        pairs = list(element.attrib.items())
        element.attrib.clear()
        element.attrib.update(dict(reversed(pairs)))
    return str(etree.tostring(root, encoding="unicode"))


def other_prefixes(text: str) -> str:
    return re.sub(r"\b(m|ss|xsi)(?=[:=])", r"other_\1", text)


def default_namespace(text: str) -> str:
    return re.sub(r"(</?)m:", r"\1", text).replace("xmlns:m=", "xmlns=")


def groups_last(text: str) -> str:
    group = re.findall(r"<Group[^>]*/>", text)[0]
    return text.replace(group, "").replace("</m:DataSet>", f"{group}</m:DataSet>")


def open_and_closed(text: str) -> str:
    return re.sub(r"<(Group|Obs)([^>]*?)/?>(</Obs>)?", r"<\1\2></\1>", text)


WRITERS = (
    *(on_one_line, indented, each_attribute_on_a_line, attributes_reversed, other_prefixes),
    *(default_namespace, groups_last, open_and_closed),
)


def observations(text: str) -> list[dict[str, str]]:
    return [test_sdmx.filled(row) for row in test_sdmx.rows(text)]


@pytest.mark.parametrize("write", WRITERS)
def test_sdmx_says_the_same_however_it_is_written(write: Any) -> None:
    assert write(MESSAGE) != MESSAGE
    assert observations(write(MESSAGE)) == observations(MESSAGE)
    assert observations(write(on_one_line(MESSAGE))) == observations(MESSAGE)


def test_what_the_message_says_was_worked_out_by_hand() -> None:
    said = [(r["SEX"], r["OBS_VALUE"], r.get("CONF_STATUS", "")) for r in observations(MESSAGE)]
    assert said == [
        *(("_T", "100", ""), ("_T", "120", ""), ("M", "50", ""), ("M", "60", "")),
        *(("F", "70", "C"), ("F", "80", "C")),
    ]
