"""Puts together who may come in and the pages behind the door."""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import quote

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import RedirectResponse

from dashboard.access import (
    embed_register,
    monitoring,
    one_measure,
    openid,
    own_batches,
    review,
    shared,
    signing,
    submit,
)
from dashboard.access.desk import Desk
from dashboard.access.drafts import Drafts
from dashboard.access.html import told
from dashboard.access.reading import Door, RefusedError
from dashboard.access.sessions import Sessions
from dashboard.access.shell import document
from data.accounts import Accounts
from data.accounts_database import AccountsEngine
from data.audit import Audit
from data.embeds import Embeds
from data.settings import Settings
from data.store import Store
from data.tokens import Tokens
from ingest.deciding import decisions

SEE_OTHER = 303


def routers(
    store: Store,
    settings: Settings,
    clock: Callable[[], datetime],
    engine: AccountsEngine,
    embeds: Embeds,
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
        embed_register.router(door, embeds, audit),
        monitoring.router(door, store, settings, clock),
        review.router(door, settings, audit, decide),
        shared.router(door, store, Tokens(engine), clock),
        submit.router(door, desk),
        one_measure.router(door, desk),
        own_batches.router(door, desk),
    )


def register(server: FastAPI) -> None:
    """Send who is not signed in to the form, and tell others that this is not theirs."""

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
