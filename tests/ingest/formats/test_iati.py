"""IATI results become rows; what is no measure says so, and no hostile file gets far.

Long because each trap of the standard has a small XML of its own.
"""

import csv
import tempfile
from contextlib import suppress
from io import StringIO
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.errors import UnreadableFileError
from data.reference.places import place
from ingest.formats.iati import COLUMNS, read_iati
from ingest.formats.readers.iati_places import AREAS_OF_OECD
from ingest.spool import SEPARATOR, Spool, Table

Row = dict[str, str]

# After the standard's annotated example, shortened.
ANNOTATED = """<?xml version="1.0" encoding="UTF-8"?>
<iati-activities version="2.03">
 <iati-activity xml:lang="en" default-currency="USD">
  <iati-identifier> AA-AAA-123456789-ABC123 </iati-identifier>
  <reporting-org ref="AA-AAA-123456789" type="40"><narrative>Organisation name</narrative>
  </reporting-org>
  <title><narrative>Activity title</narrative></title>
  <recipient-country code="AF" percentage="25" />
  <recipient-country code="AG" percentage="25" />
  <recipient-region code="489" vocabulary="1" percentage="25" />
  <recipient-region code="A1" vocabulary="99" percentage="25" />
  <transaction><recipient-country code="TM" /><recipient-region code="616" /></transaction>
  <document-link url="http://example.org"><title><narrative>Report</narrative></title>
  </document-link>
  <result type="1" aggregation-status="1">
   <title><narrative>Result title</narrative></title>
   <indicator measure="1" ascending="1" aggregation-status="1">
    <title><narrative>Indicator title</narrative></title>
    <reference vocabulary="1" code="3429" />
    <reference vocabulary="99" code="B1" />
    <baseline year="2012" iso-date="2012-01-01" value="10">
     <location ref="AF-KAN" /><location ref="KH-PNH" />
     <dimension name="sex" value="female" /><dimension name="age" value="adult" />
     <comment><narrative>Baseline comment text</narrative></comment>
    </baseline>
    <period>
     <period-start iso-date="2013-01-01" /><period-end iso-date="2013-03-31" />
     <target value="10">
      <dimension name="sex" value="female" /><dimension name="age" value="adult" />
      <comment><narrative>Target comment text</narrative></comment>
     </target>
     <actual value=" 11 ">
      <location ref="AF-KAN" /><location ref="KH-PNH" />
      <dimension name="sex" value="female" /><dimension name="age" value="adult" />
      <comment><narrative>Actual comment text</narrative></comment>
      <document-link url="http://example.org"><title><narrative>R</narrative></title>
      </document-link>
     </actual>
    </period>
   </indicator>
  </result>
 </iati-activity>
</iati-activities>
"""
RECIPIENTS = "AF 25 %, AG 25 %, 489 25 %, A1 25 %"


