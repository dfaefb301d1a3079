"""Damaged files and full disks: the last good snapshot is served and nothing is lost."""

import gc
import json
import resource
import subprocess
import sys
import weakref
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from dashboard.pages.renderer import DrawnPages
from data.errors import LedgerDamagedError, NoSnapshotError, StorageError
from data.home import Home
from data.ledger.writer import Ledger, open_ledger
from data.store.publish import is_behind, publish, served_ids
from data.store.store import Store
from data.store.time_travel import known_by
from data.times import utc_now
from ingest.load import batches
from ingest.load.load import Delivery, LoadReport, load

TODAY = date(2026, 11, 22)
LONG_AGO = date(2020, 1, 1)
UNDRAWN = ("/objective/A1", "/objective/C1", "/region/002", "/partners", "/facilities", "/changes")
FILE = "indicator,partner,place,period,value\nC1.1,afris,BEN,2025-Q1,3\n"


@pytest.mark.one_file
@pytest.mark.parametrize("damage", ["cut short", "bytes turned", "emptied", "gone"])
def test_a_damaged_newest_snapshot_is_passed_over_for_the_one_before(
    facts_home: Home, damage: str
) -> None:
    good = Store(facts_home).current().info.id
    with open_ledger(facts_home) as ledger:
        newest = publish(ledger)
    _damage(facts_home.snapshot(newest), damage)
    served = Store(facts_home).current()
    assert (served.info.id, served.info.damaged) == (good, newest)
    assert served.overview(TODAY).objectives


@pytest.mark.one_file
def test_a_good_publication_after_a_damaged_one_is_served(facts_home: Home) -> None:
    store = Store(facts_home)
    with open_ledger(facts_home) as ledger:
        _damage(facts_home.snapshot(publish(ledger)), "emptied")
        assert store.current().info.damaged
        newest = publish(ledger)
    assert (store.current().info.id, store.current().info.damaged) == (newest, None)


@pytest.mark.one_file
def test_a_snapshot_that_nobody_holds_goes_at_once_and_its_file_with_it(facts_home: Home) -> None:
    store = Store(facts_home)
    gc.disable()  # as good as: garbage is seldom looked for in the server
    try:
        held = weakref.ref(store.current())
        store.current().overview(TODAY)
        known_by(store.current(), LONG_AGO).overview(LONG_AGO)
        with open_ledger(facts_home) as ledger:
            newest = publish(ledger)
        assert store.current().info.id == newest
        assert held() is None
    finally:
        gc.enable()


@pytest.mark.one_file
@pytest.mark.parametrize("damage", ["cut short", "bytes turned"])
def test_a_snapshot_damaged_while_it_is_read_gives_way_to_the_one_before(
    facts_home: Home, damage: str
) -> None:
    store = Store(facts_home)
    pages = DrawnPages(store, lambda: datetime.combine(TODAY, time(12)))
    before = store.current().info.id
    with open_ledger(facts_home) as ledger:
        newest = publish(ledger)
    assert pages.draw("/", "", "en").snapshot == newest
    _damage_in_place(facts_home.snapshot(newest), damage)
    drawn = {path: pages.draw(path, "", "en").snapshot for path in UNDRAWN}
    assert set(drawn.values()) <= {newest, before}
    assert store.current().info.damaged == newest
    assert pages.draw("/method", "", "en").snapshot == before


