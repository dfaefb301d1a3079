"""Sign in by OpenID Connect: to the provider and back, for who has an account here already."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from hmac import compare_digest

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from dashboard.accounts.html.access import Door
from dashboard.accounts.html.document import Reader
from dashboard.accounts.sign_in.openid_attempt import HOLDS, Attempt, new_attempt, opened, sealed
from dashboard.accounts.sign_in.openid_provider import OpenIDError, Provider, Trouble
from dashboard.accounts.sign_in.pages import sign_in_page
from dashboard.accounts.sign_in.routes import SEE_OTHER, led_on, own_path
from data.accounts.accounts import SignInRefusedError
from data.settings import Settings
from data.text.i18n import Language

COOKIE = "fpt_openid"
PATH = "/auth/openid"
AT_ONCE = 8  # threads that may wait for the provider; the others are for pages
STATUS = {Trouble.LOST: 401, Trouble.UNREACHABLE: 502}
LOGGER = logging.getLogger(__name__)


def router(door: Door, settings: Settings) -> APIRouter:
    """The way there and the way back; neither is there where no provider is set."""
    routes = APIRouter(include_in_schema=False)
    sessions, name = door.sessions, settings.oidc_name
    provider, key = Provider(settings), settings.secret_key.get_secret_value()
    waiting = CapacityLimiter(AT_ONCE)
    secure, holds = sessions.secure, int(HOLDS.total_seconds())

    @routes.get(PATH)
    async def leave(request: Request) -> Response:
        """On to the provider; nothing but a cookie remembers it."""
        _must_be_set(settings)
        reader = await door.reader(request)
        onward = own_path(request.query_params.get("next", ""), "")
        attempt = new_attempt(onward, reader.t.lang)
        try:
            address = await to_thread.run_sync(provider.way_there, attempt, limiter=waiting)
        except OpenIDError as error:
            return _refused(reader, onward, name, error)
        answer = RedirectResponse(address, SEE_OTHER, {"Cache-Control": "no-store"})
        cookie = sealed(attempt, key, sessions.clock())
        answer.set_cookie(
            COOKIE, cookie, holds, path=PATH, secure=secure, httponly=True, samesite="lax"
        )
        return answer

    @routes.get(f"{PATH}/back")
    async def back(request: Request) -> Response:
        """A new session for who came back, and on to where the reader wanted to go."""
        _must_be_set(settings)
        attempt = opened(request.cookies.get(COOKIE, ""), key, sessions.clock())
        reader = await door.reader(request, attempt.lang if attempt else "")
        onward = attempt.onward if attempt else ""
        try:
            says = request.query_params
            secret = await to_thread.run_sync(secret_for, attempt, says, limiter=waiting)
        except OpenIDError as error:
            answer = _refused(reader, onward, name, error)
        else:
            answer = await to_thread.run_sync(led_on, sessions, secret, onward, reader.t.lang)
        answer.delete_cookie(COOKIE, PATH, secure=secure, httponly=True, samesite="lax")
        return answer

    def secret_for(attempt: Attempt | None, says: Mapping[str, str]) -> str:
        """The secret of a new session; raises `OpenIDError`."""
        state = says.get("state", "").encode()
        if attempt is None or not compare_digest(state, attempt.state.encode()):
            raise OpenIDError(Trouble.LOST)
        if "error" in says:
            cancelled = says["error"] == "access_denied"
            raise OpenIDError(Trouble.CANCELLED if cancelled else Trouble.UNREACHABLE)
        email = provider.email(attempt, says.get("code", ""), sessions.clock())
        try:
            return sessions.accounts.sign_in_as(email, sessions.clock())
        except SignInRefusedError as error:
            raise OpenIDError(Trouble.UNKNOWN) from error

    return routes


def _must_be_set(settings: Settings) -> None:
    if not settings.oidc_issuer:
        raise HTTPException(404)


def _refused(reader: Reader, onward: str, name: str, error: OpenIDError) -> Response:
    LOGGER.warning("sign-in by OpenID Connect: %s %s", error.trouble, error.why)
    why, status = _why(reader.t, name, error.trouble), STATUS.get(error.trouble, 403)
    return sign_in_page(replace(reader, path="/sign-in"), onward, name, why=why, status=status)


def _why(t: Language, name: str, trouble: Trouble) -> str:
    match trouble:
        case Trouble.LOST:
            return t.gettext(
                "This sign-in took longer than ten minutes, was used already, or began in another "
                "browser. Please sign in again."
            )
        case Trouble.CANCELLED:
            return t.gettext(
                "The sign-in was cancelled at {name}. Please try again, or use your password.",
                name=name,
            )
        case Trouble.UNREACHABLE:
            return t.gettext(
                "{name} cannot be asked just now. Please try again later, or use your password.",
                name=name,
            )
        case Trouble.UNTRUSTED:
            return t.gettext(
                "What {name} answered cannot be trusted, so nobody was signed in. Please try "
                "again; if it happens twice, tell the secretariat.",
                name=name,
            )
        case Trouble.UNVERIFIED:
            return t.gettext(
                "{name} has not verified your e-mail address. Verify it there and try again, or "
                "use your password.",
                name=name,
            )
        case Trouble.UNKNOWN:
            return t.gettext(
                "Nobody has an open account here with the e-mail address you have at {name}. "
                "Please ask the secretariat for one.",
                name=name,
            )
