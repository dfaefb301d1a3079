"""Runs the real server in a process of its own, on a free port of loopback."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx

from data.home import Home

PATIENCE = 120  # seconds that nothing but a hang takes, on however busy a machine
ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def serving(home: Home, workers: int = 1, **settings: str) -> Iterator[str]:
    """The address of a server over `home`; ended, and its workers with it, at the end."""
    port = free_port()
    process = started(home, port, workers, **settings)
    assert process.stderr is not None
    # Read to its end, or the server waits for room to log in.
    drain = threading.Thread(target=process.stderr.read)
    try:
        _await_start(process, workers)
        drain.start()
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)
        if drain.ident:
            drain.join()
        process.stderr.close()


def started(home: Home, port: int, workers: int = 1, **settings: str) -> subprocess.Popen[str]:
    """A server that begins to start, as it says on `stderr`; whoever asked for it ends it."""
    environment = environment_of(home) | {
        "FPT_PORT": str(port),
        "FPT_WORKERS": str(workers),
        "FPT_PREPARE_PICTURES": "0",  # many servers start here, and few are asked for pictures
        **settings,
    }
    return subprocess.Popen(
        [sys.executable, "app.py"],
        cwd=ROOT,
        env=environment,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )


def environment_of(home: Home) -> dict[str, str]:
    """Of programs that work on a home."""
    told = os.environ | {"FPT_HOME": str(home.root)}
    if home.lake:
        store = f"ducklake:postgres:{home.lake.catalogue}"
        told |= {"FPT_STORE": store, "FPT_DATA_PATH": home.lake.data}
    return told


def run_ingest(home: Home, *command: str, sample: bool = True) -> subprocess.CompletedProcess[str]:
    """`python -m ingest …` in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "ingest", *command],
        cwd=ROOT,
        env=environment_of(home) | {"FPT_SAMPLE": str(int(sample))},
        capture_output=True,
        text=True,
        timeout=3 * PATIENCE,
    )


def _await_start(process: subprocess.Popen[str], workers: int) -> None:
    assert process.stderr is not None
    started, listens, told = 0, False, []
    for line in process.stderr:
        told.append(line)
        started += "Application startup complete" in line
        listens |= "Uvicorn running on" in line  # said after that where there is one worker
        if listens and started == workers:
            return
    raise AssertionError("the server did not start:\n" + "".join(told))


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def await_answer(url: str, seconds: float = PATIENCE) -> None:
    """For measurements: until a server that was started answers well; TimeoutError after long."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with suppress(httpx.TransportError):
            if httpx.get(url, timeout=PATIENCE).is_success:
                return
        time.sleep(0.05)
    raise TimeoutError(url)
