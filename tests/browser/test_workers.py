"""Two workers and many loads: no error, no lock message, every answer from one snapshot."""

import os
import re
import threading
from collections.abc import Callable
from pathlib import Path

import httpx
from playwright.sync_api import Page, expect

from data.home import Home
from tests.serving import PATIENCE, run_ingest, serving

LOADS = int(os.environ.get("TEST_LOADS", "4"))  # forty take three minutes


def test_two_workers_while_loads_come_in(
    facts_home: Home, visit: Callable[..., Page], tmp_path: Path
) -> None:
    ended: list[tuple[int, str]] = []

    def deliver() -> None:
        for number in range(LOADS):
            file = tmp_path / f"{number}.csv"
            file.write_text(
                "indicator,partner,place,period,value,activity\n"
                f"C1.1,afris,BEN,2025-Q1,1,left-{number}\n"
                f"C1.1,giz,DEU,2025-Q1,1,right-{number}\n"
            )
            done = run_ingest(facts_home, "load", str(file), sample=False)
            ended.append((done.returncode, done.stderr))

    loads = threading.Thread(target=deliver)
    with serving(facts_home, workers=2, FPT_SAMPLE="0") as address:
        page = visit(f"{address}/objective/C1")
        with httpx.Client(base_url=address, timeout=PATIENCE) as client:
            loads.start()
            while loads.is_alive():
                _check_one_snapshot(client.get("/api/v1/objectives").json()["objectives"])
                _check_page(page.inner_text("body"))
                loads.join(0.1)  # so that readers do not keep loads from their turn
        expect(page.locator(".verdict").first).to_contain_text(str(2 * LOADS))
    assert [code for code, _ in ended] == [0] * LOADS, ended
    assert not any("busy" in told or "lock" in told for _, told in ended)


def _check_one_snapshot(objectives: list[dict[str, object]]) -> None:
    assert len(objectives) == 24
    assert len({objective["snapshot"] for objective in objectives}) == 1


def _check_page(text: str) -> None:
    assert "could not be" not in text
    counted = re.search(r"(\d+) measures?\b", text)
    assert counted is None or int(counted.group(1)) % 2 == 0  # a delivery's two rows together
