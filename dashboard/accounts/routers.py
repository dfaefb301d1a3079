"""Puts together who may come in and the pages behind the door."""

import errno
import logging
from collections.abc import Callable
from datetime import datetime
from urllib.parse import quote

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import RedirectResponse

from dashboard.accounts.html.access import Door, RefusedError, language_of
from dashboard.accounts.html.document import NAMELESS, Reader, document
from dashboard.accounts.html.elements import told
from dashboard.accounts.review import embeds as embed_register
from dashboard.accounts.review import monitoring, shared
from dashboard.accounts.review import routes as review
from dashboard.accounts.sign_in import openid
from dashboard.accounts.sign_in import routes as signing
from dashboard.accounts.sign_in.sessions import Sessions
from dashboard.accounts.submit import batches as own_batches
from dashboard.accounts.submit import form as one_measure
from dashboard.accounts.submit import routes as submit
from dashboard.accounts.submit.drafts import Drafts
from dashboard.accounts.submit.service import Desk
from dashboard.api import problems
from dashboard.charts.http.parts import ChartParts
from data.accounts.accounts import Accounts
from data.accounts.audit import Audit
from data.accounts.engine import AccountsEngine
from data.accounts.tokens import Tokens
from data.errors import StorageError, UnavailableError, UnreadableSnapshotError
from data.settings import Settings
from data.store.store import Store
from data.text.i18n import Language
from ingest.review.decisions import decisions

LOGGER = logging.getLogger(__name__)
SEE_OTHER = 303
FOR_PROGRAMS = ("/api/", "/frozen", "/newsletter/")
REFUSALS = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO}
NOT_KEPT = (
    "The disk is full or may not be written to. Nothing of this was kept, and what is published is"
    " still served. Try again later."
)


def routers(
    store: Store,
    settings: Settings,
    clock: Callable[[], datetime],
    engine: AccountsEngine,
    charts: ChartParts,
) -> tuple[APIRouter, ...]:
    """Every address behind or before the door."""
    accounts, audit = Accounts(engine), Audit(engine)
    sessions = Sessions(accounts, clock, settings.base_url.startswith("https:"))
    door = Door(store, sessions)
    decide = decisions(settings, engine, clock)
    desk = Desk(settings, audit, Drafts(settings.home / "drafts"), decide)
    return (
        signing.router(door, accounts, audit, settings.oidc_name if settings.oidc_issuer else ""),
        openid.router(door, settings),
        embed_register.router(door, charts.embeds, charts.frozen, audit),
        monitoring.router(door, store, settings, clock),
        review.router(door, settings, audit, decide),
        shared.router(door, store, Tokens(engine), clock),
        submit.router(door, desk),
        one_measure.router(door, desk),
        own_batches.router(door, desk),
    )


def register(server: FastAPI) -> None:
    """Send who is not signed in to the form; tell others that this is not theirs, or not now."""

    @server.exception_handler(RefusedError)
    def refused(request: Request, error: RefusedError) -> Response:
        reader = error.reader
        t = reader.t
        if error.signed_out:
            onward = quote(request.url.path if request.method == "GET" else "")
            return RedirectResponse(f"/sign-in?lang={t.lang}&next={onward}", SEE_OTHER)
        words = t.gettext(
            "This page is for others. You are signed in as {name}.",
            name=reader.account.name if reader.account else "",
        )
        return document(reader, t.gettext("Not for this account"), [told(words, bad=True)], 403)

    @server.exception_handler(OSError)
    def disk_refuses(request: Request, error: OSError) -> Response:
        if error.errno not in REFUSALS:
            raise error
        LOGGER.error("%s", error)
        return unavailable(request, StorageError(NOT_KEPT))

    @server.exception_handler(UnavailableError)
    def unavailable(request: Request, error: UnavailableError) -> Response:
        LOGGER.error("%s", error)
        if request.url.path.startswith(FOR_PROGRAMS):
            return problems.unavailable(error)
        t = language_of(request)
        reader = Reader(t, request.url.path, None, "", NAMELESS)
        page = document(
            reader, t.gettext("Not at the moment"), [told(_why(error, t), bad=True)], 503
        )
        page.headers["Retry-After"] = problems.RETRY_SECONDS
        return page


def _why(error: UnavailableError, t: Language) -> str:
    if isinstance(error, StorageError):
        return t.gettext(
            "The disk is full or may not be written to. Nothing of this was kept, and what is"
            " published is still served. Please try again later, or tell the secretariat."
        )
    if isinstance(error, UnreadableSnapshotError):
        return t.gettext("What is published cannot be read at the moment. Please try again soon.")
    return t.gettext(
        "What is reported cannot be reached at the moment, or others are writing to it. Please"
        " go back and try again in a minute: sending twice counts nothing twice."
    )
