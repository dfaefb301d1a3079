"""People who click from page to page, each with a connection and pauses to think."""

import asyncio
import random
import time
from collections import Counter
from dataclasses import dataclass, field

import httpx

from tests.bench.pages import asked, clicks, question

PATIENCE = 120
STRIDE = 7  # not all go to the same pages
PAGE = "/_dash-update-component"


@dataclass
class Clicks:
    """Seconds to each answer, and what came instead of one."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    unanswered: Counter[str] = field(default_factory=Counter)


async def viewed(address: str, snapshot: str, people: int, think: float, until: float) -> Clicks:
    """So many people, whose pages show `snapshot`, click until a moment of the monotonic clock."""
    ask = await asyncio.to_thread(question, address)
    found = Clicks()
    viewers = (_Viewer(address, ask, found, number, snapshot) for number in range(people))
    await asyncio.gather(*(viewer.look(think, until) for viewer in viewers))
    return found


class _Viewer:
    def __init__(
        self, address: str, ask: dict[str, object], found: Clicks, number: int, snapshot: str
    ) -> None:
        self._address = address
        self._ask = ask
        self._found = found
        self._number = number
        self._snapshot = snapshot

    async def look(self, think: float, until: float) -> None:
        chance, pages = random.Random(self._number), [*clicks()]
        await asyncio.sleep(chance.uniform(0, think))
        turn = self._number * STRIDE
        async with httpx.AsyncClient(
            base_url=self._address, timeout=PATIENCE, verify=False
        ) as client:
            while time.monotonic() < until:
                await self._click(client, *pages[turn % len(pages)])
                await asyncio.sleep(chance.uniform(0.5, 1.5) * think)
                turn += 1

    async def _click(self, client: httpx.AsyncClient, path: str, query: str) -> None:
        body = asked(self._ask, path, query, self._snapshot)
        start = time.monotonic()
        try:
            answer = await _answered_in_the_end(client, body)
        except httpx.TransportError as error:
            self._found.unanswered[type(error).__name__] += 1
            return
        self._found.seconds.append(time.monotonic() - start)
        self._found.statuses[answer.status_code] += 1
        self._snapshot = answer.headers.get("X-Snapshot", self._snapshot)


async def _answered_in_the_end(
    client: httpx.AsyncClient, body: dict[str, object]
) -> httpx.Response:
    """Ask once more where a kept connection was closed meanwhile, as browsers do."""
    try:
        return await _answered(client, body)
    except (httpx.NetworkError, httpx.RemoteProtocolError):
        return await _answered(client, body)


async def _answered(client: httpx.AsyncClient, body: dict[str, object]) -> httpx.Response:
    """The answer; its content is read to the end, but not unpacked."""
    async with client.stream("POST", PAGE, json=body) as answer:
        async for _ in answer.aiter_raw():
            pass
    return answer
