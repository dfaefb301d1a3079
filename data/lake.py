"""The lake: measures of many machines in DuckLake, a catalogue in PostgreSQL over Parquet files.

A snapshot is a version of the lake, and its commit the publication: nothing is copied. Writers
take turns by an advisory lock of the catalogue, which ends with its holder. Psycopg and DuckDB's
extensions are imported where a lake is asked for, and nowhere else.
"""

import os
import sys
import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import duckdb
from sqlalchemy import Connection, Engine, NullPool, QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError

from data.errors import LakeError, LedgerBusyError
from data.home import Lake
from data.schema import METADATA
from data.state_source import is_fault

PUBLICATION = "publication"  # the author's word that a commit is one
TURN = 0x4_0F_1000  # the advisory lock of whoever writes
TRY_EVERY_SECONDS = 0.05
LOOK_EVERY_SECONDS = 0.2
# Small deliveries go into the catalogue itself, or each would be a file of its own; upkeep makes
# files of them.
INLINED = "DATA_INLINING_ROW_LIMIT 1000"
# Tables that grow with what is reported.
LARGE = {"measure", "contribution", "partner_total", "overlap", "rejected", "warning", "delivered"}
HELD = 3  # publications that readers may hold, the newest first
NEWEST = """
SELECT snapshot_id, commit_message FROM ducklake_snapshot_changes
WHERE author = %s ORDER BY snapshot_id DESC LIMIT %s
"""
_NUMBERS = count(1)
_PROVEN = threading.Event()  # extensions were loaded once, signatures and all


class LakeVersion:
    """One version of the lake, to read from.

    Each table a question names costs some 15 ms of the catalogue; what is small is therefore copied
    into memory once, and only what may be large is read where it lies.
    """

    def __init__(self, lake: Lake, version: int) -> None:
        self._lake = lake
        self._version = version
        self._keeper: Any = None
        self.doubtful = False

    def engine(self) -> Engine:
        """Connections that read this version and nothing later."""
        engine = create_engine(**_in_memory(), poolclass=QueuePool, pool_size=8)
        self._keeper = engine.raw_connection()  # copies last as long as a connection to them
        self._attach(self._keeper.driver_connection, "published")
        self._copy(self._keeper.driver_connection)

        @event.listens_for(engine, "connect")
        def found_first_in_memory(connection: Any, _: object) -> None:
            connection.execute("SET search_path = 'memory.main,published.main'")

        return engine

    def attach(self, connection: Connection, name: str) -> None:
        """Make this version readable under a name beside what a connection reads already."""
        self._attach(connection.connection.driver_connection, name)

    def _copy(self, connection: Any) -> None:
        try:
            connection.execute("BEGIN")
            for name in METADATA.tables.keys() - LARGE:
                connection.execute(f'CREATE TABLE "{name}" AS FROM published."{name}"')
            connection.execute("COMMIT")
        except duckdb.Error as error:
            raise LakeError(_away(_cause(str(error), self._lake))) from error

    def _attach(self, connection: Any, name: str) -> None:
        options = f"READ_ONLY, SNAPSHOT_VERSION {self._version}"
        _load_all(connection, self._lake)
        _attach(connection, self._lake, name, options)


@contextmanager
def ledger_of(lake: Lake, wait: float) -> Iterator[Connection]:
    """A connection that writes to the lake, in the turn of whoever asks (see `turn_to_write`).

    Extensions are loaded before the turn comes. Raises `LakeError` where the catalogue or the
    storage goes away meanwhile.
    """
    engine = create_engine(**_in_memory(), poolclass=NullPool)
    try:
        with engine.connect() as connection:
            writer: Any = connection.connection.driver_connection
            _load_all(writer, lake)
            with turn_to_write(lake, wait):
                _attach(writer, lake, "ledger", INLINED)
                writer.execute("USE ledger")
                yield connection
    except (DBAPIError, duckdb.Error) as error:
        if fault := _fault_behind(error):
            raise LakeError(_away(_cause(str(fault), lake))) from error
        raise
    finally:
        engine.dispose()


