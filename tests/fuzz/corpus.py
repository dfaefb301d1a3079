"""Whole files of every format, and the words each is made of, for the mutator to start from."""

import io
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

import duckdb
import xlsxwriter

HEADER = "indicator,partner,place,period,value,comment"
CSV = (
    f"{HEADER}\nC1.1,afris,BEN,2025,3,one\nC2.1,afris,FRA,2025-Q3,4,\n",
    f'\ufeff{HEADER}\r\nC1.1,afris,BEN,2025,"1,5","two\r\nlines, ""quoted"""\r\n',
    "Report;;;;\n;;;;\nindicateur;partenaire;lieu;période;valeur\nC1.1;afris;Bénin;2025;1 234,5\n",
    "indicator\tpartner\tplace\tperiod\tvalue\rC1.1\tafris\tBEN\t2025\t3\r",
    "reason B-000001,indicator,partner,place,period,value\nwhy,C1.1,afris,BEN,2025,'=1+1\n",
    "STRUCTURE,INDICATOR,REPORTER,REF_AREA,TIME_PERIOD,OBS_VALUE,UNIT_MULT\n"
    "dataflow,C1.1,afris,BEN,2025,3,1\n",
    "#indicator,#org,#country,#date,#value\nC1.1,afris,BEN,2025,3\n\n,,,,\n",
)
JSON = (
    '[{"indicator": "C1.1", "partner": "afris", "place": "BEN", "period": "2025", "value": 3.0}]',
    '{"measures": [{"indicator": "C1.1", "value": 1.234, "more": {"a": [1, null, {"b": true}]}}]}',
    '{"indicator": "C1.1", "value": 1e3}\n{"indicator": "\\u00e9\\ud83d\\ude00", "value": -0.5}\n',
    '[["indicator", "place", "period", "value"], ["C1.1", "BEN", "2025", 3], ["C1.1", null, 1, 2]]',
    '{"count": 1, "results": [{"_uuid": "x", "_validation_status": {"uid":'
    ' "validation_status_approved"}, "group/place": "BEN", "group/value": "3"}]}',
    '{"value": [{"__id": "uuid:1", "__system": {"reviewState": "approved"}, "place": "BEN"}]}',
)
IATI = (
    """<?xml version="1.0" encoding="UTF-8"?>
<iati-activities version="2.03"><iati-activity xml:lang="en">
<iati-identifier>AA-1</iati-identifier><reporting-org ref="afris"><narrative>A</narrative>
</reporting-org><recipient-country code="BJ" percentage="25"/><recipient-region code="489"
vocabulary="1"/><transaction><recipient-country code="TM"/></transaction>
<result type="1" aggregation-status="1"><title><narrative>Result</narrative></title>
<indicator measure="1" ascending="1"><title><narrative xml:lang="fr">C1.1</narrative></title>
<reference vocabulary="99" code="B1"/><baseline year="2012" iso-date="2012-01-01" value="10"/>
<period><period-start iso-date="2025-01-01"/><period-end iso-date="2025-12-31"/>
<target value="10"/><actual value="11"><location ref="AF-KAN"/><dimension name="sex" value="f"/>
<comment><narrative>Said &amp; done</narrative></comment></actual></period></indicator></result>
</iati-activity></iati-activities>""",
    """<iati-activities version="1.03"><iati-activity><result><title>R</title><indicator>
<title>C1.1</title><period><period-start>2025-01-01</period-start><actual value="3"/></period>
</indicator></result><iati-identifier>B</iati-identifier></iati-activity></iati-activities>""",
    """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b"><!ENTITY c SYSTEM "file:///etc/passwd">]>
<iati-activities><iati-activity>&c;&a;</iati-activity></iati-activities>""",
)
SDMX = (
    """<?xml version="1.0"?><m:StructureSpecificData
xmlns:m="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"
xmlns:ss="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/structurespecific">
<m:Header><m:Structure structureID="SDG" dimensionAtObservation="TIME_PERIOD"/>
<m:DataSetAction>Information</m:DataSetAction></m:Header>
<m:DataSet ss:structureRef="SDG" ss:action="Information"><Series INDICATOR="C1.1" REF_AREA="826">
<Obs TIME_PERIOD="2020" OBS_VALUE="1" UNIT_MULT="0"/></Series><Group UNIT_MULT="0"/>
<Obs TIME_PERIOD="2021" OBS_VALUE="2"><Comp id="SOURCE"><v>a</v></Comp></Obs></m:DataSet>
</m:StructureSpecificData>""",
    """<GenericData xmlns="http://www.SDMX.org/resources/SDMXML/schemas/v2_0/message"><Header/>
<DataSet><Series><SeriesKey><Value id="INDICATOR" value="C1.1"/><Value concept="REF_AREA"
value="BJ"/></SeriesKey><Attributes><Value id="UNIT" value="ha"/></Attributes><Obs><Time>2025</Time>
<ObsDimension id="T" value="2025"/><ObsKey><Value id="A" value="b"/></ObsKey><ObsValue value="3"/>
</Obs></Series></DataSet></GenericData>""",
)
YAML = (
    """partner: afris
locale: fr
sheets: [Données]
columns: {indicator: Titre du résultat, place: Pays, value: Réalisé}
constants: {facility: CF4}
values:
  indicator: {Agriculteurs formés: C2.1}
  unit: {hectares: ha}
only: {SEX: [_T]}
ignore: [Observations internes]
""",
    "partner: &a afris\nconstants: {facility: *a}\nvalues: {place: {NO: NOR, 012: DZA}}\n",
    "columns:\n  indicator: >-\n    folded\n  place: !!str 'x'\nonly:\n- a\n? b\n: c\n",
    "values: &v\n  unit: &u {a: b}\n  place: *u\n  <<: *v\n",
)
TOKENS = {
    "csv": (
        b',"|"|""|"""|,|;|\t|\n|\r|\r\n|\x00|\xef\xbb\xbf|\xff\xfe|=cmd|-|+|@|value|indicator|place|'
        b"period|,,,,,,,,|#|reason B-000001|\xc3|\xe2\x80\xae|2025|unit_mult|1e999|period_start"
    ),
    "json": (
        b'{|}|[|]|,|:|"|\\|\\u|\\ud800|\\u0000|null|true|NaN|-|1e999|1E-999|.|{"a":|[[|"value":|'
        b'"measures":[|"__id":|"_uuid":|"/"|\xff|\xed\xa0\x80|\x00|//|\xef\xbb\xbf'
    ),
    "xml": (
        b"<|>|</|/>|&|&amp;|&#0;|&#x10FFFF;|&lt;|\"|'|=|<![CDATA[|]]>|<!--|-->|<?a ?>|<!DOCTYPE a>|"
        b"<!ENTITY|iati-activity|indicator|result|period|actual|narrative|<actual value='1'/>|Obs|"
        b"Series|DataSet|SeriesKey|Group|Attributes|Header|xmlns=''|xmlns:a='b'|a:|id|value|code|"
        b"<dimension name='a' value='b'/>|<location ref='a'/>|\xff|\x00|\xed\xa0\x80|percentage"
    ),
    "xlsx": (
        b'<|>|</|/>|&|"|\'|r="A1"|r=\'SA9\'|r="A10000"|t="s"|t="inlineStr"|t="d"|'
        b'<row r="1">|<c r="B2">|<v>|</v>|<v>9999999999</v>|<is><t>|s="99"|ref="A1:XFD1048576"|'
        b'<mergeCell ref="A1:C3"/>|<mergeCell ref="C3:A1"/>|<f>|1e308|r:id|rId1|xl/|../|1904|'
        b'<si><t>|count=|numFmtId="14"|date1904="1"|-1|<dimension ref="A1"/>|state="hidden"|'
        b"spans=|x:|\xff|\x00|_x0000_|#REF!"
    ),
    "parquet": (
        b"PAR1|\x00|\xff|\x15|\x18|\x19|\x1c|\x2c|\x4c|\x00\x00\x00\x00|\xff\xff\xff\x7f|"
        b"\xff\xff\xff\xff|\xff\xff\xff\xff\x0f|duckdb_schema|value|\x80\x80\x80\x80\x01"
    ),
    "zip": (
        b"PK\x03\x04|PK\x01\x02|PK\x05\x06|PK\x06\x06|../|/|\\|C:|\x00|\xff|\xff\xff\xff\xff|"
        b".csv|.xlsx|mimetype|xl/workbook.xml|__MACOSX/|.|\x08\x00|\x0c\x00|\x01\x00|\x00\x08"
    ),
    "mapping": (
        b": |- |? |&a |*a|{|}|[|]|,|#|!!|!!int |!!binary |!!set |!!timestamp |<<: |\"|'|>-|\n|"
        b"\n\n|\t|---|...|%YAML 1.1|partner|columns|values|only|\xff|\x00|\x85|2022-13-45|~|0x|1:2"
    ),
}


