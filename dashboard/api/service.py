"""Is the process up, is a snapshot served."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from data.errors import NoSnapshotError
from data.store import Store


def router(store: Store) -> APIRouter:
    """`/healthz` and `/readyz`."""
    routes = APIRouter(tags=["service"])

    @routes.get("/healthz")
    def healthz() -> dict[str, str]:
        """The process answers."""
        return {"status": "ok"}

    @routes.get("/readyz")
    def readyz() -> JSONResponse:
        """A snapshot is served; `damaged` names a newer one that could not be read."""
        try:
            info = store.current().info
        except NoSnapshotError as error:
            return JSONResponse({"status": "empty", "detail": str(error)}, status_code=503)
        return JSONResponse({"status": "ok", "snapshot": info.id, "damaged": info.damaged})

    return routes
