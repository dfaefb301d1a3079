"""Homes that earlier versions made open and say what they said.

`homes/home-0.1.0.zip` is the ledger that commit 58f7c0e made (`EXPORT DATABASE … (FORMAT csv)`) of
facts and ten deliveries, with what its snapshot said.
"""

import json
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from data.home import Home
from data.ledger.writer import Ledger
from data.settings import Settings
from data.store.publish import publish
from data.store.snapshot import Snapshot
from data.store.store import Store
from ingest.load.batches import batches, decide, problems, warnings
from ingest.load.load import Delivery, load
from ingest.open_ledger import opened
from ingest.review.rejects import write_rejects

TODAY = date(2026, 11, 22)
HOMES = Path(__file__).parent / "homes"
SAID = json.loads(zipfile.ZipFile(HOMES / "home-0.1.0.zip").read("expected.json"))
HEADER = "indicator,partner,place,period,value,activity\n"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """The ledger of then, opened by the program of now."""
    home = Home(tmp_path / "home")
    home.prepare()
    with zipfile.ZipFile(HOMES / "home-0.1.0.zip") as packed:
        packed.extractall(tmp_path / "exported")
    load_script = tmp_path / "exported" / "load.sql"
    there = "/tmp/b/old/ledger"  # where it was exported
    load_script.write_text(load_script.read_text().replace(there, str(tmp_path / "exported")))
    with duckdb.connect(str(home.ledger)) as connection:
        connection.execute(f"IMPORT DATABASE '{tmp_path / 'exported'}'")
    with opened(Settings(home=home.root, sample=False)) as opened_ledger:
        yield opened_ledger


@pytest.fixture
def snapshot(ledger: Ledger) -> Iterator[Snapshot]:
    publish(ledger)
    found = Store(ledger.home).current()
    yield found
    found.close()


def test_every_figure_and_verdict_is_what_it_was(snapshot: Snapshot) -> None:
    found: dict[str, Any] = {}
    for indicator in (*snapshot.plan.indicators, *snapshot.plan.context):
        points = snapshot.indicator(indicator.id, TODAY).points
        if points:
            found[indicator.id] = [[p.period_end.isoformat(), p.value] for p in points]
    assert found == SAID["figures"]
    assert {
        i.id: {str(h): v.status for h, v in snapshot.indicator(i.id, TODAY).verdicts.items()}
        for i in snapshot.plan.indicators
    } == SAID["verdicts"]
    assert snapshot.measures(TODAY).total == SAID["measures"]


def test_every_row_that_was_kept_is_there(ledger: Ledger) -> None:
    assert {
        table: ledger.scalar(f'SELECT count(*) FROM "{table}"') for table in SAID["rows"]
    } == SAID["rows"]


def test_refused_rows_and_doubts_of_then_are_told(ledger: Ledger, tmp_path: Path) -> None:
    assert [p.code for p in problems(ledger, "B-2")] == ["unknown_indicator", "unknown_place"]
    told = {batch.batch: len(warnings(ledger, batch.batch)) for batch in batches(ledger)}
    assert sum(told.values()) == SAID["rows"]["warning"]
    assert write_rejects(ledger, "B-2", tmp_path / "mend.csv", "en") == 2
    assert "line 5, indicator: No indicator" in (tmp_path / "mend.csv").read_text()


def test_what_waited_can_be_decided_and_an_activity_is_known_again(
    ledger: Ledger, tmp_path: Path
) -> None:
    waiting = [batch.batch for batch in batches(ledger, "pending")]
    for name in waiting:
        decide(ledger, name, "approved", None)
    total = "SELECT sum(amount) FROM total WHERE indicator = 'C1.1' AND year(period_end) = 2025"
    before = ledger.scalar(total)
    path = tmp_path / "again.csv"
    path.write_text(f"{HEADER}C1.1,afris,MLI,2025,9,P-1\n")  # then with a non-breaking hyphen
    report = load(ledger, Delivery(path))
    assert (len(waiting), report.new, report.unchanged) == (1, 0, 1)
    assert ledger.scalar(total) == before
