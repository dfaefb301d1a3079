"""A watched folder: files come in whole and once, and nothing is lost or overwritten."""

import errno
import json
import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from data.ledger.writer import Ledger, open_ledger
from data.store.store import Store
from ingest.load.deliveries import deliver
from ingest.load.load import Delivery
from ingest.sources import folder as watching
from tests.ingest.inbox import BAD, GOOD, HEADER, MIXED, NOW, OTHER, STAMP, World, inbox, zipped

world = pytest.fixture(inbox)


def test_a_good_file_is_loaded_published_and_done(world: World) -> None:
    world.put("a.csv")
    found = world.passes()
    assert found.snapshot == Store(world.home).current_id()
    assert world.batches() == [(1, "a.csv", 1, 0)]
    assert (world.lying(), world.lying("done")) == ([], [f"{STAMP}-a.csv"])
    assert world.lying("rejected") == []


def test_pending_files_are_not_published(world: World) -> None:
    world.start(state="pending")
    world.put("a.csv")
    assert world.passes().snapshot is None
    assert world.batches() == [(1, "a.csv", 1, 0)]


def test_what_is_said_of_the_folder_holds_for_its_files(world: World) -> None:
    world.start(partner="afris", locale="fr")
    world.put("a.csv", "indicator;place;period;value\nC1.1;BEN;2025;1,5\n")
    world.passes()
    with open_ledger(world.home) as ledger:
        assert tuple(ledger.run("SELECT partner, value FROM measure")[0]) == ("afris", 1.5)


def test_the_first_pass_takes_nothing(world: World) -> None:
    world.put("a.csv")
    assert world.passes(1).filed == ()
    assert world.watcher.waiting


def test_a_file_that_changed_just_now_is_left(world: World) -> None:
    world.put("a.csv", age=1)
    assert world.passes(3).filed == ()
    assert len(world.watcher.pass_once(NOW + timedelta(seconds=2)).filed) == 1


def test_a_file_from_a_clock_ahead_of_ours_is_taken(world: World) -> None:
    world.put("a.csv", age=-86400)
    assert len(world.passes().filed) == 1


def test_a_growing_file_is_taken_once_it_is_whole(world: World) -> None:
    world.put("a.csv", HEADER)
    world.passes(1)
    world.put("a.csv", GOOD)
    assert world.passes(1).filed == ()
    assert len(world.passes(1).filed) == 1


def test_a_file_that_grows_while_the_ledger_is_waited_for_is_left(world: World) -> None:
    path = world.put("a.csv")
    world.passes(1)
    (ready,) = world.watcher.ready(NOW)
    path.write_text(GOOD + "C1.1,afris,BEN,2025-Q2,4\n")
    with world.open() as ledger:
        assert world.watcher.take(ledger, [ready], NOW) == ()
    assert world.batches() == [] and world.lying() == ["a.csv"]


def test_a_file_that_grows_while_it_is_loaded_is_loaded_again_as_it_is_then(world: World) -> None:
    path = world.put("a.csv")

    def growing(ledger: Ledger, delivery: Delivery) -> object:
        found = deliver(ledger, delivery)
        world.put("a.csv", path.read_text() + "C1.1,afris,BEN,2025-Q2,4\n", age=30)
        return found

    with patch.object(watching, "deliver", growing):
        assert world.passes().filed == ()
    assert world.lying() == ["a.csv"]
    assert len(world.passes().filed) == 1
    assert world.batches() == [(1, "a.csv", 1, 0), (2, "a.csv", 1, 1)]


def test_a_file_that_vanishes_is_forgotten(world: World) -> None:
    path = world.put("a.csv")

    def vanishing(ledger: Ledger, delivery: Delivery) -> object:
        path.unlink()
        return deliver(ledger, delivery)

    with patch.object(watching, "deliver", vanishing):
        assert world.passes().filed == ()
    assert world.lying("rejected") == [] and not world.passes().filed


@pytest.mark.parametrize(
    "name", [".a.csv", "a.csv.part", "a.partial", "a.TMP", "a.crdownload", "~$a.xlsx"]
)
def test_unfinished_and_hidden_files_are_not_meant(world: World, name: str) -> None:
    world.put(name)
    assert world.passes(3).filed == () and world.lying() == [name]


