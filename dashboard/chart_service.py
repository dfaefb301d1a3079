"""`/chart/map/world.svg`: the map of a view, which a page fetches and shows in place."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from dashboard import map_items
from dashboard.api.asked import Asked, asking
from dashboard.api.problems import NotFoundError
from dashboard.figures import world_map
from dashboard.naming import Naming
from dashboard.view import View
from data.answers import Dimension
from data.i18n import Language
from data.places import load_places, place
from data.store import Store

SVG = "image/svg+xml"


def router(store: Store, clock: Callable[[], datetime]) -> APIRouter:
    """The map by countries, by regions, or of what one objective asks of countries."""
    routes = APIRouter(prefix="/chart", include_in_schema=False)
    Question = Annotated[Asked, Depends(asking(store, clock))]  # noqa: N806 - a type

    @routes.get("/map/world.svg")
    def world(
        request: Request,
        question: Question,
        by: str = "countries",
        within: str | None = None,
        objective: str | None = None,
    ) -> Response:
        """The world, in the language and with the links of the view in the query."""
        view = View.of("/", request.url.query, question.plan.horizons)
        if objective:
            drawn = _objective(view, question, objective)
        elif by == "regions":
            drawn = _regions(view, question)
        elif by == "countries":
            drawn = _countries(view, question, within)
        else:
            raise NotFoundError(f"There is no map by {by}.")
        return question.file(drawn.encode(), SVG)

    @routes.get("/{rest:path}")
    def nothing(rest: str) -> Response:
        """No other drawing is made here."""
        raise NotFoundError(f"There is no chart {rest}.")

    return routes


def _countries(view: View, question: Asked, within: str | None) -> str:
    regions = [p.code for p in load_places() if p.kind == "region"]
    if within is not None and within not in regions:
        raise NotFoundError(f"There is no region {within}.")
    t, names = _words(view, question)
    asked = [within] if within else regions
    reports = [r for region in asked for r in question.snapshot.places(question.as_of, region)]
    countries = map_items.reporting_countries(view, t, reports, names, within)
    title = t.gettext("Countries that have reported")
    if within:
        title = f"{place(within).name(t.lang)} – {title}"
    sentence = map_items.reporting_sentence(t, countries)
    return world_map.country_map(countries, title, sentence, within)


def _regions(view: View, question: Asked) -> str:
    t, names = _words(view, question)
    recent = question.snapshot.overview(question.as_of).regions
    regions = map_items.circled_regions(view, t, recent, names)
    title = t.gettext("Contributions by region")
    return world_map.region_map(regions, title, map_items.regions_sentence(t, regions))


def _objective(view: View, question: Asked, code: str) -> str:
    t, names = _words(view, question)
    try:
        found = question.snapshot.objective(code, question.as_of)
    except KeyError:
        raise NotFoundError(f"The plan has no objective {code}.") from None
    codes = map_items.asked_of(question.plan, found.headline)
    if not codes:
        raise NotFoundError(f"Objective {code} does not count countries.")
    headline = found.headline.indicator.id
    parts = question.snapshot.contributions(headline, Dimension.PLACE, question.as_of)
    told = map_items.told_of(parts)
    countries = map_items.answering_countries(view, t, codes, told, names)
    title = t.gettext("Who has it, who is missing")
    sentence = map_items.answering_sentence(t, countries)
    return world_map.country_map(countries, f"{found.objective.code} – {title}", sentence)


def _words(view: View, question: Asked) -> tuple[Language, Naming]:
    t = Language(view.lang)
    return t, Naming(t, question.plan, {})
