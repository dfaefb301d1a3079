"""`/api/v1/search`: what is found by code or name, as JSON."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from dashboard.api.asked import Asked, Lang, asking
from data.store.search import LONGEST, MOST, search_index
from data.store.store import Store

Text = Annotated[str, Query(max_length=LONGEST, description="A code or a name, in any language")]


def router(store: Store, clock: Callable[[], datetime]) -> APIRouter:
    """The search."""
    routes = APIRouter(prefix="/api/v1", tags=["data"])
    Question = Annotated[Asked, Depends(asking(store, clock))]  # noqa: N806 - a type

    @routes.get("/search")
    def search(question: Question, q: Text = "", lang: Lang = "en") -> Response:
        """The best matches first; `path` is the page of each. None for an empty question."""
        found = search_index(question.snapshot, question.as_of).find(q, MOST)
        return question.answer(
            {
                "results": [
                    {"kind": e.kind, "code": e.code, "name": e.name(lang), "path": e.path}
                    for e in found
                ]
            }
        )

    return routes
