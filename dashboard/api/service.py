"""Is the process up, is a snapshot served, how does it do."""

import os

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST

from dashboard.web.metrics import Metrics
from data.accounts.engine import AccountsWatch
from data.errors import NoSnapshotError, OtherVersionError, UnreadableSnapshotError
from data.questions.register import probe
from data.store.snapshot import Snapshot
from data.store.store import Store


def router(store: Store, metrics: Metrics, accounts: AccountsWatch) -> APIRouter:
    """`/healthz`, `/readyz` and `/metrics`."""
    routes = APIRouter(tags=["service"])

    @routes.get("/healthz")
    def healthz() -> dict[str, str]:
        """The process answers."""
        return {"status": "ok"}

    @routes.get("/readyz")
    def readyz() -> JSONResponse:
        """A snapshot is served and answers; `damaged` names a newer one that cannot be read.

        `ledger` is `missing` where what is served could not be published anew, `home` `read_only`
        where nothing can be written there, `accounts` `away` where nobody can sign in.
        """
        try:
            info = answering(store).info
        except OtherVersionError as error:
            told = {"status": "other_version", "detail": str(error)}
            return JSONResponse(told, status_code=503)
        except NoSnapshotError as error:
            return JSONResponse({"status": "empty", "detail": str(error)}, status_code=503)
        except UnreadableSnapshotError as error:
            return JSONResponse({"status": "unreadable", "detail": str(error)}, status_code=503)
        home = store.home
        there = "ok" if home.lake or home.ledger.exists() else "missing"
        facts = {
            "snapshot": info.id,
            "damaged": info.damaged,
            "ledger": there,
            "home": "ok" if os.access(home.root, os.W_OK) else "read_only",
            "accounts": "ok" if accounts.answers() else "away",
        }
        return JSONResponse({"status": "ok"} | facts)

    @routes.get("/metrics", include_in_schema=False)
    def figures() -> Response:
        """What this process counted, for Prometheus."""
        headers = {"Cache-Control": "no-store"}
        return Response(metrics.told(), media_type=CONTENT_TYPE_LATEST, headers=headers)

    return routes


def answering(store: Store) -> Snapshot:
    """The snapshot served, once it has answered a question that reads it; what failed is doubted.

    Raises `NoSnapshotError`, and `UnreadableSnapshotError` where the one in its place fails too.
    """
    try:
        return _asked(store.current())
    except UnreadableSnapshotError:
        return _asked(store.current())


def _asked(snapshot: Snapshot) -> Snapshot:
    with snapshot.connect() as connection:
        probe(connection)
    return snapshot
