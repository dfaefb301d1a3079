"""What every resource of the API is asked through: a snapshot, a day, an ETag."""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

from fastapi import Request, Response
from fastapi.encoders import jsonable_encoder
from fastapi.responses import JSONResponse

from dashboard.api.problems import BadQueryError
from data.snapshot import Snapshot
from data.store import Store


class Asked:
    """One request's snapshot, day and question; makes the answer with its ETag."""

    def __init__(self, request: Request, snapshot: Snapshot, now: datetime) -> None:
        self.snapshot = snapshot
        self.plan = snapshot.plan
        self.as_of = now.date()
        question = f"{snapshot.info.id} {self.as_of} {request.url.path}?{request.url.query}"
        self.etag = f'"{sha256(question.encode()).hexdigest()[:32]}"'
        self._known = request.headers.get("if-none-match")
        if "asof" in request.query_params:
            raise BadQueryError("asof is not offered yet; answers are as of today.")

    def answer(self, document: object) -> Response:
        """The document, or 304 where the client holds it already."""
        headers = {"ETag": self.etag, "Cache-Control": "no-cache"}
        if self._known == self.etag:
            return Response(status_code=304, headers=headers)
        return JSONResponse(jsonable_encoder(document), headers=headers)


def asking(store: Store, clock: Callable[[], datetime]) -> Callable[[Request], Asked]:
    """A dependency that takes the current snapshot for the whole of a request."""

    def asked(request: Request) -> Asked:
        return Asked(request, store.current(), clock())

    return asked
