"""`/api/v1`: plan, objectives, indicators, facilities, regions, partners, as JSON."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Response

from dashboard.api import documents
from dashboard.api.asked import Asked, asking
from dashboard.api.problems import NotFoundError
from data.answers import IndicatorProgress
from data.places import place as find_place
from data.store import Store

Lang = Annotated[Literal["en", "fr", "es"], Query(description="Language of names")]


def router(store: Store, clock: Callable[[], datetime]) -> APIRouter:
    """Every resource of the API, read only."""
    routes = APIRouter(prefix="/api/v1", tags=["data"])
    Question = Annotated[Asked, Depends(asking(store, clock))]  # noqa: N806 - a type

    @routes.get("/snapshot")
    def snapshot(question: Question) -> Response:
        """Which snapshot is served."""
        return question.answer(asdict(question.snapshot.info))

    @routes.get("/plan")
    def plan(question: Question, lang: Lang = "en") -> Response:
        """The plan verdicts are judged against."""
        return question.answer(documents.plan(question.plan, lang))

    @routes.get("/objectives")
    def objectives(question: Question, lang: Lang = "en", goal: str | None = None) -> Response:
        """Every objective with its indicators and verdicts."""
        found = question.snapshot.overview(question.as_of).objectives
        info, as_of = question.snapshot.info, question.as_of
        chosen = [o for o in found if goal in (None, o.goal.code)]
        return question.answer(
            {"objectives": [documents.objective(o, info, lang, as_of) for o in chosen]}
        )

    @routes.get("/objectives/{code}")
    def objective(question: Question, code: str, lang: Lang = "en") -> Response:
        """One objective, with every component of its verdicts."""
        try:
            found = question.snapshot.objective(code, question.as_of)
        except KeyError:
            raise NotFoundError(f"The plan has no objective {code}.") from None
        return question.answer(
            documents.objective(found, question.snapshot.info, lang, question.as_of)
        )

    @routes.get("/indicators/{id}")
    def indicator(question: Question, id: str, lang: Lang = "en") -> Response:
        """One indicator."""
        return question.answer(documents.indicator(_indicator(question, id), lang, question.as_of))

    @routes.get("/indicators/{id}/series")
    def series(question: Question, id: str) -> Response:
        """One indicator's totals over time."""
        return question.answer(documents.series(_indicator(question, id)))

    @routes.get("/facilities")
    def facilities(question: Question, lang: Lang = "en") -> Response:
        """Every facility with its objectives."""
        plan = question.plan
        return question.answer(
            {"facilities": [documents.facility(f, plan, lang) for f in plan.facilities]}
        )

    @routes.get("/facilities/{id}")
    def facility(question: Question, id: str, lang: Lang = "en") -> Response:
        """One facility."""
        try:
            found = question.plan.facility(id)
        except KeyError:
            raise NotFoundError(f"The plan has no facility {id}.") from None
        return question.answer(documents.facility(found, question.plan, lang))

    @routes.get("/regions")
    def regions(question: Question, lang: Lang = "en") -> Response:
        """What was reported from each region."""
        reports = question.snapshot.regions(question.as_of)
        named = [asdict(r) | {"name": find_place(r.code).name(lang)} for r in reports]
        return question.answer({"regions": named})

    @routes.get("/partners")
    def partners(question: Question) -> Response:
        """Every registered partner with what it reported."""
        return question.answer(
            {"partners": [asdict(p) for p in question.snapshot.partners(question.as_of)]}
        )

    @routes.get("/partners/{id}")
    def partner(question: Question, id: str) -> Response:
        """One partner."""
        found = question.snapshot.partners_by_id(question.as_of).get(id)
        if found is None:
            raise NotFoundError(f"No partner is registered as {id}.")
        return question.answer(asdict(found))

    return routes


def _indicator(question: Asked, id: str) -> IndicatorProgress:
    try:
        return question.snapshot.indicator(id, question.as_of)
    except KeyError:
        raise NotFoundError(f"The plan has no indicator {id}.") from None
