"""SDMX-ML data of any kind become the same rows; no hostile file gets far."""

import csv
import re
import tempfile
from contextlib import suppress
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.errors import UnreadableFileError
from ingest.formats.sdmx import read_sdmx_ml
from ingest.spool import SEPARATOR, Spool

Row = dict[str, str]

NAMESPACES = (
    'xmlns:m="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"'
    ' xmlns:ss="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/structurespecific"'
    ' xmlns:g="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/generic"'
    ' xmlns:ns1="urn:sdmx:example" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
TOTALS = " ".join(
    f'{dimension}="_T"'
    for dimension in (
        *("AGE", "URBANISATION", "INCOME_WEALTH_QUANTILE", "EDUCATION_LEV", "OCCUPATION"),
        *("CUST_BREAKDOWN", "COMPOSITE_BREAKDOWN", "DISABILITY_STATUS", "ACTIVITY", "PRODUCT"),
    )
)


def series(sex: str, first: int, second: int) -> str:
    key = f'FREQ="A" REPORTING_TYPE="N" SERIES="SI_POV_DAY1" REF_AREA="826" SEX="{sex}" {TOTALS}'
    rest = 'OBS_STATUS="A" UNIT_MULT="0" NATURE="_X"'
    return f"""  <Series {key} UNIT_MEASURE="PT">
    <Obs TIME_PERIOD="2020" OBS_VALUE="{first}" {rest}></Obs>
    <Obs TIME_PERIOD="2021" OBS_VALUE="{second}" {rest}></Obs>
  </Series>
"""


# After the SDG sample of the SDMX Converter, its header shortened.
SAMPLE = f"""<?xml version="1.0" ?>
<!--Created with SDMX Converter v7.9.5-->
<m:StructureSpecificData {NAMESPACES}>
  <m:Header>
    <m:ID>IREF1</m:ID>
    <m:Structure structureID="SDG" namespace="urn:x" dimensionAtObservation="TIME_PERIOD"/>
    <m:DataSetAction>Information</m:DataSetAction>
  </m:Header>
  <m:DataSet ss:dataScope="DataStructure" xsi:type="ns1:DataSetType" ss:structureRef="SDG"
    ss:action="Information">
{series("_T", 100, 120)}{series("M", 50, 60)}{series("F", 70, 80)}</m:DataSet>
</m:StructureSpecificData>
"""


def rows(content: str | bytes) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "delivery.xml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        spool = Spool(Path(folder))
        read_sdmx_ml(path, spool)
        (table,) = spool.tables
        names = ["number", *table.columns]
        return [
            dict(zip(names, [n, *row] + [""] * (len(names) - 1 - len(row)), strict=True))
            for n, _, *row in csv.reader(
                StringIO(table.path.read_text(), newline=""), delimiter=SEPARATOR
            )
        ]


BESIDE = ("number", "ACTION", "STRUCTURE_ID")


def filled(row: Row) -> Row:
    return {name: cell for name, cell in row.items() if cell and name not in BESIDE}


def message(data_set: str, header: str = "", root: str = "StructureSpecificData") -> str:
    return f"<m:{root} {NAMESPACES}><m:Header>{header}</m:Header>{data_set}</m:{root}>"


def specific(inside: str, attributes: str = "") -> str:
    return message(f"<m:DataSet {attributes}>{inside}</m:DataSet>")


# --- The sample ---


def test_the_sample_row_by_row() -> None:
    found = rows(SAMPLE)
    assert [(r["number"], r["SEX"], r["TIME_PERIOD"], r["OBS_VALUE"]) for r in found] == [
        ("12", "_T", "2020", "100"),
        ("13", "_T", "2021", "120"),
        ("16", "M", "2020", "50"),
        ("17", "M", "2021", "60"),
        ("20", "F", "2020", "70"),
        ("21", "F", "2021", "80"),
    ]
    assert (found[0]["SERIES"], found[0]["REF_AREA"]) == ("SI_POV_DAY1", "826")
    assert {(r["UNIT_MEASURE"], r["OBS_STATUS"], r["PRODUCT"]) for r in found} == {
        ("PT", "A", "_T")
    }
    assert list(found[0]) == [
        *("number", "STRUCTURE_ID", "ACTION"),
        *re.findall(r"\b([A-Z_]{3,})=", series("F", 1, 2))[:21],
    ]


# --- The kinds of message ---

EXPECTED = {"FREQ": "A", "REF_AREA": "BEN", "TIME_PERIOD": "2024", "OBS_VALUE": "3.5"}
EXPECTED |= {"UNIT_MEASURE": "HA", "OBS_STATUS": "E"}
GENERIC = """<m:DataSet structureRef="S" action="Information"><g:Series>
<g:SeriesKey><g:Value id="FREQ" value="A"/><g:Value id="REF_AREA" value="BEN"/></g:SeriesKey>
<g:Attributes><g:Value id="UNIT_MEASURE" value="HA"/></g:Attributes>
<g:Obs><g:ObsDimension value="2024"/><g:ObsValue value="3.5"/>
<g:Attributes><g:Value id="OBS_STATUS" value="E"/></g:Attributes></g:Obs>
</g:Series></m:DataSet>"""
GENERIC_FLAT = """<m:DataSet structureRef="S">
<g:Attributes><g:Value id="UNIT_MEASURE" value="HA"/></g:Attributes>
<g:Obs><g:ObsKey><g:Value id="FREQ" value="A"/><g:Value id="REF_AREA" value="BEN"/>
<g:Value id="TIME_PERIOD" value="2024"/></g:ObsKey><g:ObsValue value="3.5"/>
<g:Attributes><g:Value id="OBS_STATUS" value="E"/></g:Attributes></g:Obs></m:DataSet>"""
GENERIC_2_0 = """<m:DataSet><g:KeyFamilyRef>K</g:KeyFamilyRef><g:Group type="Sibling">
<g:GroupKey><g:Value concept="REF_AREA" value="BEN"/></g:GroupKey>
<g:Attributes><g:Value concept="UNIT_MEASURE" value="HA"/></g:Attributes><g:Series>
<g:SeriesKey><g:Value concept="FREQ" value="A"/><g:Value concept="REF_AREA" value="BEN"/>
</g:SeriesKey>
<g:Obs><g:Time>2024</g:Time><g:ObsValue value="3.5"/>
<g:Attributes><g:Value concept="OBS_STATUS" value="E"/></g:Attributes></g:Obs>
</g:Series></g:Group></m:DataSet>"""
KINDS = {
    "series": specific(
        '<Group xsi:type="ns1:Sibling" REF_AREA="TGO" TITLE="Of another"/>'
        '<Series FREQ="A" REF_AREA="BEN" UNIT_MEASURE="HA">'
        '<Obs TIME_PERIOD="2024" OBS_VALUE="3.5" OBS_STATUS="E" xsi:type="ns1:O"/></Series>'
    ),
    "flat": specific(
        '<Obs FREQ="A" REF_AREA="BEN" UNIT_MEASURE="HA" TIME_PERIOD="2024" OBS_VALUE="3.5"'
        ' OBS_STATUS="E"/>'
    ),
    "attribute of the data set": specific(
        '<Series FREQ="A" REF_AREA="BEN"><Obs TIME_PERIOD="2024" OBS_VALUE="3.5" OBS_STATUS="E"/>'
        "</Series>",
        'ss:setID="S" UNIT_MEASURE="HA"',
    ),
    "along the areas": message(
        '<m:DataSet ss:structureRef="S"><Series FREQ="A" TIME_PERIOD="2024" UNIT_MEASURE="HA">'
        '<Obs REF_AREA="BEN" OBS_VALUE="3.5" OBS_STATUS="E"/></Series></m:DataSet>',
        '<m:Structure structureID="S" dimensionAtObservation="REF_AREA"/>',
    ),
    "compact 2.0": message(
        '<x:DataSet xmlns:x="urn:x" keyFamilyURI="urn:k" datasetID="D" action="Append">'
        '<x:Series FREQ="A" REF_AREA="BEN" UNIT_MEASURE="HA">'
        '<x:Obs TIME_PERIOD="2024" OBS_VALUE="3.5" OBS_STATUS="E"/></x:Series></x:DataSet>',
        root="CompactData",
    ),
    "several values 3.0": specific(
        '<Obs FREQ="A" REF_AREA="BEN" TIME_PERIOD="2024" OBS_VALUE="3.5" OBS_STATUS="E">'
        '<Comp id="UNIT_MEASURE"><Value>HA</Value></Comp></Obs>'
    ),
    "generic": message(GENERIC, root="GenericData"),
    "generic, flat": message(
        GENERIC_FLAT,
        '<m:Structure structureID="S" dimensionAtObservation="AllDimensions"/>',
        "GenericData",
    ),
    "generic 2.0": message(GENERIC_2_0, root="GenericData"),
    "generic along the areas": message(
        GENERIC.replace('id="REF_AREA" value="BEN"', 'id="TIME_PERIOD" value="2024"').replace(
            '<g:ObsDimension value="2024"/>', '<g:ObsDimension value="BEN"/>'
        ),
        '<m:Structure structureID="S" dimensionAtObservation="REF_AREA"/>',
        "GenericData",
    ),
}


@pytest.mark.parametrize("text", KINDS.values(), ids=KINDS)
def test_each_kind_gives_the_same_row(text: str) -> None:
    assert [filled(row) for row in rows(text)] == [EXPECTED]


# --- What to do with an observation ---

ACTIONS = [
    (specific('<Obs OBS_VALUE="1"/>', 'ss:action="Delete"'), "Delete"),
    (specific('<Obs OBS_VALUE="1"/>', 'action="delete"'), "delete"),
    (specific('<Obs OBS_VALUE="1"/>', 'ss:action="Replace"'), "Replace"),
    (
        message('<m:DataSet><Obs A="1"/></m:DataSet>', "<m:DataSetAction>Delete</m:DataSetAction>"),
        "Delete",
    ),
    (
        specific('<Series ss:action="Delete"><Obs A="1"/></Series>', 'ss:action="Merge"'),
        "Delete",
    ),
    (specific('<Obs A="1" ss:action="Delete"/>', 'ss:action="Merge"'), "Delete"),
    (specific('<Obs A="1"/>'), ""),
]


@pytest.mark.parametrize(("text", "action"), ACTIONS)
def test_the_nearest_action_is_told(text: str, action: str) -> None:
    assert [row["ACTION"] for row in rows(text)] == [action]


def test_data_sets_and_series_do_not_mix() -> None:
    sets = (
        '<m:DataSet ss:action="Delete" UNIT="X"><Series A="1"><Obs V="1"/></Series><Obs V="2"/>'
        '</m:DataSet><m:DataSet><Series B="1"><Obs V="3"/></Series></m:DataSet>'
    )
    assert [filled(row) for row in rows(message(sets))] == [
        {"UNIT": "X", "A": "1", "V": "1"},
        {"UNIT": "X", "V": "2"},
        {"B": "1", "V": "3"},
    ]


def test_a_data_set_without_observations_has_no_rows() -> None:
    assert rows(specific('<Series FREQ="A"/>')) == []


# --- Files that are none ---

DOCTYPE = "document type"
DAMAGED = "damaged or incomplete"
GOOD = KINDS["series"]
HOSTILE: dict[str, tuple[str | bytes, str]] = {
    "a structure": (message("<m:Structures/>", root="Structure"), "holds no SDMX data"),
    "IATI": ("<iati-activities/>", "holds no SDMX data"),
    "billion laughs": (
        '<!DOCTYPE a [<!ENTITY a "haha"><!ENTITY b "&a;&a;">]>' + GOOD.replace("BEN", "&b;"),
        DOCTYPE,
    ),
    "a file of ours": (
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        + GOOD.replace("</Series>", "&x;</Series>"),
        DOCTYPE,
    ),
    "a type": ("<!DOCTYPE a>" + GOOD, DOCTYPE),
    "cut": (GOOD[:-30], DAMAGED),
    "deep": ("<DataSet>" * 100_000, DAMAGED),
    "a long attribute": (GOOD.replace('"BEN"', f'"{"x" * (10 << 20)}"'), "too large"),
    "a long attribute of a series": (specific(f'<Series A="{"x" * 200_000}"/>'), "too large"),
    "too many columns": (
        specific("<Obs " + " ".join(f'A{n}="1"' for n in range(600)) + "/>"),
        "more than 500 columns",
    ),
    "a zero byte": (GOOD.replace("BEN", "B\0N"), DAMAGED),
    "nothing": ("", "empty"),
    "another encoding than it says": (GOOD.replace("BEN", "é").encode("latin-1"), DAMAGED),
}


@pytest.mark.parametrize(("content", "said"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_refused(content: str | bytes, said: str) -> None:
    with pytest.raises(UnreadableFileError, match=said):
        rows(content)


def test_utf_16_that_says_so_is_read() -> None:
    assert [filled(row) for row in rows(GOOD.encode("utf-16"))] == [EXPECTED]


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    data = draw(st.sampled_from([SAMPLE, KINDS["generic"]])).encode()
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        piece = data[start : start + draw(st.integers(0, 300))]
        instead = draw(st.sampled_from([b"", piece * 2]) | st.binary(max_size=4))
        data = data[:start] + instead + data[start + len(piece) :]
    return data


@settings(max_examples=200, deadline=None, derandomize=True)
@given(damaged())
def test_a_damaged_file_is_read_or_refused(content: bytes) -> None:
    with suppress(UnreadableFileError):
        rows(content)
