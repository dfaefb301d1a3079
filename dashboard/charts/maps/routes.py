"""`/drawing/map.svg`: the map of a view, which a page fetches and shows in place."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from dashboard.api.asked import Asked, asking
from dashboard.api.problems import NotFoundError
from dashboard.charts.maps.drawings import Drawn, countries_drawn, objective_drawn, regions_drawn
from dashboard.reader.context import RequestContext
from dashboard.reader.view import View
from data.store.store import Store

SVG = "image/svg+xml"


def router(store: Store, clock: Callable[[], datetime]) -> APIRouter:
    """The map by countries, by regions, or of what one objective asks of countries."""
    routes = APIRouter(prefix="/drawing", include_in_schema=False)
    Asking = Annotated[Asked, Depends(asking(store, clock))]  # noqa: N806 - a type

    @routes.get("/map.svg")
    def world(
        request: Request,
        asked: Asking,
        by: str = "countries",
        within: str | None = None,
        objective: str | None = None,
    ) -> Response:
        """The world, in the language and with the links of the view in the query."""
        view = View.of("/", request.url.query, asked.plan.horizons)
        try:
            drawn = _drawn(asked, view, by, within, objective)
        except KeyError as error:
            raise NotFoundError(f"There is no map of {error.args[0]}.") from None
        return asked.file(drawn.svg.encode(), SVG)

    return routes


def _drawn(asked: Asked, view: View, by: str, within: str | None, objective: str | None) -> Drawn:
    ctx = RequestContext.of(view, asked.snapshot, asked.as_of)
    if objective:
        return objective_drawn(ctx, objective)
    if by == "regions":
        return regions_drawn(ctx)
    if by == "countries":
        return countries_drawn(ctx, within)
    raise KeyError(by)