@dataclass(frozen=True)
class Corpus:
    """What a reader's inputs are made of; `packed` where these are ZIP files."""

    name: str
    seeds: tuple[bytes, ...]
    tokens: tuple[bytes, ...]
    packed: bool = False


@cache
def corpus(reader: str) -> Corpus:
    """Where the inputs of a reader start from."""
    words = "xml" if reader in ("iati", "sdmx-ml") else reader
    tokens = tuple(TOKENS[words].split(b"|"))
    return Corpus(reader, SEEDS[reader](), tokens, packed=reader in ("xlsx", "zip"))


def _texts(*texts: str) -> Callable[[], tuple[bytes, ...]]:
    return lambda: (*(text.encode() for text in texts), *(t.encode("utf-16") for t in texts[:1]))


def _workbooks() -> tuple[bytes, ...]:
    plain = [HEADER.split(","), ["C1.1", "afris", "BEN", "2025", 3.25, "é"]]
    dated = [*plain, ["C1.1", "afris", "BEN", datetime(2025, 7, 1), True, "=1+1"]]
    return (
        _workbook({"Data": plain}),
        _workbook({"Title": [["Report"], [], *dated], "_fpt": [["locale", "fr"]]}, merge=True),
        _workbook({"One": plain, "Two": dated}, in_memory=True),
    )


