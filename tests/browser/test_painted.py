"""The page that comes with the document: there at once, there without scripts, gone unnoticed."""

from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

Visit = Callable[..., Page]


def test_without_scripts_a_reader_walks_from_the_overview_to_a_verdict(
    sample_server: str, browser: Browser
) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{sample_server}/?lang=es")
    expect(page.locator("a.tile")).to_have_count(24)
    page.locator("a.tile").first.click()
    expect(page.locator("h1")).to_have_text("CDN")
    expect(page.locator(".verdict")).to_have_count(2)
    page.locator("input[name=q]").first.fill("benin")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Benín")
    page.context.close()


def test_the_reader_keeps_their_place_when_the_application_takes_over(
    sample_server: str, browser: Browser
) -> None:
    page = browser.new_context().new_page()
    held: list[Callable[[], None]] = []
    page.route("**/_dash-update-component?*", lambda route: held.append(route.continue_))
    page.goto(f"{sample_server}/?lang=en", wait_until="commit")
    tile = page.locator("#painted a.tile").nth(3)
    tile.focus()
    told = tile.text_content()
    while not held:  # until the application asks for its own
        page.wait_for_timeout(20)  # gives the browser its turn; what is seen decides
    page.evaluate("window.scrollBy({top: 300, behavior: 'instant'})")
    before = page.evaluate("window.scrollY")
    while page.locator("#painted").count():
        for go_on in held:
            go_on()
        held.clear()
        page.wait_for_timeout(20)
    assert before > 200
    assert page.evaluate("document.activeElement.textContent") == told
    assert abs(page.evaluate("window.scrollY") - before) < 40
    expect(page.locator("main h1")).to_have_count(1)
    page.context.close()
