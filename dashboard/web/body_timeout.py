"""How long a body may take to come: so that nobody holds a connection by sending next to nothing.

Headers that come slowly are for the reverse proxy to cut short.
"""

import asyncio

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

GRACE_SECONDS = 20.0
SLOWEST = 10_000  # bytes a second beyond the grace
TOLD = "The body came too slowly. Please send it again."
CLOSED = {"Connection": "close"}


class SlowBodies:
    """Refuses with 408 what comes slower than that."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, with an eye on how long we wait for the body, until it is whole."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        clock = asyncio.get_running_loop().time
        patience, whole = GRACE_SECONDS, False

        async def in_time() -> Message:
            nonlocal patience, whole
            if whole:
                return await receive()
            began = clock()
            try:
                message = await asyncio.wait_for(receive(), patience)
            except TimeoutError:
                raise HTTPException(408, TOLD, CLOSED) from None
            patience += len(message.get("body", b"")) / SLOWEST - (clock() - began)
            whole = not message.get("more_body", False)
            return message

        await self._app(scope, in_time, send)
