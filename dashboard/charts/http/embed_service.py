"""`/embed/<kind>/<id>`: the page that other sites show in a frame. Nothing else may be framed."""

from dataclasses import replace
from pathlib import Path

from anyio import to_thread
from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from dashboard.api.problems import BadQueryError, NotFoundError
from dashboard.charts.http.cached_response import Kept, keep, send
from dashboard.charts.http.embed import embed_page, policy
from dashboard.charts.http.embed_usage import Registry
from dashboard.charts.http.service import ChartService
from dashboard.charts.http.sorry import sorry_page
from dashboard.reader.view import View
from data.accounts.embeds import Embeds
from data.errors import NoSnapshotError, UnreadableSnapshotError
from data.text.i18n import Language

HTML = "text/html; charset=utf-8"
LOADER = (Path(__file__).parent / "embed_host.js").read_text()


def router(service: ChartService, embeds: Embeds, frame_ancestors: str) -> APIRouter:
    """Embeds, and the few lines that let a host page give a frame its height."""
    routes = APIRouter(include_in_schema=False)
    framed = {
        "Content-Security-Policy": policy(frame_ancestors),
        "Referrer-Policy": "strict-origin-when-cross-origin",
    }
    registry = Registry(embeds, service.clock)

    @routes.get("/embed.js")
    def loader() -> Response:
        """For host pages that want no scroll bars."""
        headers = {"Cache-Control": "public, max-age=86400"}
        return Response(LOADER, media_type="text/javascript", headers=headers)

    @routes.get("/embed/{kind}/{id}")
    async def embed(request: Request, kind: str, id: str) -> Response:
        """One chart with its words and its table; what does not exist says so politely."""
        t = Language(View.of("/", request.url.query, (0,)).lang)
        home = service.address("/")
        registered = request.query_params.get("embed", "")
        revoked = await to_thread.run_sync(registry.is_revoked, registered)
        if revoked:
            words = t.gettext("This chart has been withdrawn by its publisher.")
            return HTMLResponse(sorry_page(t, home, words), 410, headers=framed)
        try:
            kept = await to_thread.run_sync(_page, service, kind, id, request.url.query)
        except (NoSnapshotError, UnreadableSnapshotError):
            words = t.gettext("This chart cannot be drawn at the moment. Please try again later.")
            return HTMLResponse(sorry_page(t, home, words), 503, headers=framed)
        except (NotFoundError, BadQueryError):
            return HTMLResponse(sorry_page(t, home), 404, headers=framed)
        if registered:
            host = request.headers.get("referer", "")
            await to_thread.run_sync(registry.used, registered, host)
        return send(request, kept, framed)

    return routes


def _page(service: ChartService, kind: str, id: str, query: str) -> Kept:
    wanted = service.wanted(kind, f"{id}.embed", query)

    def make() -> Kept:
        chart, ctx = service.chart(wanted)
        content = embed_page(chart, service.address, live=wanted.view.asof is None).encode()
        return keep(content, HTML, ctx.info.id, str(wanted))

    return service.remembered(replace(wanted, preset=""), make)
