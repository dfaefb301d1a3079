"""Loads from the command line, several at once, again and again."""

import asyncio
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from data.home import Home
from tests.load.deliveries import ACCEPTED, Deliveries
from tests.serving import ROOT, environment_of

PATIENCE = 300


@dataclass
class Loads:
    """Files by what became of their loads, and the seconds each took."""

    accepted: list[Path] = field(default_factory=list)
    refused: dict[Path, str] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)


async def loaded(
    home: Home, deliveries: Deliveries, writers: int, pause: float, until: float
) -> Loads:
    """So many writers load file after file until a moment of the monotonic clock."""
    found = Loads()
    await asyncio.gather(*(_writer(home, deliveries, found, pause, until) for _ in range(writers)))
    return found


async def _writer(
    home: Home, deliveries: Deliveries, found: Loads, pause: float, until: float
) -> None:
    while time.monotonic() < until:
        file = await asyncio.to_thread(deliveries.write)
        start = time.monotonic()
        code, told = await _load(home, file)
        found.seconds.append(time.monotonic() - start)
        if code in ACCEPTED:
            found.accepted.append(file)
        else:
            found.refused[file] = f"exit {code}: {told.strip()[-500:]}"
        await asyncio.sleep(min(pause, max(0.0, until - time.monotonic())))


async def _load(home: Home, file: Path) -> tuple[int | None, str]:
    """Exit code and messages of one load."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "ingest", "load", str(file)),
        cwd=ROOT,
        env=environment_of(home),
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        _, told = await asyncio.wait_for(process.communicate(), PATIENCE)
    finally:
        if process.returncode is None:
            process.kill()
    return process.returncode, told.decode()
