"""Headers that every answer carries: which scripts may run, no framing, no referrer to others.

Assets that name their own time of change in their address may be kept for good.
"""

from collections.abc import Sequence

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
TLS_ONLY = {"Strict-Transport-Security": "max-age=31536000"}
NAMED_ASSETS = {"Cache-Control": "public, max-age=31536000, immutable"}
# Styles may stand in elements: the table of measures and the charts place their parts so.
POLICY = (
    "default-src 'none'; script-src 'self' {scripts}; style-src 'self' 'unsafe-inline';"
    " img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self';"
    " frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


class SafeHeaders:
    """Adds them to what leaves, whoever made it.

    `scripts` are the digests of those that stand in our pages; no other script of a page runs.
    `tls` is whether we are reached by https alone.
    """

    def __init__(self, app: ASGIApp, scripts: Sequence[str] = (), tls: bool = False) -> None:
        self._app = app
        policy = {"Content-Security-Policy": POLICY.format(scripts=" ".join(scripts))}
        self._headers = SAFE | policy | (TLS_ONLY if tls else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with the headers added."""

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                lasting = message["status"] == 200 and _is_named_asset(scope)
                for name, value in (self._headers | (NAMED_ASSETS if lasting else {})).items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_safely)


def _is_named_asset(scope: Scope) -> bool:
    if scope["type"] != "http" or not scope["path"].startswith("/assets/"):
        return False
    named: bytes = scope["query_string"]
    return named.startswith(b"m=")
