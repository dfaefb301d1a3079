"""Headers that every answer carries: no sniffing, no framing, no referrer to others.

Assets that name their own time of change in their address may be kept for good.
"""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Content-Security-Policy": "frame-ancestors 'none'",
}
NAMED_ASSETS = {"Cache-Control": "public, max-age=31536000, immutable"}


class SafeHeaders:
    """Adds them to what leaves, whoever made it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with the headers added."""

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                lasting = message["status"] == 200 and _is_named_asset(scope)
                for name, value in (SAFE | (NAMED_ASSETS if lasting else {})).items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_safely)


def _is_named_asset(scope: Scope) -> bool:
    if scope["type"] != "http" or not scope["path"].startswith("/assets/"):
        return False
    named: bytes = scope["query_string"]
    return named.startswith(b"m=")
