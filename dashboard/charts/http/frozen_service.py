"""`/frozen/<digest>.png`: pictures that never change; `/frozen/<digest>` says what they are."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Response
from fastapi.responses import HTMLResponse, JSONResponse

from dashboard.api.problems import GoneError, NotFoundError
from dashboard.charts.http.embed import policy
from dashboard.charts.http.error_image import refusal
from dashboard.charts.http.frozen import Correction, Frozen, FrozenPictures, corrections
from dashboard.charts.http.frozen_page import frozen_page
from dashboard.charts.http.recall import refuse_recalled
from dashboard.charts.http.service import ChartService, Wanted
from dashboard.charts.http.sorry import sorry_page
from dashboard.charts.render.worker_pool import RenderError
from dashboard.reader.context import RequestContext
from dashboard.reader.view import View
from data.text.i18n import Language

ASK_AGAIN = "public, no-cache"  # a picture never changes, but it may be recalled


def router(service: ChartService, frozen: FrozenPictures) -> APIRouter:
    """Freezing a picture, the picture, and its page."""
    routes = APIRouter(prefix="/frozen", include_in_schema=False)
    unframed = policy("'none'") + "; img-src 'self'"

    @routes.post("")
    def freeze(chart: Annotated[str, Query(max_length=1000)]) -> Response:
        """Freeze the picture at a chart's address (`/chart/objective/A1.png?lang=fr`)."""
        kept = frozen_of(service, frozen, chart)
        told = {
            "picture": service.address(kept.path),
            "page": service.address(f"/frozen/{kept.digest}"),
            "alt": kept.alt,
            "snapshot": kept.snapshot,
            "as_of": kept.as_of.isoformat(),
        }
        return JSONResponse(told, status_code=201)

    @routes.get("/{digest}.png")
    def picture(digest: str) -> Response:
        """The picture, which any cache may keep and ask about; 410 once it was recalled."""
        try:
            content, found = frozen.content(digest), frozen.find(digest)
        except KeyError:
            raise NotFoundError("There is no such frozen picture.") from None
        try:
            refuse_recalled(found, service.store.current())
        except GoneError as error:
            return refusal(Language(found.lang), error, "png")
        frozen.note_shown(digest, service.clock())
        headers = {
            "Cache-Control": ASK_AGAIN,
            "ETag": f'"{digest}"',
            "Cross-Origin-Resource-Policy": "cross-origin",
        }
        return Response(content, media_type="image/png", headers=headers)

    @routes.get("/{digest}")
    def page(digest: str) -> Response:
        """What the picture shows, and what reads otherwise today."""
        try:
            found = frozen.find(digest)
        except KeyError:
            raise NotFoundError("There is no such frozen picture.") from None
        try:
            refuse_recalled(found, service.store.current())
        except GoneError as error:
            t = Language(found.lang)
            return HTMLResponse(sorry_page(t, service.address("/"), str(error)), status_code=410)
        html = frozen_page(found, corrected(service, found), service.address)
        headers = {"Cache-Control": "no-cache", "Content-Security-Policy": unframed}
        return HTMLResponse(html, headers=headers)

    return routes


def frozen_of(service: ChartService, frozen: FrozenPictures, address: str) -> Frozen:
    """The picture at a chart's address, kept; raises `QuotaError` where no more may be."""
    wanted = service.picture_wanted(address)
    chart, ctx = service.chart(wanted)
    try:
        drawn = service.picture(chart, ctx.snapshot, wanted)
    except RenderError as error:
        raise NotFoundError(str(error)) from None
    if drawn.of:
        raise NotFoundError("The picture cannot be drawn now; an old one is not frozen.")
    query = urlencode(wanted.view.query(asof=wanted.as_of))
    return frozen.keep(drawn.content, chart, query, wanted.preset, service.clock())


def corrected(service: ChartService, found: Frozen) -> list[Correction]:
    """What today's knowledge says otherwise of the day the picture stands for."""
    snapshot = service.store.current()
    view = View.of("/", found.query, snapshot.plan.horizons)
    wanted = Wanted(found.kind, found.id, "png", found.preset, view, found.as_of)
    try:
        chart = service.chart_for(RequestContext.of(view, snapshot, found.as_of), wanted)
    except NotFoundError:
        return []
    return corrections(found, chart.shown)
