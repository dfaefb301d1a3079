"""A watched folder when programs end, disks are full and names are odd."""

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from data.errors import LakeError, LedgerBusyError, StorageError
from data.home import Home, Lake
from data.ledger.maintain import maintain
from data.ledger.reference_tables import sync
from data.ledger.writer import Ledger, open_ledger
from data.settings import Settings
from data.store.store import Store
from ingest.load.deliveries import deliver
from ingest.load.load import STEPS, Delivery
from ingest.sources import folder as watching
from ingest.sources.archive import put_away, stamped
from ingest.sources.config import SourceError
from tests.databases import lose_others
from tests.ingest.inbox import GOOD, MIXED, NOW, OTHER, STAMP, World, inbox, zipped

world = pytest.fixture(inbox)


class Killed(BaseException):
    """What no handler of ours catches: as if the program were killed."""


def killed(*_: object) -> None:
    raise Killed


@pytest.mark.parametrize("step", ["put_away", "_write_to_mend", "publish"])
def test_what_was_loaded_before_a_crash_is_not_loaded_again(world: World, step: str) -> None:
    world.put("a.csv", MIXED)
    with patch.object(watching, step, killed), pytest.raises(Killed):
        world.passes()
    world.start()
    found = world.passes()
    assert world.batches() == [(1, "a.csv", 1, 0)]
    assert (world.lying(), world.lying("done")) == ([], [f"{STAMP}-a.csv"])
    assert f"{STAMP}-a-to-mend.csv" in world.lying("rejected")
    assert found.snapshot or Store(world.home).current_id()


def test_what_a_crash_left_unpublished_is_published_at_once(world: World) -> None:
    world.put("a.csv")
    with patch.object(watching, "publish", killed), pytest.raises(Killed):
        world.passes()
    world.start()
    assert world.passes(1).snapshot == Store(world.home).current_id()


def test_a_zip_whose_load_was_cut_short_is_loaded_whole(world: World, tmp_path: Path) -> None:
    world.put("all.zip", zipped(tmp_path / "z", a=GOOD, b=OTHER))

    def first_only(ledger: Ledger, delivery: Delivery) -> object:
        alone = tmp_path / "a.csv"
        alone.write_text(GOOD)
        deliver(ledger, Delivery(alone, name="all.zip/a.csv", request=delivery.request))
        raise Killed

    with patch.object(watching, "deliver", first_only), pytest.raises(Killed):
        world.passes()
    world.start()
    assert len(world.passes().filed) == 1
    with open_ledger(world.home) as ledger:
        assert ledger.scalar("SELECT count(*) FROM measure") == 2
    assert [row[2] for row in world.batches()] == [1, 0, 1]


def test_a_zip_that_was_loaded_whole_is_only_moved(world: World, tmp_path: Path) -> None:
    world.put("all.zip", zipped(tmp_path / "z", a=GOOD, b=OTHER))
    with patch.object(watching, "put_away", killed), pytest.raises(Killed):
        world.passes()
    world.start()
    world.passes()
    assert len(world.batches()) == 2 and world.lying("done") == [f"{STAMP}-all.zip"]


def failing(name: str) -> Callable[..., object]:
    def fail(ledger: Ledger, delivery: Delivery) -> object:
        if delivery.called == name:
            raise RuntimeError("a fault of ours")
        return deliver(ledger, delivery)

    return fail


def test_a_fault_of_ours_stops_no_other_file_and_ends_after_three_passes(world: World) -> None:
    world.put("a.csv", age=90)
    world.put("b.csv", OTHER)
    with patch.object(watching, "deliver", failing("a.csv")):
        assert [f.name for f in world.passes().filed] == ["b.csv"]
        assert world.passes(1).filed == () and world.lying() == ["a.csv"]
        (given_up,) = world.passes(1).filed
    assert given_up.refused and world.lying() == []
    why = (world.folder / "rejected" / f"{STAMP}-a.csv.why.txt").read_text()
    assert "the program failed on it" in why and "le programme a échoué" in why


def test_a_file_that_changes_gets_its_three_passes_anew(world: World) -> None:
    world.put("a.csv")
    with patch.object(watching, "deliver", failing("a.csv")):
        world.passes(3)
    world.put("a.csv", age=50)
    assert len(world.passes().filed) == 1 and world.lying("rejected") == []


def test_a_file_that_cannot_be_moved_is_left_alone_and_loaded_once(world: World) -> None:
    world.put("a.csv")
    with patch.object(watching, "put_away", side_effect=PermissionError(13, "no")) as moved:
        world.passes(8)
        assert moved.call_count == 4  # three times to done/, once to rejected/
    assert len(world.batches()) == 1 and not world.watcher.waiting


