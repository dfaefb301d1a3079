"""An editor makes an issue: picks, copies, downloads; the block opens from a file."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from data.home import Home
from tests.browser.test_everyone import ALL
from tests.serving import PATIENCE, serving

Visit = Callable[..., Page]
ISSUE = "charts=scorecard/all,objective/A1&since=2026-06-01&images=latest"


@pytest.mark.parametrize(("lang", "width"), [("en", 1440), ("fr", 390), ("es", 1440)])
def test_everyone_can_use_the_kit(sample_server: str, visit: Visit, lang: str, width: int) -> None:
    page = visit(f"{sample_server}/newsletter?lang={lang}&{ISSUE}", width)
    expect(page.locator("iframe.kit-frame")).to_have_count(3)
    assert Axe().run(page, options=ALL).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    inside = page.frame_locator("iframe.kit-frame").nth(1)
    expect(inside.get_by_text("Voir le tableau de bord en direct")).to_be_visible()


def test_charts_are_picked_and_ordered_by_keyboard(sample_server: str, visit: Visit) -> None:
    page = visit(f"{sample_server}/newsletter?lang=en&langs=en&{ISSUE}")
    page.get_by_role("link", name="Move up: A1 NDCs").press("Enter")
    expect(page.locator(".kit-order li").first).to_contain_text("A1 NDCs")
    page.fill("#kit-link", "/facility/CF4?lang=fr")
    page.get_by_role("button", name="Add", exact=True).click()
    page.wait_for_url(re.compile("CF4"))
    expect(page.locator(".kit-order li")).to_have_count(3)
    expect(page.frame_locator("iframe.kit-frame").locator("img")).to_have_count(3)


def test_the_code_is_copied_and_said_to_be(sample_server: str, visit: Visit) -> None:
    page = visit(
        f"{sample_server}/newsletter?lang=en&langs=en&{ISSUE}",
        permissions=["clipboard-read", "clipboard-write"],
    )
    page.get_by_role("button", name="Copy HTML").click()
    expect(page.locator("#kit-told")).to_have_text("Copied")
    held = page.evaluate("navigator.clipboard.readText()")
    assert held.startswith("<table role=") and f'src="{sample_server}/chart/' in held
    page.get_by_role("button", name="Copy for Outlook or Gmail").click()
    kinds = "navigator.clipboard.read().then(items => items[0].types)"
    page.wait_for_function(f"{kinds}.then(types => types.includes('text/html'))")


def test_the_block_opens_from_a_file_with_its_images(
    sample_server: str, browser: Browser, tmp_path: Path
) -> None:
    for lang in ("en", "fr", "es"):
        with urlopen(
            f"{sample_server}/newsletter/block.html?lang={lang}&{ISSUE}", timeout=PATIENCE
        ) as answer:
            (tmp_path / f"{lang}.html").write_bytes(answer.read())
        page = browser.new_context().new_page()
        page.goto((tmp_path / f"{lang}.html").as_uri())
        page.wait_for_function("Array.from(document.images).every(i => i.complete)")
        sizes = page.evaluate("Array.from(document.images).map(i => [i.naturalWidth, i.width])")
        assert sizes == [[1200, 600], [1200, 600]]
        assert page.evaluate("document.querySelector('table').offsetWidth") == 600
        page.close()


def test_the_button_freezes_and_then_there_is_code(sample_home: Home, visit: Visit) -> None:
    with serving(sample_home) as address:
        page = visit(f"{address}/newsletter?lang=en&langs=es&charts=objective/A1")
        expect(page.locator(".kit-wait")).to_be_visible()
        assert not sample_home.frozen.exists()
        page.get_by_role("button", name="Freeze the images").click()
        expect(page.locator("#kit-html-es")).to_have_value(re.compile("/frozen/[0-9a-f]{32}.png"))
        with page.expect_download() as download:
            page.get_by_role("link", name="Download issue pack").click()
        assert re.fullmatch(
            r"4per1000-newsletter-[\d-]{10}\.zip", download.value.suggested_filename
        )
        page.goto("about:blank")
