"""Cells that hold more than a place, or one that is no more, are refused by name."""

from collections.abc import Callable

import pytest

from data.ledger.writer import Ledger
from ingest.load.load import LoadReport

Send = Callable[..., LoadReport]


def _one(send: Send, place: str) -> LoadReport:
    return send(f'indicator,partner,place,period,value\nC1.1,afris,"{place}",2025,3\n')


@pytest.mark.parametrize(
    "place",
    [
        *("Bénin; Togo", "BEN, TGO", "Kenya and Uganda", "Mali/Niger", "Bénin et Togo", "BJ & TG"),
        *("Malí y Níger", "Kenya + Uganda", "Mali, Niger, Atlantis", "Africa and Asia"),
    ],
)
def test_several_places_in_a_cell_are_told_as_such(send: Send, place: str) -> None:
    report = _one(send, place)
    assert [(p.code, p.cell) for p in report.problems] == [("several_places", place)]
    assert "une ligne avec sa propre valeur" in report.problems[0].sentence("fr")


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("Bosnia and Herzegovina", "BIH"),
        ("Bosnie et Herzégovine", "BIH"),
        ("Trinidad & Tobago", "TTO"),
        ("Congo, Dem. Rep.", "COD"),
        ("Latin America and the Caribbean", "419"),
        ("Bénin (BEN)", "BEN"),
        ("TGO - Togo", "TGO"),
        ("England and Scotland", "GBR"),
    ],
)
def test_one_place_stays_one(send: Send, ledger: Ledger, place: str, code: str) -> None:
    assert _one(send, place).rejected == 0
    assert ledger.scalar("SELECT place FROM measure") == code


@pytest.mark.parametrize("place", ["Sudan (former)", "USSR", "Serbia and Montenegro"])
def test_a_state_that_no_longer_exists_is_refused_as_one(send: Send, place: str) -> None:
    report = _one(send, place)
    assert [(p.code, p.hint) for p in report.problems] == [("unknown_place", "former_state")]


def test_two_parts_of_a_state_are_two_reports_of_it(send: Send) -> None:
    report = send(
        "indicator,partner,place,period,value\n"
        "C1.1,afris,England,2025,3\nC1.1,afris,Scotland,2025,2\nC1.1,afris,Wales,2024,1\n"
    )
    assert [(p.line, p.code, p.hint) for p in report.problems] == [(3, "duplicate_in_file", "2")]
    assert report.new == 2