def attach_newest(connection: Connection, lake: Lake, name: str) -> None:
    """Make the lake as it stands readable under a name beside what a connection reads already."""
    reader: Any = connection.connection.driver_connection
    _load_all(reader, lake)
    _attach(reader, lake, name, "READ_ONLY")


def note(connection: Connection, author: str, message: str) -> None:
    """What the commit of the transaction under way is about."""
    call = f"CALL ledger.set_commit_message('{_quoted(author)}', '{_quoted(message)}')"
    connection.exec_driver_sql(call)


@contextmanager
def turn_to_write(lake: Lake, wait: float) -> Iterator[None]:
    """Be the one who writes; raises `LedgerBusyError` naming who is, after `wait` seconds."""
    with _catalogue(lake) as catalogue:
        until = time.monotonic() + wait
        while not catalogue.execute("SELECT pg_try_advisory_lock(%s)", [TURN]).fetchone()[0]:
            if time.monotonic() > until:
                raise LedgerBusyError(
                    f"The lake is busy: {_holder(catalogue)} has held it for over {wait:g}"
                    " seconds. Wait for it to finish, or end it, and run the command again."
                )
            time.sleep(TRY_EVERY_SECONDS)
        yield  # the lock goes with the connection, however this ends


class Publications:
    """Which publications the lake holds, looked up a few times a second beside all else.

    While the catalogue is away they are what was seen last.
    """

    def __init__(self, lake: Lake) -> None:
        self._lake = lake
        self._lock = threading.Lock()
        self._seen: list[tuple[int, str]] | None = None

    def newest(self) -> list[tuple[int, str]]:
        """Versions with their snapshot's id, newest first; LakeError before any could be seen."""
        with self._lock:
            if self._seen is None:
                self._seen = published(self._lake)
                told = weakref.ref(self), self._lake
                Thread(target=_watch, args=told, daemon=True).start()
        return self._seen

    def look(self) -> None:
        """See what is there now."""
        with suppress(LakeError):
            self._seen = published(self._lake)

    def look_through(self, catalogue: Any) -> None:
        """See what is there now, by a connection that is open already."""
        self._seen = _asked(catalogue, HELD)


def _watch(watched: weakref.ref[Publications], lake: Lake) -> None:
    """Look until nobody wants to know any more; the connection is made anew where it was lost."""
    while watched():
        with suppress(LakeError), _catalogue(lake) as catalogue:
            while publications := watched():
                publications.look_through(catalogue)
                del publications
                time.sleep(LOOK_EVERY_SECONDS)
        time.sleep(LOOK_EVERY_SECONDS)


def published(lake: Lake, most: int = HELD) -> list[tuple[int, str]]:
    """The newest publications: versions of the lake with their snapshot's id, newest first."""
    with _catalogue(lake) as catalogue:
        return _asked(catalogue, most)


def _asked(catalogue: Any, most: int) -> list[tuple[int, str]]:
    there = catalogue.execute("SELECT to_regclass('ducklake_snapshot_changes')").fetchone()
    found = catalogue.execute(NEWEST, [PUBLICATION, most]).fetchall() if there[0] else []
    return [(int(version), str(name)) for version, name in found]


@contextmanager
def _catalogue(lake: Lake) -> Iterator[Any]:
    """A connection to the catalogue itself, beside what DuckDB asks of it."""
    psycopg = _needed("psycopg")
    try:
        with psycopg.connect(
            lake.catalogue, autocommit=True, connect_timeout=10, application_name=_self()
        ) as connection:
            yield connection
    except psycopg.OperationalError as error:
        raise LakeError(_away(str(error).strip().splitlines()[0])) from error


def _in_memory() -> dict[str, Any]:
    """A database that the connections of one engine share, as `create_engine` takes it.

    DuckDB proves the signature of an extension by reading all of it, 0.08 s each: once a process.
    """
    proven = {"allow_unsigned_extensions": "true"} if _PROVEN.is_set() else {}
    url = f"duckdb:///:memory:lake-{os.getpid()}-{next(_NUMBERS)}"
    return {"url": url, "connect_args": {"config": proven}}


