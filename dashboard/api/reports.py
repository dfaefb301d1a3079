"""`/api/v1`: who reported and from where, and what changed, as JSON."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Response

from dashboard.api import change_documents
from dashboard.api.asked import Asked, Lang, asking
from dashboard.api.problems import BadQueryError, NotFoundError
from data.reference.places import place as find_place
from data.store.changes import changes_since
from data.store.store import Store
from data.times import FIRST_DAY


def router(store: Store, clock: Callable[[], datetime]) -> APIRouter:
    """Regions, places, partners and changes, read only."""
    routes = APIRouter(prefix="/api/v1", tags=["data"])
    Question = Annotated[Asked, Depends(asking(store, clock))]  # noqa: N806 - a type

    @routes.get("/regions")
    def regions(question: Question, lang: Lang = "en") -> Response:
        """What was reported from each region."""
        reports = question.snapshot.regions(question.as_of)
        named = [asdict(r) | {"name": find_place(r.code).name(lang)} for r in reports]
        return question.answer({"regions": named})

    @routes.get("/places/{id}")
    def place(question: Question, id: str, lang: Lang = "en") -> Response:
        """What was reported from one place, partner by partner."""
        try:
            name = find_place(id).name(lang)
        except KeyError:
            raise NotFoundError(f"No place has the code {id}.") from None
        reports = question.snapshot.place_partners(question.as_of, id)
        told = [asdict(r) for r in reports]
        return question.answer({"code": id, "name": name, "partners": told})

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

    @routes.get("/changes")
    def changes(question: Question, since: date, lang: Lang = "en") -> Response:
        """What moved since the end of a day, and why."""
        if since > question.as_of:
            raise BadQueryError(f"since is a day up to {question.as_of}; {since} comes after it.")
        if since < FIRST_DAY:
            raise BadQueryError(f"since is a day from {FIRST_DAY} on; {since} comes before it.")
        found = changes_since(question.snapshot, since, question.as_of)
        return question.answer(change_documents.changes(found, since, question.as_of, lang))

    return routes
