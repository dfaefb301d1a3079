"""One load in a process of its own, which may be hindered in every way."""

import signal
import subprocess
import sys
import time
from pathlib import Path

from data.home import Home
from tests.load.books import Said
from tests.load.deliveries import ACCEPTED
from tests.serving import ROOT, environment_of

PATIENCE = 180
NOTHING_KEPT = "Nothing of this work was kept"
IN_ITS_TURN = 1.5  # seconds after its start
LOOK_EVERY_SECONDS = 0.005


class Sending:
    """`python -m ingest load FILE`, begun; `wrapper` is a program that runs it."""

    def __init__(self, home: Home, file: Path, wrapper: tuple[str, ...] = ()) -> None:
        self.file = file
        self._home = home
        self._begun = time.monotonic()
        self._process = subprocess.Popen(
            [*wrapper, sys.executable, "-m", "ingest", "load", str(file)],
            cwd=ROOT,
            env=environment_of(home),
            stderr=subprocess.PIPE,
            text=True,
        )
        self.seconds, self.told = 0.0, ""

    @property
    def code(self) -> int | None:
        """The exit code, negative for a signal; None while it runs."""
        return self._process.returncode

    @property
    def accepted(self) -> bool:
        """Whether it said that its good rows went in."""
        return self.code in ACCEPTED

    @property
    def said(self) -> Said:
        """What it said became of its good rows."""
        if self.accepted:
            return Said.IN
        return Said.OUT if NOTHING_KEPT in self.told else Said.NOTHING

    @property
    def killed(self) -> bool:
        """Whether a signal ended it."""
        return self.code is not None and self.code < 0

    def runs_for(self, seconds: float) -> bool:
        """Wait so long, or until it ends; whether it still runs."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return True
        return False

    def until_writing(self) -> bool:
        """Wait until it holds the ledger, or ends; whether it holds it, as far as can be told."""
        if self._home.lake:
            return self.runs_for(IN_ITS_TURN)
        mine = f"process {self._process.pid} "
        while self.runs_for(LOOK_EVERY_SECONDS):
            if self._holder().startswith(mine):
                return True
        return False

    def signal(self, number: signal.Signals) -> None:
        """Stop, continue or kill it."""
        self._process.send_signal(number)

    def end(self) -> None:
        """Wait until it ends; ended by force, and told so, after long."""
        try:
            _, self.told = self._process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            _, told = self._process.communicate()
            self.told = f"did not end in {PATIENCE} s: {told}"
        self.seconds = time.monotonic() - self._begun

    def _holder(self) -> str:
        try:
            return self._home.holder.read_text()
        except OSError:
            return ""
