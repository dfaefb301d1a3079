"""What is known of a source from its runs."""

from datetime import datetime, timedelta

import pytest

from data.ledger.schema import KEPT, SOURCE_RUN
from data.ledger.writer import Ledger
from data.questions.sources import SourceState, sources
from data.store.time_travel import KNOWN_SINCE

NOON = datetime(2026, 11, 1, 12)
MINUTE = timedelta(minutes=1)


def run(
    ledger: Ledger,
    minute: int,
    result: str,
    detail: str | None = None,
    batch: int | None = None,
    source: str = "afris",
) -> None:
    started = NOON + minute * MINUTE
    row = {"source": source, "started_at": started, "finished_at": started + MINUTE / 2}
    with ledger.transaction():
        ledger.add(SOURCE_RUN, [row | {"result": result, "detail": detail, "batch": batch}])


def state(ledger: Ledger) -> SourceState:
    (found,) = sources(ledger.connection)
    return found


def test_a_source_that_was_never_visited_is_not_told(ledger: Ledger) -> None:
    assert sources(ledger.connection) == ()


def test_a_source_that_works_is_not_broken(ledger: Ledger) -> None:
    run(ledger, 0, "partly", "1 of 3 rows was refused.", batch=7)
    run(ledger, 10, "unchanged")
    last = NOON + 10 * MINUTE + MINUTE / 2
    assert state(ledger) == SourceState("afris", last, "unchanged", None, last, None, 7)


def test_it_is_broken_since_the_first_failure_after_the_last_success(ledger: Ledger) -> None:
    run(ledger, 0, "failed", "before")
    run(ledger, 10, "ok", batch=3)
    run(ledger, 20, "failed", "first")
    run(ledger, 30, "failed", "second")
    found = state(ledger)
    assert (found.last_result, found.detail, found.batch) == ("failed", "second", 3)
    assert found.broken_since == NOON + 20 * MINUTE
    assert found.last_success == NOON + 10 * MINUTE + MINUTE / 2


def test_one_that_never_worked_is_broken_since_its_first_run(ledger: Ledger) -> None:
    run(ledger, 0, "failed", "one")
    run(ledger, 10, "failed", "two")
    found = state(ledger)
    assert (found.broken_since, found.last_success) == (NOON, None)


@pytest.mark.parametrize("worked", ["ok", "unchanged", "partly"])
def test_once_it_works_again_nothing_is_left_of_the_failure(ledger: Ledger, worked: str) -> None:
    run(ledger, 0, "failed", "no such host")
    run(ledger, 10, worked)
    found = state(ledger)
    assert (found.detail, found.broken_since) == (None, None)


def test_each_source_stands_for_itself(ledger: Ledger) -> None:
    run(ledger, 0, "failed", "broken", source="b")
    run(ledger, 1, "ok", source="a")
    told = {found.id: found.broken_since for found in sources(ledger.connection)}
    assert told == {"a": None, "b": NOON}


def test_runs_are_kept_and_known_since_they_ended() -> None:
    assert SOURCE_RUN.name in KEPT
    assert KNOWN_SINCE[SOURCE_RUN.name] == "finished_at"
