"""Workers do not outlive who started them, and the port is free for the next."""

import os
import re
import select
import signal
import subprocess
import sys
from pathlib import Path

from tests.serving import ROOT, free_port

PATIENCE_MS = 60_000  # for what ends by itself within a second


def test_workers_end_when_their_parent_was_killed(facts_template: Path) -> None:
    settings = {"FPT_HOME": str(facts_template), "FPT_PORT": str(free_port()), "FPT_WORKERS": "2"}
    parent = subprocess.Popen(
        [sys.executable, "app.py"],
        cwd=ROOT,
        env=os.environ | settings | {"FPT_PREPARE_PICTURES": "0"},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert parent.stderr
    started = []
    try:
        while len(started) < 2:
            line = parent.stderr.readline()
            assert line, "the server did not start"
            if "Started server process" in line:
                started.append(int(re.findall(r"\d+", line.rpartition("process")[2])[0]))
        handles = [os.pidfd_open(worker) for worker in started]
        parent.send_signal(signal.SIGKILL)
        parent.wait()
        for handle in handles:
            assert _ended(handle)
    finally:
        parent.kill()
        parent.stderr.close()


def _ended(handle: int) -> bool:
    """Whether the process of a handle ends; it is ended now where it does not."""
    waiting = select.poll()
    waiting.register(handle, select.POLLIN)
    if waiting.poll(PATIENCE_MS):
        return True
    signal.pidfd_send_signal(handle, signal.SIGKILL)
    return False
