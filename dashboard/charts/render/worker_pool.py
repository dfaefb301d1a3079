"""Has pictures drawn by a warm process: one at a time, each within a time, anew when it hangs."""

import logging
import os
import select
import subprocess
import sys
import threading
import time
import weakref
from contextlib import suppress
from pathlib import Path

from dashboard.charts.render.render_worker import ANSWER, REQUEST
from data.metrics import RENDERS

LOGGER = logging.getLogger(__name__)
MOST_SECONDS = 15.0
TRIES = 2
ROOT = Path(__file__).resolve().parents[3]
COMMAND = (sys.executable, "-m", "dashboard.charts.render.render_worker")


class RenderError(Exception):
    """A picture could not be drawn."""


class Renderer:
    """Draws SVG as PNG in a child process that is started when first needed and ended with us."""

    def __init__(
        self, command: tuple[str, ...] = COMMAND, most_seconds: float = MOST_SECONDS
    ) -> None:
        self._command = command
        self._most_seconds = most_seconds
        self._turn = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """The process that draws; None before the first picture."""
        return self._child.pid if self._child else None

    @RENDERS.time()
    def png(self, svg: str, zoom: int) -> bytes:
        """The picture; raises `RenderError` where a second child fails too."""
        with self._turn:
            for number in range(TRIES):
                try:
                    return self._asked(svg.encode(), zoom)
                except (OSError, TimeoutError, EOFError) as error:
                    LOGGER.warning("a picture was not drawn (try %d): %s", number + 1, error)
                    self._end()
        raise RenderError("The picture could not be drawn.")

    def close(self) -> None:
        """End the child."""
        with self._turn:
            self._end()

    def _asked(self, svg: bytes, zoom: int) -> bytes:
        child = self._running()
        until = time.monotonic() + self._most_seconds
        if child.stdin is None or child.stdout is None:
            raise EOFError("the process that draws has no pipes")
        child.stdin.write(REQUEST.pack(zoom, len(svg)) + svg)
        child.stdin.flush()
        (size,) = ANSWER.unpack(_read(child.stdout.fileno(), ANSWER.size, until))
        if not size:
            raise RenderError("The picture could not be drawn.")
        return _read(child.stdout.fileno(), size, until)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is not None and self._child.poll() is not None:
            self._end()
        if self._child is None:
            self._child = subprocess.Popen(  # noqa: S603 - our own program
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
            )
            self._ending = weakref.finalize(self, _end, self._child)
        return self._child

    def _end(self) -> None:
        if self._child is not None:
            self._child = None
            self._ending()


def _end(child: subprocess.Popen[bytes]) -> None:
    """Run once a child: when asked, when nobody holds its renderer, or when we end."""
    child.kill()
    for pipe in (child.stdin, child.stdout):
        if pipe:
            with suppress(OSError):  # what it did not read before its end
                pipe.close()
    child.wait()


def _read(source: int, size: int, until: float) -> bytes:
    """Exactly `size` bytes, or an error at the end of time or of the child."""
    parts: list[bytes] = []
    left = size
    while left:
        ready, _, _ = select.select([source], [], [], max(0.0, until - time.monotonic()))
        if not ready:
            raise TimeoutError("it took too long")
        part = os.read(source, min(left, 1 << 16))
        if not part:
            raise EOFError("the process that draws is gone")
        parts.append(part)
        left -= len(part)
    return b"".join(parts)
