"""How long an address may be: no page, picture or question of ours comes near it."""

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

LONGEST = 8192  # bytes of path and query
TOLD = "The address is too long. Choose fewer filters, or send what you ask for in the body."


class LongAddresses:
    """Refuses longer ones with 414."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or refuse."""
        if scope["type"] == "http" and _length(scope) > LONGEST:
            problem = {"type": "about:blank", "title": "too_long", "status": 414, "detail": TOLD}
            answer = JSONResponse(problem, 414, media_type="application/problem+json")
            await answer(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _length(scope: Scope) -> int:
    return len(scope.get("raw_path") or scope["path"]) + len(scope["query_string"])
