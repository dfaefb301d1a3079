"""The only writer: one process at a time, under a file lock, in transactions.

Rows of `measure`, `batch`, `batch_event` and `rejected` are only ever appended; the derived
tables follow in the same transaction, so a crash leaves all of a batch or nothing of it.
"""

import errno
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy import Connection, NullPool, Row, create_engine, text
from sqlalchemy.exc import DBAPIError

from data.errors import (
    ClockError,
    LedgerBusyError,
    LedgerDamagedError,
    LedgerMissingError,
    StorageError,
    UnreadableFileError,
    UnreadableTableError,
)
from data.home import Home
from data.ledger.lake import ledger_of, note, turn_to_write
from data.ledger.storage_faults import is_of_catalogue, is_out_of_memory
from data.ledger.tables import Tables
from data.ledger.upgrade import bring_up_to_date
from data.ledger.verify import is_damage
from data.times import utc_now

LOCK_WAIT_SECONDS = 120.0
# Rows of a file are told by where they stand; those of tables stand in no order, which is faster
# to write and takes less memory.
ORDERED = "SET preserve_insertion_order = true"
UNORDERED = "SET preserve_insertion_order = false"
# Row groups (122,880 rows) a core fills before it packs them into the file: of more, the last ones
# of a load are packed by one core while the others wait.
FEW_AT_ONCE = "SET write_buffer_row_group_count = 2"
CLOCK_BEHIND = timedelta(days=1)
CLOCK_AHEAD = timedelta(days=400)
LAST_EVENTS = """
SELECT max(happened) AS happened, (SELECT max(published_at) FROM publication) AS published FROM (
  SELECT max(decided_at) AS happened FROM batch_event
  UNION ALL SELECT max(settled_at) FROM settlement
  UNION ALL SELECT max(published_at) FROM publication)
"""
DISK_REFUSALS = (
    *("No space left", "File too large", "Could not write", "Could not truncate"),
    *("Permission denied", "Read-only file system"),
)
REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS}


def batch_name(number: int) -> str:
    """How a batch is called in lists, files and commands."""
    return f"B-{number:06d}"


class Ledger(Tables):
    """An open ledger. Made by `open_ledger`."""

    def __init__(self, home: Home, connection: Connection) -> None:
        super().__init__(connection)
        self.home = home

    def read_file(
        self, sql: str, path: Path, called: str, values: Mapping[str, object] | None = None
    ) -> Sequence[Row[Any]]:
        """Run a statement that reads the delivery at `:path`; `called` names it to a person."""
        try:
            self.run(ORDERED)
            result = self.connection.execute(text(sql), {"path": str(path), **(values or {})})
            rows = result.fetchall() if result.returns_rows else ()
            self.run(UNORDERED)
            return rows
        except DBAPIError as error:
            if self.home.lake and is_of_catalogue(error.orig):
                raise
            raise UnreadableTableError(
                "{file} cannot be read as a table: {cause} Save it again, as CSV with quotes"
                " around texts that hold the separator.",
                file=called,
                cause=str(error.orig).splitlines()[0],
            ) from error

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of what runs inside, or nothing of it."""
        with self._translated():
            # SQLAlchemy begins by itself at the first statement; end what reading began.
            self.connection.rollback()
            with self.connection.begin():
                self.run(UNORDERED)
                yield

    @property
    def is_published(self) -> bool:
        """Whether anything of it ever was, and is still there."""
        if self.home.lake:
            return bool(self.scalar("SELECT count(*) FROM publication"))
        return self.home.current.exists()

    def now(self) -> datetime:
        """The time (UTC), but later than all that is written down: a clock may be put back a bit.

        Raises `ClockError` where clock and last record are further apart than clocks go wrong.
        """
        now = utc_now()
        events = self.run(LAST_EVENTS)[0]
        last, published = events.happened, events.published
        if last and last - now > CLOCK_BEHIND:
            raise ClockError(
                f"The clock of this machine says {now:%Y-%m-%d %H:%M} (UTC), and the ledger's last"
                f" record is of {last:%Y-%m-%d %H:%M}. Set the clock right. If the record is wrong,"
                " as a clock was ahead then, run `python -m ingest repair`."
            )
        if published and now - published > CLOCK_AHEAD and not self.home.clock_is_right:
            raise ClockError(
                f"The clock of this machine says {now:%Y-%m-%d %H:%M} (UTC), over a year after the"
                f" last publication, of {published:%Y-%m-%d %H:%M}. If the clock is right, set"
                " FPT_CLOCK_IS_RIGHT=1 for this command; else set the clock right."
            )
        return max(now, last + timedelta(microseconds=1)) if last else now

    def note(self, author: str, message: str) -> None:
        """Who commits the transaction under way, and why, for whoever reads the lake's history."""
        if self.home.lake:
            note(self.connection, author, message)

    def checkpoint(self) -> None:
        """Bring the write-ahead log into the file, so that a copy of the file is whole."""
        with self._translated():
            self.connection.rollback()
            self.connection.exec_driver_sql("CHECKPOINT")
            self.connection.rollback()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            if refused := _refused_by_disk(self.home, error):
                raise refused from error
            if is_damage(error.orig):
                raise damaged(self.home, error) from error
            if is_out_of_memory(error.orig):
                raise UnreadableFileError(
                    "This is more than can be taken in at once. Send it in several files, or give"
                    " loads more memory (FPT_MEMORY)."
                ) from error
            raise


