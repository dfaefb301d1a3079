"""How soon a hundred open pages hear of a publication, and have the page drawn from it."""

import asyncio
import json
import time
from pathlib import Path

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin

from data.home import Home
from data.ledger.writer import open_ledger
from data.store.publish import publish
from data.store.store import Store
from ingest.load.load import Delivery, load
from tests.bench.pages import asked, question
from tests.bench.rows import write_rows
from tests.serving import serving

PAGES = 100
PATIENCE = 30  # seconds


def told(home: Home, root: Path, turn: int = 0) -> tuple[float, float]:
    """Seconds after a publication until the last of a hundred pages knows of it, and is drawn."""
    first = 40_000_000 + 24 * turn  # rows nobody sent before
    file = write_rows(root / "told.csv", first, first + 20)
    with serving(home) as address:
        return asyncio.run(_told(home, address, file))


async def _told(home: Home, address: str, file: Path) -> tuple[float, float]:
    watch = next(c for c in _callbacks(address) if c.get("persistent"))
    ask = json.dumps(
        {
            "type": "callback_request",
            "requestId": "1",
            "rendererId": "bench",
            "payload": {
                "output": watch["output"],
                "outputs": [],
                "inputs": [],
                "changedPropIds": [],
            },
        }
    )
    host = address.removeprefix("http://")
    url = f"ws://{host}/_dash-ws-callback"
    pages = [await connect(url, origin=Origin(address)) for _ in range(PAGES)]
    for page in pages:
        await page.send(ask)
    await asyncio.gather(*(_heard(page, "S-") for page in pages))
    heard = [asyncio.create_task(_heard(page, "S-")) for page in pages]
    await _drawn(address, Store(home).current_id())  # what everyone looks at already
    snapshot = await asyncio.to_thread(_publish, home, file)
    start = time.perf_counter()
    texts = await asyncio.gather(*heard)
    heard_after = time.perf_counter() - start
    await _drawn(address, snapshot)
    drawn_after = time.perf_counter() - start
    assert all(snapshot in text for text in texts)
    for page in pages:
        await page.close()
    return heard_after, drawn_after


async def _drawn(address: str, snapshot: str) -> None:
    """Every page asks for the overview of the new snapshot at once, and has it."""
    body = asked(question(address), "/", "", snapshot, "snapshot.data")
    async with httpx.AsyncClient(base_url=address, timeout=PATIENCE) as client:
        asking = [client.post("/_dash-update-component", json=body) for _ in range(PAGES)]
        for answer in await asyncio.gather(*asking):
            answer.raise_for_status()


async def _heard(page: ClientConnection, word: str) -> str:
    """The next message with a word in it."""
    async with asyncio.timeout(PATIENCE):
        while True:
            text = str(await page.recv())
            if word in text:
                return text


def _publish(home: Home, file: Path) -> str:
    with open_ledger(home) as ledger:
        load(ledger, Delivery(file))
        return publish(ledger)


def _callbacks(address: str) -> list[dict[str, object]]:
    known: list[dict[str, object]] = httpx.get(f"{address}/_dash-dependencies").json()
    return known
