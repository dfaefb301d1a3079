"""An open page follows publications by itself."""

import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from data.home import Home
from data.ledger.reference_tables import sync
from data.ledger.writer import open_ledger
from data.settings import Settings
from data.store.publish import publish
from ingest.load.load import Delivery, load
from tests.bench.rows import write_rows
from tests.serving import run_ingest, serving

Visit = Callable[..., Page]
MILLION = 1_000_000
METRICS = "fetch('/metrics').then(answer => answer.text())"
HEADER = "indicator,partner,place,period,value,activity\n"


@pytest.fixture(scope="module")
def million_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A ledger of a million measures, published."""
    root = tmp_path_factory.mktemp("million")
    settings = Settings(home=root / "home")
    home = Home(settings.home)
    with open_ledger(home) as ledger:
        sync(ledger, settings)
        load(ledger, Delivery(write_rows(root / "rows.csv", 0, MILLION)))
        publish(ledger)
    return home


def test_a_load_from_another_process_shows_in_an_open_page_without_reload(
    million_home: Home, visit: Visit, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    delays = []
    with serving(million_home) as address:
        page = visit(f"{address}/objective/B1")
        page.evaluate("window.sameDocument = true")
        for turn, place in enumerate(("BEN", "TGO", "MLI"), start=1):
            file = tmp_path / f"{turn}.csv"
            file.write_text(f"{HEADER}B1.1,sample-001,{place},2025,1,\n")
            done = run_ingest(million_home, "load", str(file))
            loaded = time.perf_counter()
            assert done.returncode == 0, done.stderr
            expect(page.locator(".verdict").last).to_contain_text(f"{turn} of 196")
            delays.append(time.perf_counter() - loaded)
        assert page.evaluate("window.sameDocument")
    with capsys.disabled():
        print(f"\nshown {statistics.median(delays):.2f} s after the load ended, of {delays}")


def test_scroll_and_opened_parts_stay_when_a_publication_comes(
    sample_home: Home, visit: Visit, tmp_path: Path
) -> None:
    with serving(sample_home) as address:
        page = visit(f"{address}/objective/C1")
        page.click("text=The same figures as a table")
        page.evaluate("window.scrollTo(0, 700)")
        file = tmp_path / "new.csv"
        file.write_text(f"{HEADER}C1.1,sample-001,BEN,2025-Q1,40,fresh\n")
        assert run_ingest(sample_home, "load", str(file)).returncode == 0
        expect(page.locator(".verdict").first).to_contain_text("54")
        assert page.evaluate("window.scrollY") == 700
        expect(page.locator("details[open] >> text=The same figures as a table")).to_be_visible()


def test_without_web_sockets_the_page_polls(
    sample_home: Home, visit: Visit, tmp_path: Path
) -> None:
    with serving(sample_home) as address:
        page = visit(address, locale="en-GB")  # a context of its own, for its own clock
        page.context.clock.install()
        page.route_web_socket("**/*", lambda socket: socket.close())
        page.goto(f"{address}/objective/C1")
        page.wait_for_selector("#react-entry-point main#main h1")
        file = tmp_path / "new.csv"
        file.write_text(f"{HEADER}C1.1,sample-001,BEN,2025-Q1,40,fresh\n")
        assert run_ingest(sample_home, "load", str(file)).returncode == 0
        page.context.clock.run_for(21_000)
        expect(page.locator(".verdict").first).to_contain_text("54")


@pytest.mark.one_file
def test_a_damaged_newest_snapshot_is_said_on_the_page(sample_home: Home, visit: Visit) -> None:
    with open_ledger(sample_home) as ledger:
        newest = publish(ledger)
    sample_home.snapshot(newest).write_bytes(b"")
    with serving(sample_home) as address:
        page = visit(address)
        expect(page.locator("[role=alert]")).to_contain_text(newest)
        page.wait_for_function(f"{METRICS}.then(t => t.includes('fpt_open_pages 1.0'))")
        page.wait_for_function(f"{METRICS}.then(t => t.includes('fpt_snapshot_damaged 1.0'))")
        expect(page.locator("a.tile")).to_have_count(24)


def test_a_home_without_a_snapshot_says_how_to_make_one_and_heals_by_itself(
    tmp_path: Path, visit: Visit
) -> None:
    home = Home(tmp_path / "home")
    with serving(home) as address:
        page = visit(address)
        expect(page.locator("main")).to_contain_text("make run")
        assert run_ingest(home, "prepare", sample=False).returncode == 0
        expect(page.locator("a.tile")).to_have_count(24)
