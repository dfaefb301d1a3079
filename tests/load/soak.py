"""`make soak`: the same mix at a gentle rate for long; does the server's memory grow?

`python -m tests.load.soak 5` for a time in minutes other than 30, `--lake` for a home on a lake.
Exit 1 where memory at the end is over 1.1 times what it was after five minutes (a sixth of a
shorter time), or files and connections stay open.
"""

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.load.figures import Figures, line
from tests.load.homes import prepared
from tests.load.mix import GENTLE, driven, tell
from tests.load.processes import child, descriptors, resident
from tests.load.remote import remote
from tests.serving import serving

MINUTES = 30.0
EVERY_SECONDS = 10.0
SETTLED_SECONDS = 300.0  # by then what is kept in memory is there
SETTLED_PART = 6
MOST_GROWTH = 1.1
MOST_DESCRIPTORS = 20
TAKEN_TOGETHER = 3  # samples, whose median counts


@dataclass(frozen=True)
class Sample:
    """Bytes and open files of the server after so many seconds."""

    seconds: float
    resident: int
    descriptors: int


async def sampled(server: int, until: float) -> list[Sample]:
    """Look at a process until a moment of the monotonic clock, and tell each look."""
    begun, samples = time.monotonic(), []
    while time.monotonic() < until:
        await asyncio.sleep(min(EVERY_SECONDS, until - time.monotonic()))
        seconds = round(time.monotonic() - begun, 1)
        samples.append(Sample(seconds, resident(server), descriptors(server)))
        line(**vars(samples[-1]))
    return samples


def judge(figures: Figures, samples: list[Sample], seconds: float) -> None:
    """Compare the end with the settled state."""
    settled = min(SETTLED_SECONDS, seconds / SETTLED_PART)
    first = [sample for sample in samples if sample.seconds >= settled][:TAKEN_TOGETHER]
    last = samples[-TAKEN_TOGETHER:]
    before, after = (statistics.median(s.resident for s in part) for part in (first, last))
    opened = statistics.median(s.descriptors for s in last) - min(s.descriptors for s in first)
    figures.tell("memory, settled", round(before / 1e6, 1), "MB")
    figures.tell("memory, at the end", round(after / 1e6, 1), "MB")
    figures.tell("growth", round(after / before, 3), "x")
    figures.tell("files opened and kept", opened)
    grown = after > MOST_GROWTH * before
    figures.require("memory stays", [f"{after / before:.3f} x"] * grown)
    figures.require("files are closed", [f"{opened} more"] * (opened > MOST_DESCRIPTORS))


def main(asked: argparse.Namespace) -> int:
    """Run the mix and look at the server; the exit code."""
    figures, seconds = Figures(), asked.minutes * 60
    with ExitStack() as stack:
        root = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="fpt-soak-")))
        far = stack.enter_context(remote(root / "remote")) if asked.lake else None
        home = prepared(root, far.lake if far else None)
        with serving(home, 1, FPT_PREPARE_PICTURES="1") as address:
            server = child(os.getpid(), "app.py")

            async def both() -> list[Sample]:
                mix = asyncio.create_task(driven(GENTLE, home, address, root, seconds))
                samples = await sampled(server, time.monotonic() + seconds)
                tell(figures, await mix, home, seconds)
                return samples

            judge(figures, asyncio.run(both()), seconds)
    figures.table()
    return int(bool(figures.faults))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.load.soak")
    parser.add_argument("minutes", nargs="?", type=float, default=MINUTES)
    parser.add_argument("--lake", action="store_true", help="measures lie in a lake")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main(_asked()))
