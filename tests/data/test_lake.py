"""What only a lake has: upkeep, the way there and back, storage elsewhere, a catalogue away."""

import gc
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from unittest.mock import Mock

import boto3
import duckdb
import psycopg
import pytest
from pydantic import SecretStr

from data.errors import LakeError, ProductError, UnreadableSnapshotError
from data.home import Home, Lake
from data.ledger import lake as lakes
from data.ledger.lake import LakeVersion, published
from data.ledger.maintain import maintain
from data.ledger.storage_faults import note_fault
from data.ledger.writer import open_ledger
from data.settings import Settings
from data.store.migrate import carry
from data.store.store import Store
from ingest.load.load import Delivery, load
from tests.data.lake_world import ROW, TODAY, Write, lake_of, loaded, settings_of, values
from tests.databases import lose_others
from tests.load.processes import descriptors
from tests.serving import free_port

AWAY = "ducklake:postgres:host=127.0.0.1 port=1 dbname=away user=nobody"

lake = pytest.fixture(lake_of)


def test_what_is_carried_there_and_back_is_the_same(
    facts_home: Home, lake: Settings, tmp_path: Path
) -> None:
    before = Store(facts_home).current().overview(TODAY)
    there = carry(facts_home, lake.place)
    assert there.rows["measure"] > 0
    assert Store(lake.place).current().overview(TODAY) == before
    back = Home(tmp_path / "back")
    assert carry(lake.place, back).rows["measure"] == there.rows["measure"]
    assert Store(back).current().overview(TODAY) == before


def test_a_store_is_not_carried_onto_itself(facts_home: Home) -> None:
    with pytest.raises(ProductError, match="the same"):
        carry(facts_home, facts_home)


@pytest.mark.parametrize("orphans", [False, True])
def test_files_of_nobody_go_only_where_that_is_asked_for(
    lake: Settings, write: Write, orphans: bool
) -> None:
    assert lake.place.lake
    loaded(lake, write, 2024, 3)
    with open_ledger(lake.place) as ledger:
        maintain(ledger, hours=0)
        stray = Path(lake.place.lake.data) / "main/measure/of-another.parquet"
        stray.write_bytes(b"")
        os.utime(stray, (0, 0))
        maintain(ledger, hours=0, orphans=orphans)
    assert stray.exists() is not orphans
    assert values(lake.place) == [3]


def test_upkeep_lets_go_of_old_versions_and_never_of_what_readers_hold(
    lake: Settings, write: Write
) -> None:
    for turn in range(5):
        loaded(lake, write, 2020 + turn, turn)
    held = Store(lake.place).current()
    assert lake.place.lake
    before = published(lake.place.lake)
    with open_ledger(lake.place) as ledger:
        done = maintain(ledger, hours=0)
    assert done.rewritten and done.expired
    assert published(lake.place.lake) == before
    assert [p.value for p in held.indicator("C1.1", TODAY).points] == [0, 1, 2, 3, 4]
    assert values(lake.place) == [0, 1, 2, 3, 4]
    loaded(lake, write, 2025, 9)
    assert values(lake.place)[-1] == 9


@pytest.mark.one_file
def test_one_file_needs_no_upkeep(facts_home: Home) -> None:
    with open_ledger(facts_home) as ledger, pytest.raises(LakeError, match="nothing to maintain"):
        maintain(ledger)


def test_commits_say_whose_they_are(lake: Settings, write: Write) -> None:
    snapshot = loaded(lake, write, 2024, 3)
    with open_ledger(lake.place) as ledger:
        rows = ledger.run("SELECT author, commit_message FROM ledger.snapshots()")
    told = {(row.author, row.commit_message) for row in rows}
    assert ("publication", snapshot) in told
    assert ("ingest", "B-000001 measures.csv") in told


