"""What the secretariat looks after, and where each row leads."""

from datetime import date

import pytest

from dashboard.accounts.review.reminders import language_of, reminder
from data.ledger.writer import open_ledger
from data.questions.answers import PartnerSummary
from data.store.publish import publish
from ingest.load.batches import decide
from tests.access.people import Town
from tests.access.test_batches import BAD
from tests.access.test_story import send


def partner(seat: str | None, name: str = "Sols <vivants>") -> PartnerSummary:
    return PartnerSummary("sols", name, None, "research", seat, None, False, 0, None)


def test_only_reviewers_see_it(town: Town) -> None:
    for path in ("/monitoring", "/monitoring/reports.csv"):
        assert town.stranger().get(path).status_code == 303
        assert town.signed_in("ana").get(path).status_code == 403
        assert town.signed_in("adam").get(path).status_code == 200


@pytest.mark.parametrize("lang", ["en", "fr", "es"])
def test_what_is_open_leads_to_where_it_is_dealt_with(town: Town, lang: str) -> None:
    ana, rosa = town.signed_in("ana"), town.signed_in("rosa")
    batch = send(ana, BAD)
    page = rosa.get(f"/monitoring?lang={lang}").text
    assert f'href="/review/{batch}?lang={lang}"' in page and f'href="/review?lang={lang}"' in page
    never = {"en": "Never reported", "fr": "N’ont jamais déclaré", "es": "Nunca han informado"}
    assert never[lang] in page
    assert "<script" not in page


def test_pages_beyond_the_last_are_empty_and_nonsense_is_the_first(town: Town) -> None:
    rosa = town.signed_in("rosa")
    for asked in ("999", "x", "-1", "0", "99999999999999999999"):
        assert rosa.get(f"/monitoring?page={asked}").status_code == 200


def test_reports_are_a_file_kept_by_no_cache(town: Town) -> None:
    rosa = town.signed_in("rosa")
    batch = send(town.signed_in("ana"))
    rosa.form(f"/review/{batch}", f"/review/{batch}", what="approve", why="")
    answer = rosa.get("/monitoring/reports.csv")
    assert answer.headers["cache-control"] == "no-store"
    lines = answer.text.splitlines()
    assert lines[0] == "partner,name,indicator,last_report"
    assert any(line.startswith("afris,") and ",C1.1," in line for line in lines[1:])


@pytest.mark.parametrize(
    ("seat", "lang"),
    [("BEN", "fr"), ("MEX", "es"), ("KEN", "en"), ("DEU", "en"), (None, "en"), ("XXX", "en")],
)
def test_a_reminder_is_in_the_language_of_the_seat(seat: str | None, lang: str) -> None:
    assert language_of(partner(seat)) == lang


def test_a_reminder_says_when_the_last_report_was() -> None:
    said = reminder(partner("BEN"), date(2026, 2, 1), "Tableau", "https://x.example/submit")
    assert "1 février 2026" in said or "1er février 2026" in said
    assert "Sols <vivants>" in said and "https://x.example/submit" in said
    assert "encore reçu" in reminder(partner("BEN"), None, "Tableau", "x")


def test_a_decision_that_no_publication_shows_is_told(town: Town) -> None:
    batch = send(town.signed_in("ana"))
    rosa = town.signed_in("rosa")
    assert "Publication that failed" not in rosa.get("/monitoring?lang=en").text
    with open_ledger(town.home) as ledger:
        decide(ledger, batch, "approved", None)  # and then the disk was full
    assert "Publication that failed" in rosa.get("/monitoring?lang=en").text
    with open_ledger(town.home) as ledger:
        publish(ledger)
    assert "Publication that failed" not in rosa.get("/monitoring?lang=en").text
