"""A server that is told to stop tells open pages to come back, and ends."""

import json
import signal
from contextlib import suppress
from pathlib import Path

import httpx
from websockets.exceptions import ConnectionClosedError
from websockets.sync.client import connect
from websockets.typing import Origin

from data.home import Home
from tests.serving import PATIENCE, free_port, started


def test_open_pages_are_told_to_come_back(facts_template: Path) -> None:
    port = free_port()
    server = started(Home(facts_template), port)
    assert server.stderr
    assert any("Uvicorn running on" in line for line in server.stderr)
    address = f"127.0.0.1:{port}"
    known = httpx.get(f"http://{address}/_dash-dependencies", timeout=PATIENCE).json()
    watch = next(callback for callback in known if callback.get("persistent"))
    asked = {"output": watch["output"], "outputs": [], "inputs": [], "changedPropIds": []}
    question = {"type": "callback_request", "requestId": "1", "rendererId": "r", "payload": asked}
    try:
        with connect(
            f"ws://{address}/_dash-ws-callback",
            origin=Origin(f"http://{address}"),
            open_timeout=PATIENCE,
        ) as page:
            page.send(json.dumps(question))
            assert "S-" in str(page.recv(timeout=PATIENCE))
            server.send_signal(signal.SIGTERM)
            with suppress(ConnectionClosedError):
                while True:
                    page.recv(timeout=PATIENCE)
            assert page.protocol.close_code == 1012  # service restart
        assert server.wait(timeout=PATIENCE) in (0, -signal.SIGTERM)
    finally:
        server.kill()
        server.wait()
        server.stderr.close()
