"""What real files hold: encodings, separators, merged cells, totals, dates, names. A table of them.

Each case says what is sent and what must come of it: measures as (indicator, place, period, value)
and, for rows that stay out, where and why.

Long because it is one table, to be read through.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from data.ledger.writer import Ledger
from ingest.columns.mapping import Mapping
from ingest.load.cell_places import place_of
from ingest.load.load import Delivery, load

HEADER = "indicator,partner,place,period,value"
Cells = Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Case:
    name: str
    content: str | bytes | dict[str, Cells]  # a text, or sheets
    measures: list[tuple[str, str, str, float]] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[tuple[str, str]] = field(default_factory=list)
    said: dict[str, Any] = field(default_factory=dict)
    merged: tuple[tuple[int, int, int, int, Any], ...] = ()


def rows(*lines: str, header: str = HEADER) -> str:
    return "\n".join((header, *lines)) + "\n"


def sheet(*body: Sequence[Any], header: str = HEADER) -> list[list[Any]]:
    return [header.split(","), *(list(row) for row in body)]


THREE = [("C1.1", "BEN", "2025", 3.0)]
HOW_MANY = "C1.1,afris,BEN,2025,3"
FRENCH = "indicateur;partenaire;lieu;période;valeur;commentaire"
LONG = "\n".join(f"Line {n} of a long story, with “quotes” and, commas" for n in range(20))

CASES = [
    # --- Encodings and separators ---
    Case("UTF-8 with a mark", ("\ufeff" + rows(HOW_MANY)).encode(), THREE),
    Case("UTF-16, little end first", rows(HOW_MANY).encode("utf-16"), THREE),
    Case(
        "Windows-1252 and semicolons",
        f"{FRENCH}\nC1.1;afris;Bénin;2025;3;Été\n".encode("cp1252"),
        THREE,
    ),
    Case("tabs", rows(HOW_MANY).replace(",", "\t"), THREE),
    Case("line ends of Windows", rows(HOW_MANY).replace("\n", "\r\n"), THREE),
    Case("line ends of an old Mac", rows(HOW_MANY).replace("\n", "\r"), THREE),
    Case("no line end at the end", rows(HOW_MANY).rstrip("\n"), THREE),
    Case(
        "blank lines between rows",
        rows("", HOW_MANY, "", ",,,,", "Z,afris,BEN,2025,1", ""),
        THREE,
        [("line 6, indicator", "unknown_indicator")],
    ),
    Case(
        "columns in any order and case",
        rows("3,2025,BEN,afris,C1.1", header="VALUE,Period,PLACE,Partner,Indicator"),
        THREE,
    ),
    Case(
        "spaces around everything",
        rows(
            " C1.1 , afris , BEN , 2025 , 3 ",
            header=" indicator , partner , place , period , value ",
        ),
        THREE,
    ),
    # --- Above and below the table ---
    Case(
        "a title above the header",
        "Report of AFRIS;;;;\n;;;;\n" + rows(HOW_MANY).replace(",", ";"),
        THREE,
    ),
    Case(
        "a row of totals",
        rows(HOW_MANY, "Total,,,,3", "Grand total,afris,BEN,2025,3"),
        THREE,
        [("line 3", "total_row"), ("line 4", "total_row")],
    ),
    Case(
        "a row of totals in French",
        rows("C1.1,afris,BEN,2025,3", "C1.1,afris,Total général,2025,3"),
        THREE,
        [("line 3", "total_row")],
    ),
    # --- Texts ---
    Case(
        "a short comment of two lines",
        rows(f'{HOW_MANY},"a ""b""\nc"', header=HEADER + ",comment").replace("\n", "\r\n"),
        THREE,
    ),
    Case(
        "a spreadsheet’s comment of two lines",
        {"Sheet1": sheet([*HOW_MANY.split(","), "a\nb"], header=HEADER + ",comment")},
        THREE,
    ),
    Case(
        "a comment of twenty lines",
        rows(
            f'{HOW_MANY},"{LONG.replace(chr(34), chr(34) * 2)}"',
            "Z,afris,BEN,2025,1,",
            header=HEADER + ",comment",
        ),
        THREE,
        [("line 22, indicator", "unknown_indicator")],
    ),
    Case(
        "a quotation mark in the middle",
        rows(f'{HOW_MANY},5" of rain', header=HEADER + ",comment"),
        THREE,
    ),
    Case(
        "ten surplus fields",
        rows(HOW_MANY, HOW_MANY.replace("2025", "2024") + ",a,b,c,d,e,f,g,h,i,j"),
        THREE,
        [("line 3", "too_many_fields")],
    ),
    Case(
        "too few fields",
        rows(HOW_MANY, "C1.1,afris,BEN"),
        THREE,
        [("line 3, period", "missing_value"), ("line 3, value", "missing_value")],
    ),
    # --- Places ---
    Case("NA is Namibia", rows("C1.1,afris,NA,2025,3"), [("C1.1", "NAM", "2025", 3.0)]),
    Case("Côte d’Ivoire", rows("C1.1,afris,Côte d’Ivoire,2025,3"), [("C1.1", "CIV", "2025", 3.0)]),
    Case("Cote d'Ivoire", rows("C1.1,afris,Cote d'Ivoire,2025,3"), [("C1.1", "CIV", "2025", 3.0)]),
    Case("Ivory Coast", rows("C1.1,afris,Ivory Coast,2025,3"), [("C1.1", "CIV", "2025", 3.0)]),
    Case("CIV, in small letters", rows("C1.1,afris,civ,2025,3"), [("C1.1", "CIV", "2025", 3.0)]),
    Case(
        "Africa as a spreadsheet leaves its code",
        rows("C1.1,afris,2,2025,3"),
        [("C1.1", "002", "2025", 3.0)],
    ),
    Case(
        "Norway is no “no” in a mapping",
        rows("C1.1,afris,Norge,2025,3"),
        [("C1.1", "NOR", "2025", 3.0)],
        said={"mapping": Mapping(values={"place": {"Norge": "NO"}})},
    ),
    # --- Numbers ---
    Case(
        "decimal commas",
        rows("C1.1;afris;BEN;2025;3,5", header=HEADER.replace(",", ";")),
        [("C1.1", "BEN", "2025", 3.5)],
    ),
    Case(
        "thousands in French",
        f"{FRENCH}\nC1.1;afris;Bénin;2025;1 234,5;\n".encode(),
        [("C1.1", "BEN", "2025", 1234.5)],
    ),
    Case(
        "1.234 without a locale",
        rows("C1.1,afris,BEN,2025,1.234"),
        [],
        [("line 2, value", "ambiguous_number")],
    ),
    Case(
        "1.234 in the Spanish of Spain",
        rows("C1.1,afris,BEN,2025,1.234"),
        [("C1.1", "BEN", "2025", 1234.0)],
        said={"locale": "es-ES"},
    ),
    Case(
        "n/a, -, NA and #N/A are no numbers",
        rows(*(f"C1.1,afris,BEN,{2020 + n},{v}" for n, v in enumerate(["n/a", "-", "NA", "#N/A"]))),
        [],
        [(f"line {n}, value", "bad_value") for n in range(2, 6)],
    ),
    # --- Periods ---
    Case(
        "quarters as people write them",
        rows("C1.1,afris,BEN,Q3 2025,3", "C1.1,afris,TGO,T3-2025,3"),
        [("C1.1", "BEN", "2025-Q3", 3.0), ("C1.1", "TGO", "2025-Q3", 3.0)],
    ),
    Case(
        "a day that could be two",
        rows("C1.1,afris,BEN,01/02/2025,3"),
        [],
        [("line 2, period", "bad_period")],
    ),
    Case(
        "a day as a spreadsheet counts it",
        rows("C1.1,afris,BEN,45657,3"),
        [("C1.1", "BEN", "2024-12-31", 3.0)],
    ),
    # --- Spreadsheets ---
    Case(
        "numbers as numbers",
        {"Data": sheet(["C1.1", "afris", "BEN", 2025, 1.234])},
        [("C1.1", "BEN", "2025", 1.234)],
    ),
    Case(
        "a number as text",
        {"Data": sheet(["C1.1", "afris", "BEN", "2025", "1.234"])},
        [],
        [("Data!E2", "ambiguous_number")],
    ),
    Case(
        "dates as dates",
        {"Data": sheet(["C1.1", "afris", "BEN", date(2024, 12, 31), 3])},
        [("C1.1", "BEN", "2024-12-31", 3.0)],
    ),
    Case(
        "a month that became a day",
        {"Data": sheet(["C1.1", "afris", "BEN", datetime(2025, 7, 1), 3])},
        [("C1.1", "BEN", "2025-07-01", 3.0)],
        warnings=[("Data!D2", "single_day")],
    ),
    Case(
        "a title, an empty column, an empty row",
        {
            "Réponses 2025": [
                ["Our report"],
                [],
                ["", *HEADER.split(",")],
                [],
                ["", "C1.1", "afris", "BEN", 2025, 3],
                ["", "Z", "afris", "BEN", 2025, 3],
            ]
        },
        THREE,
        [("'Réponses 2025'!B6", "unknown_indicator")],
    ),
    Case(
        "headings over two rows",
        {
            "Data": [
                ["indicator", "partner", "Where and when", "", "value"],
                ["", "", "place", "period", ""],
                ["C1.1", "afris", "BEN", 2025, 3],
            ]
        },
        THREE,
        merged=((0, 2, 0, 3, "Where and when"),),
    ),
    Case(
        "a country merged over two rows",
        {"Data": sheet(["C1.1", "afris", "BEN", 2025, 3], ["C1.1", "afris", "", 2024, 4])},
        [("C1.1", "BEN", "2024", 4.0), *THREE],
        merged=((1, 2, 2, 2, "BEN"),),
    ),
    Case(
        "a country merged over two rows, below empty ones and beside an empty column",
        {
            "Data": [
                [],
                [],
                *(
                    ["", *row]
                    for row in sheet(
                        ["C1.1", "afris", "BEN", 2025, 3],
                        ["C1.1", "afris", "", 2024, 4],
                        ["Z", "afris", "BEN", 2024, 4],
                    )
                ),
            ]
        },
        [("C1.1", "BEN", "2024", 4.0), *THREE],
        [("Data!B6", "unknown_indicator")],
        merged=((3, 3, 4, 3, "BEN"),),
    ),
    Case(
        "two sheets of measures and one of notes",
        {
            "2025": sheet(["C1.1", "afris", "BEN", 2025, 3]),
            "Notes": [["Nothing here"]],
            "2024": sheet(["C1.1", "afris", "BEN", 2024, 4], ["C1.1", "afris", "XX", 2024, 4]),
        },
        [("C1.1", "BEN", "2024", 4.0), *THREE],
        [("2024!C3", "unknown_place")],
    ),
    Case(
        "a total below the table",
        {"Data": sheet(["C1.1", "afris", "BEN", 2025, 3], [], ["Total", "", "", "", 3])},
        THREE,
        [("Data!4:4", "total_row")],
    ),
    # --- Hashtags ---
    Case(
        "HXL below a header of one's own",
        "Indicateur du projet,Pays,Année,Nombre,Qui\n#indicator+code,#country+code,#date+year,#indicator+value+num,#org\nC1.1,BEN,2025,3,afris\n",
        THREE,
    ),
    # --- A sender's own words ---
    Case(
        "a mapping",
        "Titre,Pays,An,Réalisé,Cible\nAteliers,Bénin,2025,oui,9\n",
        [("C1.1", "BEN", "2025", 1.0)],
        said={
            "mapping": Mapping(
                partner="afris",
                columns={"indicator": "titre", "place": "Pays", "period": "An", "value": "Réalisé"},
                values={"indicator": {"ateliers": "C1.1"}, "value": {"oui": "1", "non": "0"}},
                ignore=("Cible",),
            )
        },
    ),
    # --- The flattened results sheet of IATI publishers ---
    Case(
        "results of IATI as a sheet",
        "iati-identifier,reporting-org,indicator title,recipient-country-code,period-start,period-end,target value,actual value,aggregation-status\n"
        "XX-1,afris,C1.1,BJ,2025-01-01,2025-12-31,9,3,\nXX-1,afris,C1.1,BJ,2024-01-01,2024-12-31,9,3,0\n",
        [("C1.1", "BEN", "2025-01-01/2025-12-31", 3.0)],
        [("line 3, actual value", "not_additive")],
    ),
    # --- Spellings of digits, dates and names ---
    Case(
        "digits of other scripts",
        rows(
            "C1.1,afris,MAR,٢٠٢٥,٣",
            "C1.1,afris,EGY,2025,١٢٬٣٤٥",
            "C1.1,afris,IND,2025,१२",
            "C1.1,afris,JPN,２０２５,１２",
        ),
        [
            ("C1.1", "EGY", "2025", 12345.0),
            ("C1.1", "IND", "2025", 12.0),
            ("C1.1", "JPN", "2025", 12.0),
            ("C1.1", "MAR", "2025", 3.0),
        ],
    ),
    Case(
        "Swiss quotation marks, thin and figure spaces",
        rows(
            "C1.1,afris,CHE,2025,1’234.5",
            "C1.1,afris,FRA,2025,1\u2009234",
            "C1.1,afris,BEL,2025,1\u2007234",
        ),
        [
            ("C1.1", "BEL", "2025", 1234.0),
            ("C1.1", "CHE", "2025", 1234.5),
            ("C1.1", "FRA", "2025", 1234.0),
        ],
    ),
    Case(
        "signs around a number",
        rows("C1.1,afris,CAN,2025,(5)", "C1.1,afris,USA,2025,≥5", "C1.1,afris,MEX,2025,5*"),
        [],
        [(f"line {n}, value", "bad_value") for n in range(2, 5)],
    ),
    Case(
        "Spanish, of no country",
        rows('C1.1,afris,MEX,2025,"1,234"', 'C1.1,afris,GTM,2025,"1,234.50"'),
        [("C1.1", "GTM", "2025", 1234.5)],
        [("line 2, value", "ambiguous_number")],
        said={"locale": "es"},
    ),
    Case(
        "the Spanish of Mexico",
        rows('C1.1,afris,MEX,2025,"1,234"', 'C1.1,afris,HND,2025,"12,500"'),
        [("C1.1", "HND", "2025", 12500.0), ("C1.1", "MEX", "2025", 1234.0)],
        said={"locale": "es-MX"},
    ),
    Case(
        "a year as a number with decimals",
        rows("C1.1,afris,BEN,2025.0,3"),
        THREE,
    ),
    Case(
        "a month in words",
        rows("C1.1,afris,BEN,juillet 2025,3", "C1.1,afris,TGO,jul-25,3"),
        [("C1.1", "BEN", "2025-07", 3.0), ("C1.1", "TGO", "2025-07", 3.0)],
    ),
    Case(
        "a quarter in words",
        rows("C1.1,afris,BEN,1er trimestre 2025,3", "C1.1,afris,TGO,primer trimestre de 2025,3"),
        [("C1.1", "BEN", "2025-Q1", 3.0), ("C1.1", "TGO", "2025-Q1", 3.0)],
    ),
    Case(
        "a day that can be one only",
        rows("C1.1,afris,BEN,31/12/2025,3"),
        [("C1.1", "BEN", "2025-12-31", 3.0)],
    ),
    Case(
        "fiscal years",
        rows("C1.1,afris,BEN,2024/25,3", "C1.1,afris,BEN,FY2025,3", "C1.1,afris,BEN,2011-12,3"),
        [],
        [(f"line {n}, period", "bad_period") for n in range(2, 5)],
    ),
    Case(
        "names of the World Bank and the FAO",
        rows('C1.1,afris,"Egypt, Arab Rep.",2025,3', 'C1.1,afris,"China, mainland",2025,3'),
        [("C1.1", "CHN", "2025", 3.0), ("C1.1", "EGY", "2025", 3.0)],
    ),
    Case(
        "several places in a cell",
        rows("C1.1,afris,Bénin; Togo,2025,3", "C1.1,afris,Kenya and Uganda,2025,3"),
        [],
        [("line 2, place", "several_places"), ("line 3, place", "several_places")],
    ),
    # --- Tables laid out otherwise ---
    Case(
        "a column a year",
        rows("C1.1,afris,BEN,4,3", header="indicator,partner,place,2024,2025"),
        [("C1.1", "BEN", "2024", 4.0), *THREE],
    ),
    Case(
        "a column a year in a spreadsheet",
        {
            "Data": [
                ["indicator", "partner", "place", 2024, "Value 2025"],
                ["C1.1", "afris", "BEN", "", 3],
            ]
        },
        THREE,
    ),
    Case(
        "a list of codes on a sheet of its own",
        {
            "Data": sheet(["C1.1", "afris", "BEN", 2025, 3]),
            "Lists": [["indicator", "unit"], ["C1.1", "events"], ["A2.1", "projects"]],
        },
        THREE,
    ),
    Case(
        "columns to be added up, below one head",
        "Titre;Pays;An;Réalisé;\n;;;Hommes;Femmes\nC1.1;Bénin;2025;1;2\n",
        THREE,
        said={
            "mapping": Mapping(
                partner="afris",
                columns={"indicator": "Titre", "place": "Pays", "period": "An"},
                sum={"value": ("Réalisé / Hommes", "Réalisé / Femmes")},
            )
        },
    ),
    # --- SDMX as CSV ---
    Case(
        "SDMX-CSV 2.0",
        "STRUCTURE,STRUCTURE_ID,ACTION,INDICATOR,REPORTER,REF_AREA,TIME_PERIOD,OBS_VALUE,UNIT_MULT,CONF_STATUS\n"
        "dataflow,FPT:M(1.0),I,C1.1,afris,BEN,2025,3,1,F\n",
        [("C1.1", "BEN", "2025", 30.0)],
    ),
    Case(
        "SDMX-CSV 1.0",
        "DATAFLOW,SERIES: Series,REPORTER,REF_AREA: Area,TIME_PERIOD,OBS_VALUE\nA:B(1),C1.1,afris,BEN,2025,3\n",
        THREE,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_it_comes_in_as_it_should(ledger: Ledger, tmp_path: Path, case: Case) -> None:
    report = load(ledger, Delivery(_file(tmp_path, case), **case.said))
    found = [
        tuple(row)
        for row in ledger.run(
            "SELECT indicator, place, period, value FROM measure ORDER BY indicator, place, period"
        )
    ]
    assert sorted(found) == sorted(case.measures)
    for told, expected in ((report.problems, case.problems), (report.warnings, case.warnings)):
        places = [place_of(report.layout, p.line, p.column, "en") for p in told]
        assert [*zip(places, (p.code for p in told), strict=True)] == expected
    assert report.new == len(case.measures)


def _file(folder: Path, case: Case) -> Path:
    if isinstance(case.content, dict):
        return _workbook(folder / "report.xlsx", case.content, case.merged)
    path = folder / "report.txt"
    path.write_bytes(case.content if isinstance(case.content, bytes) else case.content.encode())
    return path


def _workbook(path: Path, sheets: dict[str, Cells], merged: Sequence[Sequence[Any]]) -> Path:
    with xlsxwriter.Workbook(path, {"strings_to_numbers": False}) as book:
        as_date = book.add_format({"num_format": "mmm-yy"})
        for name, cells in sheets.items():
            page = book.add_worksheet(name)
            for n, row in enumerate(cells):
                for place, cell in enumerate(row):
                    if isinstance(cell, date):
                        page.write_datetime(n, place, cell, as_date)
                    elif cell != "":
                        page.write(n, place, cell)
            for first, left, last, right, text in merged:
                page.merge_range(first, left, last, right, text)
    return path
