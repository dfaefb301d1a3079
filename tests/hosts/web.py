"""The real server on a host of its own."""

import os
import signal
import subprocess
import sys
import time
from types import TracebackType

import httpx

from tests.hosts.network import Host
from tests.serving import ROOT

PORT = 8050
PATIENCE = 60  # seconds


class WebHost:
    """Runs on its host until it is killed or left."""

    def __init__(self, host: Host, settings: dict[str, str]) -> None:
        self.host = host
        self.address = f"http://{host.address}:{PORT}"
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "WebHost":
        """Start, and wait until it is ready."""
        told = {
            "FPT_HOST": self.host.address,
            "FPT_PORT": str(PORT),
            "FPT_TRUSTED_PROXIES": self.host.gateway,
        }
        self._process = subprocess.Popen(
            [*self.host.inside, sys.executable, "app.py"],
            cwd=ROOT,
            env=os.environ | self._settings | told,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        until = time.monotonic() + PATIENCE
        while self.snapshot() is None:
            if time.monotonic() > until:
                raise TimeoutError(self.address)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """End it, if it has not ended."""
        self.end(signal.SIGTERM)

    def end(self, how: signal.Signals) -> None:
        """End it as asked for."""
        if self._process and self._process.poll() is None:
            os.killpg(self._process.pid, how)
            self._process.wait(timeout=PATIENCE)

    def snapshot(self) -> str | None:
        """What it serves; None while it does not answer."""
        try:
            answer = httpx.get(f"{self.address}/readyz", timeout=2)
        except httpx.TransportError:
            time.sleep(0.05)
            return None
        return str(answer.json().get("snapshot")) if answer.is_success else None