def tables(content: bytes) -> list[tuple[Table, list[list[str]]]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "delivery.xml"
        path.write_bytes(content)
        spool = Spool(Path(folder))
        read_iati(path, spool)
        return [
            (t, list(csv.reader(StringIO(t.path.read_text(), newline=""), delimiter=SEPARATOR)))
            for t in spool.tables
        ]


def rows(content: str | bytes) -> list[Row]:
    ((table, cells),) = tables(content if isinstance(content, bytes) else content.encode())
    names = ["number", *table.columns]
    return [dict(zip(names, [n, *row], strict=True)) for n, _, *row in cells]


def activity(*results: str, recipients: str = '<recipient-country code="BJ"/>') -> str:
    return (
        '<iati-activities><iati-activity xml:lang="en"><iati-identifier>X-1</iati-identifier>'
        f'<reporting-org ref="X"/>{recipients}{"".join(results)}</iati-activity></iati-activities>'
    )


def indicator(inside: str, attributes: str = 'measure="1"', result: str = "") -> str:
    return f"<result {result}><indicator {attributes}>{inside}</indicator></result>"


def period(inside: str, start: str = "2024-01-01", end: str = "2024-12-31") -> str:
    return (
        f'<period><period-start iso-date="{start}"/><period-end iso-date="{end}"/>{inside}</period>'
    )


def actual(value: str, *dimensions: str, locations: str = "") -> str:
    pairs = (d.split("=") for d in dimensions)
    said = "".join(f'<dimension name="{name}" value="{value}"/>' for name, value in pairs)
    where = "".join(f'<location ref="{ref}"/>' for ref in locations.split())
    return f'<actual value="{value}">{where}{said}</actual>'


def parts(*actuals: str) -> list[tuple[str, str, str]]:
    found = rows(activity(indicator(period("".join(actuals)))))
    return [(r["value"], r["activity"].removeprefix("X-1"), r["left_out"]) for r in found]


# --- The annotated sample ---


def test_the_annotated_sample() -> None:
    baseline, target, value = rows(ANNOTATED)
    assert value == {
        "number": "32",
        "indicator": "Indicator title",
        "partner": "AA-AAA-123456789",
        "place": "WLD",
        "period": "2013-01-01/2013-03-31",
        "value": "11",
        "unit": "",
        "activity": "AA-AAA-123456789-ABC123#age=adult,sex=female",
        "source": "IATI AA-AAA-123456789-ABC123",
        "comment": "Actual comment text; location=AF-KAN,KH-PNH; age=adult, sex=female;"
        f" recipients={RECIPIENTS}",
        "additive": "1",
        "ascending": "1",
        "left_out": "",
        "parent_activity": "",
        "result": "Result title",
        "reference": "1:3429 99:B1",
        "countries": "AF 25 %, AG 25 %",
    }
    assert (baseline["period"], baseline["value"], baseline["left_out"]) == (
        *("2012", "10", "baseline"),
    )
    assert (target["period"], target["value"], target["left_out"]) == (
        *("2013-01-01/2013-03-31", "10", "target"),
    )
    assert baseline["activity"] == target["activity"] == "AA-AAA-123456789-ABC123"


def test_the_columns_are_there_without_any_result() -> None:
    ((table, cells),) = tables(activity().encode())
    assert (tuple(table.columns), cells) == (COLUMNS, [])


# --- What an indicator says ---


def test_targets_and_actuals_in_different_periods_and_repeated() -> None:
    found = rows(
        activity(
            indicator(
                period('<target value="5"/><target value="6"/>')
                + period('<actual value="3"/>', "2024-01-01", "2024-06-30")
                + period('<actual value=""/>', "2025-01-01", "2025-12-31")
                + period("<actual/>", "2026-01-01", "2026-12-31")
            )
        )
    )
    assert [(r["period"], r["value"], r["left_out"]) for r in found] == [
        ("2024-01-01/2024-12-31", "5", "target"),
        ("2024-01-01/2024-12-31", "6", "target"),
        ("2024-01-01/2024-06-30", "3", ""),
        ("2025-01-01/2025-12-31", "", ""),
        ("2026-01-01/2026-12-31", "", ""),
    ]


@pytest.mark.parametrize(
    ("attributes", "result", "column", "said"),
    [
        ('measure="2"', "", "unit", "%"),
        ('measure="1"', "", "unit", ""),
        ('measure="5"', "", "left_out", "qualitative"),
        ('aggregation-status="0"', 'aggregation-status="1"', "additive", "0"),
        ('aggregation-status="true"', 'aggregation-status="0"', "additive", "1"),
        ("", 'aggregation-status="false"', "additive", "0"),
        ("", "", "additive", ""),
        ('ascending="0"', "", "ascending", "0"),
        ('ascending="false"', "", "ascending", "0"),
        ("", "", "ascending", "1"),
    ],
)
def test_what_an_indicator_says(attributes: str, result: str, column: str, said: str) -> None:
    (row,) = rows(activity(indicator(period(actual("1")), attributes, result)))
    assert row[column] == said


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ('<narrative xml:lang="fr">Sols</narrative><narrative>Soils</narrative>', "Soils"),
        ('<narrative xml:lang="fr">Sols</narrative>', "Sols"),
        ('<narrative xml:lang="fr"/><narrative xml:lang="es">Suelos</narrative>', "Suelos"),
        ("<narrative>\n Soil\n carbon <!-- x --></narrative>", "Soil carbon"),
        ("Soils, 1.0x", "Soils, 1.0x"),
        ("", ""),
    ],
)
def test_a_title(title: str, said: str) -> None:
    (row,) = rows(activity(indicator(f"<title>{title}</title>" + period(actual("1")))))
    assert row["indicator"] == said


def test_a_narrative_without_language_is_in_that_of_its_activity() -> None:
    title = (
        '<title><narrative>Sols</narrative><narrative xml:lang="en-GB">Soils</narrative></title>'
    )
    text = activity(indicator(title + period(actual("1")))).replace('lang="en"', 'lang="fr"')
    assert rows(text)[0]["indicator"] == "Soils"