def _workbook(
    sheets: dict[str, list[list[object]]], *, merge: bool = False, in_memory: bool = False
) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": in_memory, "constant_memory": merge}) as book:
        book.set_properties({"created": datetime(2026, 1, 1)})
        as_date = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for n, row in enumerate(rows):
                for m, cell in enumerate(row):
                    sheet.write(n, m, cell, *([as_date] if isinstance(cell, datetime) else ()))
            if merge:
                sheet.merge_range(len(rows), 0, len(rows) + 2, 1, "C1.1")
    return target.getvalue()


def _parquets() -> tuple[bytes, ...]:
    plain = "SELECT 'C1.1' AS indicator, 'BEN' AS place, '2025' AS period, 3.5 AS value"
    typed = """SELECT i AS n, i::DOUBLE AS value, DATE '2025-01-01' AS period, i % 2 = 0 AS flag,
      'BEN' AS place, 'C1.' || i % 3 AS indicator, TIMESTAMP '2025-01-01 10:00' AS at,
      1.234::DECIMAL(18, 3) AS d, 12::UTINYINT AS u FROM range(40) AS t(i)"""
    nested = """SELECT [1, 2, NULL] AS list, {'a': 1, 'b': ['x']} AS struct, 'ab'::BLOB AS blob,
      MAP {'k': 1} AS map, uuid() IS NULL AS u, INTERVAL 1 DAY AS i, NULL::VARCHAR AS value"""
    kinds = ("COMPRESSION uncompressed", "COMPRESSION snappy", "COMPRESSION zstd")
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as db:
        target = Path(folder) / "seed.parquet"
        found = []
        for query in (plain, typed, nested):
            for kind in kinds:
                db.execute(f"COPY ({query}) TO '{target}' (FORMAT parquet, {kind})")
                found.append(target.read_bytes())
    return tuple(found)


def _zips() -> tuple[bytes, ...]:
    members = [("a.csv", CSV[0].encode()), ("folder/b.json", JSON[0].encode())]
    found = []
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", method) as book:
            for name, content in members:
                book.writestr(zipfile.ZipInfo(name), content, method)
        found.append(target.getvalue())
    return (*found, _workbooks()[0])


SEEDS: dict[str, Callable[[], tuple[bytes, ...]]] = {
    "csv": _texts(*CSV),
    "xlsx": _workbooks,
    "json": _texts(*JSON),
    "parquet": _parquets,
    "iati": _texts(*IATI),
    "sdmx-ml": _texts(*SDMX),
    "zip": _zips,
    "mapping": _texts(*YAML),
}
READERS = tuple(SEEDS)
