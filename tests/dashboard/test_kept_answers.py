"""Answers kept as bytes are the ones the application gave, and go when they no longer hold."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard.web.response_cache import (
    FOREVER,
    LOOK_EVERY_SECONDS,
    PAGES,
    SNAPSHOT_HEADER,
    KeptAnswers,
)
from tests.asking import awaited

NOON = datetime(2026, 11, 22, 12)
FILE = "/assets/style.css"
CHART = "/chart/A1/trend.svg"


class World:
    """An application that counts what it is asked, the snapshot it shows, and a clock."""

    def __init__(self, shown: str | None = "S-1", lasting: bool = True) -> None:
        self.asked = 0
        self.now = NOON
        self.newest = "S-1"
        self._shown = shown
        self._lasting = lasting
        routes = [
            Route(PAGES, self._page, methods=["POST"]),
            Route(CHART, self._page),
            Route(FILE, self._file),
        ]
        app: Any = Starlette(routes=routes)
        self.kept = KeptAnswers(app, self, lambda: self.now)  # type: ignore[arg-type]  # ids only

    def current_id(self) -> str:
        return self.newest

    def publish(self, snapshot_id: str) -> None:
        """Another is the newest, and it is time to look."""
        self.newest = snapshot_id
        self.kept._looked = -LOOK_EVERY_SECONDS

    def page(self, question: str = "/", lang: str = "en") -> str:
        return awaited(self.ask("POST", PAGES, question, lang))

    async def ask(self, method: str, path: str, question: str = "", lang: str = "en") -> str:
        transport = httpx.ASGITransport(self.kept)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            spoken = {"Accept-Language": lang}
            return (await client.request(method, path, content=question, headers=spoken)).text

    async def _page(self, request: Request) -> Response:
        self.asked += 1
        number = self.asked
        asked = (await request.body()).decode()
        await asyncio.sleep(0.05)
        headers = {SNAPSHOT_HEADER: self._shown} if self._shown else {}
        return Response(f"{asked} {number}", headers=headers)

    async def _file(self, _: Request) -> Response:
        self.asked += 1
        return Response("body", headers={"Cache-Control": FOREVER} if self._lasting else {})


def test_a_page_asked_for_again_is_the_same_bytes_and_not_drawn_again() -> None:
    world = World()
    assert [world.page(), world.page(), world.page("/partners")] == ["/ 1", "/ 1", "/partners 2"]


def test_a_minute_later_or_on_a_new_publication_it_is_drawn_again() -> None:
    world = World()
    world.page()
    world.now += timedelta(minutes=1)
    assert world.page() == "/ 2"
    world.newest = "S-2"
    assert world.page() == "/ 3"


@pytest.mark.parametrize(("method", "path"), [("POST", PAGES), ("GET", CHART)])
def test_what_an_older_publication_answered_is_let_go(method: str, path: str) -> None:
    world = World()
    first = awaited(world.ask(method, path))
    world.publish("S-2")
    awaited(world.ask(method, path))
    world.publish("S-1")  # it never comes back: what is asked again now shows what was kept
    assert awaited(world.ask(method, path)) != first


def test_a_page_drawn_from_another_snapshot_or_from_none_is_not_kept() -> None:
    for shown in ("S-0", None):
        world = World(shown)
        assert [world.page(), world.page()] == ["/ 1", "/ 2"]


def test_readers_in_another_language_have_a_page_of_their_own() -> None:
    world = World()
    world.page()
    assert world.page(lang="fr") == "/ 2"


def test_a_long_question_is_passed_on_unread() -> None:
    world = World()
    long = "x" * 5000
    assert [world.page(long)[-1], world.page(long)[-1]] == ["1", "2"]


def test_many_that_ask_at_once_share_one_drawing() -> None:
    world = World()

    async def everyone() -> list[str]:
        return await asyncio.gather(*(world.ask("POST", PAGES, "/") for _ in range(10)))

    assert awaited(everyone()) == ["/ 1"] * 10


def test_a_file_that_never_changes_is_read_once_and_another_each_time() -> None:
    for lasting, reads in ((True, 1), (False, 2)):
        world = World(lasting=lasting)
        assert [awaited(world.ask("GET", FILE)) for _ in range(2)] == ["body", "body"]
        assert world.asked == reads
