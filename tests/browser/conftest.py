"""A real browser on the real server."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright

from data.home import Home
from tests.serving import PATIENCE, serving

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PATIENCE_MS = 1000 * PATIENCE  # on a busy machine; what is seen decides
expect.set_options(timeout=PATIENCE_MS)
NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("FPT_BROWSER_PATH") or next(filter(None, map(shutil.which, NAMES)), None)
    assert path, "no Chromium: run `sh .ci/browser`, or name one in FPT_BROWSER_PATH"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=FLAGS, timeout=PATIENCE_MS)
        with patch.object(Browser, "new_context", _patient(Browser.new_context)):
            yield opened
        opened.close()


def _patient(make: Callable[..., BrowserContext]) -> Callable[..., BrowserContext]:
    """Makes contexts whose pages are waited for longer than by default."""

    def new_context(self: Browser, **options: object) -> BrowserContext:
        context = make(self, **options)
        context.set_default_timeout(PATIENCE_MS)
        return context

    return new_context


@pytest.fixture(scope="session")
def sample_server(sample_template: Path) -> Iterator[str]:
    """A server over the samples; for tests that only look."""
    with serving(Home(sample_template)) as address:
        yield address


@pytest.fixture(scope="session")
def shared(browser: Browser) -> BrowserContext:
    """The browser with its cache, as a reader's on the second visit."""
    return browser.new_context()


@pytest.fixture
def visit(browser: Browser, shared: BrowserContext) -> Iterator[Callable[..., Page]]:
    """Opens an address and waits until its page is drawn; fails on errors in the page.

    One page at a time: open pages keep a browser busy. Pages share a cache unless `options`
    ask for a browser of its own kind.
    """
    pages: list[Page] = []
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_page(address: str, width: int = 1440, **options: object) -> Page:
        while pages:
            pages.pop().close()
        context = shared
        if options:
            context = browser.new_context(**options)  # type: ignore[arg-type]
            contexts.append(context)
        page = context.new_page()
        pages.append(page)
        page.set_viewport_size({"width": width, "height": 900})
        page.on("pageerror", lambda error: faults.append(f"{address}: {error}"))
        page.on("console", lambda said: faults.extend(_against_policy(said.text)))
        page.on("request", lambda request: faults.extend(_foreign(request)))
        page.goto(address)
        page.wait_for_selector("#react-entry-point main#main h1")
        return page

    yield open_page
    for page in pages:
        page.close()
    for context in contexts:
        context.close()
    assert faults == []


def _against_policy(said: str) -> list[str]:
    """What the browser says where the page's own policy stops something of it."""
    return [said] if "Content Security Policy" in said else []


def _foreign(request: Request) -> list[str]:
    """A request to anywhere but this machine."""
    at_home = request.url.startswith(("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:"))
    return [] if at_home else [f"request to {request.url}"]
