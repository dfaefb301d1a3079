"""What goes wrong without anybody failing: turned bits, folders away, clocks, floods of messages.

Each is done to a scene and told in a few words; what the product must say or mend is asked here.
"""

import json
import socket
import subprocess
import sys
from contextlib import ExitStack, suppress
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.load.scene import PATIENCE, Scene
from tests.load.sending import Sending
from tests.serving import ROOT, environment_of

HOUR, DAY = 3600, 24 * 3600
MOST_BITS = 3
FLOODS, MESSAGES, HALF_REQUESTS = 4, 500, 40
DAMAGED, GONE, WRONG_CLOCK = "is damaged", "is gone", "The clock of this machine"


def flip_ledger(scene: Scene) -> str:
    """Bits of the ledger turn while nobody writes; a load notices, or they were not in use."""
    turned = _flip(scene, scene.home.ledger)
    sending = scene.send()
    scene.ended(sending)
    if sending.accepted:
        return f"{turned} bits, not in use"
    if DAMAGED not in sending.told:
        scene.violations.append(f"a turned bit was not told: {sending.told[-300:]}")
    _recover(scene)
    return f"{turned} bits, noticed, recovered"


def flip_snapshot(scene: Scene) -> str:
    """Bits of the newest snapshot turn, and a worker is started over it; the one before is good."""
    scene.ended(scene.send())
    turned = _flip(scene, scene.home.snapshot(scene.home.current.read_text()))
    with scene.reader.forgiving():
        scene.server.kill_worker(scene.chance.randrange(2))
    return f"{turned} bits"


def lose_ledger(scene: Scene) -> str:
    """The ledger is gone while the rest is there; put back, or made again from a snapshot."""
    aside = scene.home.root / "aside.duckdb"
    scene.home.ledger.rename(aside)
    _refused(scene, scene.send(), GONE)
    if httpx.get(f"{scene.server.address}/readyz", timeout=PATIENCE).json()["ledger"] != "missing":
        scene.violations.append("readiness does not tell of the ledger that is gone")
    if scene.chance.random() < 0.5:
        aside.rename(scene.home.ledger)
        return "put back"
    aside.unlink()
    _recover(scene)
    return "recovered"


def empty_snapshots(scene: Scene) -> str:
    """The folder of snapshots is emptied under the server, which goes on with what it holds."""
    with scene.reader.forgiving(failures=True):
        for file in scene.home.snapshots.iterdir():
            file.unlink()
        sending = scene.send()
        scene.ended(sending)
    if not sending.accepted:
        scene.violations.append(f"nothing was published anew: {sending.told[-300:]}")
    return "published anew"


def clock_ahead(scene: Scene) -> str:
    """A load runs a day to a year ahead; the next one refuses, and `repair` mends it."""
    step = scene.chance.randint(DAY + HOUR, 399 * DAY)
    first = scene.send(wrapper=_at(step))
    scene.ended(first)
    if not first.accepted:
        scene.violations.append(f"a load ahead: {first.told[-300:]}")
        return f"+{step // DAY} days, refused"
    _refused(scene, scene.send(), WRONG_CLOCK)
    _command(scene, "repair")
    return f"+{step // DAY} days, repaired"


def clock_far_off(scene: Scene) -> str:
    """A load with a clock years ahead, or more than a day behind, writes nothing."""
    ahead = scene.chance.random() < 0.5
    step = scene.chance.randint(401, 4000) if ahead else -scene.chance.randint(2, 4000)
    _refused(scene, scene.send(wrapper=_at(step * DAY)), WRONG_CLOCK)
    return f"{step:+d} days, refused"


def flood(scene: Scene) -> str:
    """Sockets flood the server with messages and half requests while readers read and one loads."""
    address = scene.server.address
    known = httpx.get(f"{address}/_dash-dependencies", timeout=PATIENCE).json()
    watch = next(callback for callback in known if callback.get("persistent"))
    payload = {"output": watch["output"], "outputs": [], "inputs": [], "changedPropIds": []}
    said = {"type": "callback_request", "requestId": "1", "rendererId": "r", "payload": payload}
    sending = scene.send()
    with ExitStack() as stack:
        for _ in range(HALF_REQUESTS):
            place = (str(urlsplit(address).hostname), urlsplit(address).port or 0)
            half = stack.enter_context(socket.create_connection(place, PATIENCE))
            half.sendall(b"GET / HTTP/1.1\r\nX: ")
        for _ in range(FLOODS):
            _flood_one(address, json.dumps(said))
        health = httpx.get(f"{address}/healthz", timeout=PATIENCE).status_code
    scene.ended(sending)
    if health != httpx.codes.OK or not sending.accepted:
        scene.violations.append(f"a flood: health {health}, a load: {sending.told[-300:]}")
    return f"{FLOODS} times {MESSAGES} messages, {HALF_REQUESTS} half requests"


def _flood_one(address: str, message: str) -> None:
    """As many messages as the server takes from one socket before it ends it."""
    place = f"ws://{urlsplit(address).netloc}/_dash-ws-callback"
    with (
        suppress(ConnectionClosed),
        connect(place, origin=Origin(address), open_timeout=PATIENCE) as page,
    ):
        for _ in range(MESSAGES):
            page.send(message)


def _flip(scene: Scene, file: Path) -> int:
    """Turn some bits anywhere in a file; how many."""
    size, turned = file.stat().st_size, scene.chance.randint(1, MOST_BITS)
    with file.open("r+b") as open_file:
        for _ in range(turned):
            place = scene.chance.randrange(size)
            open_file.seek(place)
            (byte,) = open_file.read(1)
            open_file.seek(place)
            open_file.write(bytes([byte ^ 1 << scene.chance.randrange(8)]))
    return turned


def _refused(scene: Scene, sending: Sending, sign: str) -> None:
    """The load must write nothing and say why."""
    scene.ended(sending)
    if sending.accepted or sign not in sending.told:
        scene.violations.append(f"not refused as “{sign}”: {sending.code}: {sending.told[-300:]}")


def _recover(scene: Scene) -> None:
    _command(scene, "recover")
    for kept in scene.home.root.glob("ledger-damaged-*"):
        kept.unlink()


def _command(scene: Scene, *command: str) -> None:
    """A command that must do its work."""
    done = subprocess.run(
        [sys.executable, "-m", "ingest", *command],
        cwd=ROOT,
        env=environment_of(scene.home),
        capture_output=True,
        text=True,
        timeout=3 * PATIENCE,
    )
    if done.returncode:
        scene.violations.append(f"{command}: {done.returncode}: {done.stderr[-300:]}")


def _at(step: int) -> tuple[str, ...]:
    """A program that runs another with a clock off by so many seconds."""
    return ("faketime", "-m", "--exclude-monotonic", "-f", f"{step:+d}s")
