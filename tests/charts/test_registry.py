"""Embeds with an id: counted by the host around them, and a polite card once revoked."""

from datetime import timedelta
from unittest.mock import Mock

import pytest
from sqlalchemy import select

from dashboard.charts.http.embed_usage import UNKNOWN_HOST, Registry, host_of
from dashboard.web.app import create_app
from data.accounts.embeds import Embeds
from data.accounts.engine import EMBED_USE, accounts_engine
from data.errors import AccountsError
from data.home import Home
from data.settings import Settings
from data.store.store import Store
from data.times import utc_now
from tests.asking import Asking


@pytest.fixture
def embeds(sample_home: Home) -> Embeds:
    return Embeds(accounts_engine("", sample_home.root))


def opened(home: Home) -> Asking:
    return Asking(create_app(Store(home), settings=Settings(home=home.root)))


def test_a_use_is_counted_under_its_host_and_nothing_else(
    sample_home: Home, embeds: Embeds
) -> None:
    made = embeds.make("objective", "A1", "lang=fr", utc_now())
    client = opened(sample_home)
    address = f"/embed/objective/A1?lang=fr&embed={made.id}"
    for _ in range(2):
        answer = client.get(address, headers={"Referer": "https://partner.example/page?who=me"})
        assert answer.status_code == 200 and "set-cookie" not in answer.headers
    client.get("/embed/objective/A1?embed=nobody-made", headers={"Referer": "https://x.example/"})
    embeds_of_server = Embeds(accounts_engine("", sample_home.root))
    # What one process counted it writes with the next look, at most ten seconds later.
    ((registered, *others), _) = embeds_of_server.register()
    assert (registered.embed.id, others) == (made.id, [])
    assert [use.host for use in registered.uses] in ([], ["partner.example"])


@pytest.mark.parametrize(
    ("referer", "host"),
    [
        ("https://partner.example/page?who=me", "partner.example"),
        ("", UNKNOWN_HOST),
        ("not an address", UNKNOWN_HOST),
        ("http://[bad", UNKNOWN_HOST),
        ("https://user:secret@x.example:8443/", "x.example"),
    ],
)
def test_of_an_address_only_the_host_is_kept(referer: str, host: str) -> None:
    assert host_of(referer) == host


WORDS = {"en": "withdrawn", "fr": "retiré", "es": "retirado"}


@pytest.mark.parametrize("lang", WORDS)
def test_a_revoked_embed_is_a_polite_card(sample_home: Home, embeds: Embeds, lang: str) -> None:
    made = embeds.make("objective", "A1", "", utc_now())
    embeds.revoke(made.id, "gone", utc_now())
    client = opened(sample_home)
    answer = client.get(f"/embed/objective/A1?lang={lang}&embed={made.id}")
    assert answer.status_code == 410 and WORDS[lang] in answer.text
    assert "frame-ancestors *" in answer.headers["content-security-policy"]
    assert client.get(f"/embed/objective/A1?lang={lang}").status_code == 200


def test_uses_are_counted_and_charts_shown_while_the_register_is_away(
    embeds: Embeds, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = embeds.make("objective", "A1", "", utc_now())
    moments = iter(utc_now() + timedelta(minutes=n) for n in range(9))
    registry = Registry(embeds, lambda: next(moments))
    assert not registry.is_revoked(made.id)
    with monkeypatch.context() as away:
        away.setattr(embeds, "_add", Mock(side_effect=AccountsError("away")))
        registry.used(made.id, "https://partner.example/")
        assert not registry.is_revoked(made.id)
        registry.used(made.id, "https://partner.example/")
    assert not registry.is_revoked(made.id)
    with embeds._engine.connect() as connection:
        assert connection.execute(select(EMBED_USE.c.times)).scalars().all() == [2]


def test_uses_that_cannot_be_written_do_not_fill_memory(
    embeds: Embeds, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embeds, "_add", Mock(side_effect=AccountsError("away")))
    monkeypatch.setattr("data.accounts.embeds.MOST_HELD_BACK", 3)
    for number in range(9):
        embeds.count("an-embed", f"host-{number % 5}.example", utc_now().date())
    assert len(embeds._counted) == 3
