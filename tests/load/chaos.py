"""`make chaos`: a server, a reader and writers while processes, disks, files and clocks fail.

`python -m tests.load.chaos 50` for a number of faults other than 200, `--lake` for a home on a lake
whose PostgreSQL, storage and network fail too. A run is drawn from the seed it prints;
`--seed SEED --first NUMBER` begins again at a fault. Exit 1 after any violation.
"""

import argparse
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.load.books import Books
from tests.load.deliveries import Deliveries
from tests.load.disk import mounted
from tests.load.faults import Fault, possible
from tests.load.figures import line
from tests.load.homes import prepared
from tests.load.reader import Reader
from tests.load.remote import remote
from tests.load.scene import Scene
from tests.load.server import Server

FAULTS = 200
MINUTES = 60.0


@contextmanager
def staged(*, on_lake: bool) -> Iterator[Scene]:
    """Everything made ready; all of it ended and cleared away afterwards."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="fpt-chaos-")))
        files, place = folder / "files", folder / "disk"
        files.mkdir()
        place.mkdir()
        disk = stack.enter_context(mounted(place))
        far = stack.enter_context(remote(folder / "remote")) if on_lake else None
        home = prepared(place, far.lake if far else None)
        server = Server(home)
        stack.callback(server.kill)
        server.start()
        reader = Reader(server.address)
        yield from _played(Scene(home, server, reader, Deliveries(files), Books(), disk, far))


def _played(scene: Scene) -> Iterator[Scene]:
    """The scene while its reader reads; no load outlives it."""
    scene.reader.start()
    try:
        yield scene
    finally:
        scene.reader.end()
        scene.abandon()


def attempt(scene: Scene, fault: Fault, number: int, seed: int) -> list[str]:
    """Do one fault, let the product go on, and tell what is wrong then."""
    scene.chance = random.Random(f"{seed} {number}")
    scene.server.log.clear()
    begun, told = time.monotonic(), "broken off"
    try:
        told = fault(scene)
    except Exception as error:  # the run goes on: what follows tells whether all is well again
        scene.broke_off(error)
    try:
        scene.settle()
    except Exception as error:
        scene.broke_off(error)
    found, seconds = scene.wrong(), round(time.monotonic() - begun, 2)
    line(fault=number, name=fault.__name__, told=told, seconds=seconds, violations=found)
    if found:
        line(again=f"--seed {seed} --first {number}", log=[*scene.server.log])
    return found


def main(asked: argparse.Namespace) -> int:
    """Do so many faults, or as many as the time allows; the exit code."""
    line(seed=asked.seed, faults=asked.faults, first=asked.first)
    done, violated = Counter[str](), Counter[str]()
    until = time.monotonic() + asked.minutes * 60
    with staged(on_lake=asked.lake) as scene:
        kinds, left_out = possible(scene)
        line(left_out=left_out)
        for number in range(asked.first, asked.first + asked.faults):
            if time.monotonic() > until:
                line(ended_early=f"{asked.minutes} minutes are over")
                break
            wanted = [kind for kind in kinds if asked.only in ("", kind.__name__)]
            fault = random.Random(f"{asked.seed} kind {number}").choice(wanted)
            done[fault.__name__] += 1
            violated[fault.__name__] += len(attempt(scene, fault, number, asked.seed))
        left_over = scene.server.stop()
    violated["left running"] += len(left_over)
    line(left_running=left_over, answers_read=scene.reader.answers, rows=scene.books.rows())
    for name, count in done.items():
        print(f"{name:<14} {count:>4} times, {violated[name]} violations")
    print(f"{done.total()} faults, {violated.total()} violations (seed {asked.seed})")
    return int(bool(violated.total()))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.load.chaos")
    parser.add_argument("faults", nargs="?", type=int, default=FAULTS)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000))
    parser.add_argument("--first", type=int, default=0, help="number of the first fault")
    parser.add_argument("--minutes", type=float, default=MINUTES, help="no fault begins after")
    parser.add_argument("--lake", action="store_true", help="measures lie in a lake")
    parser.add_argument("--only", default="", help="name of the one fault to be done")
    return parser.parse_args()


if __name__ == "__main__":
    # Ended from outside, the disk is still unmounted and the server still ended.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    sys.exit(main(_asked()))