@contextmanager
def open_ledger(home: Home, wait: float = LOCK_WAIT_SECONDS) -> Iterator[Ledger]:
    """Take the lock, open (or make) the ledger, and let both go at the end.

    Waits up to `wait` seconds; raises `LedgerBusyError` naming the holder after that.
    """
    try:
        home.prepare()
    except OSError as error:
        raise StorageError(f"The folder {home.root} cannot be made: {error}.") from error
    with ledger_of(home.lake, wait) if home.lake else _file(home, wait) as connection:
        connection.exec_driver_sql(f"SET memory_limit = '{home.memory}'")
        connection.exec_driver_sql(FEW_AT_ONCE)
        ledger = Ledger(home, connection)
        bring_up_to_date(ledger)
        yield ledger


@contextmanager
def _file(home: Home, wait: float) -> Iterator[Connection]:
    """A connection that writes to the ledger's file, in the turn of whoever asks."""
    with writing(home, wait), _opened(home) as connection:
        yield connection


@contextmanager
def _opened(home: Home) -> Iterator[Connection]:
    if not home.ledger.exists() and home.was_used:
        raise LedgerMissingError(
            f"{home.ledger} is gone, though {home.root} holds what was made from it. If the disk is"
            " not mounted, mount it. Else run `python -m ingest recover`: it makes the newest"
            " snapshot the ledger again."
        )
    engine = create_engine(f"duckdb:///{home.ledger}", poolclass=NullPool)
    try:
        connection = engine.connect()
    except DBAPIError as error:
        raise damaged(home, error) from error
    try:
        yield connection
    except (StorageError, LedgerDamagedError):
        connection.invalidate()  # DuckDB has given the database up: nothing can be rolled back
        raise
    except DBAPIError as error:
        refused = _refused_by_disk(home, error)
        if not refused and not is_damage(error.orig):
            raise
        connection.invalidate()
        raise refused or damaged(home, error) from error
    finally:
        connection.close()
        engine.dispose()


def _refused_by_disk(home: Home, error: DBAPIError) -> StorageError | None:
    """What to say of a disk that did not take a write; None where that is not the fault."""
    if not any(sign in str(error.orig) for sign in DISK_REFUSALS):
        return None
    return StorageError(
        f"The disk of {home.root} is full, or it cannot be written to. Nothing of this work was"
        " kept and the last published figures are still served. Free some space, or let whoever"
        " runs this write there, and run the command again."
    )


def damaged(home: Home, error: Exception) -> LedgerDamagedError:
    """What to say of a ledger that cannot be read."""
    cause = str(error.orig if isinstance(error, DBAPIError) else error).splitlines()[0]
    return LedgerDamagedError(
        f"The ledger {home.ledger} is damaged ({cause}). Nothing of this work is kept, and the last"
        " good snapshot is still served. Run `python -m ingest recover`: it puts the newest"
        " snapshot that can be read in its place, and says what must be sent again."
    )


@contextmanager
def writing(home: Home, wait: float = LOCK_WAIT_SECONDS) -> Iterator[None]:
    """Be the one who writes to a home; raises `LedgerBusyError` naming who is, after `wait`."""
    if home.lake:
        with turn_to_write(home.lake, wait):
            yield
        return
    lock = FileLock(home.lock)
    try:
        lock.acquire(timeout=wait)
    except Timeout as error:
        raise LedgerBusyError(
            f"The ledger is busy: {_holder(home)} has held it for over {wait:g} seconds."
            " Wait for it to finish, or end it, and run the command again."
        ) from error
    except OSError as error:
        raise _not_writable(home, error) from error
    try:
        with suppress(OSError):  # a full disk must not keep a writer from saying so
            home.holder.write_text(f"process {os.getpid()} ({' '.join(sys.argv)[:200]})")
        yield
    except OSError as error:
        if error.errno in REFUSED and str(error.filename).startswith(str(home.root)):
            raise _not_writable(home, error) from error
        raise
    finally:
        with suppress(OSError):
            home.holder.unlink(missing_ok=True)
        lock.release()


def _not_writable(home: Home, error: OSError) -> StorageError:
    return StorageError(
        f"{home.root} cannot be written to ({error.strerror}). What is published is still served."
        " Let whoever runs this write there, or mount it for writing."
    )


def _holder(home: Home) -> str:
    try:
        return home.holder.read_text()
    except OSError:
        return "another process"
