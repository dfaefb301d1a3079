"""The register of embeds: made, found, counted by host and day, revoked."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from data import embeds as keeping
from data.accounts_database import accounts_engine
from data.embeds import Embeds, broken_by
from tests.dashboard import world

NOW = datetime(2026, 11, 22, 12)
DAY = date(2026, 11, 22)


@pytest.fixture
def embeds(accounts_url: str, tmp_path: Path) -> Iterator[Embeds]:
    engine = accounts_engine(accounts_url, tmp_path)
    yield Embeds(engine)
    engine.dispose()


def test_an_embed_has_a_short_id_of_its_own(embeds: Embeds) -> None:
    first, second = (embeds.make("objective", "A1", "lang=fr", NOW) for _ in range(2))
    assert first.id != second.id and len(first.id) <= 12
    assert embeds.find(first.id) == first and embeds.find("nothing") is None
    assert {embed.id for embed in embeds.all()} == {first.id, second.id}


def test_revoking_holds_once(embeds: Embeds) -> None:
    made = embeds.make("goal", "A", "", NOW)
    assert embeds.revoke(made.id, "page gone", NOW) and not embeds.revoke(made.id, "", NOW)
    found = embeds.find(made.id)
    assert found and (found.revoked_at, found.why) == (NOW, "page gone")
    assert not embeds.revoke("nothing", "", NOW)


def test_uses_are_counted_by_host(embeds: Embeds) -> None:
    made = embeds.make("goal", "A", "", NOW)
    for host in ("a.example", "b.example", "b.example"):
        embeds.count(made.id, host, DAY)
    embeds.write_counts()
    embeds.count(made.id, "b.example", date(2026, 11, 23))
    assert [(u.host, u.times, u.last.day) for u in embeds.uses(made.id)] == [
        ("b.example", 3, 23),
        ("a.example", 1, 22),
    ]


def test_made_up_hosts_do_not_fill_the_register(
    embeds: Embeds, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "MOST_HOSTS", 3)
    made = embeds.make("goal", "A", "", NOW)
    for number in range(10):
        embeds.count(made.id, f"{number}.{'x' * 300}", DAY)
        embeds.write_counts()
    assert len(embeds.uses(made.id)) == 3
    assert all(len(use.host) <= 253 for use in embeds.uses(made.id))


def test_two_writers_lose_no_use(tmp_path: Path) -> None:
    first, second = (Embeds(accounts_engine("", tmp_path)) for _ in range(2))
    made = first.make("goal", "A", "", NOW)
    for embeds in (first, second, first):
        embeds.count(made.id, "a.example", DAY)
        embeds.write_counts()
    assert [use.times for use in second.uses(made.id)] == [3]


def test_a_plan_without_its_chart_breaks_an_embed(embeds: Embeds) -> None:
    shown = embeds.make("objective", "A1", "", NOW)
    revoked = embeds.make("objective", "A1", "", NOW)
    embeds.revoke(revoked.id, "", NOW)
    embeds.make("scorecard", "all", "", NOW)
    plan = world.plan()
    assert broken_by(embeds.all(), plan) == []
    without = [objective for objective in plan.objectives if objective.code != "A1"]
    assert broken_by(embeds.all(), plan.model_copy(update={"objectives": without})) == [shown]