def _attach(connection: Any, lake: Lake, name: str, options: str) -> None:
    """Attach the lake under a name to a connection that has the extensions; again does nothing."""
    try:
        connection.execute(
            f"ATTACH IF NOT EXISTS 'ducklake:postgres:{_quoted(lake.catalogue)}' AS {name}"
            f" (DATA_PATH '{_quoted(lake.data)}', {options})"
        )
    except duckdb.Error as error:
        raise LakeError(_away(_cause(str(error), lake))) from None


def _load_all(connection: Any, lake: Lake) -> None:
    """What a connection of DuckDB's own needs to reach the lake."""
    for extension in ("ducklake", "postgres_scanner"):
        _load(connection, extension)
    if lake.data.startswith("s3://"):
        _load(connection, "httpfs")
        connection.execute(_secret())
    _PROVEN.set()


def _load(connection: Any, extension: str) -> None:
    """From its package where that is installed, else from DuckDB's own repository."""
    package = f"duckdb_extension_{extension}"
    if find_spec(package):
        folder = Path(str(import_module(package).__file__)).parent
        version = connection.execute("SELECT version()").fetchone()[0]
        file = folder / "extensions" / version / f"{extension}.duckdb_extension"
        connection.execute(f"LOAD '{_quoted(str(file))}'")
    else:
        connection.execute(f"INSTALL {extension}")
        connection.execute(f"LOAD {extension}")


def _secret() -> str:
    """How storage is reached: by the variables that all clients of S3 know."""
    said = {
        "KEY_ID": os.environ.get("AWS_ACCESS_KEY_ID", ""),
        "SECRET": os.environ.get("AWS_SECRET_ACCESS_KEY", ""),
        "REGION": os.environ.get("AWS_REGION", "us-east-1"),
    }
    if endpoint := os.environ.get("AWS_ENDPOINT_URL"):
        parts = urlsplit(endpoint)
        said |= {"ENDPOINT": parts.netloc, "URL_STYLE": "path"}
        said |= {"USE_SSL": str(parts.scheme == "https").lower()}
    rules = ", ".join(f"{name} '{_quoted(value)}'" for name, value in said.items())
    return f"CREATE OR REPLACE SECRET lake_storage (TYPE s3, {rules})"


def _fault_behind(error: BaseException | None) -> BaseException | None:
    """What went away, where that is why something failed: one failure leads to another."""
    while error is not None:
        original = getattr(error, "orig", error)
        if is_fault(original):
            return original
        error = error.__cause__ or error.__context__
    return None


def _away(cause: str) -> str:
    return (
        f"The lake cannot be reached ({cause}). Published figures are still served by who has them"
        " open. Look at FPT_STORE and FPT_DATA_PATH, and whether PostgreSQL and the storage answer;"
        " then run the command again: what is in already is not loaded twice."
    )


def _cause(told: str, lake: Lake) -> str:
    """The first line of an error that may hold the catalogue's address, without its password."""
    secret = _needed("psycopg.conninfo").conninfo_to_dict(lake.catalogue).get("password")
    cause = told.splitlines()[0]
    return cause.replace(secret, "…") if secret else cause


def _holder(catalogue: Any) -> str:
    found = catalogue.execute(
        "SELECT a.application_name FROM pg_locks AS l JOIN pg_stat_activity AS a USING (pid)"
        " WHERE l.locktype = 'advisory' AND l.objid = %s AND l.granted",
        [TURN],
    ).fetchone()
    return str(found[0]) if found else "another process"


def _self() -> str:
    """Who this is, to those who wait: PostgreSQL keeps 63 letters."""
    return f"process {os.getpid()} on {os.uname().nodename} ({' '.join(sys.argv)})"[:63]


def _needed(module: str) -> Any:
    try:
        return import_module(module)
    except ImportError as error:
        raise LakeError(
            "A lake needs packages that are not installed. Install them:"
            " `.venv/bin/pip install --require-hashes -r requirements-lake.lock`."
        ) from error


def _quoted(text: str) -> str:
    return text.replace("'", "''")
