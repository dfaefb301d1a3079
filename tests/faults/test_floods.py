"""One visitor who means harm holds nobody up: a real server, from a socket of one's own."""

import asyncio
import json
import socket
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from unittest.mock import Mock
from urllib.parse import urlsplit

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from dashboard.web import socket_limits
from dashboard.web.bounded_http import HEAD_SECONDS, TOO_LATE, BoundedHttp
from data.home import Home
from tests.serving import PATIENCE, serving

FLOOD = 2000  # messages


@pytest.fixture(scope="module")
def address(facts_template: Path) -> Iterator[str]:
    with serving(Home(facts_template)) as found:
        yield found


def raw(address: str, sent: bytes) -> bytes:
    """What is answered to bytes as they are, until the connection ends."""
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname, parts.port), PATIENCE) as connection:
        connection.sendall(sent)
        answer = b""
        while more := connection.recv(65_536):
            answer += more
        return answer


# --- HTTP ---


@pytest.mark.parametrize(
    "sent",
    [
        b"GET / HTTP/1.1\r\nX: " + b"a" * 40_000,  # no end in sight
        b"GET /" + b"a" * 40_000,
        b"GET / HTTP/1.1\r\n" + b"X: a\r\n" * 8_000 + b"\r\n",
    ],
    ids=["header", "line", "headers"],
)
def test_an_endless_head_is_cut_off(address: str, sent: bytes) -> None:
    assert raw(address, sent).startswith(b"HTTP/1.1 431 ")


def test_a_long_address_is_refused(address: str) -> None:
    answer = httpx.get(f"{address}/api/v1/measures?partner={'a' * 9000}", timeout=PATIENCE)
    assert answer.status_code == 414


def test_half_a_request_is_waited_for_no_longer_than_that(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a clock of our own: what is to happen later happens when the test says so."""
    sent: list[bytes] = []
    later: list[tuple[float, Callable[[], None]]] = []

    class Loop:
        def call_later(self, seconds: float, call: Callable[..., None], *values: object) -> Mock:
            later.append((seconds, partial(call, *values)))
            return Mock()

    class Transport:
        def write(self, data: bytes) -> None:
            sent.append(data)

        def close(self) -> None:
            sent.append(b"")

        def is_closing(self) -> bool:
            return b"" in sent

    monkeypatch.setattr(BoundedHttp.__mro__[1], "connection_made", lambda *_: None)
    protocol = BoundedHttp.__new__(BoundedHttp)
    protocol.loop, protocol.transport = Loop(), Transport()  # type: ignore[assignment]
    protocol.connection_made(protocol.transport)
    ((seconds, give_up),) = later
    give_up()
    assert seconds == HEAD_SECONDS
    assert sent == [TOO_LATE, b""]


@pytest.mark.parametrize(
    "body", [b"garbage", b"[]", b"{}", b"\xff", b"[" * 9000, b'{"output": "x"}']
)
def test_a_malformed_message_to_a_callback_is_a_bad_request(address: str, body: bytes) -> None:
    answer = httpx.post(f"{address}/_dash-update-component", content=body, timeout=PATIENCE)
    assert answer.status_code == 400


# --- WebSockets ---


def opened(address: str) -> ClientConnection:
    return connect(
        f"ws://{urlsplit(address).netloc}/_dash-ws-callback",
        origin=Origin(address),
        open_timeout=PATIENCE,
    )


def watching(address: str) -> str:
    """What a page sends to hear of publications."""
    known = httpx.get(f"{address}/_dash-dependencies", timeout=PATIENCE).json()
    watch = next(callback for callback in known if callback.get("persistent"))
    payload = {"output": watch["output"], "outputs": [], "inputs": [], "changedPropIds": []}
    said = {"type": "callback_request", "requestId": "1", "rendererId": "r", "payload": payload}
    return json.dumps(said)


def open_pages(address: str) -> float:
    told = httpx.get(f"{address}/metrics", timeout=PATIENCE).text
    line = next(line for line in told.splitlines() if line.startswith("fpt_open_pages "))
    return float(line.split()[1])


def code_after(page: ClientConnection) -> int | None:
    """The code the server ends a socket with."""
    try:
        while True:
            page.recv(timeout=PATIENCE)
    except ConnectionClosed:
        return page.protocol.close_code


def test_a_flood_of_messages_starts_no_flood_of_watchers(address: str) -> None:
    message = watching(address)
    with opened(address) as page:
        try:
            for _ in range(FLOOD):
                page.send(message)
        except ConnectionClosed:
            pass
        assert open_pages(address) <= socket_limits.MOST_CALLBACKS
        assert code_after(page) == socket_limits.TOO_MUCH
    assert httpx.get(f"{address}/healthz", timeout=PATIENCE).status_code == 200


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ("garbage", socket_limits.MALFORMED),
        ("[]", socket_limits.MALFORMED),
        ('{"type": "other"}', socket_limits.MALFORMED),
        ('{"type": "callback_request", "payload": 7}', socket_limits.MALFORMED),
        (b"\xff", socket_limits.MALFORMED),
        ('{"type": "heartbeat", "x": "' + "a" * 20_000 + '"}', socket_limits.TOO_LONG),
    ],
    ids=["text", "list", "type", "payload", "bytes", "long"],
)
def test_what_is_malformed_ends_the_socket(address: str, message: str | bytes, code: int) -> None:
    with opened(address) as page:
        page.send(message)
        assert code_after(page) == code


def test_a_page_that_keeps_its_socket_is_left_alone(address: str) -> None:
    with opened(address) as page:
        page.send(watching(address))
        assert "S-" in str(page.recv(timeout=PATIENCE))
        page.send('{"type": "heartbeat"}')
        assert "heartbeat_ack" in str(page.recv(timeout=PATIENCE))


def test_one_address_holds_so_many_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket_limits, "MOST_OF_ADDRESS", 2)
    closed: list[int] = []

    async def opened_by(limits: socket_limits.SocketLimits, host: str) -> None:
        async def send(message: object) -> None:
            closed.append(message["code"])  # type: ignore[index]

        scope = {"type": "websocket", "client": (host, 1)}
        await limits(scope, asyncio.Event().wait, send)  # type: ignore[arg-type]

    async def story() -> None:
        async def waits(*_: object) -> None:
            await asyncio.Event().wait()

        limits = socket_limits.SocketLimits(waits)
        hosts = ["192.0.2.1"] * 3 + ["192.0.2.2", "127.0.0.1", "127.0.0.1", "127.0.0.1"]
        tasks = [asyncio.create_task(opened_by(limits, host)) for host in hosts]
        _, waiting = await asyncio.wait(tasks, timeout=0)
        while len(waiting) > len(hosts) - 1:
            _, waiting = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in waiting:
            task.cancel()

    asyncio.run(story())
    assert closed == [socket_limits.FULL]
