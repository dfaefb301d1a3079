"""`/api/v1`: snapshot, plan, objectives, indicators, facilities, as JSON."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Response

from dashboard.api import change_documents, documents
from dashboard.api.asked import Asked, Lang, asking
from dashboard.api.problems import NotFoundError
from data.questions.answers import Dimension, IndicatorProgress
from data.store.store import Store


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

    @routes.get("/indicators/{id:path}/series")
    def series(question: Question, id: str) -> Response:
        """One indicator's totals over time."""
        return question.answer(documents.series(_indicator(question, id)))

    @routes.get("/indicators/{id:path}/contributions")
    def contributions(question: Question, id: str, by: Dimension = Dimension.REGION) -> Response:
        """One indicator's total taken apart, with what several told of and counts once."""
        known = _indicator(question, id).indicator.id
        found = question.snapshot.contributions(known, by, question.as_of)
        overlaps = question.snapshot.overlaps(known, question.as_of)
        return question.answer(change_documents.breakdown(found, overlaps))

    @routes.get("/indicators/{id:path}")
    def indicator(question: Question, id: str, lang: Lang = "en") -> Response:
        """One indicator."""
        found = _indicator(question, id)
        info = question.snapshot.info
        return question.answer(documents.indicator(found, info, lang, question.as_of))

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

    return routes


def _indicator(question: Asked, id: str) -> IndicatorProgress:
    try:
        return question.snapshot.indicator(id, question.as_of)
    except KeyError:
        raise NotFoundError(f"The plan has no indicator {id}.") from None
