"""`POST /api/v1/measures`: partners' programs send measures, or try what would become of them."""

import re
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Header, Query, Request
from fastapi.encoders import jsonable_encoder
from fastapi.responses import JSONResponse

from dashboard.api.asked import Lang
from dashboard.api.problems import problem
from dashboard.web.bearer_token import bearer
from data.accounts.engine import AccountsEngine
from data.accounts.tokens import Token, Tokens
from data.settings import Settings
from ingest.columns.numbers import NumberLocale
from ingest.load.receive import Document, KeyUsedError, Received, receive
from ingest.review.decisions import Actor, Decisions, decisions

MOST_BYTES = 200_000_000
LONGEST_KEY = 200
KEY = re.compile(rf"[!-~]{{1,{LONGEST_KEY}}}")
NEEDED = (
    "Sending measures needs a token: “Authorization: Bearer fpt_…”. The secretariat makes one for"
    " your organisation: python -m ingest accounts token PARTNER."
)
OTHERS = "This token is of {mine}; it cannot send for {partner}."
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="4 per 1000"'}


class TooLargeError(Exception):
    """A body is larger than we take."""


@dataclass(frozen=True, slots=True)
class Intake:
    """Where measures go: the home of the settings, and who writes down that they came."""

    settings: Settings
    decisions: Decisions

    def take(self, received: Received, token: Token) -> list[Document]:
        """What became of a body; what was sent is logged, a trusted partner's approved."""
        found = receive(self.settings, received)
        if not received.dry_run:
            actor = Actor(f"token {token.id}", "partner")
            self.decisions.received(found, token.partner, actor)
        return found


def intake_of(settings: Settings, engine: AccountsEngine, clock: Callable[[], datetime]) -> Intake:
    """Where the settings say that measures go."""
    return Intake(settings, decisions(settings, engine, clock))


def router(intake: Intake | None, tokens: Tokens, clock: Callable[[], datetime]) -> APIRouter:
    """The one address that writes: for who holds a token, and for its organisation only."""
    routes = APIRouter(prefix="/api/v1", tags=["data"])

    @routes.post("/measures", status_code=201, max_body_size=sys.maxsize)  # counted as it comes
    async def send(
        request: Request,
        dry_run: bool = False,
        partner: Annotated[str | None, Query(description="Reports rows that name none")] = None,
        locale: Annotated[NumberLocale | None, Query()] = None,
        lang: Lang = "en",
        idempotency_key: Annotated[str | None, Header()] = None,
    ) -> JSONResponse:
        """Send measures as CSV, XLSX, JSON, Parquet, IATI or SDMX; they wait for approval.

        Answers with the batch, its counts and what is wrong with which row. `dry_run=true` writes
        nothing and tells which totals and verdicts would move. A request repeated with the same
        `Idempotency-Key` is answered as the first one was.
        """
        token = await to_thread.run_sync(tokens.known, bearer(request), "submit", clock())
        if token is None or intake is None:
            return problem(401, "token_needed", NEEDED, headers=CHALLENGE)
        if partner not in (None, token.partner):
            told = OTHERS.format(mine=token.partner, partner=partner)
            return problem(403, "not_your_partner", told)
        if idempotency_key is not None and not KEY.fullmatch(idempotency_key):
            return problem(422, "bad_query", f"A key has 1 to {LONGEST_KEY} letters or signs.")
        try:
            async with _body(request) as path:
                received = Received(
                    path,
                    "API",
                    token.partner,
                    locale,
                    lang,
                    dry_run,
                    _key(token, idempotency_key),
                    token.partner,
                )
                found = await to_thread.run_sync(intake.take, received, token)
        except TooLargeError:
            told = f"The body is larger than {MOST_BYTES // 1_000_000} MB. Send it in parts."
            return problem(413, "too_large", told)
        except KeyUsedError as error:
            return problem(422, "key_used", str(error))
        return _answer(found, dry_run)

    return routes


def _key(token: Token, key: str | None) -> str:
    """An idempotency key as one partner's own, so that no other's is met."""
    return f"{token.partner}:{key}" if key else ""


@asynccontextmanager
async def _body(request: Request) -> AsyncIterator[Path]:
    """The body as a file, written as it comes, so that it is never whole in memory."""
    with TemporaryDirectory(prefix="fpt-body-") as folder:
        path, size = Path(folder) / "body", 0
        with path.open("wb") as file:
            async for chunk in request.stream():
                size += len(chunk)
                if size > MOST_BYTES:
                    raise TooLargeError
                file.write(chunk)
        yield path


def _answer(found: list[Document], dry_run: bool) -> JSONResponse:
    """Created, tried, or a problem document where nothing of it could be used."""
    usable = any(d.get("new", 0) + d.get("revised", 0) + d.get("unchanged", 0) for d in found)
    document = jsonable_encoder({"batches": found})
    if usable or not any(d.get("refused") or d.get("rejected") for d in found):
        return JSONResponse(document, status_code=200 if dry_run else 201)
    refused = next((d["refused"] for d in found if d.get("refused")), "")
    code = "unreadable" if refused else "no_usable_row"
    told = refused or "No row could be used; `problems` says why and how to mend each."
    return problem(422, code, told, document)
