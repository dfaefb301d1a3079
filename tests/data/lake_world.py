"""A lake of a test's own, as measures are loaded into it and read from it."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from pydantic import SecretStr

from data.home import Home
from data.ledger.reference_tables import sync
from data.ledger.writer import open_ledger
from data.settings import Settings
from data.store.publish import publish
from data.store.store import Store
from ingest.load.load import Delivery, load

TODAY = date(2026, 11, 22)
ROW = "indicator,partner,place,period,value\nC1.1,afris,BEN,{},{}\n"
Write = Callable[..., Path]


def lake_of(databases: Iterator[str], tmp_path: Path) -> Settings:
    """An empty lake, as a fixture of the tests."""
    url = next(databases).replace("+psycopg", "")
    return settings_of(tmp_path, url, str(tmp_path / "lake"))


def settings_of(folder: Path, url: str, data: str) -> Settings:
    made = Settings(
        home=folder / "home",
        sample=False,
        store=SecretStr(f"ducklake:postgres:{url}"),
        data_path=data,
    )
    with open_ledger(made.place) as ledger:
        sync(ledger, made)
    return made


def loaded(settings: Settings, write: Write, period: int, value: int) -> str:
    with open_ledger(settings.place) as ledger:
        load(ledger, Delivery(write(ROW.format(period, value))))
        return publish(ledger)


def values(home: Home) -> list[float]:
    return [point.value for point in Store(home).current().indicator("C1.1", TODAY).points]