def test_an_activity_of_version_1_in_any_order() -> None:
    (row,) = rows(
        "<iati-activities version='1.05'><iati-activity><result><indicator measure='1'>"
        "<title>Hectares</title><period><period-start iso-date='2014-01-01Z'/>"
        "<period-end>2014-12-31</period-end><actual value='7'><comment>Well</comment></actual>"
        "</period></indicator><title>Result</title></result><recipient-country code='ke'/>"
        "<reporting-org>Our Name</reporting-org><iati-identifier>K-1</iati-identifier>"
        "</iati-activity></iati-activities>"
    )
    assert (row["indicator"], row["result"], row["comment"]) == ("Hectares", "Result", "Well")
    assert (row["partner"], row["place"], row["activity"]) == ("Our Name", "KE", "K-1")
    assert row["period"] == "2014-01-01/2014-12-31"


def test_half_a_period_is_told_as_half_a_period() -> None:
    text = "<period><period-start iso-date='2024-01-01'/><actual value='1'/></period>"
    assert rows(activity(indicator(text)))[0]["period"] == "2024-01-01/"


def test_activities_do_not_mix() -> None:
    one = activity(indicator(period(actual("1"))))
    inner = one.removeprefix("<iati-activities>").removesuffix("</iati-activities>")
    bare = "<iati-activity><result><indicator>" + period(actual("2")) + "</indicator></result>"
    found = rows(f"<iati-activities>{inner}{bare}</iati-activity></iati-activities>")
    assert [(r["value"], r["place"], r["partner"], r["source"]) for r in found] == [
        ("1", "BJ", "X", "IATI X-1"),
        ("2", "", "", "IATI"),
    ]


def test_elements_of_others_namespaces_are_not_ours() -> None:
    extension = '<x:recipient-country xmlns:x="http://example.org" code="FR"/>'
    (row,) = rows(activity(indicator(period(actual("1"))), recipients=extension))
    assert row["place"] == ""


# --- Places ---


def country(code: str, percentage: str = "") -> str:
    return f'<recipient-country code="{code}" percentage="{percentage}"/>'


def region(code: str, vocabulary: str = "1") -> str:
    return f'<recipient-region code="{code}" vocabulary="{vocabulary}"/>'


@pytest.mark.parametrize(
    ("recipients", "said"),
    [
        ("", ""),
        (country("bj"), "BJ"),
        (country("BJ", "60") + country("BJ", "40"), "BJ"),
        (country("XK"), "XK"),
        (country("248"), ""),
        (region("298"), "002"),
        ('<recipient-region code="298"/>', "002"),
        (region("1030"), "011"),
        (region("11", "2"), "011"),
        (region("1", "2"), "WLD"),
        (region("003", "2"), "WLD"),
        (region("88"), "WLD"),
        (region("002", "99"), "WLD"),
        (country("BJ") + country("SN"), "011"),
        (country("BJ") + country("KE"), "202"),
        (country("BJ") + country("MA"), "002"),
        (country("PE") + country("JM"), "419"),
        (country("PE") + country("US"), "019"),
        (country("BJ") + country("PE"), "WLD"),
        (country("KE") + region("1027"), "014"),
        (country("KE") + region("289"), "202"),
        (country("AQ") + country("BJ"), "WLD"),
        (country("BJ") + country("XK"), "WLD"),
        (country("BJ") + region("A1", "99"), "WLD"),
        ("<transaction>" + country("BJ") + "</transaction>", ""),
    ],
)
def test_the_place_is_the_smallest_that_holds_all(recipients: str, said: str) -> None:
    (row,) = rows(activity(indicator(period(actual("1"))), recipients=recipients))
    assert row["place"] == said


def test_recipients_are_told_where_the_place_does_not() -> None:
    several = country("BJ", "60") + country("SN", "40")
    for recipients, countries, comment in [
        (country("BJ", "100"), "BJ 100 %", ""),
        (several, "BJ 60 %, SN 40 %", "recipients=BJ 60 %, SN 40 %"),
        (region("A1", "99"), "", "recipients=A1"),
    ]:
        (row,) = rows(activity(indicator(period(actual("1"))), recipients=recipients))
        assert (row["countries"], row["comment"]) == (countries, comment)


def test_every_oecd_region_lies_in_a_place_of_ours() -> None:
    assert {place(area).kind for area in AREAS_OF_OECD.values()} <= {"region", "subregion", "world"}


# --- Totals and parts ---


def test_beside_a_total_its_parts_are_a_breakdown() -> None:
    assert parts(actual("9", "sex=f"), actual("20"), actual("11", "sex=m")) == [
        ("9", "", "breakdown"),
        ("20", "", ""),
        ("11", "", "breakdown"),
    ]


def test_a_total_may_stand_in_a_period_of_its_own_with_the_same_dates() -> None:
    text = period(actual("20")) + period(actual("9", "sex=f"))
    found = rows(activity(indicator(text)))
    assert [r["left_out"] for r in found] == ["", "breakdown"]


def test_a_total_without_value_is_none() -> None:
    assert parts(actual(""), actual("9", "sex=f")) == [("", "", ""), ("9", "#sex=f", "")]


