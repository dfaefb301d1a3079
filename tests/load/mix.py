"""Viewers, newsletter readers and writers at once, and what they found."""

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path

from data.home import Home
from data.store.store import Store
from tests.load.books import Books, Said
from tests.load.deliveries import Deliveries
from tests.load.figures import Figures, percentile
from tests.load.pictures import Fetched, fetched
from tests.load.viewers import Clicks, viewed
from tests.load.writers import Loads, loaded


@dataclass(frozen=True)
class Mix:
    """How many of each, and their pauses: of pictures in milliseconds, else in seconds."""

    viewers: int
    think: float
    connections: int
    picture_pause: int
    writers: int
    writer_pause: float


BUSY = Mix(200, 1.0, 20, 10, 5, 0.0)  # up to 2,000 pictures a second
GENTLE = Mix(10, 2.0, 2, 100, 1, 10.0)


@dataclass(frozen=True)
class Found:
    """What each kind met."""

    clicks: Clicks
    pictures: Fetched
    loads: Loads


async def driven(mix: Mix, home: Home, address: str, folder: Path, seconds: float) -> Found:
    """All at once for so long; what is under way at the end is waited for."""
    until = time.monotonic() + seconds
    clicks, pictures, loads = await asyncio.gather(
        viewed(address, Store(home).current_id(), mix.viewers, mix.think, until),
        fetched(address, seconds, mix.connections, mix.picture_pause),
        loaded(home, Deliveries(folder), mix.writers, mix.writer_pause, until),
    )
    return Found(clicks, pictures, loads)


def tell(figures: Figures, found: Found, home: Home, seconds: float) -> None:
    """Figures and invariants of a run whose writers have all ended."""
    clicks, pictures, loads = found.clicks, found.pictures, found.loads
    figures.tell("clicks answered", len(clicks.seconds))
    figures.tell("clicks, p50", percentile(clicks.seconds, 50), "s")
    figures.tell("clicks, p95", percentile(clicks.seconds, 95), "s")
    figures.tell("images a second", round(pictures.answers / seconds, 1))
    figures.tell("images, p50", round(pictures.middle, 4), "s")
    figures.tell("images, p95", round(pictures.slow, 4), "s")
    figures.tell("loads done", len(loads.accepted))
    figures.tell("loads, p50", percentile(loads.seconds, 50), "s")
    figures.tell("loads, p95", percentile(loads.seconds, 95), "s")
    figures.tell("errors", len(_failed(found)) + len(_unanswered(found)) + len(loads.refused))
    figures.require("no answer is a failure of the server", _failed(found))
    figures.require("every question is answered", _unanswered(found))
    refused = [f"{file.name}: {told}" for file, told in loads.refused.items()]
    figures.require("every load goes in", refused)
    figures.require("every accepted row is in the ledger once", _lost(figures, home, loads))


def _failed(found: Found) -> list[str]:
    told = [f"{n} pages with {s}" for s, n in found.clicks.statuses.items() if s >= 500]
    pictures = found.pictures.failed
    return told + [f"{pictures} pictures with 5xx"] * bool(pictures)


def _unanswered(found: Found) -> list[str]:
    told = [f"{n} pages: {kind}" for kind, n in found.clicks.unanswered.items()]
    told += [f"{n} pages with {s}" for s, n in found.clicks.statuses.items() if 400 <= s < 500]
    pictures = found.pictures.unanswered + found.pictures.refused - found.pictures.failed
    return told + [f"{pictures} pictures"] * bool(pictures)


def _lost(figures: Figures, home: Home, loads: Loads) -> list[str]:
    books = Books()
    for file in loads.accepted:
        books.note(file, Said.IN)
    for file in loads.refused:
        books.note(file, Said.NOTHING)
    figures.tell("rows accepted", books.rows())
    return books.faults_in_lake(home) if home.lake else books.faults(home.ledger)
