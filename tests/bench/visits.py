"""What a visit costs a browser: seconds to the first paint of all tiles, and bytes on the way."""

import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from data.home import Home
from tests.serving import ROOT, await_answer, free_port, serving

FLAGS = ["--no-sandbox", "--disable-gpu"]
TURNS = 5
SETTLE = 1500  # milliseconds for what follows the tiles
CHARTS = ("plotly", "/chart/")  # what comes after the tiles is not counted


@dataclass(frozen=True, slots=True)
class Visit:
    """Seconds until what was waited for is there, and bytes that came over the wire."""

    seconds: float
    size: int


@dataclass(frozen=True, slots=True)
class Visits:
    """First visits to the smallest page and to the overview, and a second one to the overview."""

    smallest: Visit
    overview: Visit
    again: Visit


def visited(home: Home) -> Visits:
    """Medians of several visits, the two pages taking turns."""
    with sync_playwright() as playwright, _minimal() as small, serving(home) as ours:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        pairs = [(_first(browser, small, "#hello"), _both(browser, ours)) for _ in range(TURNS)]
        browser.close()
    return Visits(
        smallest=_median([smallest for smallest, _ in pairs]),
        overview=_median([first for _, (first, _) in pairs]),
        again=_median([again for _, (_, again) in pairs]),
    )


def _first(browser: Browser, address: str, shown: str) -> Visit:
    context = browser.new_context()
    visit = _visit(context, address, shown)
    context.close()
    return visit


def _both(browser: Browser, address: str) -> tuple[Visit, Visit]:
    context = browser.new_context()
    visits = _visit(context, address, ".tile"), _visit(context, address, ".tile")
    context.close()
    return visits


def _visit(context: BrowserContext, address: str, shown: str) -> Visit:
    page = context.new_page()
    wire = context.new_cdp_session(page)
    names: dict[str, str] = {}
    sizes: dict[str, int] = {}
    wire.on(
        "Network.requestWillBeSent", lambda e: names.update({e["requestId"]: e["request"]["url"]})
    )
    wire.on(
        "Network.loadingFinished",
        lambda e: sizes.update({e["requestId"]: int(e["encodedDataLength"])}),
    )
    wire.send("Network.enable")
    start = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator(shown).last.wait_for()
    seconds = time.perf_counter() - start
    page.wait_for_timeout(SETTLE)
    page.close()
    return Visit(
        seconds,
        sum(
            n
            for request, n in sizes.items()
            if not any(word in names.get(request, "") for word in CHARTS)
        ),
    )


def _median(visits: list[Visit]) -> Visit:
    return Visit(
        statistics.median(visit.seconds for visit in visits),
        int(statistics.median(visit.size for visit in visits)),
    )


@contextmanager
def _minimal() -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-m", "tests.bench.minimal", str(port)]
    process = subprocess.Popen(command, cwd=ROOT)
    address = f"http://127.0.0.1:{port}"
    try:
        await_answer(address)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=30)
