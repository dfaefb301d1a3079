"""How fast charts travel: kept answers against plain files, a first picture, the prepared set."""

import shutil
import statistics
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import httpx

from dashboard.web import stylesheet
from data.home import Home
from data.ledger.writer import open_ledger
from data.store.publish import publish
from ingest.load.load import Delivery, load
from tests.bench.rows import write_rows
from tests.serving import serving

SECONDS = 3  # of each rate
PREPARED = 3 * 25  # scorecard and objectives in three languages
PATIENCE = 60
ASKED = 30  # questions while pictures are prepared
PICTURE = "/chart/objective/A1.png?lang=fr&preset=email"
EMBED = "/embed/objective/A1?lang=fr"
FILE = stylesheet.address()
QUESTION = "/api/v1/objectives/B3"


@dataclass(frozen=True)
class Travel:
    """Seconds; rates are answers a second, None without `wrk`."""

    file_rate: float | None
    picture_rate: float | None
    embed_rate: float | None
    first_picture: float
    prepared: float
    question_alone: float
    question_beside: float


def travelled(home: Home, root: Path) -> Travel:
    """Measured on one running server over a home."""
    with serving(home, FPT_PREPARE_PICTURES="1") as address, httpx.Client(timeout=60) as client:
        _drawn_since(home, [], time.perf_counter())
        alone = statistics.median(_asked(client, address, number) for number in range(ASKED))
        for path in (FILE, PICTURE, EMBED):
            client.get(address + path)
        rates = [_rate(address + path) for path in (FILE, PICTURE, EMBED)]
        first = statistics.median(
            _timed(client, f"{address}/chart/goal/{goal}.png?preset=wide") for goal in "ABCDE"
        )
        with open_ledger(home) as ledger:
            load(ledger, Delivery(write_rows(root / "drawn.csv", 50_000_000, 50_000_020)))
            publish(ledger)
        begun, before = time.perf_counter(), _pictures(home)
        beside = [_asked(client, address, number) for number in range(ASKED, 2 * ASKED)]
        prepared = _drawn_since(home, before, begun)
    return Travel(*rates, first, prepared, alone, statistics.median(beside))


def _drawn_since(home: Home, before: list[str], begun: float) -> float:
    """Wait until the set is there, or patience ends; seconds since `begun`."""
    while time.perf_counter() - begun < PATIENCE:
        if len(set(_pictures(home)) - set(before)) >= PREPARED:
            break
        time.sleep(0.2)
    return time.perf_counter() - begun


def _pictures(home: Home) -> list[str]:
    return [path.name for path in home.renders.glob("*.png") if "last-" not in path.name]


def _asked(client: httpx.Client, address: str, number: int) -> float:
    """A question nobody asked before, so that it is worked out."""
    return _timed(client, f"{address}{QUESTION}?lang=fr&n={number}")


def _timed(client: httpx.Client, address: str) -> float:
    begun = time.perf_counter()
    client.get(address).raise_for_status()
    return time.perf_counter() - begun


def _rate(address: str) -> float | None:
    """Answers a second, as `wrk` counts them."""
    program = shutil.which("wrk")
    if program is None:
        return None
    command = [program, "-t1", "-c8", f"-d{SECONDS}s", "-H", "Accept-Encoding: gzip", address]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return float(told.split("Requests/sec:")[1].split()[0])
