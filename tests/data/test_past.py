"""States of an earlier day: before anything, many at once, and from a ledger of an old version."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from data.home import Home
from data.ledger import upgrade
from data.ledger.contributions import refresh
from data.ledger.reference_tables import sync
from data.ledger.schema import KEPT, METADATA
from data.ledger.writer import Ledger, open_ledger
from data.progress.model import Reason, Status
from data.questions.answers import Dimension
from data.questions.change_records import CauseKind
from data.settings import Settings
from data.store.partner_effect import lost_without
from data.store.publish import publish
from data.store.snapshot import REBUILT_KEPT, Snapshot
from data.store.store import Store
from data.store.time_travel import known_by, without
from tests.data.ledger_world import Row, World

FIRST = datetime(2026, 1, 10, 9)
TODAY = date(2026, 11, 22)
ONE = Row("C1.1", "afris", "BEN", "2024", 4)
OTHER = Row("C1.1", "giz", "DEU", "2024", 7)
PLACES = ["BEN", "TGO", "DEU", "FRA", "ESP", "MAR", "IND", "KEN"]


@pytest.fixture(scope="module")
def world(empty_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("world")
    with open_ledger(Home(shutil.copytree(empty_template, folder / "home"))) as ledger:
        yield World(ledger, folder)


def moment(number: int) -> datetime:
    return FIRST + timedelta(days=number)


def day(number: int) -> date:
    return moment(number).date()


def total(snapshot: Snapshot, number: int) -> float | None:
    current = snapshot.indicator("C1.1", day(number)).current
    return current.value if current else None


# --- One day ---


def test_before_anything_was_known_there_is_nothing(world: World) -> None:
    with world.told():
        world.load([ONE], moment(0))
        snapshot = world.publish(moment(1))
        past = known_by(snapshot, day(-1))
        verdicts = past.indicator("C1.1", day(-1)).verdicts
        assert {v.reason for v in verdicts.values()} == {Reason.NO_MEASURES}
        assert past.contributions("C1.1", Dimension.PLACE, day(-1)).parts == ()
        assert (past.info.measures, past.measures(day(-1)).total) == (0, 0)
        assert past.plan == snapshot.plan
        assert known_by(snapshot, date.min).info.measures == 0


def test_a_day_after_the_last_event_is_the_snapshot_itself(world: World) -> None:
    with world.told():
        world.load([ONE], moment(0))
        snapshot = world.publish(moment(1))
        assert known_by(snapshot, date.max) is snapshot


def test_a_batch_approved_later_and_one_withdrawn_later(world: World) -> None:
    with world.told():
        first = world.load([ONE], moment(0)).batch
        second = world.load([OTHER], moment(1), state="pending").batch
        world.decide(second, "approved", moment(3))
        world.decide(first, "withdrawn", moment(5))
        snapshot = world.publish(moment(6))
        found = [total(known_by(snapshot, day(n)), n) for n in (-1, 0, 1, 2, 3, 4, 5, 6)]
        assert found == [None, 4, 4, 4, 11, 11, 7, 7]


def test_a_revision_that_flips_a_verdict_flips_it_on_its_day(world: World) -> None:
    with world.told():
        world.load([ONE, OTHER], moment(0))
        world.load([replace(OTHER, value=1)], moment(2))
        snapshot = world.publish(moment(3))
        verdicts = [
            known_by(snapshot, day(n)).indicator("C1.1", day(n)).verdicts[2030] for n in (1, 2)
        ]
        assert [v.status for v in verdicts] == [Status.ACHIEVED, Status.NOT_ASSESSABLE]
        pages = [known_by(snapshot, day(n)).measures(day(n)) for n in (1, 2)]
        assert [page.total for page in pages] == [2, 3]
        assert not any(m.superseded for m in pages[0].measures)


# --- Without a partner ---


def test_without_a_partner_is_as_if_it_had_never_reported(world: World) -> None:
    shared = Row("A1.1", "afris", "BEN", "2024", 1, activity="law")
    told_twice = replace(shared, partner="giz")
    with world.told():
        world.load([ONE, shared, told_twice, OTHER], moment(0))
        snapshot = world.publish(moment(1))
        rest = without(snapshot, "giz")
        lost = lost_without(snapshot, "giz", day(1))
        assert total(snapshot, 1) == 11 and total(rest, 1) == 4
        (change,) = [c for c in lost if c.value_changed]
        assert change.indicator.id == "C1.1" and change.causes[0].kind is CauseKind.WITHDRAWAL
        assert lost_without(snapshot, "kew", day(1)) == ()
    with world.told():
        world.load([ONE, shared], moment(0))
        only = world.publish(moment(1))
        for dimension in Dimension:
            for indicator in ("C1.1", "A1.1"):
                asked = (indicator, dimension, day(1))
                assert rest.contributions(*asked) == only.contributions(*asked)


# --- Many at once ---


def test_eight_threads_that_ask_for_more_days_than_are_kept_are_answered_right(
    world: World,
) -> None:
    days = REBUILT_KEPT + 3
    with world.told():
        for number in range(days):
            world.load(
                [replace(ONE, place=place) for place in PLACES[: number + 1]], moment(number)
            )
        snapshot = world.publish(moment(days))

        def ask(number: int) -> tuple[float | None, int]:
            past = known_by(snapshot, day(number))
            parts = past.contributions("C1.1", Dimension.PLACE, day(number)).parts
            return total(past, number), len(parts)

        asked = [number * 5 % days for number in range(4 * days)]
        with ThreadPoolExecutor(max_workers=8) as threads:
            found = list(threads.map(ask, asked))
        assert found == [(4.0 * (number + 1), number + 1) for number in asked]


def test_threads_that_ask_for_one_day_share_its_state(world: World) -> None:
    with world.told():
        world.load([ONE], moment(0))
        world.load([OTHER], moment(2))
        snapshot = world.publish(moment(3))
        with ThreadPoolExecutor(max_workers=8) as threads:
            found = list(threads.map(lambda _: known_by(snapshot, day(1)), range(16)))
        assert len({id(past) for past in found}) == 1 and found[0] is not snapshot


# --- A ledger of an earlier version ---

COLUMNS_OF_TODAY = {
    (table.name, column.name) for table in METADATA.tables.values() for column in table.columns
}


def kept_rows(ledger: Ledger) -> dict[str, list[tuple[object, ...]]]:
    return {
        name: [tuple(row) for row in ledger.run(f'SELECT * FROM "{name}" ORDER BY ALL')]
        for name in sorted(KEPT)
    }


def columns(ledger: Ledger) -> set[tuple[str, str]]:
    return {(row.table_name, row.column_name) for row in ledger.run(upgrade.COLUMNS)}


def make_old(home: Home) -> None:
    """As a version before today's left it: tables and columns missing, or of another shape."""
    with open_ledger(home) as ledger, ledger.transaction():
        ledger.run("DROP TABLE total")
        ledger.run("DROP TABLE delivered")
        ledger.run("DROP TABLE judgement")
        ledger.run("ALTER TABLE contribution DROP COLUMN estimated")
        ledger.run("ALTER TABLE measure DROP COLUMN comment")
        ledger.run("ALTER TABLE plan DROP COLUMN earlier")
        ledger.run("DELETE FROM meta WHERE name = :name", name=upgrade.SCHEMA)