def test_without_a_total_the_first_breakdown_counts() -> None:
    assert parts(
        actual("9", "sex=f", "age=adult"),
        actual("11", "age=adult", "sex=m"),
        actual("4", "age=child"),
        actual("1", "sex=f", "age=adult"),
    ) == [
        ("9", "#age=adult,sex=f", ""),
        ("11", "#age=adult,sex=m", ""),
        ("4", "", "breakdown"),
        ("1", "", "breakdown"),
    ]


def test_parts_may_differ_by_location() -> None:
    assert parts(actual("9", locations="A"), actual("8", locations="B C")) == [
        ("9", "#location=A", ""),
        ("8", "#location=B,C", ""),
    ]
    assert parts(actual("9", locations="A"), actual("17", locations="A B")) == [
        ("9", "#location=A", ""),
        ("17", "", "breakdown"),
    ]
    assert parts(actual("9", locations="A"), actual("17")) == [
        ("9", "", "breakdown"),
        ("17", "", ""),
    ]
    assert parts(actual("9", "sex=f", locations="A"), actual("8", "sex=f", locations="B")) == [
        ("9", "#sex=f,location=A", ""),
        ("8", "#sex=f,location=B", ""),
    ]


def test_one_value_needs_no_part() -> None:
    assert parts(actual("9", locations="A")) == [("9", "", "")]


def test_two_values_that_nothing_tells_apart_both_stand() -> None:
    assert parts(actual("9"), actual("8")) == [("9", "", ""), ("8", "", "")]


# --- Files that are none ---

GOOD = activity(indicator(period(actual("1"))))
DOCTYPE = "document type"
DAMAGED = "damaged or incomplete"
LAUGHS = (
    '<!DOCTYPE a [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {n} "{f"&{p};" * 10}">' for p, n in pairwise("abcdefgh"))
    + "]>"
)
HOSTILE: dict[str, tuple[str | bytes, str]] = {
    "billion laughs": (LAUGHS + GOOD.replace("X-1", "&h;"), DOCTYPE),
    "laughs in the first element": (LAUGHS + '<iati-activities x="&h;"/>', "XML"),
    "a file of ours": (
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + GOOD.replace("X-1", "&x;"),
        DOCTYPE,
    ),
    "a parameter": (
        '<!DOCTYPE a [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]>' + GOOD,
        DOCTYPE,
    ),
    "a type": ("<!DOCTYPE iati-activities>" + GOOD, DOCTYPE),
    "a type elsewhere": ('<!DOCTYPE a SYSTEM "http://example.invalid/a.dtd">' + GOOD, DOCTYPE),
    "an entity nobody declared": (GOOD.replace("X-1", "&x;"), DAMAGED),
    "cut": (GOOD[:-30], DAMAGED),
    "more after the end": (GOOD + GOOD, DAMAGED),
    "deep": ("<iati-activity>" * 100_000, DAMAGED),
    "a long attribute": (GOOD.replace("X-1", "").replace('"en"', f'"{"e" * (10 << 20)}"'), "large"),
    "a long text": (GOOD.replace("X-1", "x" * (10 << 20)), "large"),
    "a zero byte": (GOOD.replace("X-1", "X\0"), DAMAGED),
    "nothing": ("", "empty"),
    "blanks": (" \n", DAMAGED),
    "text": ("indicator,value\nA1,3\n", DAMAGED),
    "another encoding than it says": (GOOD.replace("X-1", "é").encode("latin-1"), DAMAGED),
    "an unknown encoding": ('<?xml version="1.0" encoding="klingon"?>' + GOOD, DAMAGED),
    "UTF-32": (GOOD.encode("utf-32"), DAMAGED),
    "organisations": ("<iati-organisations><iati-organisation/></iati-organisations>", "no IATI"),
    "HTML": ("<html><body><p>Not found</p></body></html>", "no IATI"),
}


@pytest.mark.parametrize(("content", "said"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_refused(content: str | bytes, said: str) -> None:
    with pytest.raises(UnreadableFileError, match=said) as refused:
        rows(content)
    assert "root:" not in str(refused.value)


def test_an_activity_with_too_many_values_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.formats.iati.MOST_OF_ACTIVITY", 2_000)
    with pytest.raises(UnreadableFileError, match="activity X-1 is too large"):
        rows(activity(*[indicator(period(actual("1")))] * 10))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_encodings_that_say_what_they_are(encoding: str) -> None:
    assert rows(GOOD.replace('ref="X"', 'ref="é"').encode(encoding))[0]["partner"] == "é"


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    data = ANNOTATED.encode()
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
        tables(content)
