"""Tables to ask and to write to, in plain SQL."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from sqlalchemy import Connection, Row, Table, text
from sqlalchemy.exc import DBAPIError

AS_WRITTEN = "SET disabled_optimizers = 'build_side_probe_side'"
AS_PLANNED = "SET disabled_optimizers = ''"


class Tables:
    """The tables of one connection; statements are SQL with `:name` parameters."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def run(self, sql: str, **values: object) -> Sequence[Row[Any]]:
        """Run one statement; its rows, or none where it gives none."""
        result = self.connection.execute(text(sql), values)
        return result.fetchall() if result.returns_rows else ()

    def scalar(self, sql: str, **values: object) -> Any:
        """The first column of the first row, or None."""
        return self.connection.execute(text(sql), values).scalar()

    def add(self, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
        """Append a few rows; bulk work is set-based SQL instead."""
        if rows:
            self.connection.execute(table.insert(), rows)

    @contextmanager
    def joins_as_written(self) -> Iterator[None]:
        """Inside, a join hashes its right-hand side and looks up the rows of its left-hand side.

        For statements about what their own transaction has added: the planner takes that for
        nothing, and would hash a million rows to look up a few.
        """
        self.run(AS_WRITTEN)
        try:
            yield
        finally:
            with suppress(DBAPIError):  # a transaction that failed takes no more statements
                self.run(AS_PLANNED)
