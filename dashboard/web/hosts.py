"""Which host we answer for, and under which address our links lead back to us.

A link made from a made-up host would send readers, feeds and mails elsewhere, so that no other host
is answered than `FPT_BASE_URL` and `FPT_ALLOWED_HOSTS` name, the address that the connection came
to, and this machine itself. Questions of machines that watch us hold no links and are answered for
any host.
"""

from collections.abc import Iterable
from urllib.parse import urlsplit

from fastapi import Request
from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from data.settings import Settings

THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}
WATCHED = {"/healthz", "/readyz", "/metrics"}
TOLD = (
    "This server does not answer for the host that was asked for. Whoever runs it names its hosts"
    " in FPT_BASE_URL and FPT_ALLOWED_HOSTS."
)


class AllowedHosts:
    """Refuses other hosts with 421; a name that begins with `*.` stands for all below it."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self._app = app
        named = {name_of(host) for host in hosts}
        self._names = THIS_MACHINE | {name for name in named if not name.startswith("*.")}
        self._ends = tuple(name[1:] for name in named if name.startswith("*."))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or refuse."""
        if scope["type"] == "lifespan" or scope["path"] in WATCHED or self._may(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            problem = {"type": "about:blank", "title": "wrong_host", "status": 421, "detail": TOLD}
            answer = JSONResponse(problem, 421, media_type="application/problem+json")
            await answer(scope, receive, send)

    def _may(self, scope: Scope) -> bool:
        asked = name_of(Headers(scope=scope).get("host", ""))
        here = (scope.get("server") or ("",))[0]
        return asked in self._names or asked == here or asked.endswith(self._ends)


def allowed_hosts(settings: Settings | None) -> list[str]:
    """The hosts that the settings name."""
    if settings is None:
        return []
    own = urlsplit(settings.base_url).hostname or ""
    return [host for host in (own, *settings.allowed_hosts.split(",")) if host.strip()]


def name_of(host: str) -> str:
    """A host without its port, as names are compared; "" for what is none."""
    try:
        return (urlsplit(f"//{host.strip()}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def base_of(request: Request) -> str:
    """What our links begin with: the setting, or the host that was asked for."""
    return request.app.state.base_url or str(request.base_url).rstrip("/")
