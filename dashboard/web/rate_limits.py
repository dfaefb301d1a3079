"""How often one address, or one token, may ask: far above what people do, far below what harms.

What is kept ready is answered before it is counted. This machine itself is not limited: there a
reverse proxy may stand for everyone, and must then pass on whose request it is.
"""

from contextvars import ContextVar
from hashlib import sha256
from ipaddress import ip_address

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

READS = RateLimitItemPerMinute(1200)
WRITES = RateLimitItemPerMinute(60)
CLICKS = "/_dash-update-component"  # these only read
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
TOLD = "Too many requests. Wait a minute, then go on more slowly."
AFTER = {"Retry-After": "60"}
_ASKING: ContextVar[str] = ContextVar("asking", default="")


class RateLimits:
    """Refuses with 429 what comes too often."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or refuse."""
        if scope["type"] == "http" and not self._may(scope):
            problem = {"type": "about:blank", "title": "too_many", "status": 429, "detail": TOLD}
            answer = JSONResponse(problem, 429, AFTER, media_type="application/problem+json")
            await answer(scope, receive, send)
        else:
            _ASKING.set(address_of(scope))
            await self._app(scope, receive, send)

    def _may(self, scope: Scope) -> bool:
        """Whether this request is still within the limits of who asks, which it counts for."""
        limit = _limit(scope)
        asking = [who for who in (address_of(scope), _token(scope)) if who]
        return all(self._limiter.hit(limit, who) for who in asking)


def _limit(scope: Scope) -> RateLimitItem:
    reads = scope["method"] in SAFE_METHODS or scope["path"] == CLICKS
    return READS if reads else WRITES


def asking() -> str:
    """Whose request is being answered, wherever in the program; "" for this machine."""
    return _ASKING.get()


def address_of(scope: Scope) -> str:
    """Whose request it is; "" for this machine."""
    host = (scope.get("client") or ("",))[0]
    try:
        return "" if ip_address(host).is_loopback else host
    except ValueError:
        return host


def _token(scope: Scope) -> str:
    """The digest of what a program shows; "" where it shows nothing."""
    shown = Headers(scope=scope).get("authorization", "")
    return sha256(shown.encode()).hexdigest() if shown else ""
