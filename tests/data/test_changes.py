"""What changed since a day and why, and the log of what each publication changed."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest

from data.home import Home
from data.ledger.contributions import refresh
from data.ledger.reference_tables import sync
from data.ledger.writer import Ledger, open_ledger
from data.plan.model import Plan
from data.progress.model import Reason, Status
from data.questions.change_records import Cause, CauseKind, Change, Published
from data.settings import Settings
from data.store.changes import changes_since
from data.store.snapshot import Snapshot
from tests.data.ledger_world import Row, World

RIVERS = Path(__file__).parent / "rivers.yml"
V1, V2 = (Path(__file__).parents[2] / "data" / "plans" / f"{v}.yml" for v in ("v1", "v2"))
FIRST = datetime(2026, 1, 10, 9)
ONE = Row("C1.1", "afris", "BEN", "2024", 4)
OTHER = Row("C1.1", "giz", "DEU", "2024", 7)


@pytest.fixture(scope="module")
def world(empty_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("world")
    with open_ledger(Home(shutil.copytree(empty_template, folder / "home"))) as ledger:
        yield World(ledger, folder)


@pytest.fixture
def told(world: World) -> Iterator[World]:
    with world.told():
        yield world


def moment(number: int) -> datetime:
    return FIRST + timedelta(days=number)


def since(snapshot: Snapshot, number: int, until: int) -> tuple[Change, ...]:
    return changes_since(snapshot, moment(number).date(), moment(until).date())


def statuses(change: Change, horizon: int = 2030) -> tuple[Status, Status]:
    return change.before[horizon].status, change.after[horizon].status


def values(change: Change, horizon: int = 2030) -> tuple[float | None, float | None]:
    return change.before[horizon].value, change.after[horizon].value


# --- Since a day ---


def test_nothing_new_is_no_change(told: World) -> None:
    told.load([ONE], moment(0))
    assert since(told.publish(moment(5)), 1, 5) == ()


def test_a_first_measure_is_new_data_that_moves_a_value_and_a_verdict(told: World) -> None:
    batch = told.load([ONE, OTHER], moment(1)).batch
    (change,) = since(told.publish(moment(2)), 0, 2)
    assert change.indicator.id == "C1.1"
    assert change.causes == (Cause(CauseKind.NEW_DATA, 2, (batch,)),)
    assert (values(change), change.value_changed) == ((None, 11), True)
    assert statuses(change) == (Status.NOT_ASSESSABLE, Status.ACHIEVED)
    assert change.before[2030].reason is Reason.NO_MEASURES
    assert change.verdict_changed(2030) and change.verdict_changed(2050)


def test_a_change_on_the_day_itself_is_known_by_its_end(told: World) -> None:
    told.load([ONE], moment(1))
    assert since(told.publish(moment(2)), 1, 2) == ()


def test_a_revision_names_its_batch_and_what_it_flips(told: World) -> None:
    told.load([ONE, OTHER], moment(0))
    batch = told.load([replace(OTHER, value=2)], moment(1)).batch
    (change,) = since(told.publish(moment(2)), 0, 2)
    assert change.causes == (Cause(CauseKind.REVISION, 1, (batch,)),)
    assert (values(change), change.value_changed) == ((11, 6), True)
    assert statuses(change) == (Status.ACHIEVED, Status.NOT_ASSESSABLE)
    assert change.verdict_changed(2030) and not change.verdict_changed(2050)


def test_new_data_and_a_revision_are_told_apart_with_their_counts(told: World) -> None:
    told.load([ONE], moment(0))
    mixed = told.load([replace(ONE, value=5), OTHER], moment(1)).batch
    more = told.load([replace(OTHER, place="FRA")], moment(2)).batch
    (change,) = since(told.publish(moment(3)), 0, 3)
    assert change.causes == (
        Cause(CauseKind.NEW_DATA, 2, (mixed, more)),
        Cause(CauseKind.REVISION, 1, (mixed,)),
    )


def test_a_withdrawal_is_a_cause_until_it_is_taken_back(told: World) -> None:
    kept, gone = told.load([ONE], moment(0)).batch, told.load([OTHER], moment(1)).batch
    told.decide(gone, "withdrawn", moment(3))
    (change,) = since(told.publish(moment(4)), 2, 4)
    assert change.causes == (Cause(CauseKind.WITHDRAWAL, 1, (gone,)),)
    assert values(change) == (11, 4)
    told.decide(gone, "approved", moment(5))
    assert since(told.publish(moment(6)), 2, 6) == ()
    assert kept != gone


def test_a_batch_approved_later_is_new_from_then_on(told: World) -> None:
    batch = told.load([ONE], moment(0), state="pending").batch
    told.decide(batch, "approved", moment(2))
    snapshot = told.publish(moment(3))
    (change,) = since(snapshot, 1, 3)
    assert change.causes == (Cause(CauseKind.NEW_DATA, 1, (batch,)),)
    assert since(snapshot, 2, 3) == ()


def test_what_grows_old_changes_its_verdict_because_a_date_passed(told: World) -> None:
    told.load([Row("C3.1", "giz", "DEU", "2024", 30)], moment(0))
    late = datetime(2027, 1, 2, 9)
    (change,) = changes_since(told.publish(late), date(2026, 12, 31), late.date())
    assert change.causes == (Cause(CauseKind.DATE_PASSED),)
    assert change.after[2030].reason is Reason.STALE and not change.value_changed
    assert statuses(change)[0] is not Status.NOT_ASSESSABLE


def test_a_step_that_falls_due_changes_its_verdict_because_a_date_passed(told: World) -> None:
    told.load([Row("F3.1", "giz", "WLD", "2022-06-01", 0)], datetime(2022, 6, 2))
    snapshot = told.publish(datetime(2023, 1, 2))
    changed = changes_since(snapshot, date(2022, 12, 30), date(2023, 1, 1))
    found = {change.indicator.id: change for change in changed}
    assert found["F3.1"].causes == (Cause(CauseKind.DATE_PASSED),)
    assert statuses(found["F3.1"]) == (Status.ON_TRACK, Status.BEHIND)


# --- Another plan in force ---


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[World]:
    with open_ledger(Home(tmp_path / "home")) as ledger:
        yield World(ledger, tmp_path)


def put_in_force(ledger: Ledger, plan: Path, now: datetime) -> None:
    with patch("data.ledger.reference_tables.utc_now", lambda: now):
        assert sync(ledger, Settings(plan=plan, sample=False))
    with ledger.transaction():
        refresh(ledger)


def test_another_target_is_a_plan_change(fresh: World) -> None:
    for name in ("rivers.yml", "rivers-partners.yml"):
        shutil.copy(RIVERS.with_name(name), fresh.folder)
    first, second = fresh.folder / "rivers.yml", fresh.folder / "rivers-2.yml"
    told = first.read_text().replace('"3.1"', '"3.2"').replace("value: 4}", "value: 6}")
    second.write_text(f"previous: rivers.yml\n{told}")
    with fresh.told():
        put_in_force(fresh.ledger, first, moment(0))
        fresh.load([Row("R-2/rate", "anglers", "DEU", "2025", 5)], moment(1))
        put_in_force(fresh.ledger, second, moment(3))
        (change,) = since(fresh.publish(moment(4)), 2, 4)
        assert change.indicator.targets[2027].value == 6
        assert change.causes == (Cause(CauseKind.PLAN_CHANGE),)
        assert statuses(change, 2027) == (Status.ACHIEVED, Status.NOT_ASSESSABLE)
        assert change.after[2027].reason is Reason.BASELINE_NOT_ESTABLISHED
        assert values(change, 2027) == (5, 5) and not change.value_changed


def test_the_second_version_of_the_plan_changes_what_it_defines_otherwise(fresh: World) -> None:
    with fresh.told():
        put_in_force(fresh.ledger, V1, moment(0))
        put_in_force(fresh.ledger, V2, moment(2))
        snapshot = fresh.publish(moment(3))
        found = {change.indicator.id: change for change in since(snapshot, 1, 3)}
        assert {change.causes for change in found.values()} == {(Cause(CauseKind.PLAN_CHANGE),)}
        new = {i.id for i in snapshot.plan.indicators} - known_to(V1)
        assert new and new <= found.keys()
        assert all(not found[known].before for known in new)


def known_to(file: Path) -> set[str]:
    from data.plan.load import load_plan

    plan: Plan = load_plan(file)
    return {indicator.id for indicator in plan.indicators}


# --- What publications changed ---


def names(log: tuple[Published, ...]) -> list[tuple[str, list[str]]]:
    return [(p.snapshot, [change.indicator.id for change in p.changes]) for p in log]


def test_the_log_lists_the_publications_that_changed_something(told: World) -> None:
    told.load([ONE], moment(0))
    first = told.publish(moment(0))
    assert first.publications(10) == ()
    assert told.publish(moment(1)).publications(10) == ()
    batch = told.load([OTHER], moment(2)).batch
    second = told.publish(moment(3))
    told.publish(moment(4))
    told.decide(batch, "withdrawn", moment(5))
    last = told.publish(moment(6))
    assert names(last.publications(10)) == [(last.info.id, ["C1.1"]), (second.info.id, ["C1.1"])]
    assert names(last.publications(1)) == [(last.info.id, ["C1.1"])]

    newest, before = (published.changes[0] for published in last.publications(10))
    assert (values(before), values(newest)) == ((4, 11), (11, 4))
    assert statuses(before) == (Status.NOT_ASSESSABLE, Status.ACHIEVED)
    assert before.causes == (Cause(CauseKind.NEW_DATA, 1, (batch,)),)
    assert newest.causes == (Cause(CauseKind.WITHDRAWAL, 1, (batch,)),)
    assert [p.published_at for p in last.publications(10)] == [moment(6), moment(3)]


def test_the_log_tells_what_a_passing_date_changed(told: World) -> None:
    told.load([Row("C3.1", "giz", "DEU", "2024", 30)], moment(0))
    told.publish(moment(0))
    (published,) = told.publish(datetime(2027, 1, 2)).publications(10)
    (change,) = published.changes
    assert change.causes == (Cause(CauseKind.DATE_PASSED),)
    assert change.after[2030].reason is Reason.STALE
