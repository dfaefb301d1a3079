"""Errors of the API as RFC 9457 problem documents."""

from collections.abc import Mapping

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from data.accounts.retention import QuotaError
from data.errors import (
    LedgerBusyError,
    NoSnapshotError,
    StorageError,
    UnavailableError,
    UnreadableSnapshotError,
)

RETRY_SECONDS = "30"
# What went away is named in the log: an address inside is nobody's business outside.
AWAY = (
    "What is reported cannot be reached at the moment. Send it again in a minute: what is in"
    " already is not counted twice."
)

UNREADABLE = "What is published cannot be read at the moment. Ask again in a few seconds."
SOON_SECONDS = "5"
NEXT_DAY_SECONDS = "86400"


class NotFoundError(Exception):
    """Nothing is called what the address says."""


class GoneError(Exception):
    """What the address names was there, and was taken away."""


class BadQueryError(Exception):
    """The query asks for what cannot be."""


def register(server: FastAPI) -> None:
    """Answer our errors in one form."""

    @server.exception_handler(NotFoundError)
    def not_found(_: Request, error: NotFoundError) -> JSONResponse:
        return problem(404, "not_found", str(error))

    @server.exception_handler(GoneError)
    def gone(_: Request, error: GoneError) -> JSONResponse:
        return problem(410, "gone", str(error))

    @server.exception_handler(BadQueryError)
    def bad_query(_: Request, error: BadQueryError) -> JSONResponse:
        return problem(422, "bad_query", str(error))

    @server.exception_handler(QuotaError)
    def too_many(_: Request, error: QuotaError) -> JSONResponse:
        return problem(429, "too_many", str(error), headers={"Retry-After": NEXT_DAY_SECONDS})

    @server.exception_handler(RequestValidationError)
    def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        told = "; ".join(f"{'.'.join(map(str, e['loc'][1:]))}: {e['msg']}" for e in error.errors())
        return problem(422, "bad_query", told)

    @server.exception_handler(NoSnapshotError)
    def empty(_: Request, error: NoSnapshotError) -> JSONResponse:
        return problem(503, "no_snapshot", str(error))


def unavailable(error: UnavailableError) -> JSONResponse:
    """The store of measures, or what it needs, cannot be used now: when to ask again."""
    if isinstance(error, UnreadableSnapshotError):
        return problem(503, "unavailable", UNREADABLE, headers={"Retry-After": SOON_SECONDS})
    later = {"Retry-After": RETRY_SECONDS}
    if isinstance(error, StorageError):
        return problem(507, "storage", str(error))
    if isinstance(error, LedgerBusyError):
        return problem(503, "busy", str(error), headers=later)
    return problem(503, "unavailable", AWAY, headers=later)


def problem(
    status: int,
    code: str,
    detail: str,
    more: Mapping[str, object] | None = None,
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """One problem document; `more` are members of its own."""
    return JSONResponse(
        {
            "type": "about:blank",
            "title": code,
            "status": status,
            "code": code,
            "detail": detail,
            **(more or {}),
        },
        status_code=status,
        headers=headers,
        media_type="application/problem+json",
    )
