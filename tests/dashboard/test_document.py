"""The document at an address: its page is in it before any script has run."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from dashboard.web.app import create_app
from data.home import Home
from data.store.store import Store
from tests.asking import Asking


@pytest.fixture(scope="module")
def asking(facts_template: Path) -> Iterator[Asking]:
    store = Store(Home(facts_template))
    yield Asking(create_app(store))
    store.current().close()


@pytest.mark.parametrize(
    ("address", "lang", "title", "heading"),
    [
        ("/?lang=en", "en", "Overview – “4 per 1000” Dashboard", "objective"),
        ("/objective/A1?lang=fr", "fr", "A1 ", "CDN"),
        ("/partners?lang=es", "es", "Socios", "Socios"),
    ],
)
def test_a_document_holds_its_page(
    asking: Asking, address: str, lang: str, title: str, heading: str
) -> None:
    answer = asking.get(address)
    assert answer.status_code == 200
    assert f'<html lang="{lang}">' in answer.text
    assert title in unescape(_between(answer.text, "<title>", "</title>"))
    assert heading in unescape(_between(answer.text, "<h1>", "</h1>"))
    assert answer.text.count('<main id="main"') == 1
    assert not re.search(r"\{(lang|title|alternates|social|noscript|painted)\}", answer.text)


def test_the_browsers_language_counts_where_the_address_names_none(asking: Asking) -> None:
    answer = asking.get("/about", headers={"Accept-Language": "es-MX, en;q=0.5"})
    assert '<html lang="es">' in answer.text


@pytest.mark.parametrize("path", ["/nowhere", "/objective/Z9", "/partner/nobody", "/robots.txt"])
def test_a_page_that_does_not_exist_says_so_with_its_status(asking: Asking, path: str) -> None:
    answer = asking.get(f"{path}?lang=en")
    assert answer.status_code == 404
    assert "There is nothing here by the name of" in unescape(answer.text)


def test_words_of_the_address_stay_words(asking: Asking) -> None:
    told = "{painted}<script>alert(1)</script>"
    answer = asking.get("/search", params={"q": told, "lang": "en"})
    assert "<script>alert(1)" not in answer.text
    assert told in unescape(answer.text)
    assert answer.text.count('id="painted"') == 1


def test_nothing_published_is_said_without_scripts(tmp_path: Path) -> None:
    answer = Asking(create_app(Store(Home(tmp_path)))).get("/?lang=en")
    assert answer.status_code == 200
    assert "No snapshot has been published yet" in answer.text


def _between(text: str, start: str, end: str) -> str:
    return text.partition(start)[2].partition(end)[0]
