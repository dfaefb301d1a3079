"""What both stores promise, the file of one machine and the lake of many: one set of tests."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from data.errors import LedgerBusyError
from data.ledger.reference_tables import sync
from data.ledger.writer import Ledger, open_ledger
from data.settings import Settings
from data.store.publish import publish
from data.store.snapshot import Snapshot
from data.store.store import Store
from data.store.time_travel import known_by
from ingest.load.batches import decide
from ingest.load.dry_run import try_load
from ingest.load.load import Delivery, LoadReport, load
from ingest.write.backup import back_up, restore

TODAY = date(2026, 11, 22)
HEADER = "indicator,partner,place,period,value,activity\n"
Write = Callable[..., Path]


@pytest.fixture
def settings(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Settings:
    """A store that knows plan, places and partners and holds no measure."""
    made = Settings(home=tmp_path / "home", sample=False)
    if kind == "lake":
        url = next(request.getfixturevalue("databases")).replace("+psycopg", "")
        told = {"store": f"ducklake:postgres:{url}", "data_path": str(tmp_path / "lake")}
        made = Settings(home=made.home, sample=False, **told)
    with open_ledger(made.place) as ledger:
        sync(ledger, made)
    return made


@pytest.fixture(params=["file", "lake"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def store(settings: Settings) -> Store:
    return Store(settings.place)


def sent(ledger: Ledger, write: Write, *rows: str, **said: object) -> LoadReport:
    file = write(HEADER + "".join(f"{row}\n" for row in rows))
    return load(ledger, Delivery(file), **said)  # type: ignore[arg-type]


def newest(store: Store, snapshot_id: str) -> Snapshot:
    """The snapshot served, once the store has heard of it."""
    for _ in range(200):
        if store.current_id() == snapshot_id:
            return store.current()
        store.catch_up(snapshot_id)
    raise AssertionError("the publication was not heard of")


def value_of(snapshot: Snapshot, indicator: str = "C1.1") -> list[float]:
    return [point.value for point in snapshot.indicator(indicator, TODAY).points]


def test_a_reader_keeps_its_figures_while_others_publish(
    settings: Settings, store: Store, write: Write
) -> None:
    with open_ledger(settings.place) as ledger:
        sent(ledger, write, "C1.1,afris,BEN,2024,3,")
        first = newest(store, publish(ledger))
        sent(ledger, write, "C1.1,afris,BEN,2024,5,", "C1.1,afris,TGO,2024,2,")
        second = newest(store, publish(ledger))
    assert value_of(first) == [3]
    assert value_of(second) == [7]
    assert second.info.id != first.info.id


def test_rows_are_new_unchanged_revised_and_refused(settings: Settings, write: Write) -> None:
    with open_ledger(settings.place) as ledger:
        first = sent(ledger, write, "C1.1,afris,BEN,2024,3,", "C1.1,nobody,BEN,2024,3,")
        again = sent(ledger, write, "C1.1,afris,BEN,2024,3,")
        mended = sent(ledger, write, "C1.1,afris,BEN,2024,4,")
        held = ledger.run("SELECT code, row_text FROM rejected")
    assert (first.new, first.rejected) == (1, 1)
    assert (again.new, again.revised, again.unchanged) == (0, 0, 1)
    assert (mended.new, mended.revised) == (0, 1)
    assert [(row.code, "nobody" in row.row_text) for row in held] == [("unknown_partner", True)]


def test_a_withdrawal_takes_a_batch_out_and_an_earlier_day_still_has_it(
    settings: Settings, store: Store, write: Write
) -> None:
    with open_ledger(settings.place) as ledger:
        sent(ledger, write, "C1.1,afris,BEN,2023,2,", now=datetime(2026, 10, 1))
        second = sent(ledger, write, "C1.1,afris,BEN,2024,9,", now=datetime(2026, 10, 2))
        decide(ledger, second.batch, "withdrawn", "a slip")
        snapshot = newest(store, publish(ledger))
    assert value_of(snapshot) == [2]
    assert value_of(known_by(snapshot, date(2026, 10, 1))) == [2]
    assert value_of(known_by(snapshot, date(2026, 10, 3))) == [2, 9]


def test_a_dry_run_tells_what_would_move_and_writes_nothing(
    settings: Settings, write: Write
) -> None:
    file = write(f"{HEADER}C1.1,afris,BEN,2025,40,\n")
    with open_ledger(settings.place) as ledger:
        trial = try_load(ledger, Delivery(file))
        assert ledger.scalar("SELECT count(*) FROM measure") == 0
        assert ledger.scalar("SELECT count(*) FROM batch") == 0
    assert trial.report.new == 1
    assert [change.indicator.id for change in trial.changes] == ["C1.1"]


def test_a_failing_transaction_leaves_nothing(settings: Settings) -> None:
    with open_ledger(settings.place) as ledger:
        with pytest.raises(DBAPIError), ledger.transaction():  # noqa: PT012 - the second fails
            ledger.run("INSERT INTO meta VALUES ('x', 'y')")
            ledger.run("INSERT INTO nowhere VALUES (1)")
        assert ledger.scalar("SELECT count(*) FROM meta WHERE name = 'x'") == 0


KILLED = """
import os, signal, sys
from pathlib import Path
from data.ledger.writer import open_ledger
from data.settings import read_settings
from ingest.load.load import Delivery, load
def die(step):
    if step == "summing up":
        os.kill(os.getpid(), signal.SIGKILL)
