"""A watched folder with a ledger of its own, as files come into it and programs end."""

import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from data.errors import LedgerBusyError
from data.home import Home
from data.ledger.writer import Ledger, open_ledger
from ingest.load.load import Delivery
from ingest.sources.folder import Pass, Watcher

HEADER = "indicator,partner,place,period,value\n"
GOOD = HEADER + "C1.1,afris,BEN,2025-Q1,3\n"
OTHER = HEADER + "C1.1,afris,BEN,2025-Q2,4\n"
MIXED = GOOD + "Z9.9,afris,BEN,2025-Q1,3\n"
BAD = HEADER + "Z9.9,afris,BEN,2025-Q1,3\n"
NOW = datetime(2026, 11, 22, 12)
STAMP = "20261122T120000"
BATCHES = "SELECT number, source, rows_new, rows_unchanged FROM batch ORDER BY number"


class World:
    """A folder, its watcher, and a ledger that counts how often it is opened."""

    def __init__(self, folder: Path, home: Home) -> None:
        self.folder, self.home = folder, home
        self.opened = 0
        self.busy = False
        self.stop = False
        self.watcher = self.start()

    def start(self, **said: Any) -> Watcher:
        """As after a restart."""
        delivery = Delivery(self.folder, **said)
        self.watcher = Watcher(self.folder, delivery, self.open, lambda: self.stop)
        return self.watcher

    @contextmanager
    def open(self) -> Iterator[Ledger]:
        if self.busy:
            raise LedgerBusyError("busy")
        self.opened += 1
        with open_ledger(self.home) as ledger:
            yield ledger

    def put(self, name: str, content: str | bytes = GOOD, age: float = 60) -> Path:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        at = NOW.replace(tzinfo=UTC).timestamp() - age
        os.utime(path, (at, at))
        return path

    def passes(self, times: int = 2) -> Pass:
        """The last of some passes."""
        for _ in range(times):
            found = self.watcher.pass_once(NOW)
        return found

    def batches(self) -> list[tuple[Any, ...]]:
        with open_ledger(self.home) as ledger:
            return [tuple(row) for row in ledger.run(BATCHES)]

    def lying(self, folder: str = "") -> list[str]:
        where = self.folder / folder
        return sorted(p.name for p in where.iterdir() if p.is_file()) if where.exists() else []


def inbox(empty_template: Path, tmp_path: Path) -> World:
    """An empty folder, as a fixture of the tests."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    return World(folder, Home(shutil.copytree(empty_template, tmp_path / "home")))


def zipped(path: Path, **members: str) -> bytes:
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in members.items():
            packed.writestr(f"{name}.csv", content)
    return path.read_bytes()
