"""The search in a browser: by keyboard alone."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

Visit = Callable[..., Page]
FIELD = ".topbar .search input[name=q]"


def test_a_name_is_typed_chosen_and_opened_by_keyboard(sample_server: str, visit: Visit) -> None:
    page = visit(f"{sample_server}/objectives?lang=fr&horizon=2050")
    page.keyboard.press("/")
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.type("fracne")
    expect(page.locator(FIELD)).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".search-status")).to_contain_text("Résultats\u00a0: ")
    page.keyboard.press("ArrowDown")
    active = page.locator(FIELD).get_attribute("aria-activedescendant")
    expect(page.locator(f"#{active}")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.wait_for_url("**/place/FRA?**")
    assert "lang=fr" in page.url and "horizon=2050" in page.url
    expect(page.locator("main h1")).to_have_text("France")


def test_escape_closes_and_a_slash_in_a_field_is_a_slash(sample_server: str, visit: Visit) -> None:
    page = visit(f"{sample_server}/objectives?lang=en")
    page.keyboard.press("/")
    page.keyboard.type("ben")
    expect(page.locator(".search-pop")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".search-pop")).to_be_hidden()
    expect(page.locator(FIELD)).to_have_attribute("aria-expanded", "false")
    page.keyboard.type("/")
    expect(page.locator(FIELD)).to_have_value("ben/")


@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_in_open_results(sample_server: str, visit: Visit, width: int) -> None:
    page = visit(f"{sample_server}/objectives?lang=fr", width)
    page.keyboard.press("/")
    page.keyboard.type("sol")
    expect(page.locator(".search-pop")).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page, context=".topbar").response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found] == []


@pytest.mark.parametrize("width", [390, 1440])
def test_enter_opens_all_results_and_the_page_stays_within_the_screen(
    sample_server: str, visit: Visit, width: int
) -> None:
    page = visit(f"{sample_server}/objectives?lang=fr", width)
    page.keyboard.press("/")
    page.keyboard.type("sols")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?**q=sols")
    expect(page.locator(".search-found a").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_names_of_partners_are_only_text(sample_server: str, visit: Visit) -> None:
    page = visit(f"{sample_server}/search?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&lang=en")
    expect(page.locator("main h1")).to_have_text("Search: <img src=x onerror=alert(1)>")
    expect(page.locator("main img")).to_have_count(0)
