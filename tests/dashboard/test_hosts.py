"""Nothing is answered for a host that is not ours, and our links never lead to one."""

from unittest.mock import AsyncMock, Mock

import pytest
from starlette.types import Message

from dashboard.web.app import create_app
from dashboard.web.hosts import AllowedHosts, name_of
from data.errors import SettingsError
from data.home import Home
from data.settings import Settings, read_settings
from data.store.store import Store
from tests.asking import Asking, awaited

EVIL, OURS = "evil.example", "https://dashboard.example.org"
LINKED = (
    "/",
    "/objective/A3",
    "/changes.atom",
    "/oembed?url=/objective/A1",
    "/newsletter/block.html?langs=en&images=latest",
    "/share/objective/A1",
    "/embed/objective/A1",
)


def opened(home: Home, **settings: str) -> Asking:
    return Asking(create_app(Store(home), settings=Settings(home=home.root, **settings)))  # type: ignore[arg-type]


@pytest.fixture
def client(facts_home: Home) -> Asking:
    return opened(
        facts_home,
        base_url=OURS,
        allowed_hosts="fpt.internal:8050, *.partner.example",
    )


@pytest.mark.parametrize("address", LINKED)
def test_another_host_is_refused_before_anything_is_drawn(client: Asking, address: str) -> None:
    answer = client.get(address, headers={"Host": EVIL})
    assert answer.status_code == 421 and answer.json()["title"] == "wrong_host"
    assert EVIL not in answer.text


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("dashboard.example.org", 200),
        ("DASHBOARD.example.org.:443", 200),
        ("fpt.internal", 200),
        ("a.partner.example", 200),
        ("localhost:8050", 200),
        ("[::1]:8050", 200),
        ("partner.example", 421),
        ("notpartner.example", 421),
        ("dashboard.example.org.evil.example", 421),
        ("dashboard.example.org@evil.example", 421),
        ("evil.example/dashboard.example.org", 421),
        ("", 421),
        ("[bad", 421),
    ],
)
def test_the_hosts_answered_for(client: Asking, host: str, status: int) -> None:
    assert client.get("/api/v1/snapshot", headers={"Host": host}).status_code == status


@pytest.mark.parametrize("address", ["/healthz", "/readyz", "/metrics"])
def test_whoever_watches_may_ask_by_any_name(client: Asking, address: str) -> None:
    assert client.get(address, headers={"Host": "10.0.0.7:8050"}).status_code == 200


def test_the_address_that_a_connection_came_to_is_answered_for(facts_home: Home) -> None:
    client = opened(facts_home)
    assert client.get("/api/v1/snapshot").status_code == 200
    assert client.get("/api/v1/snapshot", headers={"Host": EVIL}).status_code == 421


@pytest.mark.parametrize("address", LINKED)
def test_links_come_from_the_setting(client: Asking, address: str) -> None:
    found = client.get(address, headers={"Host": "fpt.internal"})
    assert found.status_code == 200
    assert "fpt.internal" not in found.text
    assert f"{OURS}/" in found.text or f"{OURS}&quot;" in found.text


def test_a_socket_of_another_host_is_closed() -> None:
    sent: list[Message] = []

    async def note(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "websocket",
        "path": "/_dash-ws-callback",
        "headers": [(b"host", EVIL.encode())],
        "server": ("10.0.0.1", 8050),
    }
    awaited(AllowedHosts(Mock(), ["fpt.internal"])(scope, AsyncMock(), note))
    assert sent == [{"type": "websocket.close", "code": 1008}]


def test_names_are_compared_without_port_and_case() -> None:
    assert [name_of(h) for h in ("A.example:80", " b.example. ", "[::1]:8", "[bad", "")] == [
        "a.example",
        "b.example",
        "::1",
        "",
        "",
    ]


@pytest.mark.parametrize("said", ["*", "10.0.0.0/33", "proxy.example", "127.0.0.1,,10.0.0.1"])
def test_proxies_are_named_by_address(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("FPT_TRUSTED_PROXIES", said)
    with pytest.raises(SettingsError, match="Name the proxies"):
        read_settings()
    monkeypatch.setenv("FPT_TRUSTED_PROXIES", "127.0.0.1, 172.28.0.2,10.0.0.0/8")
    assert read_settings().trusted_proxies.startswith("127.0.0.1")
