"""What goes wrong: each fault is done to a scene and told in a few words, for the record."""

import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

from tests.hosts.network import cut, join
from tests.load import mishaps
from tests.load.scene import Scene
from tests.load.sending import Sending

HOUR = 3600
STOPPED_SECONDS = 1.0, 4.0
MOST_STEP = 11 * HOUR  # two that follow each other are less than a day apart
AWAY = 2.0, 20.0  # seconds that a catalogue or a storage is away
CUT = 2.0, 45.0  # seconds without a network: ends that wait for each other notice after 25
MOST_LEFT = 2.0  # times the ledger: how much room a full disk has left at most
LARGE = 5000  # rows, so that writing takes a while
Fault = Callable[[Scene], str]


def kill_load(scene: Scene) -> str:
    """A load is ended at a random moment, half of them while it writes."""
    sending = scene.send(scene.chance.choice((240, LARGE)))
    writing = scene.chance.random() < 0.5 and sending.until_writing()
    moment = scene.moment() / (2 if writing else 1)
    if sending.runs_for(moment):
        sending.signal(signal.SIGKILL)
    scene.ended(sending)
    return f"after {moment:.3f} s{' of writing' * writing}: {_end(sending)}"


def kill_worker(scene: Scene) -> str:
    """One of the server's processes is ended."""
    chosen = scene.chance.randrange(2)
    with scene.reader.forgiving():
        scene.server.kill_worker(chosen)
    return f"worker {chosen}"


def kill_server(scene: Scene) -> str:
    """All of the server is ended, and started again."""
    with scene.reader.forgiving():
        scene.server.kill()
        scene.server.start()
    return "started again"


def fill_disk(scene: Scene) -> str:
    """The disk fills while a load runs, and is freed after it."""
    assert scene.disk is not None
    left = int(scene.chance.uniform(0, MOST_LEFT) * scene.home.ledger.stat().st_size)
    sending, moment = scene.send(LARGE), scene.moment()
    try:
        sending.runs_for(moment)
        scene.disk.fill(left)
        scene.ended(sending)
    finally:
        scene.disk.free()
    return f"{left} bytes left after {moment:.3f} s: {_end(sending)}"


def damage(scene: Scene) -> str:
    """The newest snapshot, its manifest or the file that names it is cut short or overwritten.

    Half of the time a worker is started over it.
    """
    newest = scene.home.current.read_text()
    files = scene.home.snapshot(newest), scene.home.manifest(newest), scene.home.current
    file, how = scene.chance.choice(files), scene.chance.choice((_cut_short, _overwrite))
    how(file, scene)
    met = scene.chance.random() < 0.5
    if met:
        kill_worker(scene)
    return f"{how.__name__.strip('_')} {file.name}{', met by a new worker' * met}"


def stop_writer(scene: Scene) -> str:
    """A writer stands still with the ledger in its hands while another waits, then goes on."""
    first = scene.send(LARGE)
    held = first.until_writing()
    seconds = scene.chance.uniform(*STOPPED_SECONDS)
    second = scene.send()
    if held:
        first.signal(signal.SIGSTOP)
        waited = second.runs_for(seconds)
        first.signal(signal.SIGCONT)
    for sending in (first, second):
        scene.ended(sending)
        if not sending.accepted:
            scene.violations.append(f"a load that waited: {_end(sending)}: {sending.told[-300:]}")
    return f"{seconds:.1f} s, {'waited for' if held and waited else 'too late'}"


def step_clock(scene: Scene) -> str:
    """A load runs with a clock that is wrong by less than half a day."""
    step = scene.chance.randint(-MOST_STEP, MOST_STEP)
    sending = scene.send(wrapper=("faketime", "-m", "--exclude-monotonic", "-f", f"{step:+d}s"))
    scene.ended(sending)
    if not sending.accepted:
        scene.violations.append(f"a load with a wrong clock: {sending.told[-300:]}")
    return f"{step:+d} s: {_end(sending)}"


def stop_catalogue(scene: Scene) -> str:
    """PostgreSQL is ended while a load runs, stays away for a while and comes back."""
    assert scene.remote is not None
    sending, seconds = scene.send(scene.chance.choice((240, LARGE))), scene.chance.uniform(*AWAY)
    sending.runs_for(scene.moment())
    with scene.reader.forgiving(failures=True):
        scene.remote.catalogue.stop()
        try:
            time.sleep(seconds)
            scene.ended(sending)
        finally:
            scene.remote.catalogue.start()
    return f"at least {seconds:.0f} s: {_end(sending)}"


def refuse_storage(scene: Scene) -> str:
    """Storage answers 503 to everything for a while, while a load runs."""
    assert scene.remote is not None
    sending, seconds = scene.send(LARGE), scene.chance.uniform(*AWAY)
    sending.runs_for(scene.moment())
    with scene.reader.forgiving(failures=True), scene.remote.storage.refusing():
        time.sleep(seconds)
    scene.ended(sending)
    return f"{seconds:.0f} s: {_end(sending)}"


def cut_cable(scene: Scene) -> str:
    """The network to PostgreSQL is cut while a load runs, and joined again: nobody is told."""
    assert scene.remote is not None
    assert scene.remote.cable is not None
    sending, seconds = scene.send(scene.chance.choice((240, LARGE))), scene.chance.uniform(*CUT)
    sending.runs_for(scene.moment())
    with scene.reader.forgiving(failures=True):
        cut(scene.remote.cable)
        try:
            time.sleep(seconds)
        finally:
            join(scene.remote.cable)
        scene.ended(sending)
    return f"{seconds:.0f} s: {_end(sending)}"


def possible(scene: Scene) -> tuple[list[Fault], list[str]]:
    """Faults that can be done to the scene on this machine, and what is left out and why."""
    far = scene.remote
    elsewhere = "a lake's files lie elsewhere" if far else ""
    no_lake = "" if far else "there is no lake"
    no_clock = "" if shutil.which("faketime") else "the program faketime is not installed"
    hindered_by: dict[Fault, str] = {
        kill_load: "",
        kill_worker: "",
        kill_server: "",
        stop_writer: "",
        damage: elsewhere,
        fill_disk: elsewhere or ("" if scene.disk else "a disk cannot be mounted here"),
        step_clock: no_clock,
        mishaps.clock_ahead: elsewhere or no_clock,
        mishaps.clock_far_off: no_clock,
        mishaps.flip_ledger: elsewhere,
        mishaps.flip_snapshot: elsewhere,
        mishaps.lose_ledger: elsewhere,
        mishaps.empty_snapshots: elsewhere,
        mishaps.flood: "",
        stop_catalogue: no_lake,
        refuse_storage: no_lake,
        cut_cable: no_lake or ("" if far and far.cable else "a cable needs root and iproute2"),
    }
    left_out = [f"{fault.__name__}: {why}" for fault, why in hindered_by.items() if why]
    return [fault for fault, why in hindered_by.items() if not why], left_out


def _cut_short(file: Path, scene: Scene) -> None:
    size = file.stat().st_size
    with file.open("r+b") as damaged:
        damaged.truncate(scene.chance.randrange(size))


def _overwrite(file: Path, scene: Scene) -> None:
    size = file.stat().st_size
    with file.open("r+b") as damaged:
        damaged.seek(scene.chance.randrange(size))
        damaged.write(scene.chance.randbytes(max(1, min(size, 1 << 20) // 2)))


def _end(sending: Sending) -> str:
    return f"exit {sending.code}"
