"""Answers that are the same for everyone, kept as the bytes they went out as, compressed.

Drawing is remembered elsewhere; this spares the next reader of a page its encoding, and everyone
the compression of scripts that never change.
"""

import asyncio
import threading
import time
from collections.abc import Callable, Hashable
from datetime import date, datetime, timedelta

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.web.request_body import body_again, whole_body
from data.store.store import Store
from data.times import FIRST_MOMENT, LAST_MOMENT

SNAPSHOT_HEADER = "X-Snapshot"  # the publication a page was drawn from; none where it was not
FOREVER = "max-age=31536000"
PAGES = "/_dash-update-component"
FILES = ("/_dash-component-suites/", "/assets/", "/frozen/")
CHARTS = ("/chart/", "/embed/")
COUNTED = b"embed="  # an embed with an id is counted each time
PAGES_KEPT = 512
CHARTS_KEPT = 1500
PAGE_HOLDS = timedelta(minutes=1)  # it tells the age of the newest report in minutes
FILES_KEPT = 128
LOOK_EVERY_SECONDS = 0.1
LONGEST_QUESTION = 4096  # bytes; a page is asked for with some 600

Answer = list[Message]
Question = tuple[str, date, str, bool, bytes]  # snapshot, today, languages, gzip, what is asked


class Kept:
    """The newest answers by question, `most` of them, with when they were given."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._answers: dict[Hashable, tuple[datetime, Answer]] = {}

    def get(self, question: Hashable, since: datetime) -> Answer | None:
        """The answer kept, if one was given after `since`."""
        given, answer = self._answers.get(question, (since, None))
        return answer if given > since else None

    def forget(self) -> None:
        """Let all go."""
        with self._lock:
            self._answers.clear()

    def keep(self, question: Hashable, answer: Answer, given: datetime) -> None:
        """Keep an answer, and let the oldest go where there are too many."""
        with self._lock:
            self._answers.pop(question, None)
            self._answers[question] = (given, answer)
            if len(self._answers) > self._most:
                del self._answers[next(iter(self._answers))]


class KeptAnswers:
    """Answers again what it saw answered, while it holds: files for ever, pages for a minute.

    Of many that ask for the same page at once, as after a publication, one is answered first.
    """

    def __init__(self, app: ASGIApp, store: Store, clock: Callable[[], datetime]) -> None:
        self._app = app
        self._store = store
        self._clock = clock
        self._pages = Kept(PAGES_KEPT)
        self._files = Kept(FILES_KEPT)
        self._charts = Kept(CHARTS_KEPT)
        self._looked, self._seen = -LOOK_EVERY_SECONDS, ""
        self._under_way: dict[Hashable, asyncio.Lock] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory, or from the application."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["method"] == "GET" and scope["path"].startswith(FILES):
            await self._file(scope, receive, send)
        elif scope["method"] == "GET" and _is_chart(scope):
            await self._chart(scope, receive, send)
        elif scope["path"] == PAGES and _short(Headers(scope=scope)):
            await self._page(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _file(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        question = (scope["path"], scope["query_string"], _gzip(headers))
        known = self._files.get(question, FIRST_MOMENT)
        if known is None:
            known = await self._ask(scope, receive, send)
            if FOREVER in _headers(known).get("cache-control", "") and "range" not in headers:
                self._files.keep(question, known, LAST_MOMENT)
        else:
            await _send(known, send)

    async def _chart(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A chart holds as long as its snapshot and its day."""
        headers = Headers(scope=scope)
        snapshot, day = self._newest(), self._clock().date()
        question = (snapshot, day, scope["path"], scope["query_string"], _gzip(headers))
        known = self._charts.get(question, FIRST_MOMENT)
        if known is None:
            sent = await self._ask(scope, receive, send)
            if snapshot and _headers(sent).get(SNAPSHOT_HEADER) == snapshot:
                self._charts.keep(question, sent, LAST_MOMENT)
        elif (held := headers.get("if-none-match")) and held == _headers(known)["etag"]:
            await _send(_unchanged(known), send)
        else:
            await _send(known, send)

    def _newest(self) -> str:
        """The id of the newest snapshot, looked up a few times a second however many ask."""
        if time.monotonic() - self._looked > LOOK_EVERY_SECONDS:
            self._look()
        return self._seen

    def _look(self) -> str:
        """The id of the newest snapshot; answers from the one before are never given again."""
        newest = self._store.current_id()
        if newest != self._seen:
            self._pages.forget()
            self._charts.forget()
        self._looked, self._seen = time.monotonic(), newest
        return newest

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await whole_body(receive)
        headers = Headers(scope=scope)
        snapshot, day = self._look(), self._clock().date()
        question = (snapshot, day, headers.get("accept-language", ""), _gzip(headers), body)
        flight = (asyncio.get_running_loop(), question)
        try:
            async with self._under_way.setdefault(flight, asyncio.Lock()):
                await self._page_once(question, body_again(body, receive), scope, send)
        finally:
            self._under_way.pop(flight, None)

    async def _page_once(
        self, question: Question, receive: Receive, scope: Scope, send: Send
    ) -> None:
        now = self._clock()
        known = self._pages.get(question, now - PAGE_HOLDS)
        if known is not None:
            await _send(known, send)
            return
        sent = await self._ask(scope, receive, send)
        snapshot = question[0]
        if snapshot and _headers(sent).get(SNAPSHOT_HEADER) == snapshot:
            self._pages.keep(question, sent, now)

    async def _ask(self, scope: Scope, receive: Receive, send: Send) -> Answer:
        """Answer from the application; what was sent."""
        sent: Answer = []

        async def send_and_note(message: Message) -> None:
            sent.append({**message, "headers": [*message.get("headers", ())]})
            await send(message)

        await self._app(scope, receive, send_and_note)
        return sent


def _is_chart(scope: Scope) -> bool:
    return scope["path"].startswith(CHARTS) and COUNTED not in scope["query_string"]


def _unchanged(known: Answer) -> Answer:
    """The answer without its body, to a client that holds it already."""
    lost = (b"content-length", b"content-type", b"content-encoding")
    headers = [(name, value) for name, value in known[0]["headers"] if name.lower() not in lost]
    start = {"type": "http.response.start", "status": 304, "headers": headers}
    return [start, {"type": "http.response.body", "body": b"", "headers": []}]


def _short(headers: Headers) -> bool:
    length = headers.get("content-length", "")
    return length.isdecimal() and int(length) <= LONGEST_QUESTION


def _gzip(headers: Headers) -> bool:
    return "gzip" in headers.get("accept-encoding", "")


def _headers(answer: Answer) -> Headers:
    """The headers of a whole, good answer; none of any other."""
    good = answer and answer[0].get("status") == 200 and not answer[-1].get("more_body")
    return Headers(raw=answer[0]["headers"] if good else [])


async def _send(answer: Answer, send: Send) -> None:
    for message in answer:
        await send({**message, "headers": [*message["headers"]]})
