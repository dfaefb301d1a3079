"""What is said to a sender names columns as the sender does, and days as a person reads them."""

from collections.abc import Callable

from ingest.load.deliveries import Outcome
from ingest.load.load import LoadReport
from ingest.load.report import document, sentence
from ingest.problem_messages import Problem

Send = Callable[..., LoadReport]
FRENCH = "indicateur;partenaire;lieu;période;valeur\n"


def said(report: LoadReport, lang: str) -> list[str]:
    return [sentence(problem, report.layout, lang) for problem in report.problems]


def test_a_missing_value_is_missing_in_the_senders_column(send: Send) -> None:
    report = send(FRENCH + "C1.1;afris;Bénin;2025;\n")
    assert said(report, "fr") == [
        "La colonne «\u00a0valeur\u00a0» est vide. Remplissez-la ou retirez la ligne."
    ]
    told = document(Outcome("x", report), "fr")["problems"][0]
    assert (told["sentence"], told["column"]) == (said(report, "fr")[0], "value")


def test_a_day_to_come_is_written_out(send: Send) -> None:
    report = send(FRENCH + "C1.1;afris;Bénin;2030;3\n")
    assert "31 décembre 2030" in said(report, "fr")[0]
    assert "31 December 2030" in said(report, "en")[0]
    assert "31 de diciembre de 2030" in said(report, "es")[0]


def test_a_batch_of_old_without_its_layout_names_our_column() -> None:
    problem = Problem(1, "value", "missing_value")
    assert "“value”" in sentence(problem, None, "en")
