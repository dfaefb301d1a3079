"""Refused rows go back as they came, with reasons; mended, they continue their batch."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from data.errors import ProductError
from data.ledger.writer import Ledger
from ingest.columns.mapping import Mapping
from ingest.load.batches import batch, decide
from ingest.load.load import Delivery, LoadReport, load
from ingest.review.rejects import write_rejects

Send = Callable[..., LoadReport]
OWN = (
    "Titre;Pays;An;Réalisé;Cible\nAteliers;Bénin;2025;3;9\nRien;Bénin;2025;4;9\n"
    "Ateliers;Atlantide;2025;1,5;9\n"
)
MAPPING = Mapping(
    partner="afris",
    locale="fr",
    columns={"indicator": "Titre", "place": "Pays", "period": "An", "value": "Réalisé"},
    values={"indicator": {"Ateliers": "C1.1"}},
    ignore=("Cible",),
)


def rows_of(path: Path, delimiter: str = ",") -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=delimiter))


def written(path: Path, rows: list[list[str]], delimiter: str) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


def test_it_is_in_the_senders_own_layout_and_only_the_bad_rows(
    send: Send, ledger: Ledger, tmp_path: Path
) -> None:
    report = send(OWN, mapping=MAPPING)
    assert (report.new, report.rejected) == (1, 2)
    assert write_rejects(ledger, report.batch, tmp_path / "mend.csv", "fr") == 2
    header, first, second = rows_of(tmp_path / "mend.csv", ";")
    assert header == ["Titre", "Pays", "An", "Réalisé", "Cible", f"motif {report.batch}"]
    assert first[:5] == ["Rien", "Bénin", "2025", "4", "9"]
    assert first[5].startswith("ligne 3, Titre: Aucun indicateur")
    assert second[:5] == ["Ateliers", "Atlantide", "2025", "1,5", "9"]


def test_mended_it_continues_its_batch_under_its_mapping(
    send: Send, ledger: Ledger, tmp_path: Path
) -> None:
    report = send(OWN, mapping=MAPPING)
    write_rejects(ledger, report.batch, tmp_path / "mend.csv", None)
    header, first, second = rows_of(tmp_path / "mend.csv", ";")
    mended = [header, ["Ateliers", "Togo", *first[2:]], ["Ateliers", "Ghana", *second[2:]]]
    again = load(ledger, Delivery(written(tmp_path / "mended.csv", mended, ";")))
    assert (again.new, again.rejected) == (2, 0)
    assert again.layout.unused == ()
    assert batch(ledger, again.batch).continues == report.batch
    values = ledger.run("SELECT place, value, partner FROM measure ORDER BY place")
    assert [tuple(row) for row in values] == [
        ("BEN", 3.0, "afris"),
        ("GHA", 1.5, "afris"),
        ("TGO", 4.0, "afris"),
    ]


def test_withdrawing_a_batch_takes_its_continuation_along(
    send: Send, ledger: Ledger, tmp_path: Path
) -> None:
    report = send(OWN, mapping=MAPPING)
    write_rejects(ledger, report.batch, tmp_path / "mend.csv", None)
    header, first, _ = rows_of(tmp_path / "mend.csv", ";")
    mended = written(tmp_path / "m.csv", [header, ["Ateliers", "Togo", *first[2:]]], ";")
    again = load(ledger, Delivery(mended))
    assert ledger.scalar("SELECT sum(measures) FROM contribution") == 2
    decide(ledger, report.batch, "withdrawn", "sent by mistake")
    assert batch(ledger, again.batch).state == "withdrawn"
    assert ledger.scalar("SELECT count(*) FROM contribution") == 0
    decide(ledger, report.batch, "approved", None)
    assert ledger.scalar("SELECT sum(measures) FROM contribution") == 2


def test_a_spreadsheet_comes_back_sheet_by_sheet_with_numbers_as_numbers(
    ledger: Ledger, tmp_path: Path
) -> None:
    path = tmp_path / "report.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name in ("Nord", "Sud"):
            page = book.add_worksheet(name)
            page.write_row(2, 1, ["indicateur", "partenaire", "lieu", "période", "valeur"])
            page.write_row(3, 1, ["C1.1", "afris", "Bénin" if name == "Nord" else "X", 2025, 1.234])
            page.write_row(4, 1, ["C1.1", "nobody", "Togo", 2025, 2])
    report = load(ledger, Delivery(path))
    assert (report.new, report.rejected, report.layout.lang) == (1, 3, "fr")
    write_rejects(ledger, report.batch, tmp_path / "mend.xlsx", None)
    book = CalamineWorkbook.from_path(tmp_path / "mend.xlsx")
    assert book.sheet_names == ["Nord", "Sud"]
    sud = book.get_sheet_by_name("Sud").to_python(skip_empty_area=False)
    assert sud[0][1:] == [
        *("indicateur", "partenaire", "lieu", "période", "valeur"),
        f"motif {report.batch}",
    ]
    assert sud[1][1:6] == ["C1.1", "afris", "X", 2025.0, 1.234]
    assert str(sud[1][6]).startswith("Sud!D4: Aucun lieu")


def test_json_comes_back_as_json(
    ledger: Ledger, tmp_path: Path, write: Callable[..., Path]
) -> None:
    record = {"indicator": "C1.1", "partner": "afris", "place": "BEN", "period": 2025, "value": "x"}
    report = load(ledger, Delivery(write(json.dumps([record]), "measures.json")))
    write_rejects(ledger, report.batch, tmp_path / "mend.json", None)
    text = (tmp_path / "mend.json").read_text().replace('"x"', "7")
    again = load(ledger, Delivery(write(text, "mended.json")))
    assert (again.new, batch(ledger, again.batch).continues) == (1, report.batch)


FORMULA = "=cmd|' /C calc'!A0"


def test_a_formula_goes_out_harmless_and_comes_back_as_it_was(
    send: Send, ledger: Ledger, tmp_path: Path
) -> None:
    report = send(
        "indicator,partner,place,period,value,comment,activity\n"
        f'C1.1,afris,@X,2025,-1,"{FORMULA}",+act\n'
    )
    write_rejects(ledger, report.batch, tmp_path / "mend.csv", None)
    header, row = rows_of(tmp_path / "mend.csv")
    assert row[:7] == ["C1.1", "afris", "'@X", "2025", "-1", f"'{FORMULA}", "'+act"]
    row[2], row[4] = "BEN", "1"
    load(ledger, Delivery(written(tmp_path / "mended.csv", [header, row], ",")))
    found = ledger.run("SELECT comment, activity FROM measure")[0]
    assert tuple(found) == (FORMULA, "+act")


def test_nothing_refused_is_said(send: Send, ledger: Ledger, tmp_path: Path) -> None:
    report = send("indicator,partner,place,period,value\nC1.1,afris,BEN,2025,1\n")
    with pytest.raises(ProductError, match="nothing to mend"):
        write_rejects(ledger, report.batch, tmp_path / "mend.csv", None)


def test_another_ending_is_refused_with_those_there_are(
    send: Send, ledger: Ledger, tmp_path: Path
) -> None:
    report = send("indicator,partner,place,period,value\nC1.1,afris,X,2025,1\n")
    with pytest.raises(ProductError, match=r"\.csv, \.xlsx, \.json"):
        write_rejects(ledger, report.batch, tmp_path / "mend.docx", None)
