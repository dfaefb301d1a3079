"""What a visitor leaves for good is counted by what a call does, whatever it looks like."""

import json
from collections.abc import Callable

import pytest
from limits import RateLimitItemPerDay

from dashboard.web import quotas
from dashboard.web.app import create_app
from data.home import Home
from data.settings import Settings
from data.store.store import Store
from tests.access.callbacks import Callbacks
from tests.asking import Asking

AWAY = "203.0.113.9"
OBJECTIVES = ("A1", "A2", "A3", "A4", "A5", "B1", "B2")


def opened(home: Home) -> Callable[[str], Asking]:
    app = create_app(Store(home), settings=Settings(home=home.root))
    return lambda host: Asking(app, host)


def freeze(client: Asking, code: str) -> int:
    address = f"/chart/objective/{code}.png"
    return client.post("/frozen", params={"chart": address}).status_code


def clicked(client: Asking, output: str, code: str) -> str:
    state = [f"/chart/objective/{code}.png?lang=fr", {"lang": "fr"}, "http://fpt.test/"]
    answer = Callbacks(client).ask(output, [1], state)
    assert answer.status_code == 200
    return json.dumps(answer.json(), ensure_ascii=False)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quotas, "OF_ONE", RateLimitItemPerDay(3))
    monkeypatch.setattr(quotas, "TOGETHER", RateLimitItemPerDay(5))


@pytest.mark.usefixtures("few")
def test_one_visitor_leaves_so_much_a_day_by_whatever_way(sample_home: Home) -> None:
    opened_at = opened(sample_home)
    client = opened_at(AWAY)
    assert freeze(client, "A1") == 201
    assert "iframe" in clicked(client, "embed-made.children", "A1")
    assert "Figée" in clicked(client, "frozen-made.children", "A2")
    refused = client.post("/frozen", params={"chart": "/chart/objective/A3.png"})
    assert refused.status_code == 429 and refused.json()["code"] == "too_many"
    assert refused.headers["retry-after"] == "86400"
    for output in ("embed-made.children", "frozen-made.children"):
        assert "Réessayez demain" in clicked(client, output, "A4")
    assert freeze(client, "A1") == 201  # the same picture once more leaves nothing
    assert freeze(opened_at("203.0.113.10"), "A3") == 201  # another visitor goes on


@pytest.mark.usefixtures("few")
def test_all_together_leave_so_much_a_day(sample_home: Home) -> None:
    opened_at = opened(sample_home)
    made = [freeze(opened_at(f"203.0.113.{n}"), code) for n, code in enumerate(OBJECTIVES)]
    assert made == [201] * 5 + [429] * 2
    assert freeze(opened_at("127.0.0.1"), "B3") == 429


@pytest.mark.usefixtures("few")
def test_a_newsletter_freezes_within_the_same_quota(sample_home: Home) -> None:
    client = opened(sample_home)(AWAY)
    for code in OBJECTIVES[:3]:
        assert freeze(client, code) == 201
    answer = client.get("/newsletter/block.html?langs=en&images=frozen")
    assert answer.status_code == 429 and answer.json()["code"] == "too_many"
    asked = ["/newsletter?langs=en&lang=es&images=frozen", 1]
    told = Callbacks(client).ask("issue.", asked, ["http://fpt.test/newsletter"], changed=1)
    assert "mañana" in json.dumps(told.json(), ensure_ascii=False)
