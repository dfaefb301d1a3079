"""A server of several workers that can be killed, whole or in part, and started again."""

import os
import signal
import subprocess
import sys
import threading
from collections import deque

from data.home import Home
from tests.load.processes import command, ended, of_group, workers
from tests.serving import ROOT, environment_of, free_port

WORKERS = 2
STARTED = "Application startup complete"
READ = "INFO dashboard.web.request_log"  # lines that tell of an answer
PATIENCE = 60
GRACE = 10  # seconds for what ends with the server, after it
LOGGED = 60  # lines kept to be told with a violation


class Server:
    """One address; at most one server answers there. Its processes are a group of their own."""

    def __init__(self, home: Home) -> None:
        self._port = free_port()
        self._home = home
        self._process: subprocess.Popen[str] | None = None
        self._changed = threading.Condition()
        self._started = 0  # workers, ever
        self.log: deque[str] = deque(maxlen=LOGGED)

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Start it, and wait until every worker answers."""
        settings = {"FPT_PORT": str(self._port), "FPT_WORKERS": str(WORKERS)}
        before = self._started
        self._process = subprocess.Popen(
            [sys.executable, "app.py"],
            cwd=ROOT,
            env=environment_of(self._home) | settings,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        threading.Thread(target=self._listen, args=(self._process,), daemon=True).start()
        self._await_started(before + WORKERS)

    def kill(self) -> None:
        """End all of it at once, as a power cut would."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(timeout=PATIENCE)
            self._process = None

    def kill_worker(self, chosen: int) -> None:
        """End one worker, and wait until another has taken its place."""
        processes, before = self.workers(), self._started
        os.kill(processes[chosen % len(processes)], signal.SIGKILL)
        self._await_started(before + 1)

    def stop(self) -> list[str]:
        """End it as an operator does; what it left running, which is ended too."""
        if self._process is None:
            return []
        group, self._process = self._process, None
        group.terminate()
        try:
            group.wait(timeout=PATIENCE)
            left = [command(pid) for pid in of_group(group.pid) if not ended(pid, GRACE)]
        except subprocess.TimeoutExpired:
            left = ["the server itself"]
        if of_group(group.pid):
            os.killpg(group.pid, signal.SIGKILL)
        group.wait(timeout=PATIENCE)
        return left

    def workers(self) -> list[int]:
        """The processes that answer."""
        assert self._process is not None
        return workers(self._process.pid)

    def _await_started(self, count: int) -> None:
        with self._changed:
            if not self._changed.wait_for(lambda: self._started >= count, PATIENCE):
                raise TimeoutError("no worker took the place: " + "".join(self.log))

    def _listen(self, process: subprocess.Popen[str]) -> None:
        assert process.stderr is not None
        with process.stderr as lines:
            for line in lines:
                if READ not in line:
                    self.log.append(line)
                with self._changed:
                    self._started += STARTED in line
                    self._changed.notify_all()
