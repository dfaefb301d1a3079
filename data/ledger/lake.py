"""The lake: measures of many machines in DuckLake, a catalogue in PostgreSQL over Parquet files.

A snapshot is a version of the lake, and its commit the publication: nothing is copied. Writers
take turns by an advisory lock of the catalogue, which ends with its holder.
"""

import logging
import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from threading import Thread
from typing import Any

import duckdb
from sqlalchemy import Connection, Engine, NullPool, QueuePool, event
from sqlalchemy.exc import DBAPIError

from data.errors import LakeError, LedgerBusyError
from data.home import Lake
from data.ledger.lake_connection import (
    attach,
    away,
    catalogue_of,
    fault_behind,
    in_memory,
    load_extensions,
    quoted,
)
from data.ledger.schema import METADATA

LOGGER = logging.getLogger(__name__)
PUBLICATION = "publication"  # the author's word that a commit is one
TURN = 0x4_0F_1000  # the advisory lock of whoever writes
TRY_EVERY_SECONDS = 0.05
LOOK_EVERY_SECONDS = 0.2
# Small deliveries go into the catalogue itself, or each would be a file of its own; upkeep makes
# files of them.
INLINED = "DATA_INLINING_ROW_LIMIT 1000"
# Tables that grow with what is reported.
LARGE = {
    *("measure", "restated", "contribution", "partner_total", "overlap", "rejected", "warning"),
    *("delivered", "spent"),
}
HELD = 3  # publications that readers may hold, the newest first
NEWEST = """
SELECT snapshot_id, commit_message FROM ducklake_snapshot_changes
WHERE author = %s ORDER BY snapshot_id DESC LIMIT %s
"""


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
        engine = in_memory(poolclass=QueuePool, pool_size=8)
        self._keeper = engine.raw_connection()  # copies last as long as a connection to them
        try:
            self._attach(self._keeper.driver_connection, "published")
            self._copy(self._keeper.driver_connection)
        except LakeError:
            self.close()
            engine.dispose()
            raise

        @event.listens_for(engine, "connect")
        def found_first_in_memory(connection: Any, _: object) -> None:
            connection.execute("SET search_path = 'memory.main,published.main'")

        return engine

    def attach(self, connection: Connection, name: str) -> None:
        """Make this version readable under a name beside what a connection reads already."""
        self._attach(connection.connection.driver_connection, name)

    def close(self) -> None:
        """Let go of the copies; nothing is read any more."""
        if self._keeper is not None:
            self._keeper.close()

    def _copy(self, connection: Any) -> None:
        try:
            connection.execute("BEGIN")
            for name in METADATA.tables.keys() - LARGE:
                connection.execute(f'CREATE TABLE "{name}" AS FROM published."{name}"')
            connection.execute("COMMIT")
        except duckdb.Error as error:
            raise away(error) from error

    def _attach(self, connection: Any, name: str) -> None:
        attach(connection, self._lake, name, f"READ_ONLY, SNAPSHOT_VERSION {self._version}")


@contextmanager
def ledger_of(lake: Lake, wait: float) -> Iterator[Connection]:
    """A connection that writes to the lake, in the turn of whoever asks (see `turn_to_write`).

    Extensions are loaded before the turn comes. Raises `LakeError` where the catalogue or the
    storage goes away meanwhile.
    """
    engine = in_memory(poolclass=NullPool)
    try:
        with engine.connect() as connection:
            writer: Any = connection.connection.driver_connection
            load_extensions(writer, lake)
            with turn_to_write(lake, wait) as turn:
                event.listen(engine, "commit", partial(_still_its_turn, turn))
                attach(writer, lake, "ledger", INLINED)
                writer.execute("USE ledger")
                yield connection
    except (DBAPIError, duckdb.Error) as error:
        if fault := fault_behind(error):
            raise away(fault) from error
        raise
    finally:
        engine.dispose()


