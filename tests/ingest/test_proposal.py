"""What is proposed for a sheet: titles, what was reached, parts added up, doubts left open."""

from collections.abc import Callable
from pathlib import Path

import pytest

from data.ledger.writer import Ledger
from ingest.columns.mapping import Mapping, MappingError, read_mapping
from ingest.load.load import Delivery, load
from ingest.load.propose_mapping import propose
from tests.beside import case

Write = Callable[..., Path]
HEADER = "Title,Country,Year,Women,Men,Group\n"
GROUPS = (
    "Unit,Result title,Country,Baseline year,Baseline,Target,Year,Actual,Beneficiary group\n"
    "Projects,Projects supported,Benin,2019,1,9,2025,3,Women\n"
    "Projects,Projects supported,Benin,2019,1,9,2025,4,Men\n"
    "Events,Awareness workshops,Togo,2019,1,9,2025,5,Women\n"
    "Total,,,,,,,12,\n"
)
FLAT_IATI = (
    "iati-identifier,reporting-org,indicator title,recipient-country-code,period-start,period-end,"
    "baseline value,target value,actual value,dimension\n"
    "XX-1,afris,Projects supported per year,BJ,2025-01-01,2025-12-31,1,9,3,sex=female\n"
    "XX-1,afris,Projects supported per year,BJ,2025-01-01,2025-12-31,1,9,4,sex=male\n"
)


def _proposed(ledger: Ledger, write: Write, file: Path) -> Mapping:
    return read_mapping(write(propose(ledger, file, "afris"), "proposed.yml"))


def _measures(ledger: Ledger) -> list[tuple[object, ...]]:
    asked = "SELECT indicator, place, period_end, value, activity FROM measure ORDER BY line"
    return [(*row[:2], str(row[2]), *row[3:]) for row in map(tuple, ledger.run(asked))]


def test_a_results_framework_is_proposed_with_its_parts_added_up(
    ledger: Ledger, write: Write
) -> None:
    file = case("53-map/cadre.xlsx")
    mapping = _proposed(ledger, write, file)
    assert mapping.columns == {
        "indicator": "Intitulé du résultat",
        "place": "Pays",
        "period": "Année",
        "comment": "Observations",
    }
    assert mapping.sum == {"value": ("Réalisé / Hommes", "Réalisé / Femmes")}
    assert mapping.ignore == ("Code", "Région", "Cible")
    report = load(ledger, Delivery(file, mapping=mapping, locale="fr"))
    assert (report.read, report.new, report.rejected) == (4, 3, 1)  # the row of totals is refused
    assert [row[1:4:2] for row in _measures(ledger)] == [("BEN", 10), ("TGO", 2500), ("BEN", 2)]


def test_what_was_reached_is_proposed_and_groups_become_part_of_the_activity(
    ledger: Ledger, write: Write
) -> None:
    file = write(GROUPS)
    mapping = _proposed(ledger, write, file)
    assert mapping.columns == {
        "indicator": "Result title",
        "place": "Country",
        "period": "Year",
        "value": "Actual",
        "unit": "Unit",
    }
    assert mapping.join == {"activity": ("Beneficiary group",)}
    assert {"Baseline", "Baseline year", "Target"} == set(mapping.ignore)


def test_what_is_not_very_like_is_left_to_a_person(ledger: Ledger, write: Write) -> None:
    proposed = propose(ledger, write(GROUPS), "afris")
    assert '    # "Awareness workshops": ?' in proposed.splitlines()
    assert _proposed(ledger, write, write(GROUPS)).values["indicator"] == {
        "Projects supported": "A2.1"
    }
    doubtful = propose(ledger, write("Thing,Spot,Y,N\nProjects,Benin,2025,3\nOther,x,y,z\n"), None)
    assert '  # period: "Y"  # 2025, y  ?' in doubtful.splitlines()
    assert "place" not in doubtful


def test_a_row_for_each_group_of_a_flat_iati_sheet_is_a_measure_of_its_own(
    ledger: Ledger, write: Write
) -> None:
    file = write(FLAT_IATI)
    mapping = _proposed(ledger, write, file)
    assert mapping.join == {"activity": ("iati-identifier", "dimension")}
    assert load(ledger, Delivery(file, mapping=mapping)).new == 2
    assert _measures(ledger) == [
        ("A2.1", "BEN", "2025-12-31", 3.0, "XX-1 / sex=female"),
        ("A2.1", "BEN", "2025-12-31", 4.0, "XX-1 / sex=male"),
    ]


SUMMED = Mapping(
    partner="afris",
    columns={"indicator": "Title", "place": "Country", "period": "Year"},
    sum={"value": ("Women", "Men")},
    join={"activity": ("Title", "Group")},
)


@pytest.mark.parametrize(
    ("women", "men", "locale", "value"),
    [
        ("3", "4", None, 7.0),
        ("1 200", "1 300", None, 2500.0),
        ("0.1", "0.2", None, 0.3),
        ("1,5", "0,734", "fr", 2.234),
        ("3", "", None, 3.0),
    ],
)
def test_columns_are_added_up(
    ledger: Ledger, write: Write, women: str, men: str, locale: str | None, value: float
) -> None:
    file = write(f'{HEADER}C1.1,BEN,2025,"{women}","{men}",Young\n')
    report = load(ledger, Delivery(file, mapping=SUMMED, locale=locale))
    assert report.layout.unused == ()
    assert _measures(ledger) == [("C1.1", "BEN", "2025-12-31", value, "C1.1 / Young")]


@pytest.mark.parametrize(
    ("women", "men", "code", "cell"),
    [
        ("3", "some", "bad_value", "3 + some"),
        ("1,234", "5", "bad_value", "1,234 + 5"),
        ("", "", "missing_value", None),
    ],
)
def test_what_cannot_be_added_up_is_refused_by_name(
    ledger: Ledger, write: Write, women: str, men: str, code: str, cell: str | None
) -> None:
    file = write(f'{HEADER}C1.1,BEN,2025,"{women}","{men}",\n')
    report = load(ledger, Delivery(file, mapping=SUMMED))
    assert [(p.code, p.column, p.cell) for p in report.problems] == [(code, "value", cell)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sum: {activity: [a, b]}", "“activity” cannot be made by sum"),
        ("join: {value: [a, b]}", "“value” cannot be made by join"),
        ("columns: {value: a}\nsum: {value: [b, c]}", "“value” is said twice"),
        ("sum: {valeur: [a, b]}", "“valeur” is no column of ours"),
    ],
)
def test_a_column_of_several_that_cannot_be_made_is_named(
    write: Write, text: str, said: str
) -> None:
    with pytest.raises(MappingError, match=said):
        read_mapping(write(text, "m.yml"))


def test_a_part_that_the_file_lacks_is_named(ledger: Ledger, write: Write) -> None:
    file = write("Title,Country,Year,Women,Group\nC1.1,BEN,2025,3,\n")
    with pytest.raises(Exception, match="“Men”, which the file does not have"):
        load(ledger, Delivery(file, mapping=SUMMED))
