"""Charts on another site's page, with scripts and without; and the page that hands them out."""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

Visit = Callable[..., Page]


@contextmanager
def other_site(inside: str) -> Iterator[str]:
    """A page of another origin on loopback."""
    page = f"<!doctype html><html lang=en><title>Host</title><body>{inside}</body></html>"

    class Host(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def frame_of(address: str, path: str) -> str:
    return f'<iframe src="{address}{path}" width="600" height="200" title="Chart"></iframe>'


@pytest.mark.parametrize("scripts", [True, False])
def test_an_embed_is_read_on_another_site(
    browser: Browser, sample_server: str, scripts: bool
) -> None:
    inside = frame_of(sample_server, "/embed/objective/A1?lang=fr")
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with other_site(inside) as host:
        page.goto(host)
        chart = page.frame_locator("iframe")
        expect(chart.locator("h1")).to_contain_text("A1")
        expect(chart.locator("figure svg:visible")).to_have_count(1)
        chart.locator("summary").click()
        expect(chart.locator("table")).to_be_visible()
        hosts = {urlsplit(url).netloc for url in asked}
        assert hosts == {urlsplit(host).netloc, urlsplit(sample_server).netloc}
        ours = [url for url in asked if url.startswith(sample_server)]
        assert [url for url in ours if "/embed/" not in url and "favicon" not in url] == []
    context.close()


def test_a_frame_takes_the_height_of_its_chart(browser: Browser, sample_server: str) -> None:
    loader = f'<script async src="{sample_server}/embed.js"></script>'
    inside = frame_of(sample_server, "/embed/scorecard/all?lang=en") + loader
    context = browser.new_context()
    page = context.new_page()
    with other_site(inside) as host:
        page.goto(host)
        frame = page.locator("iframe")
        expect(frame).not_to_have_css("height", "200px")
        before = frame.evaluate("frame => frame.offsetHeight")
        page.frame_locator("iframe").locator("summary").click()
        page.wait_for_function(
            "before => document.querySelector('iframe').offsetHeight > before", arg=before
        )
    context.close()


def test_a_frame_that_was_there_before_the_script_takes_its_height(
    browser: Browser, sample_server: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    with other_site(frame_of(sample_server, "/embed/scorecard/all?lang=en")) as host:
        page.goto(host)
        expect(page.frame_locator("iframe").locator("main")).to_be_visible()
        expect(page.locator("iframe")).to_have_css("height", "200px")
        page.add_script_tag(url=f"{sample_server}/embed.js")
        expect(page.locator("iframe")).not_to_have_css("height", "200px")
    context.close()


def test_our_own_pages_refuse_to_be_framed(browser: Browser, sample_server: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    with other_site(frame_of(sample_server, "/objective/A1?lang=en")) as host:
        page.goto(host)
        page.wait_for_function("() => true")
        expect(page.frame_locator("iframe").locator("#main")).to_have_count(0)
    assert any("frame-ancestors" in words for words in refused)
    context.close()


def test_an_open_embed_looks_for_newer_figures(browser: Browser, sample_server: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.clock.install()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{sample_server}/embed/objective/A1?lang=en")
    expect(page.locator("h1")).to_contain_text("A1")
    first = len(asked)
    with page.expect_response(lambda answer: "/embed/" in answer.url):
        page.clock.fast_forward(61_000)
    assert len(asked) == first + 1
    context.close()


@pytest.mark.parametrize("width", [320, 600])
def test_axe_finds_nothing_in_an_embed(browser: Browser, sample_server: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 600}, bypass_csp=True)
    page = context.new_page()
    for path in ("objective/A1", "scorecard/all", "goal/A", "map/A1"):
        page.goto(f"{sample_server}/embed/{path}?lang=fr")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found = Axe().run(page).response["violations"]
        assert [(path, v["id"], v["nodes"][0]["html"][:120]) for v in found] == []
    context.close()


def test_a_chart_is_embedded_and_frozen_by_keyboard(sample_server: str, visit: Visit) -> None:
    page = visit(f"{sample_server}/objective/A1?lang=fr")
    page.get_by_role("link", name="Partager ou intégrer").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/share/objective/A1?**")
    page.get_by_role("button", name="Créer une intégration").focus()
    page.keyboard.press("Enter")
    code = page.get_by_label("Code de l’intégration")
    expect(code).to_have_value(
        re.compile(re.escape(f'<iframe src="{sample_server}/embed/objective/A1'))
    )
    page.get_by_role("button", name="Figer cette image").focus()
    page.keyboard.press("Enter")
    frozen = page.get_by_label("Code de l’image figée")
    expect(frozen).to_have_value(re.compile("/frozen/"))
    assert 'alt="A1' in frozen.input_value()
    found = Axe().run(page, context="main").response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found] == []
