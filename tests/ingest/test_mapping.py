"""A mapping file is checked with line and key; a proposed one can be used as it is."""

from collections.abc import Callable
from pathlib import Path

import pytest

from data.ledger.writer import Ledger
from ingest.columns.mapping import MappingError, read_mapping
from ingest.load.load import Delivery, load
from ingest.load.propose_mapping import propose

SHARED = Path(__file__).parents[3] / "shared/samples"
MAPPINGS = Path(__file__).parent / "mappings"
Write = Callable[..., Path]
REPORT = (
    "Rapport annuel;;;;;\nTitre;Zone;Année;Réalisé;Cible;Remarques\n"
    "Événements de sensibilisation;Bénin;2024;12;20;ok\n"
    "Événements de sensibilisation;Togo;2024;4;5;\n"
    "Autre chose;Sénégambie;2023;7,5;8;\n"
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("columns: {valeur: Montant}", "1: columns: “valeur” is no column of ours"),
        ("partner: afris\nlocal: fr", "2: local: unknown key; did you mean “locale”?"),
        ("locale: de", "1: locale: input should be"),
        ("values:\n  unit: [ha]", "2: values.unit: input should be a valid dictionary"),
        ("a: b: c", "is not YAML"),
        ("partner: a\npartner: b", "2: partner: this key is written twice, first on line 1"),
    ],
)
def test_a_fault_is_named_with_its_line(write: Write, text: str, said: str) -> None:
    with pytest.raises(MappingError) as refused:
        read_mapping(write(text, "mapping.yml"))
    assert said in str(refused.value)


def test_texts_are_texts_and_an_empty_key_says_nothing(write: Write) -> None:
    found = read_mapping(write("values: {place: {Norge: NO, x: 012}, unit: }", "m.yml"))
    assert found.values == {"place": {"Norge": "NO", "x": "012"}}


def test_what_is_proposed_can_be_used_and_names_what_it_does_not_know(
    ledger: Ledger, write: Write, tmp_path: Path
) -> None:
    file = write(REPORT)
    proposed = propose(ledger, file, "afris")
    assert '# "Autre chose": ?' in proposed and '# "Sénégambie": ?' in proposed
    mapping = read_mapping(write(proposed, "proposed.yml"))
    assert mapping.columns == {
        "indicator": "Titre",
        "place": "Zone",
        "period": "Année",
        "value": "Réalisé",
        "comment": "Remarques",
    }
    assert mapping.values["indicator"] == {"Événements de sensibilisation": "C1.1"}
    assert mapping.ignore == ("Cible",)
    report = load(ledger, Delivery(file, mapping=mapping))
    assert (report.new, report.rejected) == (2, 1)


def test_the_annotated_iati_activity_loads_and_what_is_no_measure_is_listed(
    ledger: Ledger,
) -> None:
    mapping = read_mapping(MAPPINGS / "iati-example.yml")
    file = SHARED / "iati-activity-example-annotated-2.03.xml"
    report = load(ledger, Delivery(file, mapping=mapping))
    assert (report.read, report.new, report.left_out, report.rejected) == (3, 1, 2, 0)
    assert [(p.code, p.hint) for p in report.problems] == [
        ("left_out", "baseline"),
        ("left_out", "target"),
    ]
    (row,) = ledger.run("SELECT indicator, partner, place, period, value, activity FROM measure")
    assert tuple(row) == (
        *("C1.1", "afris", "WLD", "2013-01-01/2013-03-31", 11.0),
        "AA-AAA-123456789-ABC123#age=adult,sex=female",
    )


def test_without_a_mapping_its_rows_are_refused_by_name(ledger: Ledger) -> None:
    file = SHARED / "iati-activity-example-annotated-2.03.xml"
    report = load(ledger, Delivery(file, partner="afris"))
    told = [(p.code, p.cell) for p in report.problems if p.code != "left_out"]
    assert ("unknown_indicator", "Indicator title") in told and report.new == 0


def test_the_sdmx_sample_loads_its_totals_and_lists_the_rest(ledger: Ledger) -> None:
    mapping = read_mapping(MAPPINGS / "sdmx-sdg.yml")
    file = SHARED / "sdmx_sdg_structure_specific_1-1-1.xml"
    report = load(ledger, Delivery(file, mapping=mapping))
    assert (report.read, report.new, report.left_out, report.rejected) == (6, 2, 4, 0)
    assert {p.hint for p in report.problems} == {"not_selected"}
    rows = ledger.run("SELECT place, period, value, activity FROM measure ORDER BY period")
    assert [tuple(row) for row in rows] == [("GBR", "2020", 100, None), ("GBR", "2021", 120, None)]


@pytest.mark.parametrize("kind", ["only", "columns"])
def test_a_column_the_file_lacks_is_named(ledger: Ledger, write: Write, kind: str) -> None:
    text = "only: {Sexe: [_T]}" if kind == "only" else "columns: {value: Montant}"
    mapping = read_mapping(write(text, "m.yml"))
    file = write("indicator,partner,place,period,value\nC1.1,afris,BEN,2024,1\n")
    with pytest.raises(Exception, match="Sexe" if kind == "only" else "Montant"):
        load(ledger, Delivery(file, mapping=mapping))
