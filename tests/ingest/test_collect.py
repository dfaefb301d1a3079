"""Sources on their schedules: what is due is fetched, delivered once and written down."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from data.ledger.writer import Ledger, open_ledger
from data.store.store import Store
from ingest.load.batches import decide
from ingest.sources import scheduler as collecting
from ingest.sources.config import Source
from tests.ingest.answers import answer, serving
from tests.ingest.source_world import (
    BAD,
    GOOD,
    HEADER,
    HOUR,
    MINUTE,
    MIXED,
    NOON,
    OTHER,
    World,
    says,
    source_world,
)

server = pytest.fixture(serving)
world = pytest.fixture(source_world)


def test_a_source_is_fetched_delivered_published_and_written_down(world: World) -> None:
    found = world.visit(says(GOOD, ETag='"1"'))
    assert [(run.result, run.batch) for run in found.runs] == [("ok", 1)]
    assert found.snapshot == Store(world.home).current_id()
    assert world.batches() == [(1, 0)]
    state = world.states()["afris"]
    assert (state.last_result, state.broken_since, state.batch) == ("ok", None, 1)


def test_what_waits_for_approval_is_not_published(world: World) -> None:
    world.start(state="pending")
    assert world.visit(says(GOOD)).snapshot is None and world.batches() == [(1, 0)]


def test_it_is_visited_when_it_is_due_and_not_before(world: World) -> None:
    found = world.visit(says(GOOD))
    assert NOON + HOUR <= found.next_due <= NOON + HOUR + MINUTE
    assert world.result(after=HOUR / 2) is None
    assert len(world.server.asked) == 1
    assert world.result(after=HOUR + MINUTE) == "unchanged"
    assert world.batches() == [(1, 0)]


def test_a_fetch_by_hand_does_not_wait(world: World) -> None:
    world.visit(says(GOOD))
    (run,) = world.collector.collect(NOON + MINUTE, everything=True).runs
    assert run.result == "unchanged"


def test_what_is_known_is_asked_for_conditionally_even_after_a_restart(world: World) -> None:
    world.visit(says(GOOD, ETag='"1"'))
    world.start()
    assert world.result(answer(304, b""), after=2 * HOUR) == "unchanged"
    assert world.result(answer(304, b""), after=4 * HOUR) == "unchanged"
    assert [headers.get("If-None-Match") for _, headers in world.server.asked] == [
        None,
        '"1"',
        '"1"',
    ]


def test_content_that_comes_back_counts_again(world: World) -> None:
    for hour, text in enumerate((GOOD, OTHER, GOOD)):
        assert world.result(says(text), after=2 * hour * HOUR) == "ok"
    assert world.batches() == [(1, 0)] * 3


def test_a_failure_is_published_and_tried_again_sooner_then_ever_later(world: World) -> None:
    world.start(every=timedelta(days=1))
    world.visit(says(GOOD))
    now, gaps = timedelta(days=2), []
    first = world.visit(answer(404, b""), now)
    assert first.snapshot and first.runs[0].result == "failed"
    for _ in range(9):
        found = world.visit(None, now)
        gaps.append(round((found.next_due - NOON - now) / MINUTE))
        now = found.next_due - NOON
    assert gaps == [10, 20, 40, 80, 160, 320, 640, 1280, 1440]


def test_a_source_that_is_broken_is_published_once_and_once_it_works_again(world: World) -> None:
    assert world.visit(answer(404, b"")).snapshot
    assert world.visit(None, HOUR).snapshot is None
    state = world.states()["afris"]
    assert state.broken_since == NOON and "nothing at this address" in (state.detail or "")
    assert world.visit(says(HEADER), 3 * HOUR).snapshot
    assert world.states()["afris"].broken_since is None


def test_a_file_that_is_refused_stays_a_failure_until_it_is_another(world: World) -> None:
    known = says(GOOD, ETag='"1"')
    world.visit(known)
    page = says("<!doctype html><html><body>Sign in</body></html>", ETag='"2"')
    assert world.result(page, 2 * HOUR) == "failed"
    assert world.result(page, 4 * HOUR) == "failed"
    assert "is a web page" in (world.states()["afris"].detail or "")
    assert world.result(known, 6 * HOUR) == "unchanged"


def test_rows_that_are_refused_make_it_partly_and_name_the_batch(world: World) -> None:
    assert world.result(says(MIXED)) == "partly"
    assert world.states()["afris"].detail == "Refused rows: 1; see B-000001."


def test_bad_rows_only_are_a_failure_that_is_not_loaded_over_and_over(world: World) -> None:
    for hour in range(3):
        assert world.result(says(BAD), 2 * hour * HOUR) == "failed"
    assert world.batches() == [(0, 1)]


def test_under_another_mapping_the_same_content_says_something_else(
    world: World, tmp_path: Path
) -> None:
    world.visit(says(BAD, ETag='"1"'))
    mapping = tmp_path / "afris.yml"
    mapping.write_text("values: {indicator: {Z9.9: C1.1}}\n")
    world.start(mapping=mapping)
    assert world.result(after=2 * HOUR) == "ok"
    assert world.batches() == [(0, 1), (1, 0)]


def test_a_broken_mapping_is_told(world: World, tmp_path: Path) -> None:
    mapping = tmp_path / "afris.yml"
    mapping.write_text("colums: {}\n")
    world.start(mapping=mapping)
    assert world.result(says(GOOD)) == "failed"
    assert "afris.yml:1: colums: unknown key" in (world.states()["afris"].detail or "")


class Killed(BaseException):
    """What no handler of ours catches: as if the program were killed."""


def test_what_was_delivered_before_a_crash_is_not_delivered_again(world: World) -> None:
    with patch.object(collecting, "_judged", side_effect=Killed), pytest.raises(Killed):
        world.visit(says(GOOD))
    world.start()
    found = world.visit(None)
    assert found.runs[0].result == "ok" and found.snapshot
    assert world.batches() == [(1, 0)]


def test_a_fault_of_ours_stops_no_other_source(world: World) -> None:
    other = world.source.model_copy(update={"id": "giz"})
    world.start(other)
    real = collecting.deliver

    def failing(ledger: Ledger, delivery: Any) -> Any:
        if delivery.called == "afris":
            raise RuntimeError("a fault of ours")
        return real(ledger, delivery)

    with patch.object(collecting, "deliver", failing):
        found = world.visit(says(GOOD))
    assert [(run.source, run.result) for run in found.runs] == [("afris", "failed"), ("giz", "ok")]
    assert "its log says more" in (world.states()["afris"].detail or "")


def test_the_ledger_is_closed_while_a_server_answers(world: World) -> None:
    def looks(handler: Any) -> None:
        with open_ledger(world.home, wait=1):
            pass
        says(GOOD)(handler)

    assert world.result(looks) == "ok"
    opened = world.opened
    assert world.result(after=MINUTE) is None and world.opened == opened + 1


def test_a_withdrawn_batch_does_not_come_back_by_itself(world: World) -> None:
    world.visit(says(GOOD))
    with open_ledger(world.home) as ledger:
        decide(ledger, "B-000001", "withdrawn", "sent by mistake")
    assert world.result(after=2 * HOUR) == "unchanged"


def test_a_folder_is_a_source_too(world: World) -> None:
    folder = Source(id="inbox", title="Inbox", folder=world.folder, state="approved")
    world.source = folder
    world.start()
    assert world.result() == "unchanged" and world.pauses == []
    (world.folder / "a.csv").write_text(MIXED)
    found = world.visit(None, 2 * HOUR)
    assert [(run.result, run.batch) for run in found.runs] == [("partly", 1)] and found.snapshot
    assert world.pauses == [2.0]
    assert len(list((world.folder / "done").iterdir())) == 1


def test_a_folder_that_is_gone_is_broken(world: World) -> None:
    world.folder.rmdir()
    world.source = Source(id="inbox", title="Inbox", folder=world.folder)
    world.start()
    assert world.result() == "failed"
    assert "cannot be read" in (world.states()["inbox"].detail or "")
