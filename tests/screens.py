"""`make screens`: every page at two widths in English and French, small, under docs/screens."""

import os
import re
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from data.home import Home
from data.ledger.writer import open_ledger
from data.settings import Settings
from ingest.cli.prepare import prepare
from tests.browser.addresses import ADDRESSES
from tests.browser.conftest import FLAGS, NAMES
from tests.serving import serving

TARGET = Path(__file__).resolve().parent.parent / "docs/screens"
WIDTHS = (1440, 390)
LANGUAGES = ("en", "fr")
TALLEST = 2600  # pixels of a page; what is below repeats
DRAWN = """
() => !document.querySelector("main .skel, main p.note[role=status], [data-map]:empty") &&
  [...document.querySelectorAll(".dash-graph")].every(graph => graph.querySelector(".main-svg")) &&
  [...document.querySelectorAll(".measures-grid")].every(grid => !grid.checkVisibility() ||
    grid.getBoundingClientRect().top > innerHeight + 600 ||
    grid.querySelector(".ag-cell:not(:empty), .ag-overlay-no-rows-center"))
"""
SCALE, QUALITY = 0.5, 55


def main() -> None:
    """Prepare a home of samples, serve it, and look at every page."""
    path = os.environ.get("FPT_BROWSER_PATH") or next(filter(None, map(shutil.which, NAMES)))
    with tempfile.TemporaryDirectory(prefix="fpt-screens-") as folder:
        settings = Settings(home=Path(folder), sample=True)
        with open_ledger(Home(settings.home)) as opened:
            prepare(opened, settings)
        with serving(Home(settings.home)) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
            for width in WIDTHS:
                _look(browser, address, width)


def _look(browser: Browser, address: str, width: int) -> None:
    context = browser.new_context(
        device_scale_factor=SCALE, viewport={"width": width, "height": 900}
    )
    page = context.new_page()
    for lang in LANGUAGES:
        for path in ADDRESSES:
            joined = "&" if "?" in path else "?"
            page.goto(f"{address}{path}{joined}lang={lang}")
            page.wait_for_selector("#react-entry-point main#main h1")
            page.wait_for_function(DRAWN)
            tall = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
            page.set_viewport_size({"width": width, "height": tall})
            page.wait_for_function(DRAWN)  # what came into view
            page.screenshot(
                path=TARGET / f"{_name(path)}-{lang}-{width}.jpg", type="jpeg", quality=QUALITY
            )
            page.set_viewport_size({"width": width, "height": 900})
    context.close()


def _name(path: str) -> str:
    return re.sub(r"\W+", "-", path.partition("?")[0]).strip("-") or "overview"


if __name__ == "__main__":
    main()
