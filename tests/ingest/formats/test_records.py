"""JSON in any shape partners send becomes rows; no hostile file gets far."""

import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.errors import UnreadableFileError
from ingest.spool import LONGEST_CELL
from tests.ingest.formats.json_rows import row, rows, table
from tests.ingest.formats.test_json_answers import ENVELOPES

# --- The shapes ---

RECORDS = '[{"indicator": "A1.1", "value": 3}, {"indicator": "A1.2", "unit": "ha"}]'
KOBO = {"count": 2, "next": None, "previous": None, "results": json.loads(RECORDS)}
ODATA = {"@odata.context": "https://example.org/$metadata", "value": json.loads(RECORDS)}
SHAPES = {
    "list": RECORDS,
    "list with a mark": "\ufeff" + RECORDS,
    "measures": f'{{"measures": {RECORDS}}}',
    "results": json.dumps(KOBO),
    "value": json.dumps(ODATA),
    "data": f'{{"data": {RECORDS}, "meta": {{"pages": [1]}}}}',
    "lines": '{"indicator": "A1.1", "value": 3}\n{"indicator": "A1.2", "unit": "ha"}\n',
    "lines of Windows": '{"indicator": "A1.1", "value": 3}\r\n{"indicator":"A1.2","unit":"ha"}',
}


@pytest.mark.parametrize("text", SHAPES.values(), ids=SHAPES)
def test_each_shape_gives_the_same_rows(text: str) -> None:
    assert rows(text) == [
        {"number": "1", "indicator": "A1.1", "value": "3", "unit": ""},
        {"number": "2", "indicator": "A1.2", "value": "", "unit": "ha"},
    ]


def test_one_object_is_one_record() -> None:
    assert rows('{"indicator": "A1.1", "value": 3}') == [
        {"number": "1", "indicator": "A1.1", "value": "3"}
    ]


def test_a_list_in_a_later_line_is_a_cell() -> None:
    assert rows('{"a": 1}\n{"value": [1]}') == [
        {"number": "1", "a": "1", "value": ""},
        {"number": "2", "a": "", "value": "[1]"},
    ]


@pytest.mark.parametrize("text", ["[]", '{"results": []}'])
def test_a_list_without_records_has_no_rows(text: str) -> None:
    assert rows(text) == []


@pytest.mark.parametrize("around", ["%s", '{"data": %s}'])
def test_a_list_of_lists_is_a_table_below_its_hashtags(around: str) -> None:
    lists = '[["Indicator", "Value", 3], ["#indicator", "#value", ""], ["A1.1", 1.5, null, "x"]]'
    found, cells = table(around % lists)
    assert (found.columns, found.header_line) == (["#indicator", "#value", ""], 2)
    assert cells == [["3", "", "A1.1", "1.5", "", "x"]]


# --- Cells ---


def test_objects_are_flattened_and_lists_stay_json() -> None:
    assert row(
        {
            "a": {"b": {"c": 1}, "d": None, "e": {}},
            "list": [1, {"x": "é"}, None, True, [1.50]],
            "empty": [],
            "flag": True,
        }
    ) == {
        "a/b/c": "1",
        "a/d": "",
        "list": '[1, {"x": "é"}, null, true, [1.5]]',
        "empty": "[]",
        "flag": "1",
    }


def test_numbers_keep_their_digits() -> None:
    (found,) = rows('[{"a": 0.10, "b": 12345678901234567890, "c": 1.234, "d": [1.10]}]')
    assert [found[name] for name in "abcd"] == [
        *("0.10", "12345678901234567890", "1.2340", "[1.10]"),
    ]


def test_long_texts_are_cut_by_the_spool() -> None:
    assert row({"comment": "x" * (LONGEST_CELL + 1)}) == {"comment": "x" * LONGEST_CELL}


def test_a_zero_letter_leaves_a_mark() -> None:
    assert row({"a\0": "b\0"}) == {"a\ufffd": "b\ufffd"}


# --- Files that are none ---

