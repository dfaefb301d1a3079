"""Is the process up, is a snapshot served, how does it do."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST

from dashboard.metrics import Metrics
from data.errors import NoSnapshotError
from data.store import Store


def router(store: Store, metrics: Metrics) -> APIRouter:
    """`/healthz`, `/readyz` and `/metrics`."""
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

    @routes.get("/metrics", include_in_schema=False)
    def figures() -> Response:
        """What this process counted, for Prometheus."""
        headers = {"Cache-Control": "no-store"}
        return Response(metrics.told(), media_type=CONTENT_TYPE_LATEST, headers=headers)

    return routes