@pytest.mark.one_file
@pytest.mark.parametrize("query", ["", "?asof=2025-01-01"])
def test_with_nothing_to_give_way_to_the_page_says_so_and_is_asked_for_again(
    facts_home: Home, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.store.store.AGAIN_SECONDS", 0)
    store = Store(facts_home)
    pages = DrawnPages(store, lambda: datetime.combine(TODAY, time(12)))
    file = facts_home.snapshot(store.current().info.id)
    whole = file.read_bytes()
    _damage_in_place(file, "cut short")
    page = pages.draw("/objective/A1", query, "fr")
    assert (page.snapshot, page.status) == ("", 503)
    assert "ne peuvent pas être lues pour l’instant" in str(page.body)
    file.write_bytes(whole)
    assert pages.draw("/objective/A1", query, "fr").status == 200


@pytest.mark.one_file
@pytest.mark.parametrize("noise", [b"\xff\x80\x00", b"\x00\x01", b"S-nowhere-9", b""])
def test_a_name_of_the_newest_that_is_noise_is_passed_over(facts_home: Home, noise: bytes) -> None:
    running = Store(facts_home)
    good = running.current().info.id
    facts_home.current.write_bytes(noise)
    assert running.current().info.id == good
    assert Store(facts_home).current().info.id == good
    with open_ledger(facts_home) as ledger:
        newest = publish(ledger)
    assert running.current().info.id == newest


@pytest.mark.one_file
def test_without_any_readable_snapshot_the_error_says_what_to_do(facts_home: Home) -> None:
    for snapshot_id in served_ids(facts_home):
        _damage(facts_home.snapshot(snapshot_id), "emptied")
    with pytest.raises(NoSnapshotError, match="make run"):
        Store(facts_home).current()


@pytest.mark.one_file
def test_a_reader_goes_on_with_the_snapshot_it_has_when_all_files_go(facts_home: Home) -> None:
    store = Store(facts_home)
    first = store.current()
    with open_ledger(facts_home) as ledger:
        for _ in range(5):
            publish(ledger)
    assert first.overview(TODAY).objectives  # its file is deleted, but still open
    assert store.current().info.id != first.info.id
    assert len(served_ids(facts_home)) == 3


@pytest.mark.one_file
def test_a_full_disk_while_publishing_keeps_the_old_snapshot_and_the_batch(
    facts_home: Home, write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Store(facts_home).current().info.id

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with open_ledger(facts_home) as ledger:
        load(ledger, Delivery(write(FILE)))
        with monkeypatch.context() as patched:
            patched.setattr("os.fsync", full)
            with pytest.raises(StorageError, match=r"safe in the ledger.*still served"):
                publish(ledger)
        assert Store(facts_home).current().info.id == before
        assert not list(facts_home.snapshots.glob("*.partial"))
        publish(ledger)
    (point,) = Store(facts_home).current().indicator("C1.1", TODAY).points
    assert point.value == 3


@pytest.mark.one_file
def test_a_disk_that_is_full_at_the_checkpoint_does_not_say_that_nothing_was_kept(
    facts_home: Home, write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Ledger) -> None:
        raise StorageError("Nothing of this work was kept.")

    with open_ledger(facts_home) as ledger:
        load(ledger, Delivery(write(FILE)))
        monkeypatch.setattr(Ledger, "checkpoint", full)
        with pytest.raises(StorageError, match=r"safe in the ledger.*still served") as told:
            publish(ledger)
    assert "Nothing of this work" not in str(told.value)


def test_what_was_loaded_and_not_published_is_published_when_it_is_sent_again(
    facts_home: Home, write: Callable[..., Path]
) -> None:
    file = write(FILE)
    with open_ledger(facts_home) as ledger:
        load(ledger, Delivery(file))
        assert is_behind(ledger)
    command = [sys.executable, "-m", "ingest", "load", str(file), "--json"]
    home = {"FPT_HOME": str(facts_home.root), "FPT_SAMPLE": "0", "PATH": "/usr/bin:/bin"}
    first, again = (
        json.loads(subprocess.run(command, env=home, capture_output=True, check=True).stdout)
        for _ in "12"
    )
    assert first["batches"][0]["unchanged"] == 1
    assert first["snapshot"] == Store(facts_home).current().info.id
    assert again["snapshot"] is None  # nothing is left to publish
    (point,) = Store(facts_home).current().indicator("C1.1", TODAY).points
    assert point.value == 3


@pytest.mark.one_file
def test_a_publication_cut_short_before_its_name_is_known_to_be_missing(facts_home: Home) -> None:
    with open_ledger(facts_home) as ledger:
        assert not is_behind(ledger)
        facts_home.current.write_text("S-2020-01-01-000000-1")
        assert is_behind(ledger)
        publish(ledger)
        assert not is_behind(ledger)


@pytest.mark.one_file
def test_a_disk_that_takes_no_more_refuses_the_load_with_a_sentence(
    facts_home: Home, tmp_path: Path
) -> None:
    rows = "".join(f"C1.1,afris,BEN,2025-Q1,{n},activity-{n},{n:040d}\n" for n in range(60_000))
    big = tmp_path / "big.csv"
    big.write_text("indicator,partner,place,period,value,activity,comment\n" + rows)
    before = Store(facts_home).current().info.id
    limit = facts_home.ledger.stat().st_size + 200_000  # bytes any file may grow to
    refused = subprocess.run(
        [sys.executable, "-m", "ingest", "load", str(big)],
        env={"FPT_HOME": str(facts_home.root), "FPT_SAMPLE": "0", "PATH": "/usr/bin:/bin"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert refused.returncode == 1, refused.stderr
    assert "is full" in refused.stderr and "Traceback" not in refused.stderr
    assert Store(facts_home).current().info.id == before
    with open_ledger(facts_home) as ledger:  # room again: the ledger is as it was
        assert ledger.scalar("SELECT count(*) FROM measure WHERE indicator = 'C1.1'") == 0
        assert load(ledger, Delivery(big)).new == 60_000


def test_a_withdrawal_after_the_clock_was_put_back_still_takes_effect(
    ledger: Ledger, send: Callable[..., LoadReport], monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = send(FILE).batch
    publish(ledger)
    earlier = utc_now() - timedelta(hours=1)
    monkeypatch.setattr("data.ledger.writer.utc_now", lambda: earlier)
    assert batches.decide(ledger, batch, "withdrawn", None).state == "withdrawn"
    assert is_behind(ledger)
    publish(ledger)
    assert not is_behind(ledger)
    assert batches.decide(ledger, batch, "approved", None).state == "approved"


@pytest.mark.one_file
def test_a_ledger_that_is_no_database_is_said_so(facts_home: Home) -> None:
    facts_home.ledger.write_text("not a database")
    with pytest.raises(LedgerDamagedError, match="python -m ingest recover"):
        with open_ledger(facts_home):
            pass
    assert Store(facts_home).current().overview(TODAY)


def _damage_in_place(file: Path, damage: str) -> None:
    """Damage the file that readers have open."""
    size = file.stat().st_size
    with file.open("rb+") as opened:
        if damage == "cut short":
            opened.truncate(size // 4)
        else:
            for block in range(3 * 4096, size, 4096):
                opened.seek(block)
                opened.write(b"\xff" * 4096)


def _damage(file: Path, damage: str) -> None:
    content = file.read_bytes()
    if damage == "gone":
        file.unlink()
    elif damage == "cut short":
        file.write_bytes(content[: len(content) // 2])
    elif damage == "emptied":
        file.write_bytes(b"")
    else:
        middle = len(content) // 2
        file.write_bytes(content[:middle] + b"\xff" * 64 + content[middle + 64 :])
