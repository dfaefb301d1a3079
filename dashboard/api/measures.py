"""`/api/v1/measures`: the public measures as reported, as JSON pages or one CSV."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, fields
from datetime import datetime
from typing import Annotated, Literal

import pandas as pd
from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import StreamingResponse

from dashboard.api.asked import Asked, asking
from dashboard.api.problems import BadQueryError
from data.answers import Filters, Measure
from data.store import Store

CSV_PAGE = 5000
COLUMNS = [field.name for field in fields(Measure)]
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def router(store: Store, clock: Callable[[], datetime]) -> APIRouter:
    """The measures, read only."""
    routes = APIRouter(prefix="/api/v1", tags=["data"])
    Question = Annotated[Asked, Depends(asking(store, clock))]  # noqa: N806 - a type

    @routes.get("/measures")
    def measures(
        question: Question,
        objective: str | None = None,
        indicator: str | None = None,
        region: str | None = None,
        place: str | None = None,
        facility: str | None = None,
        partner: str | None = None,
        college: str | None = None,
        cursor: str | None = None,
        size: Annotated[int, Query(ge=1, le=1000)] = 100,
        format: Literal["json", "csv"] = "json",
    ) -> Response:
        """Public measures as reported, newest recording first, page by page or all as CSV."""
        filters = Filters(region, place, facility, partner, college)
        indicators = _asked_indicators(question, objective, indicator)
        if format == "csv":
            return StreamingResponse(
                _csv(question, filters, indicators),
                media_type="text/csv; charset=utf-8",
                headers={
                    "ETag": question.etag,
                    "Content-Disposition": 'attachment; filename="measures.csv"',
                },
            )
        try:
            page = question.snapshot.measures(question.as_of, filters, indicators, size, cursor)
        except ValueError:
            raise BadQueryError("That cursor is none of ours; start without one.") from None
        return question.answer(asdict(page))

    return routes


def _asked_indicators(
    question: Asked, objective: str | None, indicator: str | None
) -> tuple[str, ...] | None:
    if indicator:
        return (indicator,)
    if not objective:
        return None
    return tuple(i.id for i in question.plan.indicators if i.objective == objective)


def _csv(question: Asked, filters: Filters, indicators: tuple[str, ...] | None) -> Iterator[str]:
    """A CSV whose texts no spreadsheet takes for formulas; every row says if it is sample data."""
    cursor, first = None, True
    while cursor or first:
        page = question.snapshot.measures(question.as_of, filters, indicators, CSV_PAGE, cursor)
        frame = pd.DataFrame([asdict(m) for m in page.measures], columns=COLUMNS)
        yield frame.map(_safe).to_csv(index=False, header=first)
        cursor, first = page.cursor, False


def _safe(cell: object) -> object:
    """A text with an apostrophe before what a spreadsheet would run."""
    if isinstance(cell, str) and cell.startswith(FORMULA_SIGNS):
        return f"'{cell}"
    return cell
