"""Workers do not outlive who started them, and the port is free for the next."""

import os
import re
import select
import signal
from pathlib import Path

from data.home import Home
from tests.serving import free_port, started

PATIENCE_MS = 60_000  # for what ends by itself within a second


def test_workers_end_when_their_parent_was_killed(facts_template: Path) -> None:
    parent = started(Home(facts_template), free_port(), workers=2)
    assert parent.stderr
    workers: list[int] = []
    try:
        while len(workers) < 2:
            line = parent.stderr.readline()
            assert line, "the server did not start"
            if "Started server process" in line:
                workers.append(int(re.findall(r"\d+", line.rpartition("process")[2])[0]))
        handles = [os.pidfd_open(worker) for worker in workers]
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
