"""`/oembed?url=…`: what a site needs to show a page, an embed or a picture of ours."""

from html import escape
from urllib.parse import urlencode

from anyio import to_thread
from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from dashboard.api.problems import NotFoundError
from dashboard.charts.http.service import ChartService, Wanted, address_parts
from dashboard.charts.kinds.model import Chart
from dashboard.charts.kinds.registry import chart_of_page
from dashboard.charts.render.card import PRESETS
from dashboard.web.hosts import base_of

WIDEST, HEIGHT, NARROW, TALLER = 600, 460, 480, 560


def router(service: ChartService) -> APIRouter:
    """Rich for pages and embeds, photo for pictures."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/oembed")
    async def oembed(
        request: Request,
        url: str,
        maxwidth: int = WIDEST,
        maxheight: int = 4000,
        format: str = "json",
    ) -> Response:
        """The oEmbed document; 501 for another format than JSON, as its specification asks."""
        if format != "json":
            return Response(status_code=501)
        wanted, is_picture = await to_thread.run_sync(wanted_of, service, url)
        chart, _ = await to_thread.run_sync(service.chart, wanted)
        base = base_of(request)
        wide = max(200, min(maxwidth, WIDEST))
        told = _photo if is_picture else _rich
        return JSONResponse(told(chart, wanted, base, wide, maxheight))

    return routes


def wanted_of(service: ChartService, url: str) -> tuple[Wanted, bool]:
    """The chart an address of ours shows, and whether it is a picture."""
    parts = address_parts(url)
    steps = [step for step in parts.path.split("/") if step]
    if steps[:1] == ["chart"] and len(steps) == 3:
        return service.wanted(steps[1], f"{steps[2].rpartition('.')[0]}.png", parts.query), True
    found = chart_of_page(parts.path)
    if found is None:
        raise NotFoundError("No chart stands for this address.")
    kind, id_ = found
    return service.wanted(kind, f"{id_}.png", parts.query), False


def _rich(chart: Chart, wanted: Wanted, base: str, wide: int, most: int) -> dict[str, object]:
    high = min(HEIGHT if wide > NARROW else TALLER, max(most, 120))
    query = urlencode(wanted.view.query())
    source = f"{base}/embed/{chart.kind}/{chart.id}?{query}"
    code = (
        f'<iframe src="{escape(source)}" title="{escape(chart.title)}" width="{wide}"'
        f' height="{high}" style="border:0" loading="lazy"></iframe>'
    )
    return _common(chart, base) | {"type": "rich", "html": code, "width": wide, "height": high}


def _photo(chart: Chart, wanted: Wanted, base: str, wide: int, most: int) -> dict[str, object]:
    size = PRESETS["email"]
    high = round(wide * (size.high or size.wide) / size.wide)
    if high > most:
        wide, high = max(1, wide * most // high), most
    query = urlencode({**wanted.view.query(), "preset": "email"})
    source = f"{base}/chart/{chart.kind}/{chart.id}.png?{query}"
    return _common(chart, base) | {"type": "photo", "url": source, "width": wide, "height": high}


def _common(chart: Chart, base: str) -> dict[str, object]:
    return {
        "version": "1.0",
        "title": chart.title,
        "provider_name": "4 per 1000",
        "provider_url": base,
        "cache_age": 300,
    }