def test_a_full_disk_is_no_fault_of_the_file(world: World) -> None:
    world.put("a.csv")
    full = OSError(errno.ENOSPC, "No space left on device")
    for _ in range(4):
        with patch.object(watching, "put_away", side_effect=full), pytest.raises(StorageError):
            world.passes()
    assert len(world.passes(1).filed) == 1 and len(world.batches()) == 1


@pytest.fixture
def shared(databases: Iterator[str], tmp_path: Path) -> World:
    """A folder over a lake that holds one delivery, in a file of its storage."""
    catalogue = next(databases).replace("+psycopg", "")
    home = Home(tmp_path / "home", Lake(catalogue, str(tmp_path / "lake")))
    (tmp_path / "inbox").mkdir()
    world = World(tmp_path / "inbox", home)
    with open_ledger(home) as ledger:
        sync(ledger, Settings(home=home.root, sample=False))
    world.put("before.csv", OTHER)
    world.passes()
    with open_ledger(home) as ledger:
        maintain(ledger, hours=0)
    return world


def test_storage_that_is_away_is_no_fault_of_the_file(shared: World, tmp_path: Path) -> None:
    shared.put("a.csv")

    def lost(ledger: Ledger, delivery: Delivery) -> object:
        (tmp_path / "lake").rename(tmp_path / "away")
        try:
            return deliver(ledger, delivery)
        finally:
            (tmp_path / "away").rename(tmp_path / "lake")

    for _ in range(4):
        with patch.object(watching, "deliver", lost), pytest.raises(LakeError):
            shared.passes()
    assert len(shared.passes(1).filed) == 1 and shared.lying("rejected") == []


@pytest.mark.parametrize("when", STEPS)
def test_a_catalogue_that_is_away_is_no_fault_of_the_file(shared: World, when: str) -> None:
    shared.put("a.csv")
    assert shared.home.lake
    catalogue = shared.home.lake.catalogue

    def lost(ledger: Ledger, delivery: Delivery) -> object:
        def at(step: str) -> None:
            if step == when:
                lose_others(catalogue)

        return deliver(ledger, delivery, step=at)

    for _ in range(4):
        with patch.object(watching, "deliver", lost), pytest.raises(LakeError):
            shared.passes()
    assert len(shared.passes(1).filed) == 1 and shared.lying("rejected") == []


def test_the_ledger_is_opened_only_where_there_is_something_to_do(world: World) -> None:
    world.passes(4)
    assert world.opened == 1  # the first pass looks whether a crash left anything
    world.put("a.csv")
    world.passes(4)
    assert world.opened == 2


def test_a_busy_ledger_is_waited_for(world: World) -> None:
    world.put("a.csv")
    world.busy = True
    with pytest.raises(LedgerBusyError):
        world.passes()
    world.busy = False
    assert len(world.passes(1).filed) == 1


def test_it_stops_after_the_current_file(world: World) -> None:
    world.put("a.csv", age=90)
    world.put("b.csv", OTHER)

    def stopping(ledger: Ledger, delivery: Delivery) -> object:
        world.stop = True
        return deliver(ledger, delivery)

    with patch.object(watching, "deliver", stopping):
        found = world.passes()
    assert [f.name for f in found.filed] == ["a.csv"] and found.snapshot
    assert world.lying() == ["b.csv"]


def test_a_folder_that_is_gone_is_told(world: World) -> None:
    world.folder.rmdir()
    with pytest.raises(SourceError, match="cannot be read"):
        world.passes()


@pytest.mark.parametrize("name", ["ré sumé (1).csv", "a[1]*?.csv", "x" * 240 + ".csv", "-rf.csv"])
def test_odd_names_are_kept(world: World, name: str) -> None:
    world.put(name, MIXED)
    world.passes()
    (done,) = world.lying("done")
    assert done.startswith(f"{STAMP}-{name[:100]}"[:100]) and done.endswith(".csv")
    assert len(world.lying("rejected")) == 1


def test_a_name_of_no_text_stops_nothing(world: World) -> None:
    world.put("b.csv", OTHER, age=30)
    world.put(os.fsdecode(b"a\xff.csv"))
    world.passes(4)
    assert world.lying() == [] and len(world.lying("done")) >= 1


def test_across_file_systems_it_is_copied_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(GOOD)
    elsewhere = OSError(errno.EXDEV, "Invalid cross-device link")
    with patch.object(Path, "rename", side_effect=elsewhere):
        moved = put_away(path, tmp_path / "done", stamped(NOW, "a.csv"))
    assert moved.read_text() == GOOD and not path.exists()
    assert [p.name for p in (tmp_path / "done").iterdir()] == [f"{STAMP}-a.csv"]


def test_a_move_that_fails_leaves_no_trace(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(GOOD)
    with patch.object(Path, "rename", side_effect=PermissionError(13, "no")):
        with pytest.raises(PermissionError):
            put_away(path, tmp_path / "done", "a.csv")
    assert path.exists() and not list((tmp_path / "done").iterdir())
