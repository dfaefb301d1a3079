"""Asks for pictures in turn over kept connections, where `wrk` is missing; told as `wrk` is.

`python -m tests.load.fetching ADDRESS SECONDS CONNECTIONS PAUSE PATH...`, PAUSE in milliseconds.
"""

import asyncio
import itertools
import json
import sys
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

from tests.load.figures import percentile

PATIENCE = 60
LENGTH = b"content-length:"
UNANSWERED = 0


async def fetched(
    address: str, seconds: float, connections: int, pause: float, paths: list[str]
) -> dict[str, float]:
    """Counts of answers by kind, and the median and 95th percentile of their seconds."""
    until, turns = time.monotonic() + seconds, itertools.cycle(paths)
    asking = (_asker(address, turns, until, pause) for _ in range(connections))
    told = [answer for answers in await asyncio.gather(*asking) for answer in answers]
    taken = [seconds for status, seconds in told if status]
    return {
        "answers": len(taken),
        "refused": sum(status >= 400 for status, _ in told),
        "failed": sum(status >= 500 for status, _ in told),
        "unanswered": len(told) - len(taken),
        "middle": percentile(taken, 50),
        "slow": percentile(taken, 95),
    }


async def _asker(
    address: str, turns: Iterator[str], until: float, pause: float
) -> list[tuple[int, float]]:
    """Status and seconds of each question of one client, which connects anew when cut off."""
    told: list[tuple[int, float]] = []
    while time.monotonic() < until:
        try:
            await _connected(address, turns, until, pause, told)
        except (OSError, EOFError, TimeoutError):
            told.append((UNANSWERED, 0.0))
            await asyncio.sleep(pause)
    return told


async def _connected(
    address: str, turns: Iterator[str], until: float, pause: float, told: list[tuple[int, float]]
) -> None:
    parts = urlsplit(address)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    try:
        while time.monotonic() < until:
            await asyncio.sleep(pause)
            start = time.monotonic()
            question = f"GET {next(turns)} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n"
            writer.write(question.encode())
            status = await asyncio.wait_for(_status(reader), PATIENCE)
            told.append((status, time.monotonic() - start))
    finally:
        writer.close()


async def _status(reader: asyncio.StreamReader) -> int:
    """Of the next answer, read to its end."""
    first, *lines = (await reader.readuntil(b"\r\n\r\n")).lower().split(b"\r\n")
    length = next((line for line in lines if line.startswith(LENGTH)), LENGTH + b"0")
    await reader.readexactly(int(length.removeprefix(LENGTH)))
    return int(first.split()[1])


if __name__ == "__main__":
    asked_of, how_long, how_many, milliseconds, *asked_for = sys.argv[1:]
    asking = fetched(
        asked_of, float(how_long), int(how_many), float(milliseconds) / 1000, asked_for
    )
    print(json.dumps(asyncio.run(asking)))
