"""Time travel and changes: the past says that it is past, and leads back to today."""

import re
from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.test_everyone import ALL

Visit = Callable[..., Page]


def test_an_earlier_day_is_shown_says_so_and_leads_back(sample_server: str, visit: Visit) -> None:
    page = visit(f"{sample_server}/objective/A1?lang=fr&asof=2024-06-01")
    banner = page.locator("aside.time-bar")
    expect(banner).to_contain_text("1er juin 2024")
    expect(page.locator("main")).to_contain_text("43 sur 196 pays")
    assert Axe().run(page, options=ALL).response["violations"] == []
    page.click("nav.mainnav >> text=Objectifs")
    page.wait_for_url(re.compile("/objectives.*asof=2024-06-01"))
    expect(banner).to_be_visible()
    banner.get_by_role("link", name="Revenir à aujourd’hui").click()
    expect(banner).to_have_count(0)
    assert "asof" not in page.url


def test_changes_are_asked_for_by_date_without_a_script_of_ours(
    sample_server: str, visit: Visit
) -> None:
    page = visit(f"{sample_server}/changes?lang=es&horizon=2050")
    page.fill("#changes-since", "2026-04-01")
    page.locator("main").get_by_role("button", name="Mostrar").click()
    page.wait_for_url(re.compile("since=2026-04-01"))
    assert "lang=es" in page.url and "horizon=2050" in page.url
    expect(page.locator("ul.changes").first).to_contain_text("En buen camino")
    expect(page.locator("ul.changes").first).to_contain_text("B-0000")
    page.get_by_role("link", name="365 días").click()
    expect(page.get_by_role("link", name="365 días")).to_have_attribute("aria-current", "true")


def test_a_change_leads_to_its_objective_today(sample_server: str, visit: Visit) -> None:
    page = visit(f"{sample_server}/changes?since=2026-04-01")
    page.locator("ul.changes h3 a").first.click()
    page.wait_for_url(re.compile("/objective/"))
    assert "since" not in page.url
