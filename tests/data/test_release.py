"""The release rule of confidential amounts, attack by attack: rules.md, part 1."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from data.ledger.release_gate import Part, failed_gate
from data.ledger.writer import Ledger
from data.questions.answers import Dimension
from data.store.snapshot import Snapshot
from data.store.time_travel import known_by
from ingest.checks.revealing import WouldRevealOthersError
from tests.data.ledger_world import LONG_AGO, Row, World

TODAY = date(2026, 11, 22)
NOON = datetime(2026, 10, 1, 12)
PARTNERS = ("afris", "farm", "ird", "oiv", "inrae", "cirad")


@pytest.fixture
def world(ledger: Ledger, tmp_path: Path) -> Iterator[World]:
    world = World(ledger, tmp_path)
    with ledger.transaction():
        ledger.run("UPDATE plan SET recorded_at = :long_ago", long_ago=LONG_AGO)
    with world.told():
        yield world


class Story:
    """Deliveries day by day, each published, with what the public sees of it."""

    def __init__(self, world: World) -> None:
        self._world, self._day = world, 0

    @property
    def now(self) -> datetime:
        return NOON + timedelta(days=self._day)

    def send(self, *rows: Row) -> Snapshot:
        self._day += 1
        self.batch = self._world.load(rows, self.now).batch
        return self._world.publish(self.now + timedelta(hours=1))

    def decide(self, batch: str, state: str) -> Snapshot:
        self._day += 1
        self._world.decide(batch, state, self.now)
        return self._world.publish(self.now + timedelta(hours=1))


def row(partner: int, value: float, period: str = "2025", disclosure: str = "aggregate") -> Row:
    return Row("A3.1", PARTNERS[partner], "FRA", period, value, disclosure=disclosure)


PUBLIC = Row("A3.1", "giz", "DEU", "2025", 20)
FIRST = (PUBLIC, row(0, 11), row(1, 23), row(2, 37))


def total(snapshot: Snapshot, as_of: date = TODAY) -> float | None:
    current = snapshot.indicator("A3.1", as_of).current
    return current and current.value


@pytest.fixture
def story(world: World) -> Story:
    return Story(world)


def test_a_fourth_is_held_until_two_more_come(story: Story) -> None:
    before = story.send(*FIRST)
    assert total(before) == 91
    held = story.send(row(3, 50))
    assert (total(held), held.info) == (91, before.info)
    assert held.publications(10) == before.publications(10)
    after = story.send(row(4, 8), row(5, 29))
    assert total(after) == 178
    assert total(known_by(after, story.now.date() - timedelta(days=1))) == 91


def test_a_revision_is_held_until_three_have_revised(story: Story) -> None:
    story.send(*FIRST)
    assert total(story.send(row(1, 26))) == 91
    assert total(story.send(row(0, 14), row(2, 41))) == 101
    assert total(story.send(row(0, 11), row(1, 23), row(2, 45))) == 101  # two are restored


def test_a_new_period_waits_for_three(story: Story) -> None:
    story.send(*FIRST)
    held = story.send(row(0, 15, "2026-H1"))
    assert [p.period_end.year for p in held.indicator("A3.1", TODAY).points] == [2025]
    assert total(story.send(row(1, 25, "2026-H1"), row(2, 44, "2026-H1"))) == 104


def test_a_public_value_that_is_closed_is_gone_at_every_date(story: Story) -> None:
    before = story.send(*FIRST)
    key = before.measures(TODAY).measures[0].key
    closed = story.send(Row("A3.1", "giz", "DEU", "2025", 20, disclosure="coalition"))
    assert total(closed) == 71
    assert total(known_by(closed, story.now.date() - timedelta(days=1))) == 71
    with pytest.raises(KeyError):
        known_by(closed, story.now.date() - timedelta(days=1)).measure_history(key, TODAY)
    (published,) = closed.publications(10)
    assert {s.value for c in published.changes for s in c.before.values()} == {None}


@pytest.mark.parametrize(
    ("values", "shown"), [((50, 0, 0), 20), ((50, 40, 0), 20), ((50, 40, 5), 115)]
)
def test_none_may_dominate(story: Story, values: tuple[float, ...], shown: float) -> None:
    rows = [row(i, value) for i, value in enumerate(values)]
    assert total(story.send(PUBLIC, *rows)) == shown


def test_what_is_withdrawn_stays_until_a_year_is_over(story: Story, world: World) -> None:
    story.send(PUBLIC, row(1, 23), row(2, 37))
    assert total(story.send(row(0, 11))) == 91
    assert total(story.decide(story.batch, "withdrawn")) == 91
    assert total(world.publish(story.now + timedelta(days=300))) == 91
    assert total(world.publish(story.now + timedelta(days=370))) == 20


def test_parts_add_up_with_one_for_what_is_in_confidence(story: Story) -> None:
    snapshot = story.send(*FIRST)
    for dimension in Dimension:
        found = snapshot.contributions("A3.1", dimension, TODAY)
        assert [(p.value, p.in_confidence) for p in found.parts] == [(20, False), (71, True)]
        assert found.total == 91


def test_a_series_that_goes_public_counts_once(story: Story) -> None:
    """It stands in what was released until the next amount is released without it."""
    story.send(*FIRST)
    assert total(story.send(row(0, 15, "2026-Q1", "public"))) == 91
    later = story.send(*(row(i, v, "2026-Q2") for i, v in ((1, 40), (2, 55), (3, 18))))
    assert total(later) == 20 + 15 + 40 + 55 + 18


def test_a_series_that_was_public_counts_once(story: Story) -> None:
    story.send(PUBLIC, row(0, 11, "2024", "public"))
    assert total(story.send(row(0, 11), row(1, 23), row(2, 37))) == 20 + 11 + 0
    assert total(story.send(row(3, 12))) == 20 + 11 + 23 + 37 + 12


def test_what_is_public_counts_before_what_is_told_in_confidence(story: Story) -> None:
    """Of one activity the public report counts, though another partner tells more of it."""
    shared = Row("A3.1", "giz", "FRA", "2025", 20, activity="school")
    joint = [
        Row("A3.1", who, "FRA", "2025", value, disclosure="aggregate", activity="school")
        for who, value in (("afris", 30), ("farm", 31), ("ird", 32))
    ]
    assert total(story.send(shared, *joint)) == 20


def test_partners_of_a_holding_are_one(story: Story, ledger: Ledger) -> None:
    with ledger.transaction():
        ledger.run("UPDATE partner SET holding = 'one' WHERE id IN ('afris', 'farm')")
    assert total(story.send(*FIRST)) == 20


# --- the gate ---------------------------------------------------------------------


def part(amount: float, change: float | None = None, *, fresh: bool = True) -> Part:
    return Part(amount, amount if change is None else change, fresh)


@pytest.mark.parametrize(
    ("parts", "gate"),
    [
        ([part(5), part(5)], "G1"),
        ([part(5), part(5), part(5, 0, fresh=False)], "G1"),
        ([part(100), part(50), part(9)], "G2"),
        ([part(100), part(50), part(10)], None),
        ([part(50, 40), part(50, 3), part(50, 3)], "G3"),
        ([part(50, 40), part(50, 3), part(50, -4)], "G3"),
        ([part(50, 40), part(50, 4), part(50, -4)], None),
        ([part(30), part(40), part(50)], None),
        ([part(-30), part(-20), part(50)], "G4"),
    ],
)
def test_each_condition(parts: list[Part], gate: str | None) -> None:
    assert failed_gate(parts, 3, None) == gate


def test_a_share_of_all_is_not_released() -> None:
    parts = [Part(5, 5, fresh=True, denominator=5, denominator_change=5)] * 3
    assert failed_gate(parts, 3, 15) == "G4"
    assert failed_gate(parts, 3, 16) is None


def test_more_partners_may_be_asked_for() -> None:
    assert failed_gate([part(5)] * 3, 4, None) == "G1"
    assert failed_gate([part(5)] * 4, 4, None) is None


# --- opening what was released ------------------------------------------------------


def test_a_value_that_an_amount_rests_on_is_not_opened(story: Story, world: World) -> None:
    story.send(*FIRST)
    with pytest.raises(AssertionError, match="would_reveal_others"):
        story.send(row(2, 37, disclosure="public"))
    assert total(world.publish(story.now + timedelta(hours=2))) == 91


def test_with_three_others_beside_it_a_value_may_be_opened(story: Story) -> None:
    story.send(*FIRST, row(3, 50))
    opened = story.send(row(2, 37, disclosure="public"))
    assert total(opened) == 141  # counted once, in what was released
    assert opened.measures(TODAY).total == 2


def test_a_batch_that_waited_is_not_approved_once_it_would_reveal(
    story: Story, world: World
) -> None:
    story.send(row(2, 37))
    waiting = world.load([row(2, 37, disclosure="public")], story.now, "pending").batch
    assert total(story.send(PUBLIC, row(0, 11), row(1, 23))) == 91
    with pytest.raises(WouldRevealOthersError):
        story.decide(waiting, "approved")


def test_a_value_that_stands_for_all_counts_nowhere(story: Story, world: World) -> None:
    rows = [Row("F2.2", who, "FRA", "2025", 9, disclosure="aggregate") for who in PARTNERS[:3]]
    report = world.load(rows, story.now)
    assert {w.code for w in report.warnings} == {"counts_nowhere"}
    assert world.publish(story.now).indicator("F2.2", TODAY).points == ()
