"""Where a published state is read from, and whether that is still to be trusted."""

from functools import partial
from typing import Protocol

import duckdb
from sqlalchemy import Connection, Engine, ExceptionContext, event

from data.errors import UnreadableSnapshotError

# What DuckDB raises where a file is not what it was when it was opened, or what it lies on is away.
FAULTS = (duckdb.OperationalError, duckdb.InternalError, duckdb.FatalException)
OF_CATALOGUE = ("from DuckLake: ", "unsuccessful query result", "Failed to execute query")


class Source(Protocol):
    """Where a published state is read from; `doubtful` once that failed."""

    doubtful: bool

    def engine(self) -> Engine:
        """Connections that read it."""

    def attach(self, connection: Connection, name: str) -> None:
        """Make it readable under a name beside what a connection reads already."""

    def close(self) -> None:
        """Let go of what is kept to read it; nothing reads it any more."""


def let_go(engine: Engine, source: Source | None = None) -> None:
    """Close every connection of a state, and what its source keeps where that is its own."""
    if source:
        source.close()
    engine.dispose()


def doubt_at_faults(engine: Engine, source: Source) -> None:
    """From now on, doubt a source of which a question of `engine` fails as sound ones do not."""
    event.listen(engine, "handle_error", partial(note_fault, source))


def note_fault(source: Source, context: ExceptionContext) -> None:
    """Doubt the source where storage failed; raises `UnreadableSnapshotError` in place of that."""
    fault = context.original_exception
    if is_fault(fault):
        source.doubtful = True
        told = (str(fault).strip() or repr(fault)).splitlines()[0]
        raise UnreadableSnapshotError(
            f"What is published cannot be read ({told}). Try again in a moment. Where that does not"
            " help, look whether disk, storage and PostgreSQL answer, and publish anew:"
            " `python -m ingest publish`."
        ) from fault


def is_fault(error: BaseException) -> bool:
    """Whether storage failed, rather than the question."""
    failed = isinstance(error, FAULTS) and not is_out_of_memory(error)
    return failed or is_of_catalogue(error)


def is_out_of_memory(error: BaseException | None) -> bool:
    """Whether a statement needed more memory than a load may take."""
    return isinstance(error, duckdb.OutOfMemoryException)


def is_of_catalogue(error: BaseException | None) -> bool:
    """Whether a lake's PostgreSQL failed, which DuckDB has no error of its own for.

    It raises the bare `duckdb.Error`, as it does for some CSV files, or tells of it in others.
    """
    if type(error) is duckdb.Error:
        return not str(error).startswith("CSV Error")
    return isinstance(error, duckdb.Error) and any(told in str(error) for told in OF_CATALOGUE)
