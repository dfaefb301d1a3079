"""What one WebSocket, and one address with many, may ask of the server.

A page asks once to hear of publications and then only keeps the connection alive. What comes more
often, larger or malformed ends the connection: the page's script opens another.
"""

import asyncio
import logging
from collections import Counter, deque
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.web.callback_messages import read_json
from dashboard.web.rate_limits import address_of

LOGGER = logging.getLogger(__name__)
MOST_SOCKETS = 2000  # of a process
MOST_OF_ADDRESS = 50
MOST_MESSAGES, WITHIN_SECONDS = 60, 60.0
MOST_CALLBACKS = 32  # one a page; several pages of a browser may share a socket
LONGEST_MESSAGE = 16_384  # characters
TYPES = ("callback_request", "get_props_response", "heartbeat")
MALFORMED, TOO_MUCH, TOO_LONG, FULL = 1007, 1008, 1009, 1013  # RFC 6455, and its registry
DISCONNECTED = "websocket.disconnect"


class SocketLimits:
    """Refuses sockets, and ends those that go beyond their limits."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._open: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, with an eye on every message."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        address = address_of(scope)
        if not self._may_open(address):
            await send({"type": "websocket.close", "code": FULL})
            return
        self._open[address] += 1
        try:
            await self._app(scope, _Watched(receive, send).receive, send)
        finally:
            self._open[address] -= 1
            self._open += Counter()  # drops what is zero

    def _may_open(self, address: str) -> bool:
        """Behind a proxy that does not say whose they are, all are of this machine (`""`)."""
        of_address = self._open[address] < MOST_OF_ADDRESS
        return self._open.total() < MOST_SOCKETS and (of_address or not address)


class _Watched:
    """The messages of one socket, until one is too much."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive, self._send = receive, send
        self._heard: deque[float] = deque(maxlen=MOST_MESSAGES)
        self._callbacks = 0

    async def receive(self) -> Message:
        """The next message, or the end where it breaks a limit."""
        message = await self._receive()
        if message["type"] != "websocket.receive":
            return message
        if code := self._refused(message):
            LOGGER.warning("a WebSocket was closed with %d", code)
            await self._send({"type": "websocket.close", "code": code})
            return {"type": DISCONNECTED, "code": code}
        return message

    def _refused(self, message: Message) -> int:
        text = message.get("text")
        if text is None or len(text) > LONGEST_MESSAGE:
            return TOO_LONG if text else MALFORMED
        if self._is_too_often():
            return TOO_MUCH
        said = _read(text)
        if said is None:
            return MALFORMED
        self._callbacks += said["type"] == "callback_request"
        return TOO_MUCH if self._callbacks > MOST_CALLBACKS else 0

    def _is_too_often(self) -> bool:
        now = asyncio.get_running_loop().time()
        full = len(self._heard) == MOST_MESSAGES
        too_often = full and now - self._heard[0] < WITHIN_SECONDS
        self._heard.append(now)
        return too_often


def _read(text: str) -> dict[str, Any] | None:
    """A message as Dash's own script sends it; None for anything else."""
    said = read_json(text)
    if not isinstance(said, dict) or said.get("type") not in TYPES:
        return None
    payload = said.get("payload", {})
    well_formed = isinstance(payload, dict) and isinstance(said.get("requestId", ""), str)
    return said if well_formed else None