NOT_JSON = "not valid JSON"
HOSTILE: dict[str, tuple[str | bytes, str]] = {
    "nothing": ("", "empty"),
    "blanks": (" \n", NOT_JSON),
    "cut": (RECORDS[:-5], "beyond record 2"),
    "cut line": ('{"a": 1}\n{"a"', "beyond record 2"),
    "text": ("indicator,value\n", NOT_JSON),
    "a comma too many": ("[{},]", NOT_JSON),
    "NaN": ('[{"a": NaN}]', NOT_JSON),
    "a zero byte": ('[{"a": "\0"}]', NOT_JSON),
    "half a letter": ('[{"a": "\\udc00"}]', NOT_JSON),
    "no UTF-8": ('[{"a": "é"}]'.encode("latin-1"), NOT_JSON),
    "UTF-16": (RECORDS.encode("utf-16"), NOT_JSON),
    "an endless whole number": ('[{"a": ' + "1" * 10_000 + "}]", NOT_JSON),
    "an endless exponent": ('[{"a": 1e' + "9" * 30 + "}]", NOT_JSON),
    "a number": ("3", "no list of records"),
    "a text": ('"a"', "no list of records"),
    "numbers": ("[1, 2]", "not built like the first"),
    "mixed": ('[{"a": 1}, ["b"]]', "Record 2 is not built"),
    "mixed table": ('[["a"], {"a": 1}]', "Record 2 is not built"),
    "two lists": ("[{}] [{}]", "more than one list"),
    "two lists in one": ('{"data": [{}], "results": [{}]}', "more than one list"),
    "the same list twice": ('{"data": [{}], "data": [{}]}', "more than one list"),
    "a list after records": ('{"a": 1}\n[{"a": 2}]', "more than one list"),
    "records after a list": ('[{"a": 1}]\n{"a": 2}', "more than one list"),
    "twice": ('[{"a": 1}, {"a": 1, "a": 2}]', "Record 2 gives “a” twice"),
    "twice once flat": ('[{"a": {"b": 1}, "a/b": 2}]', "gives “a/b” twice"),
    "deep lists": ("[" * 100_000, "nested too deeply"),
    "deep objects": ('{"a":' * 100_000, "nested too deeply"),
    "deep enough": ('[{"a":' * 11 + "1" + "}]" * 11, "nested too deeply"),
    "too many names": (json.dumps([{f"a{n}": 1 for n in range(501)}]), "more than 500 columns"),
    "too many names in all": (json.dumps([{f"a{n}": 1} for n in range(501)]), "more than 500"),
    "a long name": (json.dumps([{"a" * 2_000: 1}]), "too large"),
    "a long text": ('[{"a": "' + "x" * (10 << 20) + '"}]', "too large"),
    "a long number": ('[{"a": 1' + "1" * (10 << 20) + "}]", "too large"),
    "a large record": ('[{"a": [' + "1," * 200_000 + "1]}]", "too large"),
    "deep surroundings": ('{"a": ' + "[" * 25 + "]" * 25 + ', "data": []}', "nested too deeply"),
}


@pytest.mark.parametrize(("content", "said"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_refused(content: str | bytes, said: str) -> None:
    with pytest.raises(UnreadableFileError, match=said):
        rows(content)


def test_twenty_levels_are_read() -> None:
    assert row({"a": json.loads("[" * 18 + "1" + "]" * 18)})["a"] == "[" * 18 + "1" + "]" * 18


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    submission = {"_uuid": "1", "meta": {"rootUuid": "uuid:1"}, "g": [{"g/value": 1.5}]}
    shapes = [*SHAPES.values(), json.dumps([submission, submission])]
    shapes += map(json.dumps, ENVELOPES.values())
    data = draw(st.sampled_from(shapes)).encode()
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        piece = data[start : start + draw(st.integers(0, 40))]
        instead = draw(st.sampled_from([b"", piece * 2]) | st.binary(max_size=4))
        data = data[:start] + instead + data[start + len(piece) :]
    return data


@settings(max_examples=200, deadline=None, derandomize=True)
@given(damaged())
def test_a_damaged_file_is_read_or_refused(content: bytes) -> None:
    with suppress(UnreadableFileError):
        rows(content)
