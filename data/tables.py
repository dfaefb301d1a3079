"""Tables to ask and to write to, in plain SQL."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Table, text


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