def test_a_host_catches_up_with_what_a_reader_has_heard_of(
    lake: Settings, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded(lake, write, 2024, 3)
    monkeypatch.setattr("data.ledger.lake.LOOK_EVERY_SECONDS", 3600)  # it looks once, then sleeps
    behind = Store(lake.place)
    behind.current()
    newest = loaded(lake, write, 2025, 4)
    behind.catch_up("S-of-nobody")
    behind.catch_up(newest)
    assert behind.current_id() == newest


def test_a_catalogue_that_is_away_is_said_with_what_to_look_at(tmp_path: Path) -> None:
    away = Settings(home=tmp_path, store=SecretStr(AWAY), data_path=str(tmp_path / "lake"))
    with pytest.raises(LakeError, match="FPT_STORE"):
        with open_ledger(away.place):
            pass
    assert Store(away.place).current_id() == ""


def test_a_catalogue_lost_while_writing_is_said_and_the_next_load_goes_in(
    lake: Settings, write: Write
) -> None:
    with pytest.raises(LakeError, match="not loaded twice"):
        _write_and_lose(lake)
    loaded(lake, write, 2024, 3)
    assert values(lake.place) == [3]


def test_who_lost_its_turn_writes_nothing(lake: Settings, write: Write) -> None:
    with pytest.raises(LakeError, match="not loaded twice"):
        _lose_and_write(lake, Delivery(write(ROW.format(2024, 3))))
    with open_ledger(lake.place) as ledger:
        assert ledger.scalar("SELECT count(*) FROM batch") == 0
    loaded(lake, write, 2024, 4)
    assert values(lake.place) == [4]


def test_who_follows_publications_goes_on_whatever_fails(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(lakes, "catalogue_of", Mock(side_effect=psycopg.ProgrammingError))
    monkeypatch.setattr(lakes, "LOOK_EVERY_SECONDS", 0)
    wanted = Mock(side_effect=[Mock(), Mock(), None])
    lakes._watch(wanted, Lake("dbname=x", "/lake"))
    assert caplog.text.count("publications cannot be looked up") == 2


def test_a_catalogue_lost_while_reading_is_found_again(lake: Settings, write: Write) -> None:
    loaded(lake, write, 2024, 3)
    store = Store(lake.place)
    store.current()
    _lose(lake)
    assert [p.value for p in store.current().indicator("C1.1", TODAY).points] == [3]


@pytest.mark.parametrize(
    ("error", "doubted"),
    [
        (duckdb.Error("server closed the connection unexpectedly"), True),
        (duckdb.HTTPException("HTTP Error: 503"), True),
        (duckdb.BinderException("Failed to get data file list from DuckLake: Failed to"), True),
        (
            duckdb.InvalidInputException("Attempting to fetch from an unsuccessful query result"),
            True,
        ),
        (duckdb.OutOfMemoryException("failed to pin block"), False),
        (duckdb.BinderException("no such column"), False),
        (duckdb.Error("CSV Error on Line: 2"), False),
    ],
)
def test_a_store_that_fails_is_doubted_and_a_bad_question_is_not(
    error: Exception, doubted: bool
) -> None:
    source = LakeVersion(Lake("dbname=x", "/lake"), 1)
    told = pytest.raises(UnreadableSnapshotError, match="cannot be read")
    with told if doubted else nullcontext():
        note_fault(source, Mock(original_exception=error))
    assert source.doubtful is doubted


def _write_and_lose(settings: Settings) -> None:
    with open_ledger(settings.place) as ledger, ledger.transaction():
        ledger.run("DELETE FROM warning")
        _lose(settings)
        ledger.run("SELECT count(*) FROM batch")


def _lose_and_write(settings: Settings, delivery: Delivery) -> None:
    with open_ledger(settings.place) as ledger:
        _lose(settings)  # and with it the turn, which DuckDB does not notice
        load(ledger, delivery)


def _lose(settings: Settings) -> None:
    assert settings.place.lake
    lose_others(settings.place.lake.catalogue)


def test_an_old_publication_keeps_no_connection(lake: Settings, write: Write) -> None:
    store, held = Store(lake.place), []
    for period in range(2016, 2024):
        loaded(lake, write, period, 1)
        store.catch_up("S-9999-12-31-235959")
        store.current().overview(TODAY)
        gc.collect()
        held.append(descriptors(os.getpid()))
    assert held[-1] < held[1] + 3  # what other threads open and close meanwhile


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty bucket of an S3 that runs beside, and the variables that lead there."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert server.stderr
    for line in server.stderr:
        if "Running on" in line:
            break
    said = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret"}
    for name, value in (said | {"AWS_ENDPOINT_URL": address, "AWS_REGION": "us-east-1"}).items():
        monkeypatch.setenv(name, value)
    boto3.client("s3", region_name="us-east-1").create_bucket(Bucket="measures")
    yield "measures"
    server.terminate()
    server.wait(timeout=120)
    server.stderr.close()


def test_files_may_lie_in_object_storage(
    databases: Iterator[str], bucket: str, tmp_path: Path, write: Write
) -> None:
    url = next(databases).replace("+psycopg", "")
    made = settings_of(tmp_path, url, f"s3://{bucket}/lake/")
    loaded(made, write, 2024, 3)
    with open_ledger(made.place) as ledger:
        maintain(ledger, hours=0)  # small deliveries become files
    assert values(made.place) == [3]
    assert [*tmp_path.rglob("*.parquet")] == []
    listed = boto3.client("s3").list_objects_v2(Bucket=bucket)["Contents"]
    assert any(found["Key"].endswith(".parquet") for found in listed)