def attach_newest(connection: Connection, lake: Lake, name: str) -> None:
    """Make the lake as it stands readable under a name beside what a connection reads already."""
    attach(connection.connection.driver_connection, lake, name, "READ_ONLY")


def note(connection: Connection, author: str, message: str) -> None:
    """What the commit of the transaction under way is about."""
    call = f"CALL ledger.set_commit_message('{quoted(author)}', '{quoted(message)}')"
    connection.exec_driver_sql(call)


@contextmanager
def turn_to_write(lake: Lake, wait: float) -> Iterator[Any]:
    """Be the one who writes, for as long as the connection given lasts.

    Raises `LedgerBusyError` naming who is, after `wait` seconds.
    """
    with catalogue_of(lake) as catalogue:
        until = time.monotonic() + wait
        while not catalogue.execute("SELECT pg_try_advisory_lock(%s)", [TURN]).fetchone()[0]:
            if time.monotonic() > until:
                raise LedgerBusyError(
                    f"The lake is busy: {_holder(catalogue)} has held it for over {wait:g}"
                    " seconds. Wait for it to finish, or end it, and run the command again."
                )
            time.sleep(TRY_EVERY_SECONDS)
        yield catalogue  # the lock goes with the connection, however this ends


def _still_its_turn(turn: Any, _: Connection) -> None:
    """DuckDB finds its way back after a cut, the turn does not: another may have it by now."""
    try:
        turn.execute("SELECT 1")
    except Exception as error:
        raise away(error) from error


class Publications:
    """Which publications the lake holds, looked up a few times a second beside all else.

    While the catalogue is away they are what was seen last: nobody waits for it but who asks first.
    """

    def __init__(self, lake: Lake) -> None:
        self.lake = lake
        self._lock = threading.Lock()
        self._watched = False
        self._seen: list[tuple[int, str]] = []

    def newest(self) -> list[tuple[int, str]]:
        """Versions with their snapshot's id, newest first; none before any could be seen."""
        with self._lock:
            if not self._watched:
                self._watched = True
                self.look()
                told = weakref.ref(self), self.lake
                Thread(target=_watch, args=told, daemon=True).start()
        return self._seen

    def look(self) -> None:
        """See what is there now."""
        try:
            self._seen = published(self.lake)
        except LakeError:
            LOGGER.exception("the lake cannot be read")

    def look_through(self, catalogue: Any) -> None:
        """See what is there now, by a connection that is open already."""
        self._seen = _asked(catalogue, HELD)


def _watch(watched: weakref.ref[Publications], lake: Lake) -> None:
    """Look until nobody wants to know any more; the connection is made anew where it was lost."""
    while watched():
        try:
            with catalogue_of(lake) as catalogue:
                while publications := watched():
                    publications.look_through(catalogue)
                    del publications
                    time.sleep(LOOK_EVERY_SECONDS)
        except LakeError:
            pass  # it is away, which whoever asks it is told
        except Exception:  # such as a catalogue that is being restored
            LOGGER.exception("publications cannot be looked up")
        time.sleep(LOOK_EVERY_SECONDS)


def published(lake: Lake, most: int = HELD) -> list[tuple[int, str]]:
    """The newest publications: versions of the lake with their snapshot's id, newest first."""
    with catalogue_of(lake) as catalogue:
        return _asked(catalogue, most)


def _asked(catalogue: Any, most: int) -> list[tuple[int, str]]:
    there = catalogue.execute("SELECT to_regclass('ducklake_snapshot_changes')").fetchone()
    found = catalogue.execute(NEWEST, [PUBLICATION, most]).fetchall() if there[0] else []
    return [(int(version), str(name)) for version, name in found]


def _holder(catalogue: Any) -> str:
    found = catalogue.execute(
        "SELECT a.application_name FROM pg_locks AS l JOIN pg_stat_activity AS a USING (pid)"
        " WHERE l.locktype = 'advisory' AND l.objid = %s AND l.granted",
        [TURN],
    ).fetchone()
    return str(found[0]) if found else "another process"
