"""Runs the real server in a process of its own, on a free port of loopback."""

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data.home import Home

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def serving(home: Home, workers: int = 1, **settings: str) -> Iterator[str]:
    """The address of a server over `home`; ended, and its workers with it, at the end."""
    port = free_port()
    environment = os.environ | {
        "FPT_HOME": str(home.root),
        "FPT_PORT": str(port),
        "FPT_WORKERS": str(workers),
        "FPT_PREPARE_PICTURES": "0",  # many servers start here, and few are asked for pictures
        **settings,
    }
    process = subprocess.Popen(
        [sys.executable, "app.py"],
        cwd=ROOT,
        env=environment,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )
    assert process.stderr is not None
    # Read to its end, or the server waits for room to log in.
    drain = threading.Thread(target=process.stderr.read)
    try:
        _await_start(process, workers)
        drain.start()
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=30)
        if drain.ident:
            drain.join()
        process.stderr.close()


def run_ingest(home: Home, *command: str, sample: bool = True) -> subprocess.CompletedProcess[str]:
    """`python -m ingest …` in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "ingest", *command],
        cwd=ROOT,
        env=os.environ | {"FPT_HOME": str(home.root), "FPT_SAMPLE": str(int(sample))},
        capture_output=True,
        text=True,
        timeout=120,
    )


def _await_start(process: subprocess.Popen[str], workers: int) -> None:
    assert process.stderr is not None
    started, told = 0, []
    for line in process.stderr:
        told.append(line)
        started += "Application startup complete" in line
        if started == workers:
            return
    raise AssertionError("the server did not start:\n" + "".join(told))


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
