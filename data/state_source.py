"""Where a published state is read from, and whether that is still to be trusted."""

from typing import Protocol

import duckdb
from sqlalchemy import Connection, Engine, ExceptionContext

# What DuckDB says of a file that is not what it was when it was opened.
DAMAGE = (
    duckdb.IOException,
    duckdb.SerializationException,
    duckdb.InternalException,
    duckdb.FatalException,
)


class Source(Protocol):
    """Where a published state is read from; `doubtful` once that failed."""

    doubtful: bool

    def engine(self) -> Engine:
        """Connections that read it."""

    def attach(self, connection: Connection, name: str) -> None:
        """Make it readable under a name beside what a connection reads already."""


def note_fault(source: Source, context: ExceptionContext) -> None:
    """Doubt a source of which a question failed in a way that sound ones do not."""
    if isinstance(context.original_exception, DAMAGE):
        source.doubtful = True