with open_ledger(read_settings().place) as ledger:
    load(ledger, Delivery(Path(sys.argv[1])), step=die)
"""


def test_a_killed_load_leaves_nothing_and_holds_nobody_up(
    settings: Settings, write: Write, store: Store
) -> None:
    file = write(f"{HEADER}C1.1,afris,BEN,2025,40,\n")
    done = subprocess.run([sys.executable, "-c", KILLED, str(file)], env=environment(settings))
    assert done.returncode == -signal.SIGKILL
    with open_ledger(settings.place, wait=20) as ledger:
        assert ledger.scalar("SELECT count(*) FROM measure") == 0
        assert load(ledger, Delivery(file)).new == 1
        assert value_of(newest(store, publish(ledger))) == [40]


def test_many_who_load_at_once_lose_and_double_nothing(settings: Settings, tmp_path: Path) -> None:
    files = []
    for number in range(8):
        files.append(tmp_path / f"{number}.csv")
        files[-1].write_text(f"{HEADER}C1.1,afris,BEN,2024,1,act-{number}\n")

    def one(file: Path) -> str:
        with open_ledger(settings.place) as ledger:
            report = load(ledger, Delivery(file))
            publish(ledger)
            return report.batch

    with ThreadPoolExecutor(4) as at_once:
        batches = [*at_once.map(one, files)]
    assert len(set(batches)) == len(files)
    with open_ledger(settings.place) as ledger:
        told = ledger.run("SELECT count(*) AS n, count(DISTINCT key) AS k FROM measure")[0]
    assert (told.n, told.k) == (8, 8)


def test_who_waits_too_long_is_told_who_is_at_work(settings: Settings) -> None:
    with open_ledger(settings.place):
        with pytest.raises(LedgerBusyError, match=f"process {os.getpid()}"):
            with open_ledger(settings.place, wait=0.1):
                pass


def test_a_backup_brings_back_what_was_there(
    settings: Settings, store: Store, write: Write, tmp_path: Path
) -> None:
    with open_ledger(settings.place) as ledger:
        sent(ledger, write, "C1.1,afris,BEN,2024,3,")
        made = back_up(ledger, tmp_path / "b.zip")
        sent(ledger, write, "C1.1,afris,BEN,2024,4,")
    told = restore(settings, tmp_path / "b.zip")
    assert made["measures"] == told["measures"] == 1
    assert value_of(newest(store, told["snapshot"])) == [3]


def environment(settings: Settings) -> dict[str, str]:
    """The settings as another process reads them."""
    return os.environ | {
        "FPT_HOME": str(settings.home),
        "FPT_SAMPLE": "0",
        "FPT_STORE": settings.store.get_secret_value(),
        "FPT_DATA_PATH": settings.data_path,
    }