@pytest.mark.one_file
def test_an_old_ledger_is_brought_up_to_date_and_answers_as_before(
    sample_home: Home, samples: Snapshot
) -> None:
    with open_ledger(sample_home) as ledger:
        before, derived = kept_rows(ledger), World(ledger, sample_home.root).derived()
        delivered = ledger.run("SELECT * FROM delivered ORDER BY ALL")
    make_old(sample_home)
    with open_ledger(sample_home) as ledger:
        assert columns(ledger) >= COLUMNS_OF_TODAY
        after = kept_rows(ledger)
        assert {n: len(rows) for n, rows in after.items()} == {
            n: len(rows) if n != "judgement" else 0 for n, rows in before.items()
        }
        assert all(after[name] == before[name] for name in KEPT - {"measure", "plan", "judgement"})
        assert ledger.scalar("SELECT count(*) FROM plan WHERE earlier IS NULL") == 0
        assert ledger.run("SELECT * FROM delivered ORDER BY ALL") == delivered
        assert sync(ledger, Settings(home=sample_home.root, sample=True))
        with ledger.transaction():
            refresh(ledger)
        assert World(ledger, sample_home.root).derived() == derived
        publish(ledger)
    snapshot = Store(sample_home).current()
    assert statuses(snapshot) == statuses(samples)
    snapshot.close()


def statuses(snapshot: Snapshot) -> dict[str, list[Status]]:
    objectives = snapshot.overview(TODAY).objectives
    return {o.objective.code: [o.status(h) for h in snapshot.plan.horizons] for o in objectives}


def test_a_ledger_of_today_is_left_alone(sample_home: Home) -> None:
    with open_ledger(sample_home) as ledger:
        before = ledger.run("SELECT * FROM meta ORDER BY ALL")
        totals = ledger.scalar("SELECT count(*) FROM total")
    with open_ledger(sample_home) as ledger:
        assert ledger.run("SELECT * FROM meta ORDER BY ALL") == before
        assert ledger.scalar("SELECT count(*) FROM total") == totals > 0
