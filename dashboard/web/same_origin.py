"""What changes something comes from our own pages, or from a program without cookies."""

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
OWN_SITES = ("same-origin", "none", "")
TOLD = "This request came from another site and was refused. Open the page here and try again."


class SameOrigin:
    """Refuses requests that change something, and WebSockets, when another site sent them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or refuse with 403."""
        if scope["type"] == "lifespan" or not _changes(scope) or _is_own(Headers(scope=scope)):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 4403})
        else:
            problem = {"type": "about:blank", "title": "other_site", "status": 403, "detail": TOLD}
            answer = JSONResponse(problem, 403, media_type="application/problem+json")
            await answer(scope, receive, send)


def _changes(scope: Scope) -> bool:
    return scope["type"] == "websocket" or scope["method"] not in SAFE_METHODS


def _is_own(headers: Headers) -> bool:
    """Whether a browser says it is our page, or says nothing and brings no cookie."""
    origin = headers.get("origin")
    if origin is not None:
        return origin.partition("://")[2] == headers.get("host")
    return headers.get("sec-fetch-site", "") in OWN_SITES
