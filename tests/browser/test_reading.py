"""What a reader does: look, change language and horizon, go down and come back up."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.addresses import ADDRESSES

Visit = Callable[..., Page]


def test_the_overview_shows_24_objectives_under_6_goals(sample_server: str, visit: Visit) -> None:
    page = visit(sample_server)
    expect(page.locator("a.tile")).to_have_count(24)
    expect(page.locator("section.goal")).to_have_count(6)
    assert page.title() == "Overview – “4 per 1000” Dashboard"


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_says_sample_data_and_draws_without_a_foreign_request(
    sample_server: str, visit: Visit, address: str
) -> None:
    page = visit(sample_server + address)
    expect(page.locator("body")).to_contain_text("Sample data")
    expect(page.locator("h1")).to_have_count(1)
    assert "{" not in page.inner_text("body")


@pytest.mark.parametrize(
    ("lang", "menu", "status"),
    [
        ("en", "Facilities", "On track"),
        ("fr", "Facilités", "En bonne voie"),
        ("es", "Facilidades", "En buen camino"),
    ],
)
def test_the_language_is_in_the_address_and_in_the_document(
    sample_server: str, visit: Visit, lang: str, menu: str, status: str
) -> None:
    page = visit(f"{sample_server}/?lang={lang}")
    expect(page.locator("html")).to_have_attribute("lang", lang)
    expect(page.locator("nav.mainnav").first).to_contain_text(menu)
    expect(page.locator("a.tile .st").filter(has_text=status).first).to_be_visible()
    page.click("header.topbar .lang >> text=ES")
    expect(page.locator("html")).to_have_attribute("lang", "es")
    assert "lang=es" in page.url


def test_the_browsers_language_is_used_where_the_address_says_none(
    sample_server: str, visit: Visit
) -> None:
    page = visit(sample_server, locale="fr-FR")
    expect(page.locator("html")).to_have_attribute("lang", "fr")


def test_down_from_the_initiative_to_a_partner_and_back_up_by_links(
    sample_server: str, visit: Visit
) -> None:
    page = visit(sample_server)
    heading = page.locator("main h1")  # the address changes before the page is drawn
    page.click("a.tile >> nth=0")
    expect(heading).to_have_text("NDCs")
    page.click("main >> a[href*='/region/002']")
    expect(heading).to_have_text("Africa")
    page.click("main >> a[href*='/place/BFA']")
    expect(heading).to_have_text("Burkina Faso")
    page.click("main >> a[href*='/partner/'] >> nth=0")
    expect(heading).to_contain_text("Sample partner")
    page.go_back()
    expect(heading).to_have_text("Burkina Faso")
    page.click(".crumbs a >> nth=0")
    page.wait_for_url(lambda url: "/place/" not in url)
    expect(heading).not_to_have_text("Burkina Faso")


def test_facility_by_facility(sample_server: str, visit: Visit) -> None:
    page = visit(f"{sample_server}/facilities")
    page.click("main >> a[href*='/facility/CF4'] >> nth=0")
    page.wait_for_url("**/facility/CF4**")
    expect(page.locator("main h1")).to_have_text("Soil Health Programs")
    page.click("main >> a[href*='/objective/B1'] >> nth=0")
    page.wait_for_url("**/objective/B1**")
    expect(page.locator("main")).to_contain_text("No baseline set")


def test_a_filter_is_in_the_address_and_changes_no_verdict(
    sample_server: str, visit: Visit
) -> None:
    page = visit(sample_server)
    verdicts = page.locator("a.tile .st").all_inner_texts()
    page.click(".controls details.menu summary >> nth=0")
    page.click(".controls details.menu[open] a[href*='region=002']")
    page.wait_for_url("**region=002**")
    expect(page.locator(".controls summary >> nth=0")).to_contain_text("Africa")
    assert page.locator("a.tile .st").all_inner_texts() == verdicts
    again = visit(page.url)  # the link reproduces the view
    expect(again.locator(".controls summary >> nth=0")).to_contain_text("Africa")


def test_the_horizon_is_in_the_address(sample_server: str, visit: Visit) -> None:
    page = visit(sample_server)
    page.click(".seg >> text=2050")
    page.wait_for_url("**horizon=2050**")
    expect(page.locator("main h1")).to_contain_text("2050")


def test_the_sum_can_be_opened_and_the_chart_has_a_table(sample_server: str, visit: Visit) -> None:
    page = visit(f"{sample_server}/objective/A1")
    page.wait_for_selector(".js-plotly-plot")
    expect(page.locator("details.sum").first).to_contain_text("28 of 196")
    page.click("text=The same figures as a table")
    expect(page.locator("main")).to_contain_text("2022")


@pytest.mark.parametrize(
    ("path", "sheets"), [("/", 2), ("/objective/A1", 3), ("/facility/CF4", 2), ("/objective/E3", 2)]
)
def test_a_printed_page_is_a_handout_of_a_few_sheets(
    sample_server: str, visit: Visit, path: str, sheets: int
) -> None:
    page = visit(f"{sample_server}{path}?lang=fr")
    page.emulate_media(media="print")
    printed = page.pdf(prefer_css_page_size=True)
    assert 1 <= len(re.findall(rb"/Type /Page\b", printed)) <= sheets
    assert b"/MediaBox [0 0 84" in printed  # A4, landscape