def test_folders_and_links_are_not_followed(world: World, tmp_path: Path) -> None:
    outside = tmp_path / "outside.csv"
    outside.write_text(GOOD)
    (world.folder / "link.csv").symlink_to(outside)
    for name in ("done", "rejected", "deeper"):
        (world.folder / name).mkdir()
        (world.folder / name / "a.csv").write_text(GOOD)
    os.mkfifo(world.folder / "pipe.csv")
    assert world.passes(3).filed == () and world.batches() == []


def test_a_file_that_cannot_be_opened_is_left(world: World) -> None:
    world.put("a.csv")
    world.put("b.csv", OTHER)
    real = Path.open

    def barred(path: Path, *how: Any, **more: Any) -> Any:
        if path.name == "a.csv":
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(path, *how, **more)

    with patch.object(Path, "open", barred):
        assert [f.name for f in world.passes().filed] == ["b.csv"]
    assert world.lying() == ["a.csv"]


def test_older_files_come_first(world: World) -> None:
    world.put("a.csv", HEADER + "C1.1,afris,BEN,2025-Q1,9\n", age=10)
    world.put("b.csv", GOOD, age=20)
    assert [f.name for f in world.passes().filed] == ["b.csv", "a.csv"]


def test_a_refused_file_is_put_aside_with_the_reason_in_every_language(world: World) -> None:
    world.put("a.csv", "a,b\n1,2\n")
    world.passes()
    assert world.lying("rejected") == [f"{STAMP}-a.csv", f"{STAMP}-a.csv.why.txt"]
    why = (world.folder / "rejected" / f"{STAMP}-a.csv.why.txt").read_text()
    english, french, spanish = why.split("\n\n")
    assert english.startswith("EN: ") and "Unknown column “a”" in english
    assert french.startswith("FR: Colonne inconnue") and spanish.startswith("ES: ")
    assert world.lying("done") == [] and world.batches() == []


def test_refused_rows_come_back_to_be_mended(world: World) -> None:
    world.put("a.csv", MIXED)
    (filed,) = world.passes().filed
    assert not filed.refused and world.lying("done") == [f"{STAMP}-a.csv"]
    assert world.lying("rejected") == [f"{STAMP}-a-to-mend.csv"]
    assert "Z9.9" in (world.folder / "rejected" / f"{STAMP}-a-to-mend.csv").read_text()


def test_of_json_the_rows_to_mend_are_json(world: World) -> None:
    row = {"partner": "afris", "place": "BEN", "period": "2025-Q1", "value": 3}
    rows = [{"indicator": "C1.1"} | row, {"indicator": "Z9.9"} | row]
    world.put("a.json", json.dumps(rows))
    world.passes()
    assert world.lying("rejected") == [f"{STAMP}-a-to-mend.json"]


def test_a_file_of_bad_rows_only_is_put_aside_beside_what_is_to_mend(world: World) -> None:
    world.put("a.csv", BAD)
    (filed,) = world.passes().filed
    assert filed.refused
    assert world.lying("rejected") == [f"{STAMP}-a-to-mend.csv", f"{STAMP}-a.csv"]


def test_nothing_is_overwritten(world: World) -> None:
    for _ in range(2):
        world.put("a.csv", MIXED)
        world.passes()
    assert world.lying("done") == [f"{STAMP}-a-2.csv", f"{STAMP}-a.csv"]
    assert world.lying("rejected") == [f"{STAMP}-a-to-mend-2.csv", f"{STAMP}-a-to-mend.csv"]


def test_the_same_content_sent_again_counts_again(world: World) -> None:
    for content in (GOOD, HEADER + "C1.1,afris,BEN,2025-Q1,9\n", GOOD):
        world.put("a.csv", content)
        world.passes()
    with open_ledger(world.home) as ledger:
        values = ledger.run("SELECT value FROM measure ORDER BY batch")
    assert [row.value for row in values] == [3, 9, 3]  # the last word is the first one again


def test_a_zip_is_done_and_what_is_wrong_in_it_is_told(world: World, tmp_path: Path) -> None:
    world.put("all.zip", zipped(tmp_path / "z", good=GOOD, mixed=MIXED, refused="a,b\n1,2\n"))
    world.passes()
    assert world.lying("done") == [f"{STAMP}-all.zip"]
    assert world.lying("rejected") == [
        f"{STAMP}-all-mixed-to-mend.csv",
        f"{STAMP}-all.zip.why.txt",
    ]
    assert [row[1] for row in world.batches()] == ["all.zip/good.csv", "all.zip/mixed.csv"]
