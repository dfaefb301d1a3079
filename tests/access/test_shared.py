"""What partners tell each other, and what they tell the secretariat alone."""

import csv
import io
from datetime import timedelta

import pytest

from data.accounts.tokens import Tokens
from data.home import Home
from data.ledger.writer import open_ledger
from data.store.publish import publish
from data.times import utc_now
from ingest.load.load import Delivery, load
from tests.access.people import Browser, Town

HEADER = "indicator,partner,place,period,value,disclosure,comment\n"
ROWS = """\
C1.1,cgiar-alliance,COL,2024,71,coalition,=cmd kestrel
C1.1,cgiar-alliance,COL,2023,72,secretariat,obsidian
C1.1,cgiar-alliance,COL,2022,73,aggregate,marmalade
C1.1,cgiar-alliance,COL,2021,74,public,wheatear
C1.1,cgiar-alliance,COL,2020,75,coalition,tamarind
"""
NOW_PUBLIC = "C1.1,cgiar-alliance,COL,2020,75,public,tamarind\n"


@pytest.fixture
def home(facts_home: Home) -> Home:
    with open_ledger(facts_home) as ledger:
        for name, rows in (("one.csv", ROWS), ("two.csv", NOW_PUBLIC)):
            path = facts_home.root / name
            path.write_text(HEADER + rows)
            load(ledger, Delivery(path, state="approved"))
        publish(ledger)
    return facts_home


def comments(browser: Browser) -> list[str]:
    rows = csv.DictReader(io.StringIO(browser.get("/shared/measures.csv").text))
    return [row["comment"] for row in rows]


def test_each_sees_what_is_told_to_its_circle(home: Home) -> None:
    town = Town(home)
    for name, seen in (
        ("ana", ["'=cmd kestrel"]),
        ("ben", ["'=cmd kestrel"]),
        ("rosa", ["obsidian", "'=cmd kestrel"]),
        ("adam", ["obsidian", "'=cmd kestrel"]),
    ):
        browser = town.signed_in(name)
        assert sorted(comments(browser)) == sorted(seen)
        page = browser.get("/shared?lang=fr")
        assert page.headers["cache-control"] == "no-store"
        assert ("obsidian" in page.text) == ("obsidian" in seen) and "kestrel" in page.text
        assert not any(word in page.text for word in ("marmalade", "wheatear", "tamarind"))


def test_a_token_that_reads_reads_what_partners_may(home: Home) -> None:
    town, day = Town(home), timedelta(days=1)
    for scope, status in (("read", 200), ("submit", 303)):
        secret = Tokens(town.engine).make("afris", "night", [scope], day, utc_now())[1]
        headers = {"Authorization": f"Bearer {secret}"}
        answer = town.stranger().get("/shared/measures.csv", headers=headers)
        assert answer.status_code == status
        assert ("kestrel" in answer.text) == (status == 200) and "obsidian" not in answer.text
        assert town.stranger().get("/shared", headers=headers).status_code == 303


def test_the_list_says_when_it_is_empty_and_needs_an_account(town: Town) -> None:
    assert town.stranger().get("/shared").headers["location"].startswith("/sign-in")
    assert "Nothing yet." in town.signed_in("ana").get("/shared?lang=en").text
    assert town.signed_in("ana").get("/shared?page=999").status_code == 200


def test_long_lists_have_pages(facts_home: Home) -> None:
    path = facts_home.root / "many.csv"
    rows = (f"C1.1,afris,BEN,{1950 + n},{n},coalition,word{n}x\n" for n in range(60))
    path.write_text(HEADER + "".join(rows))
    with open_ledger(facts_home) as ledger:
        load(ledger, Delivery(path, state="approved"))
        publish(ledger)
    ana = Town(facts_home).signed_in("ana")
    pages = [ana.get(f"/shared?lang=en&page={n}").text for n in (1, 2)]
    for n in range(60):
        assert sum(f"word{n}x" in page for page in pages) == 1
    assert 'aria-current="page"' in pages[1]
