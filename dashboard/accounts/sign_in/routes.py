"""Sign in, sign out, set a password: three forms, and nothing said of who has an account."""

import re

from anyio import to_thread
from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from dashboard.accounts.html.access import Door, form_of
from dashboard.accounts.sign_in.pages import set_password_page, sign_in_page
from dashboard.accounts.sign_in.sessions import DEVICE_COOKIE, Sessions
from data.accounts.accounts import (
    AccountError,
    Accounts,
    Role,
    SignInRefusedError,
    TooManyTriesError,
)
from data.accounts.audit import Audit
from data.accounts.credentials import SHORTEST_PASSWORD
from data.text.i18n import Language

OWN_PATH = re.compile(r"/[a-z][^\\\s]*")
SEE_OTHER = 303


def router(door: Door, accounts: Accounts, audit: Audit, openid: str) -> APIRouter:
    """The three forms; `openid` names the provider one may sign in by instead, if there is one."""
    routes = APIRouter(include_in_schema=False)
    clock = door.sessions.clock

    @routes.get("/sign-in")
    async def show_sign_in(request: Request) -> Response:
        """The form, or that nobody has an account here yet."""
        reader = await door.reader(request)
        known = await to_thread.run_sync(accounts.any)
        return sign_in_page(reader, request.query_params.get("next", ""), openid, known=known)

    @routes.post("/auth/sign-in")
    async def sign_in(request: Request) -> Response:
        """A new session, and on to where the reader wanted to go."""
        says = await form_of(request)
        reader = await door.reader(request, says.get("lang", ""))
        address = request.client.host if request.client else ""
        email, password = says.get("email", ""), says.get("password", "")
        try:
            device = request.cookies.get(DEVICE_COOKIE, "")
            secret = await to_thread.run_sync(
                accounts.sign_in, email, password, address, clock(), device
            )
        except (SignInRefusedError, TooManyTriesError) as error:
            why = _why(reader.t, error)
            status = 429 if isinstance(error, TooManyTriesError) else 401
            return sign_in_page(reader, says.get("next", ""), openid, why=why, status=status)
        return await to_thread.run_sync(
            led_on, door.sessions, secret, says.get("next", ""), reader.t.lang
        )

    @routes.post("/auth/sign-out")
    async def sign_out(request: Request) -> Response:
        """End the session, here and in the browser."""
        answer = RedirectResponse("/", SEE_OTHER)
        return await to_thread.run_sync(door.sessions.end, request, answer)

    @routes.get("/set-password")
    async def show_password(request: Request) -> Response:
        """The form behind a link that an administrator handed out."""
        reader = await door.reader(request)
        return set_password_page(reader, request.query_params.get("link", ""))

    @routes.post("/auth/password")
    async def set_password(request: Request) -> Response:
        """Use the link."""
        says = await form_of(request)
        reader = await door.reader(request, says.get("lang", ""))
        link = says.get("link", "")
        if says.get("password", "") != says.get("again", ""):
            words = reader.t.gettext("The two passwords are not the same.")
            return set_password_page(reader, link, words)
        try:
            account = await to_thread.run_sync(
                accounts.set_password, link, says.get("password", ""), clock()
            )
        except AccountError:
            words = reader.t.gettext(
                "The link was used already or is too old, or the password is shorter than {n} "
                "characters.",
                n=SHORTEST_PASSWORD,
            )
            return set_password_page(reader, link, words)
        await to_thread.run_sync(
            audit.note, account.email, account.role, "password set", account.email, clock()
        )
        return RedirectResponse(f"/sign-in?lang={reader.t.lang}", SEE_OTHER)

    return routes


def led_on(sessions: Sessions, secret: str, wanted: str, lang: str) -> Response:
    """Begin a session in the browser, and on to the page wanted or to one's own desk."""
    account = sessions.accounts.of_session(secret, sessions.clock())
    home = "/submit" if account and account.role is Role.PARTNER else "/review"
    onward = own_path(wanted, f"{home}?lang={lang}")
    return sessions.begin(RedirectResponse(onward, SEE_OTHER), secret)


def own_path(wanted: str, otherwise: str) -> str:
    """A path of this site, or the other one: nobody is led elsewhere."""
    return wanted if OWN_PATH.fullmatch(wanted) and not wanted.startswith("//") else otherwise


def _why(t: Language, error: Exception) -> str:
    if isinstance(error, TooManyTriesError):
        return t.ngettext(
            "Too many tries. Please wait {n} minute and try again.",
            "Too many tries. Please wait {n} minutes and try again.",
            error.minutes,
        )
    return t.gettext("The address or the password is wrong.")
