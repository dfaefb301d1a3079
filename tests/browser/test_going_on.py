"""What a page does while it is open: fills its feed, marks what moved, says what was lost."""

import os
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from data.home import Home
from tests.serving import run_ingest, serving

Visit = Callable[..., Page]
HEADER = "indicator,partner,place,period,value,activity\n"


def test_the_overview_says_what_changed_since_the_last_visit(
    sample_server: str, visit: Visit
) -> None:
    page = visit(f"{sample_server}/?lang=fr", locale="fr-FR")
    expect(page.locator("#feed h2")).to_contain_text("Ce qui a changé")
    expect(page.locator("#feed .sec-h")).to_contain_text("depuis le")
    before = date.today() - timedelta(2)
    page.context.add_cookies([{"name": "fpt_visits", "value": f"_{before}", "url": sample_server}])
    page.goto(f"{sample_server}/?lang=fr")
    page.wait_for_selector("#painted", state="detached")
    expect(page.locator("#feed .sec-h")).to_contain_text("depuis votre dernière visite")
    page.locator("#feed .sec-h a").first.click()
    page.wait_for_url(re.compile(f"/changes.*since={before}"))


def test_the_overview_needs_no_chart_library(sample_server: str, visit: Visit) -> None:
    page = visit(f"{sample_server}/")
    expect(page.locator("#feed h2")).to_be_visible()
    loaded = page.evaluate("performance.getEntriesByType('resource').map(r => r.name)")
    assert loaded and not [name for name in loaded if "plotly" in name]


def test_what_a_publication_moves_is_marked_and_announced(
    sample_home: Home, visit: Visit, tmp_path: Path
) -> None:
    with serving(sample_home) as address:
        page = visit(f"{address}/?lang=es")
        expect(page.locator("#announced")).to_have_text("")
        file = tmp_path / "new.csv"
        file.write_text(f"{HEADER}C1.1,sample-001,BEN,2025-Q1,40,fresh\n")
        assert run_ingest(sample_home, "load", str(file)).returncode == 0
        expect(page.locator("a.tile.is-moved", has_text="C1")).to_be_visible()
        expect(page.locator("#announced")).to_contain_text("Se publicaron nuevas cifras")
        expect(page.locator("a.tile.is-moved", has_text="A1")).to_have_count(0)


def test_a_lost_connection_is_said_and_heals(sample_server: str, visit: Visit) -> None:
    page = visit(f"{sample_server}/objective/A1?lang=fr", locale="fr-FR")
    bar = page.locator(".connection")
    expect(bar).to_have_text("")
    page.context.set_offline(True)
    expect(bar).to_contain_text("Connexion perdue")
    expect(page.locator("main h1")).to_have_text("CDN")
    page.context.set_offline(False)
    expect(bar).to_contain_text("Connexion rétablie")


def test_any_page_goes_to_another_day(sample_server: str, visit: Visit) -> None:
    page = visit(f"{sample_server}/region/002?lang=en&horizon=2050")
    page.fill("#foot-day", "2025-06-01")
    page.locator("footer").get_by_role("button", name="Show").click()
    page.wait_for_url(re.compile("asof=2025-06-01"))
    assert "/region/002" in page.url and "horizon=2050" in page.url
    expect(page.locator("aside.time-bar")).to_contain_text("1 June 2025")


def test_a_document_names_itself_in_every_language(sample_server: str, visit: Visit) -> None:
    page = visit(f"{sample_server}/objective/A1?lang=es&horizon=2050")
    links = page.locator("link[rel=alternate][hreflang]")
    told = {link.get_attribute("hreflang"): link.get_attribute("href") for link in links.all()}
    assert told["fr"] == "/objective/A1?lang=fr&horizon=2050"
    assert set(told) == {"en", "fr", "es"}


@pytest.mark.one_file
def test_a_page_that_cannot_be_read_now_is_asked_for_again_by_itself(
    sample_home: Home, visit: Visit
) -> None:
    (published,) = sample_home.snapshots.glob("*.duckdb")
    whole = published.read_bytes()
    with serving(sample_home) as address:
        page = visit(f"{address}/?lang=es")
        os.truncate(published, len(whole) // 4)
        page.goto(f"{address}/objective/A1?lang=es&asof=2025-06-01")
        expect(page.locator("main h1")).to_have_text("No se ha podido mostrar esta página")
        expect(page.get_by_role("alert")).to_contain_text("se vuelve a cargar por sí sola")
        published.write_bytes(whole)
        expect(page.locator("main h1")).to_have_text("CDN")
