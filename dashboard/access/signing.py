"""Sign in, sign out, set a password: three forms, and nothing said of who has an account."""

import re

from anyio import to_thread
from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from dashboard.access.html import button, field, hidden, paragraph, told
from dashboard.access.reading import Door, form_of
from dashboard.access.shell import Reader, document, form
from data.accounts import (
    AccountError,
    Accounts,
    Role,
    SignInRefusedError,
    TooManyTriesError,
)
from data.audit import Audit
from data.credentials import SHORTEST_PASSWORD
from data.i18n import Language

OWN_PATH = re.compile(r"/[a-z][^\\\s]*")
SEE_OTHER = 303


def router(door: Door, accounts: Accounts, audit: Audit) -> APIRouter:
    """The three forms."""
    routes = APIRouter(include_in_schema=False)
    clock = door.sessions.clock

    @routes.get("/sign-in")
    async def sign_in_page(request: Request) -> Response:
        """The form, or that nobody has an account here yet."""
        reader = await door.reader(request)
        known = await to_thread.run_sync(accounts.any)
        return _sign_in(reader, request.query_params.get("next", ""), known=known)

    @routes.post("/auth/sign-in")
    async def sign_in(request: Request) -> Response:
        """A new session, and on to where the reader wanted to go."""
        says = await form_of(request)
        reader = await door.reader(request, says.get("lang", ""))
        address = request.client.host if request.client else ""
        email, password = says.get("email", ""), says.get("password", "")
        try:
            secret = await to_thread.run_sync(accounts.sign_in, email, password, address, clock())
        except (SignInRefusedError, TooManyTriesError) as error:
            return _sign_in(reader, says.get("next", ""), error=error)
        account = await to_thread.run_sync(accounts.of_session, secret, clock())
        home = "/submit" if account and account.role is Role.PARTNER else "/review"
        onward = own_path(says.get("next", ""), f"{home}?lang={reader.t.lang}")
        return door.sessions.begin(RedirectResponse(onward, SEE_OTHER), secret)

    @routes.post("/auth/sign-out")
    async def sign_out(request: Request) -> Response:
        """End the session, here and in the browser."""
        answer = RedirectResponse("/", SEE_OTHER)
        return await to_thread.run_sync(door.sessions.end, request, answer)

    @routes.get("/set-password")
    async def password_page(request: Request) -> Response:
        """The form behind a link that an administrator handed out."""
        reader = await door.reader(request)
        return _set_password(reader, request.query_params.get("link", ""))

    @routes.post("/auth/password")
    async def set_password(request: Request) -> Response:
        """Use the link."""
        says = await form_of(request)
        reader = await door.reader(request, says.get("lang", ""))
        link = says.get("link", "")
        if says.get("password", "") != says.get("again", ""):
            words = reader.t.gettext("The two passwords are not the same.")
            return _set_password(reader, link, words)
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
            return _set_password(reader, link, words)
        await to_thread.run_sync(
            audit.note, account.email, account.role, "password set", account.email, clock()
        )
        return RedirectResponse(f"/sign-in?lang={reader.t.lang}", SEE_OTHER)

    return routes


def own_path(wanted: str, otherwise: str) -> str:
    """A path of this site, or the other one: nobody is led elsewhere."""
    return wanted if OWN_PATH.fullmatch(wanted) and not wanted.startswith("//") else otherwise


def _sign_in(
    reader: Reader, onward: str, *, error: Exception | None = None, known: bool = True
) -> Response:
    t = reader.t
    body = []
    if error:
        body.append(told(_why(t, error), bad=True))
    if not known:
        words = t.gettext(
            "Nobody has an account here yet. Everything public works without one; whoever runs "
            "this dashboard makes the first: python -m ingest accounts add EMAIL --role reviewer"
        )
        body.append(told(words, bad=False))
    fields = (
        field(t.gettext("E-mail address"), "email", "email", "username")
        + field(t.gettext("Password"), "password", "password", "current-password")
        + hidden("next", onward)
        + button(t.gettext("Sign in"), "btn pri")
    )
    body.append(form(reader, "/auth/sign-in", fields, css="fields"))
    lost = t.gettext(
        "Password forgotten? Ask the secretariat: it hands out a link that sets a new one."
    )
    body.append(paragraph(lost, "note"))
    status = 429 if isinstance(error, TooManyTriesError) else 401 if error else 200
    return document(reader, t.gettext("Sign in"), body, status)


def _why(t: Language, error: Exception) -> str:
    if isinstance(error, TooManyTriesError):
        return t.gettext("Too many tries. Please wait a quarter of an hour and try again.")
    return t.gettext("The address or the password is wrong.")


def _set_password(reader: Reader, link: str, error: str = "") -> Response:
    t = reader.t
    hint = t.gettext("At least {n} characters; a sentence is good.", n=SHORTEST_PASSWORD)
    fields = (
        field(t.gettext("New password"), "password", "password", "new-password", hint)
        + field(t.gettext("The same again"), "again", "password", "new-password")
        + hidden("link", link)
        + button(t.gettext("Set the password"), "btn pri")
    )
    body = [told(error, bad=True)] if error else []
    body.append(form(reader, "/auth/password", fields, css="fields"))
    return document(reader, t.gettext("Set a password"), body, 422 if error else 200)
