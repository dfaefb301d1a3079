"""Every route and every callback for every role; and nothing of one partner is another's."""

import re
from collections.abc import Iterator, MutableMapping
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import APIWebSocketRoute, iter_route_contexts
from starlette.routing import Mount

from tests.access.callbacks import Callbacks
from tests.access.people import Browser
from tests.access.rules import (
    CALLBACKS,
    IN_THE_BROWSER,
    MAKES_ANOTHER,
    OF_A_MOMENT,
    OF_A_SESSION,
    ROLES,
    RULES,
    SOCKETS,
    Rule,
)
from tests.access.withheld import World
from tests.asking import awaited

# What Dash draws by lot into each document.
DRAWN_ANEW = re.compile(rb'<script id="_dash-config".*?</script>', re.DOTALL)


def browser_of(world: World, role: str) -> Browser:
    name = ROLES[role]
    return world.town.signed_in(name) if name else world.town.stranger()


# -- every route ------------------------------------------------------------------
def routes(app: FastAPI) -> Iterator[tuple[str, str]]:
    for found in iter_route_contexts(app.routes):
        route, path = found.original_route, str(found.path)
        if isinstance(route, APIWebSocketRoute):
            yield "SOCKET", path
        elif isinstance(route, Mount):
            yield "MOUNT", path
        else:
            yield from ((method, path) for method in found.methods or ())


def test_every_route_has_its_rule_and_every_rule_its_route(world: World) -> None:
    known = {*RULES, *(("SOCKET", path) for path in SOCKETS)}
    found = {*routes(world.town.app)}
    assert (found - known, known - found) == (set(), set())


@pytest.mark.parametrize("role", ROLES)
def test_every_route_answers_a_role_as_its_rule_says(world: World, role: str) -> None:
    browser = browser_of(world, role)
    last = sorted(RULES.items(), key=lambda rule: "sign-out" in rule[1].address)
    told = {known: (rule.answer(role), asked(browser, known[0], rule)) for known, rule in last}
    assert {known: pair for known, pair in told.items() if pair[0] != pair[1]} == {}


def asked(browser: Browser, method: str, rule: Rule) -> str:
    method = "GET" if method == "MOUNT" else method
    answer = browser.asking.ask(method, rule.address, cookies=browser.cookies)
    to_the_door = answer.headers.get("location", "").startswith("/sign-in")
    return "door" if to_the_door else str(answer.status_code)


def test_what_is_public_is_the_same_whoever_asks(world: World) -> None:
    browsers = [browser_of(world, role) for role in ROLES]
    for (method, path), rule in RULES.items():
        if (method, rule.answers) == ("GET", "200") and path not in OF_A_SESSION | OF_A_MOMENT:
            told = {DRAWN_ANEW.sub(b"", browser.get(rule.address).content) for browser in browsers}
            assert len(told) == 1, path


@pytest.mark.parametrize(
    ("origin", "answered"),
    [("http://fpt.test", "websocket.accept"), (None, "websocket.close")]
    + [(foreign, "websocket.close") for foreign in ("http://evil.example", "null", "http://[")],
)
def test_a_socket_is_open_to_our_own_pages_only(
    world: World, origin: str | None, answered: str
) -> None:
    for path in SOCKETS:
        for role in ROLES:
            cookies = browser_of(world, role).cookies
            assert awaited(knock(world.town.app, path, origin, cookies)) == answered


async def knock(app: FastAPI, path: str, origin: str | None, cookies: dict[str, str]) -> str:
    """The first thing a socket says to who opens it."""
    said: list[str] = []
    told: Iterator[dict[str, Any]] = iter(
        [{"type": "websocket.connect"}, {"type": "websocket.disconnect", "code": 1000}]
    )
    named = {"host": "fpt.test", "cookie": "; ".join(f"{k}={v}" for k, v in cookies.items())}
    named |= {"origin": origin} if origin else {}
    headers = [(name.encode(), value.encode()) for name, value in named.items()]
    scope = {"type": "websocket", "path": path, "raw_path": path.encode(), "query_string": b""}
    scope |= {"headers": headers, "scheme": "ws", "subprotocols": [], "root_path": ""}
    scope |= {"server": ("fpt.test", 80)}

    async def receive() -> dict[str, Any]:
        return next(told)

    async def send(message: MutableMapping[str, Any]) -> None:
        said.append(message["type"])

    await app(scope, receive, send)
    return said[0]


# -- every callback ---------------------------------------------------------------
def test_every_callback_has_its_rule_and_every_rule_its_callback(world: World) -> None:
    known = Callbacks(world.town.stranger()).known
    outputs = {c["output"].strip(".").split("...")[0] for c in known if not c["persistent"]}
    assert outputs == {*CALLBACKS, *IN_THE_BROWSER}


def test_every_callback_answers_everyone_alike(world: World) -> None:
    asking = [Callbacks(browser_of(world, role)) for role in ROLES]
    for output, rule in CALLBACKS.items():
        answers = [each.ask(output, rule.inputs, rule.state) for each in asking]
        assert {answer.status_code for answer in answers} == {200}, output
        assert output == MAKES_ANOTHER or len({a.content for a in answers}) == 1, output
