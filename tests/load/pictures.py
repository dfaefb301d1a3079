"""Newsletter pictures that many mail readers fetch at once."""

import asyncio
import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.serving import ROOT

SCRIPT = Path(__file__).with_name("pictures.lua")
OBJECTIVES = ("A1", "A2", "B3", "C1", "D4", "F2")
LANGUAGES = ("en", "fr", "es")
PATHS = [
    f"/chart/objective/{objective}.png?lang={lang}&preset=email"
    for objective in OBJECTIVES
    for lang in LANGUAGES
]
PATIENCE = 60


@dataclass(frozen=True)
class Fetched:
    """Answers, those with a status from 400 and from 500 on, and questions without an answer.

    Median and 95th percentile of their seconds.
    """

    answers: int
    refused: int
    failed: int
    unanswered: int
    middle: float
    slow: float


async def fetched(address: str, seconds: float, connections: int, pause: int) -> Fetched:
    """Warm each picture, then fetch them all, at most a thousand a second for each of `pause`.

    So many connections ask, each after a pause of so many milliseconds.
    """
    async with httpx.AsyncClient(base_url=address, timeout=PATIENCE) as client:
        for path in PATHS:
            (await client.get(path)).raise_for_status()
    command = _command(address, max(1, round(seconds)), connections, pause)
    process = await asyncio.create_subprocess_exec(
        *command, cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    try:
        out, _ = await asyncio.wait_for(process.communicate(), seconds + 2 * PATIENCE)
    finally:
        if process.returncode is None:
            process.kill()
    return Fetched(**json.loads(out.decode().splitlines()[-1]))


def _command(address: str, seconds: int, connections: int, pause: int) -> list[str]:
    program = shutil.which("wrk")
    if program is None:
        told = [address, str(seconds), str(connections), str(pause)]
        return [sys.executable, "-m", "tests.load.fetching", *told, *PATHS]
    bounds = ["-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", f"{PATIENCE}s"]
    return [program, *bounds, "-s", str(SCRIPT), address, "--", str(pause), *PATHS]
