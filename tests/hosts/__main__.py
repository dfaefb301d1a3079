"""`make hosts`: two web hosts over one lake, behind nginx, and a browser in front of it.

Each publication is seen on both within two seconds; a host that is killed, or whose cable is
pulled, fails no page. One JSON line a figure; exit 1 where something does not hold.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, sync_playwright

from tests.databases import postgres
from tests.hosts.network import Host, cut, hosts, join
from tests.hosts.proxy import proxied
from tests.hosts.web import PORT, WebHost
from tests.serving import ROOT

HEADER = "indicator,partner,place,period,value,activity\n"
PAGES = ("/", "/objective/C1", "/facilities", "/region/002", "/partners", "/place/BEN", "/changes")
ALLOWED = 2.0  # seconds until a publication is seen
TURNS = 5
BURST = 60  # of deploy/nginx/locations.conf
FLOOD = """
import json, sys, time, httpx
began = time.monotonic()
found = [httpx.post(sys.argv[1]).status_code for _ in range(150)]
refused = found.count(429)
print(json.dumps([len(found) - refused, refused, time.monotonic() - began]))
"""
PATIENCE = 30_000  # milliseconds for a page


class Checks:
    """Figures as they come, and whether all held."""

    def __init__(self) -> None:
        self.failed = 0

    def tell(self, name: str, *, held: bool, **figures: object) -> None:
        """One figure, and whether it is as it must be."""
        self.failed += not held
        print(json.dumps({"name": name, "held": held, **figures}), flush=True)


def main() -> int:
    checks = Checks()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="fpt-hosts-")))
        settings = stack.enter_context(_lake(folder))
        _ingest(settings, "prepare")
        two = stack.enter_context(hosts(2))
        webs = [stack.enter_context(WebHost(host, settings)) for host in two]
        address = stack.enter_context(proxied(two, PORT, folder))
        page = stack.enter_context(_browser())
        _publications(checks, webs, settings, folder, page, address)
        _flood(checks, two[0], address)
        _failure(checks, "a host is killed", page, address, lambda: webs[0].end(signal.SIGKILL))
        webs[0].__enter__()
        _failure(checks, "a cable is pulled", page, address, lambda: cut(two[1]))
        join(two[1])
        _publications(checks, webs, settings, folder, page, address, first=TURNS)
    return int(bool(checks.failed))


@contextmanager
def _lake(folder: Path) -> Iterator[dict[str, str]]:
    """Settings of a lake and of accounts in a PostgreSQL of their own."""
    (folder / "database").mkdir(mode=0o700)
    running = postgres(folder / "database")
    addresses = next(running)
    lake, accounts = next(addresses), next(addresses)
    try:
        yield {
            "FPT_HOME": str(folder / "home"),
            "FPT_STORE": f"ducklake:postgres:{lake.replace('+psycopg', '')}",
            "FPT_DATA_PATH": str(folder / "lake"),
            "FPT_ACCOUNTS_URL": accounts,
            "FPT_SAMPLE": "0",
            "FPT_PREPARE_PICTURES": "0",
        }
    finally:
        running.close()


@contextmanager
def _browser() -> Iterator[Page]:
    with sync_playwright() as playwright:
        path = os.environ.get("FPT_BROWSER_PATH") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser.new_page()
        browser.close()


def _ingest(settings: dict[str, str], *said: str) -> str:
    command = [sys.executable, "-m", "ingest", *said]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | settings, check=True, capture_output=True, text=True
    )
    return done.stdout


def _publications(
    checks: Checks,
    webs: list[WebHost],
    settings: dict[str, str],
    folder: Path,
    page: Page,
    address: str,
    first: int = 0,
) -> None:
    """Load from this machine; both hosts, and an open page, show it soon after."""
    page.goto(f"{address}/objective/C1?lang=en")
    page.wait_for_selector("#painted", state="detached")
    for turn in range(first, first + TURNS):
        file = folder / "new.csv"
        file.write_text(f"{HEADER}C1.1,afris,BEN,2025-Q1,{turn + 1},turn-{turn}\n")
        snapshot = json.loads(_ingest(settings, "load", "--json", str(file)))["snapshot"]
        began = time.monotonic()
        seen = [_seen(web, snapshot, began) for web in webs]
        page.locator("main", has_text=snapshot).wait_for(timeout=20_000)
        shown = time.monotonic() - began
        checks.tell(
            "a publication is seen on both hosts, and on an open page",
            held=max(*seen, shown) <= ALLOWED,
            hosts=[round(s, 2) for s in seen],
            page=round(shown, 2),
        )


def _seen(web: WebHost, snapshot: str, began: float) -> float:
    """Seconds until a host serves a snapshot; it is asked for ten times as long as is allowed."""
    while web.snapshot() != snapshot and time.monotonic() - began < 10 * ALLOWED:
        time.sleep(0.02)
    return time.monotonic() - began


def _flood(checks: Checks, sender: Host, address: str) -> None:
    """What one address sends too often is refused, whichever host would have answered it."""
    url = f"http://{sender.gateway}:{urlsplit(address).port}/api/v1/measures"
    told = subprocess.run(
        [*sender.inside, sys.executable, "-c", FLOOD, url],
        check=True,
        capture_output=True,
        text=True,
    )
    passed, refused, seconds = json.loads(told.stdout)
    allowed = 1 + BURST + seconds  # one a second, and so many at once
    checks.tell(
        "a flood is refused over both hosts together",
        held=refused > 0 and passed <= allowed,
        passed=passed,
        refused=refused,
    )


def _failure(
    checks: Checks, name: str, page: Page, address: str, fail: Callable[[], object]
) -> None:
    """Every page that is asked for before, while and after a host goes is drawn."""
    failed, slowest = [], 0.0
    for turn, path in enumerate(PAGES * 2):
        if turn == len(PAGES) // 2:
            fail()
        began = time.monotonic()
        if not _is_drawn(page, f"{address}{path}?lang=en"):
            failed.append(path)
        slowest = max(slowest, time.monotonic() - began)
    checks.tell(name, held=not failed, pages=2 * len(PAGES), slowest=round(slowest, 2), bad=failed)


def _is_drawn(page: Page, address: str) -> bool:
    try:
        answer = page.goto(address, timeout=PATIENCE)
        page.wait_for_selector("#painted", state="detached", timeout=PATIENCE)
    except PlaywrightError:
        return False
    return bool(answer and answer.ok and page.locator("main h1").inner_text())


if __name__ == "__main__":
    sys.exit(main())
