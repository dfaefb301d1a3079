"""The register of embeds: made, found, counted by host and day, revoked."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from data.accounts import embeds as keeping
from data.accounts.embeds import Embed, Embeds, Use, broken_by
from data.accounts.engine import accounts_engine
from data.accounts.retention import QuotaError
from tests.dashboard import world

NOW = datetime(2026, 11, 22, 12)
DAY = date(2026, 11, 22)


@pytest.fixture
def embeds(accounts_url: str, tmp_path: Path) -> Iterator[Embeds]:
    engine = accounts_engine(accounts_url, tmp_path)
    yield Embeds(engine)
    engine.dispose()


def uses(embeds: Embeds, made: Embed) -> tuple[Use, ...]:
    return next(each.uses for each in embeds.register()[0] if each.embed == made)


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
    assert [(u.host, u.times, u.last.day) for u in uses(embeds, made)] == [
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
    assert len(uses(embeds, made)) == 3
    assert all(len(use.host) <= 253 for use in uses(embeds, made))


def test_two_writers_lose_no_use(tmp_path: Path) -> None:
    first, second = (Embeds(accounts_engine("", tmp_path)) for _ in range(2))
    made = first.make("goal", "A", "", NOW)
    for embeds in (first, second, first):
        embeds.count(made.id, "a.example", DAY)
        embeds.write_counts()
    assert [use.times for use in uses(second, made)] == [3]


def test_a_plan_without_its_chart_breaks_an_embed(embeds: Embeds) -> None:
    shown = embeds.make("objective", "A1", "", NOW)
    revoked = embeds.make("objective", "A1", "", NOW)
    embeds.revoke(revoked.id, "", NOW)
    embeds.make("scorecard", "all", "", NOW)
    plan = world.plan()
    assert broken_by(embeds.all(), plan) == []
    without = [objective for objective in plan.objectives if objective.code != "A1"]
    assert broken_by(embeds.all(), plan.model_copy(update={"objectives": without})) == [shown]


def test_the_register_is_paged_in_one_question(embeds: Embeds) -> None:
    made = [embeds.make("goal", "A", "", NOW + timedelta(hours=n)) for n in range(7)]
    for host in range(12):
        for _ in range(host + 1):
            embeds.count(made[3].id, f"{host}.example", DAY)
    asked: list[str] = []
    event.listen(embeds._engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    embeds.write_counts()
    asked.clear()
    found, count = embeds.register(2, 3)
    assert len(asked) == 1 and count == 7
    assert [each.embed for each in found] == [made[4], made[3], made[2]]
    assert [use.host for use in found[1].uses] == [f"{n}.example" for n in range(11, 1, -1)]
    assert embeds.register(70, 3) == ([], 0)


def test_embeds_nobody_is_shown_age_out(embeds: Embeds) -> None:
    never, shown, pinned, revoked = (embeds.make("goal", "A", "", NOW) for _ in range(4))
    embeds.count(shown.id, "a.example", DAY)
    embeds.write_counts()
    assert embeds.pin(pinned.id, NOW) and not embeds.pin("nothing", NOW)
    embeds.revoke(revoked.id, "", NOW)
    embeds.make("goal", "B", "", NOW + timedelta(days=91))
    assert {e.id for e in embeds.all() if e.chart == "A"} == {shown.id, pinned.id, revoked.id}
    embeds.make("goal", "B", "", NOW + timedelta(days=1100))
    assert {e.id for e in embeds.all() if e.chart == "A"} == {pinned.id, revoked.id}
    assert embeds.pin(pinned.id, None)
    embeds.make("goal", "B", "", NOW + timedelta(days=1100))
    assert {e.id for e in embeds.all() if e.chart == "A"} == {revoked.id}
    assert embeds.find(never.id) is None


def test_there_is_room_for_so_many(embeds: Embeds, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST", 2)
    first, _ = embeds.make("goal", "A", "", NOW), embeds.make("goal", "A", "", NOW)
    embeds.count(first.id, "a.example", DAY)
    embeds.write_counts()
    with pytest.raises(QuotaError, match="make room"):
        embeds.make("goal", "B", "", NOW)
    later = embeds.make("goal", "B", "", NOW + timedelta(days=2))
    assert {embed.id for embed in embeds.all()} == {first.id, later.id}
