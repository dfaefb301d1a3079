"""Bits that turn, files that vanish and clocks that run ahead: nothing bad is published."""

import random
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from dashboard.web.app import create_app
from data.errors import ClockError, LedgerDamagedError, LedgerMissingError, ProductError
from data.home import Home
from data.ledger.verify import is_readable
from data.ledger.writer import open_ledger
from data.settings import Settings
from data.store.publish import publish, served_ids
from data.store.store import Store
from ingest.__main__ import main
from ingest.cli.recover import recover
from ingest.cli.repair import repair_clock
from ingest.load.batches import batches
from ingest.load.load import Delivery, load
from tests.asking import Asking

TODAY = date(2026, 11, 22)
FILE = "indicator,partner,place,period,value\nC1.1,afris,BEN,2025-Q1,{}\n"
FLIPS = 24
SEED = 7

pytestmark = pytest.mark.one_file


def flip(path: Path, place: int) -> None:
    """Turn one bit."""
    with path.open("rb+") as file:
        file.seek(place)
        byte = file.read(1)[0]
        file.seek(place)
        file.write(bytes([byte ^ 0x10]))


def send(home: Home, folder: Path, value: int) -> str:
    path = folder / "measures.csv"
    path.write_text(FILE.format(value))
    with open_ledger(home) as ledger:
        load(ledger, Delivery(path))
        return publish(ledger)


def figures(home: Home) -> object:
    return Store(home).current().overview(TODAY)


# --- a flipped bit ---


def test_no_flipped_bit_of_a_ledger_is_published(facts_home: Home, tmp_path: Path) -> None:
    """Either nothing is said by the block it is in, or publishing ends in a sentence."""
    before, served = figures(facts_home), Store(facts_home).current_id()
    chance, refused = random.Random(SEED), list[str]()
    size = facts_home.ledger.stat().st_size
    for _ in range(FLIPS):
        home = Home(shutil.copytree(facts_home.root, tmp_path / "copy"))
        flip(home.ledger, chance.randrange(size))
        try:
            with open_ledger(home) as ledger:
                publish(ledger)
        except LedgerDamagedError as error:
            refused.append(f"{error} Served: {Store(home).current_id()}")
        assert figures(home) == before
        shutil.rmtree(home.root)
    assert len(refused) > FLIPS / 4
    assert all("python -m ingest recover" in said and served in said for said in refused)


