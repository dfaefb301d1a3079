"""`/api/v1/measures`: the public measures as reported, as JSON pages or one CSV."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, astuple, dataclass, fields
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Literal

import pandas as pd
from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import FileResponse, StreamingResponse
from starlette.background import BackgroundTask

from dashboard.api.asked import Asked, asking
from dashboard.api.file_words import about
from dashboard.api.problems import BadQueryError
from data.formula_guard import guard
from data.plan.model import Plan
from data.questions.answers import Filters, Measure
from data.questions.measure_files import write_parquet
from data.store.store import Store
from data.table_files import TooManyRowsError, write_xlsx

CSV_PAGE = 5000
COLUMNS = [field.name for field in fields(Measure)]


@dataclass(frozen=True)
class MeasureQuery:
    """Which measures are asked for, by the codes of what they are about; None is all."""

    objective: str | None = None
    indicator: str | None = None
    region: str | None = None
    place: str | None = None
    facility: str | None = None
    partner: str | None = None
    college: str | None = None

    @property
    def filters(self) -> Filters:
        """What a snapshot chooses by."""
        return Filters(self.region, self.place, self.facility, self.partner, self.college)

    def indicators(self, plan: Plan) -> tuple[str, ...] | None:
        """The indicator named, or all of the objective named; None for every one."""
        if self.indicator:
            return (self.indicator,)
        if not self.objective:
            return None
        return tuple(i.id for i in plan.indicators if i.objective == self.objective)


def router(store: Store, clock: Callable[[], datetime]) -> APIRouter:
    """The measures, read only."""
    routes = APIRouter(prefix="/api/v1", tags=["data"])
    Question = Annotated[Asked, Depends(asking(store, clock))]  # noqa: N806 - a type

    @routes.get("/measures")
    def measures(
        question: Question,
        chosen: Annotated[MeasureQuery, Depends()],
        cursor: str | None = None,
        size: Annotated[int, Query(ge=1, le=1000)] = 100,
        format: Literal["json", "csv", "xlsx", "parquet"] = "json",
    ) -> Response:
        """Public measures as reported, newest recording first, page by page or all as a file."""
        filters, indicators = chosen.filters, chosen.indicators(question.plan)
        if format == "csv":
            return StreamingResponse(
                _csv(question, filters, indicators),
                media_type="text/csv; charset=utf-8",
                headers={
                    "ETag": question.etag,
                    "Content-Disposition": 'attachment; filename="measures.csv"',
                },
            )
        if format in ("xlsx", "parquet"):
            return _file(question, filters, indicators, format)
        try:
            page = question.snapshot.measures(question.as_of, filters, indicators, size, cursor)
        except ValueError:
            raise BadQueryError("Invalid cursor. Omit it to get the first page.") from None
        return question.answer(asdict(page))

    return routes


def _pages(
    question: Asked, filters: Filters, indicators: tuple[str, ...] | None
) -> Iterator[tuple[Measure, ...]]:
    """All measures, some thousands at a time; one page at least."""
    cursor, first = None, True
    while cursor or first:
        page = question.snapshot.measures(question.as_of, filters, indicators, CSV_PAGE, cursor)
        yield page.measures
        cursor, first = page.cursor, False


def _csv(question: Asked, filters: Filters, indicators: tuple[str, ...] | None) -> Iterator[str]:
    """A CSV whose texts no spreadsheet takes for formulas; every row says if it is sample data."""
    for number, page in enumerate(_pages(question, filters, indicators)):
        frame = pd.DataFrame([asdict(m) for m in page], columns=COLUMNS)
        yield frame.map(guard).to_csv(index=False, header=not number)


def _file(
    question: Asked, filters: Filters, indicators: tuple[str, ...] | None, format: str
) -> Response:
    """All measures as a workbook or as Parquet, gone when it is sent."""
    folder = TemporaryDirectory(prefix="fpt-measures-")
    path = Path(folder.name) / f"measures.{format}"
    told = about(question.plan, question.snapshot.info, question.as_of)
    if format == "parquet":
        with question.snapshot.connect() as connection:
            write_parquet(connection, path, question.as_of, filters, indicators, told)
    else:
        rows = (astuple(m) for page in _pages(question, filters, indicators) for m in page)
        try:
            write_xlsx(path, COLUMNS, rows, told)
        except TooManyRowsError as error:
            folder.cleanup()
            raise BadQueryError(str(error)) from None
    headers = {"ETag": question.etag}
    done = BackgroundTask(folder.cleanup)
    return FileResponse(path, filename=path.name, headers=headers, background=done)
