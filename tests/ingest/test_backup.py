"""A backup is whole and of one moment; a restored home answers as it did."""

import zipfile
from datetime import date
from pathlib import Path

import pytest

from data.errors import ProductError, StorageError
from data.home import Home
from data.ledger.writer import open_ledger
from data.settings import Settings
from data.store.store import Store
from ingest.load.load import Delivery, load
from ingest.write.backup import back_up, restore

TODAY = date(2026, 11, 22)
HELD = "measure", "batch", "batch_event", "publication"
ROW = "indicator,partner,place,period,value\nC1.1,afris,BEN,2024,{}\n"


def loaded(home: Home, folder: Path, value: int) -> None:
    file = folder / "row.csv"
    file.write_text(ROW.format(value))
    with open_ledger(home) as ledger:
        load(ledger, Delivery(file))


def held(home: Home) -> list[object]:
    """What the ledger holds."""
    with open_ledger(home) as ledger:
        return [ledger.run(f"FROM {name} ORDER BY ALL") for name in HELD]


@pytest.mark.one_file
def test_a_restored_home_answers_as_it_did_and_what_was_there_is_kept(
    facts_home: Home, tmp_path: Path
) -> None:
    settings = Settings(home=facts_home.root, sample=False)
    loaded(facts_home, tmp_path, 3)
    with open_ledger(facts_home) as ledger:
        made = back_up(ledger, tmp_path / "monday.zip")
    loaded(facts_home, tmp_path, 4)
    told = restore(settings, tmp_path / "monday.zip")
    assert told["measures"] == made["measures"]
    snapshot = Store(facts_home).current()
    assert snapshot.info.id == told["snapshot"]
    assert [p.value for p in snapshot.indicator("C1.1", TODAY).points] == [3]
    kept = Path(told["kept"])
    assert kept.exists() and kept.parent == facts_home.root
    loaded(facts_home, tmp_path, 5)  # the home goes on


def test_a_backup_restores_into_an_empty_home(facts_home: Home, tmp_path: Path) -> None:
    with open_ledger(facts_home) as ledger:
        back_up(ledger, tmp_path / "b.zip")
    before = Store(facts_home).current().overview(TODAY)
    restore(Settings(home=tmp_path / "other", sample=False), tmp_path / "b.zip")
    assert Store(Home(tmp_path / "other")).current().overview(TODAY) == before


@pytest.mark.parametrize("damage", ["cut", "flipped", "other", "absent"])
def test_a_damaged_backup_changes_nothing(facts_home: Home, tmp_path: Path, damage: str) -> None:
    file = tmp_path / "b.zip"
    with open_ledger(facts_home) as ledger:
        back_up(ledger, file)
    content = file.read_bytes()
    if damage == "cut":
        file.write_bytes(content[: len(content) // 2])
    elif damage == "flipped":
        with zipfile.ZipFile(file) as packed, zipfile.ZipFile(tmp_path / "x.zip", "w") as other:
            other.writestr("backup.json", packed.read("backup.json"))
            other.writestr("ledger.duckdb", packed.read("ledger.duckdb")[:-1] + b"?")
        file = tmp_path / "x.zip"
    elif damage == "other":
        file.write_bytes(b"PK, but no")
    else:
        file.unlink()
    before, served = held(facts_home), Store(facts_home).current_id()
    with pytest.raises(ProductError, match="Nothing was changed"):
        restore(Settings(home=facts_home.root, sample=False), file)
    assert held(facts_home) == before
    assert Store(facts_home).current_id() == served
    assert not list(facts_home.root.glob("*.arriving"))


def test_a_folder_that_is_not_there_is_told(facts_home: Home, tmp_path: Path) -> None:
    with open_ledger(facts_home) as ledger, pytest.raises(StorageError, match="backup"):
        back_up(ledger, tmp_path / "nowhere/b.zip")
