"""Who asks too often waits; others, and this machine, do not."""

import time

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from dashboard.web.rate_limits import CLICKS, WRITES, RateLimits
from tests.asking import awaited

MOST = WRITES.amount
WITHIN_A_MINUTE = 1_800_000_030.0


def answers(
    limited: RateLimits, times: int, host: str, path: str = "/w", token: str = ""
) -> list[int]:
    async def ask() -> list[int]:
        transport = httpx.ASGITransport(limited, client=(host, 1))
        headers = {"Authorization": token} if token else {}
        async with httpx.AsyncClient(transport=transport, base_url="http://fpt.test") as client:
            found = [await client.post(path, headers=headers) for _ in range(times)]
        assert all(a.headers["retry-after"] for a in found if a.status_code == 429)
        return [answer.status_code for answer in found]

    return awaited(ask())


@pytest.fixture
def limited(monkeypatch: pytest.MonkeyPatch) -> RateLimits:
    monkeypatch.setattr(time, "time", lambda: WITHIN_A_MINUTE)  # or a new one may begin meanwhile

    def done(request: object) -> PlainTextResponse:
        return PlainTextResponse("done")

    routes = [Route(path, done, methods=["POST"]) for path in ("/w", CLICKS)]
    return RateLimits(Starlette(routes=routes))


def test_one_address_is_limited_and_another_is_not(limited: RateLimits) -> None:
    assert answers(limited, MOST + 1, "203.0.113.9") == [200] * MOST + [429]
    assert answers(limited, 1, "203.0.113.10") == [200]


def test_a_token_is_limited_wherever_it_is_shown(limited: RateLimits) -> None:
    assert answers(limited, MOST, "127.0.0.1", token="Bearer one") == [200] * MOST
    assert answers(limited, 1, "203.0.113.9", token="Bearer one") == [429]
    assert answers(limited, 1, "203.0.113.9", token="Bearer two") == [200]


def test_this_machine_and_clicks_that_only_read_go_on(limited: RateLimits) -> None:
    assert answers(limited, MOST + 5, "127.0.0.1") == [200] * (MOST + 5)
    assert answers(limited, MOST + 5, "203.0.113.9", CLICKS) == [200] * (MOST + 5)
