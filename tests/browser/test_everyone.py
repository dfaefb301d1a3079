"""WCAG 2.2 AA with axe, the keyboard, narrow screens."""

import os
import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from data.text.i18n import LANGUAGES
from tests.browser.addresses import ADDRESSES
from tests.browser.fitting import misfits

Visit = Callable[..., Page]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL = {"runOnly": TAGS, "resultTypes": ["violations"]}
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
# Structure does not depend on colours, nor contrast on words: each language is asked in one look.
# TEST_AXE=all asks everything of every look.
LOOKS = [
    (1440, "none", {"en": ALL}),
    (390, "none", {"es": ALL}),
    (1440, "active", {}),
    (390, "active", {"fr": CONTRAST}),
]
ASK_ALL = os.environ.get("TEST_AXE") == "all"
# Of a table's rows, all of one kind, the first thirty are read.
SHORTEN = "document.querySelectorAll('tbody tr:nth-child(n+31)').forEach(row => row.remove())"


@pytest.mark.parametrize("path", ADDRESSES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_words_can_be_read_and_axe_finds_nothing(
    sample_server: str, visit: Visit, path: str, lang: str
) -> None:
    """Every page in every language, wide and narrow, in its own colours and in forced ones."""
    page = visit(f"{sample_server}{path}{'&' if '?' in path else '?'}lang={lang}")
    if page.locator("#measures-slot").count():
        page.locator("#measures-slot").scroll_into_view_if_needed()  # which draws it
        expect(page.locator(".ag-cell, .ag-overlay").first).to_be_visible()
        page.evaluate("scrollTo(0, 0)")  # the head of the page covers what scrolled under it
    page.evaluate(SHORTEN)
    assert misfits(page) == {}
    for width, colours, rules in LOOKS:
        if not ASK_ALL and lang not in rules:
            continue
        page.set_viewport_size({"width": width, "height": 900})
        # Without motion, so that no colour is on its way.
        page.emulate_media(forced_colors=colours, reduced_motion="reduce")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found = Axe().run(page, options=ALL if ASK_ALL else rules[lang])
        told = [
            (fault["id"], [node["html"][:120] for node in fault["nodes"][:3]])
            for fault in found.response["violations"]
        ]
        assert told == [], (width, colours)


def test_a_script_that_got_into_a_page_does_not_run(sample_server: str, browser: Browser) -> None:
    page = browser.new_context().new_page()
    page.goto(sample_server)
    page.wait_for_selector("#react-entry-point main#main h1")
    with page.expect_console_message(lambda said: "Content Security Policy" in said.text):
        page.evaluate(
            "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"got = 1\">')"
        )
    assert page.evaluate("typeof got") == "undefined"
    page.close()


def test_the_keyboard_skips_to_the_page_and_opens_an_objective(
    sample_server: str, visit: Visit
) -> None:
    page = visit(sample_server)
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    page.keyboard.press("Enter")
    tile = page.locator("a.tile").first
    for _ in range(80):
        page.keyboard.press("Tab")
        if tile.evaluate("tile => tile === document.activeElement"):
            break
    expect(tile).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/objective/A1**")
    expect(page.locator("main h1")).to_have_text("NDCs")


def test_without_web_sockets_every_page_opens(sample_server: str, visit: Visit) -> None:
    page = visit(sample_server, locale="en-GB")
    page.route_web_socket("**/*", lambda socket: socket.close())
    for path in ADDRESSES:
        page.goto(f"{sample_server}{path}")
        expect(page.locator("#react-entry-point main#main h1")).not_to_be_empty()


def test_the_keyboard_walks_from_the_overview_to_a_partner_and_back(
    sample_server: str, visit: Visit
) -> None:
    page = visit(f"{sample_server}/?lang=en")
    for name, heading in (("C1 Advocacy", "Advocacy & Awareness"), ("Sample partner", "Sample")):
        link = page.locator("main a", has_text=re.compile(f"^{name}|{name.split()[0]}")).first
        link.focus()
        page.keyboard.press("Enter")
        expect(page.locator("main h1")).to_contain_text(heading)
        assert page.evaluate("document.activeElement.id") == "main"
    page.go_back()
    expect(page.locator("main h1")).to_contain_text("Advocacy & Awareness")
    page.go_back()
    expect(page.locator("a.tile")).to_have_count(24)
