"""The API's own page: shown whole, and nothing of it comes from elsewhere."""

from playwright.sync_api import Browser, expect


def test_the_api_is_described_from_our_own_files(browser: Browser, sample_server: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{sample_server}/api/docs")
    expect(page.locator("#swagger-ui")).to_contain_text("/api/v1/objectives")
    assert [url for url in asked if not url.startswith((sample_server, "data:"))] == []
    assert faults == []
    context.close()
