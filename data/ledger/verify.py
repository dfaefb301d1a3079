"""Proves a database file readable to its end, so that no flipped bit hides.

DuckDB keeps a checksum with each block and compares it whenever the block is read.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, NullPool, create_engine
from sqlalchemy.exc import DBAPIError

from data.errors import LedgerDamagedError

# What DuckDB says of files that are not what it wrote.
SIGNS = ("checksum", "orrupt", "ould not read", "ailed to read", "fatal error", "INTERNAL Error")
TABLES = """
SELECT table_name, string_agg('"' || column_name || '"', ', ') AS columns
FROM duckdb_columns() WHERE NOT internal GROUP BY table_name ORDER BY table_name
"""


def is_damage(error: BaseException | None) -> bool:
    """Whether a fault of DuckDB tells of a damaged file."""
    return any(sign in str(error) for sign in SIGNS)


@contextmanager
def _reading(path: Path) -> Iterator[Connection]:
    read_only = {"read_only": True}
    engine = create_engine(f"duckdb:///{path}", connect_args=read_only, poolclass=NullPool)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def prove(path: Path) -> None:
    """Read a whole database; raises `LedgerDamagedError` naming the table that cannot be read.

    Every block by its checksum, which is fast; where one does not fit, and it may be one that no
    table uses, every value of every table.
    """
    from data.ledger.duckdb_blocks import are_whole

    table, whole = "its list of tables", are_whole(path)
    try:
        with _reading(path) as connection:
            for table, columns in connection.exec_driver_sql(TABLES).all():
                read = "count(*)" if whole else f"bit_xor(hash({columns}))"
                connection.exec_driver_sql(f'SELECT {read} FROM "{table}"').all()
    except DBAPIError as error:
        raise LedgerDamagedError(f"{path} is damaged: {table} cannot be read.") from error


def ask(path: Path, question: str) -> list[tuple[Any, ...]] | None:
    """What a database that may be damaged answers; None where it cannot."""
    try:
        with _reading(path) as connection:
            return [tuple(row) for row in connection.exec_driver_sql(question)]
    except DBAPIError:
        return None


def is_readable(path: Path) -> bool:
    """Whether a database can be read to its end."""
    try:
        prove(path)
    except LedgerDamagedError:
        return False
    return True
