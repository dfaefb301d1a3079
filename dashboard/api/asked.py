"""What every resource of the API is asked through: a snapshot, a day, an ETag."""

from collections.abc import Callable
from datetime import date, datetime
from hashlib import sha256
from typing import Annotated

from fastapi import Query, Request, Response
from fastapi.encoders import jsonable_encoder
from fastapi.responses import JSONResponse

from dashboard.api.problems import BadQueryError
from data.store.snapshot import Snapshot
from data.store.store import Store
from data.store.time_travel import known_by
from data.text.i18n import LanguageCode
from data.times import day_asked

Lang = Annotated[LanguageCode, Query(description="Language of names")]
Day = Annotated[str | None, Query(description="What was known by the end of a day: 2026-03-31")]


class Asked:
    """One request's snapshot, day and question; makes the answer with its ETag."""

    def __init__(
        self, request: Request, asof: str | None, snapshot: Snapshot, now: datetime
    ) -> None:
        self.as_of = _day(asof, now.date())
        self.snapshot = known_by(snapshot, self.as_of) if self.as_of < now.date() else snapshot
        self.plan = self.snapshot.plan
        question = f"{snapshot.info.id} {self.as_of} {request.url.path}?{request.url.query}"
        self.etag = f'"{sha256(question.encode()).hexdigest()[:32]}"'
        self._known = request.headers.get("if-none-match")

    def answer(self, document: object) -> Response:
        """The document, or 304 where the client holds it already."""
        return self._unless_known(lambda: JSONResponse(jsonable_encoder(document)))

    def file(self, content: bytes, media_type: str) -> Response:
        """Content that is no JSON, or 304."""
        return self._unless_known(lambda: Response(content, media_type=media_type))

    def _unless_known(self, make: Callable[[], Response]) -> Response:
        answer = Response(status_code=304) if self._known == self.etag else make()
        answer.headers.update({"ETag": self.etag, "Cache-Control": "no-cache"})
        return answer


def _day(asof: str | None, today: date) -> date:
    """The day asked for, today without one; what is to come cannot be known."""
    if asof is None:
        return today
    day = day_asked(asof)
    if day is None:
        raise BadQueryError(f"asof is a day such as {today}, not “{asof}”.")
    if day > today:
        raise BadQueryError(f"asof is a day up to today, {today}; {asof} is yet to come.")
    return day


def asking(store: Store, clock: Callable[[], datetime]) -> Callable[[Request], Asked]:
    """A dependency that takes the current snapshot for the whole of a request."""

    def asked(request: Request, asof: Day = None) -> Asked:
        return Asked(request, asof, store.current(), clock())

    return asked