def test_a_copy_is_read_back_before_it_is_served(
    facts_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though nothing that publishing itself looks at is damaged."""
    copyfile = shutil.copyfile

    def badly(source: Path, target: Path) -> None:
        copyfile(source, target)
        for place in range(20_480, target.stat().st_size, 65_536):
            flip(target, place)

    before = Store(facts_home).current_id()
    monkeypatch.setattr("data.store.publish.shutil.copyfile", badly)
    with open_ledger(facts_home) as ledger, pytest.raises(LedgerDamagedError, match="recover"):
        publish(ledger)
    assert facts_home.current.read_text() == before
    assert len(served_ids(facts_home)) == 1


def test_a_command_on_a_damaged_ledger_ends_in_a_sentence(
    facts_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = facts_home.ledger.stat().st_size
    for place in range(4096, size, size // 40):
        flip(facts_home.ledger, place)
    monkeypatch.setenv("FPT_HOME", str(facts_home.root))
    monkeypatch.setenv("FPT_SAMPLE", "0")
    for command in (["publish"], ["batches"]):
        told = CliRunner().invoke(main, command)
        assert told.exit_code == 1, told.output
        assert "python -m ingest recover" in told.output
        assert "Traceback" not in told.output


def test_what_came_after_the_last_good_snapshot_is_named(facts_home: Home, tmp_path: Path) -> None:
    good = send(facts_home, tmp_path, 3)
    path = tmp_path / "late.csv"
    path.write_text(FILE.format(4))
    with open_ledger(facts_home) as ledger:
        late = load(ledger, Delivery(path)).batch
    found = recover(facts_home)
    assert (found.snapshot, found.missing) == (good, (f"{late} late.csv",))
    assert found.kept is not None and found.kept.exists()
    with open_ledger(facts_home) as ledger:
        assert late not in {batch.batch for batch in batches(ledger)}
        assert load(ledger, Delivery(path)).batch == late
        publish(ledger)


def test_of_damaged_snapshots_the_newest_that_can_be_read_is_taken(
    facts_home: Home, tmp_path: Path
) -> None:
    good = send(facts_home, tmp_path, 3)
    bad = facts_home.snapshot(send(facts_home, tmp_path, 4))
    for place in range(4096, bad.stat().st_size, 65_536):
        flip(bad, place)
    assert not is_readable(bad)
    facts_home.ledger.unlink()
    assert recover(facts_home).snapshot == good


def test_with_no_snapshot_to_read_a_backup_is_asked_for(facts_home: Home) -> None:
    shutil.rmtree(facts_home.snapshots)
    with pytest.raises(ProductError, match="ingest restore"):
        recover(facts_home)


# --- what is gone ---


def test_a_missing_ledger_beside_snapshots_is_no_new_world(facts_home: Home) -> None:
    client = Asking(create_app(Store(facts_home), settings=Settings(home=facts_home.root)))
    facts_home.ledger.unlink()
    with pytest.raises(LedgerMissingError, match="ingest recover"), open_ledger(facts_home):
        pass
    assert not facts_home.ledger.exists()
    assert client.get("/").status_code == 200
    assert client.get("/readyz").json()["ledger"] == "missing"


def test_snapshots_of_another_ledger_are_not_deleted(facts_home: Home, tmp_path: Path) -> None:
    other = facts_home.snapshot("S-2020-01-01-000000-1")
    shutil.copyfile(facts_home.snapshot(served_ids(facts_home)[0]), other)
    other.with_suffix(".json").write_text("{}")
    for value in range(5):
        send(facts_home, tmp_path, value)
    assert other.exists()
    assert len(served_ids(facts_home)) == 4


def test_a_server_whose_snapshot_faults_is_not_ready_or_falls_back(
    facts_home: Home, tmp_path: Path
) -> None:
    good = Store(facts_home).current_id()
    newest = send(facts_home, tmp_path, 3)
    store = Store(facts_home)
    client = Asking(create_app(store, settings=Settings(home=facts_home.root)))
    path = facts_home.snapshot(newest)
    assert client.get("/readyz").json()["snapshot"] == newest
    with path.open("rb+") as file:
        file.truncate(12_288)
    store.current().close()  # so that what it holds in memory is read anew
    told = client.get("/readyz").json()
    assert (told["status"], told["snapshot"]) == ("ok", good)


def test_an_emptied_folder_is_no_new_world(facts_home: Home) -> None:
    facts_home.ledger.unlink()
    shutil.rmtree(facts_home.snapshots)
    facts_home.renders.mkdir(exist_ok=True)
    with pytest.raises(LedgerMissingError), open_ledger(facts_home):
        pass


# --- the clock ---


def at(monkeypatch: pytest.MonkeyPatch, days: float) -> None:
    """From now on the clock is so many days off."""
    moment = datetime.now(UTC).replace(tzinfo=None) + timedelta(days=days)
    monkeypatch.setattr("data.ledger.writer.utc_now", lambda: moment)


def test_a_clock_behind_the_last_record_writes_nothing(
    facts_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, -2)
    with pytest.raises(ClockError, match="ingest repair"):
        send(facts_home, tmp_path, 3)


def test_a_clock_years_ahead_writes_only_where_it_is_said_to_be_right(
    facts_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, 3000)
    with pytest.raises(ClockError, match="FPT_CLOCK_IS_RIGHT"):
        send(facts_home, tmp_path, 3)
    send(replace(facts_home, clock_is_right=True), tmp_path, 3)


def test_a_ledger_that_a_clock_ahead_wrote_to_is_repaired(
    facts_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as ahead:
        at(ahead, 3000)
        send(replace(facts_home, clock_is_right=True), tmp_path, 3)
    with pytest.raises(ClockError):
        send(facts_home, tmp_path, 4)
    with open_ledger(facts_home) as ledger:
        assert repair_clock(ledger) > 0
        assert repair_clock(ledger) == 0
    newest = send(facts_home, tmp_path, 5)
    (found,) = (b for b in Store(facts_home).current().measures(TODAY).measures if b.value == 5)
    assert found.recorded_at.year < 2030 and found.revision == 2
    assert Store(facts_home).current_id() == newest
