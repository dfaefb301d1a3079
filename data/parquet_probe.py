"""Reads a Parquet file once and ends: `python -m data.parquet_probe FILE`.

In a process of its own, because a damaged file can end the one that decodes it or writes its
values.
"""

import resource
import sys

import duckdb

MOST_SECONDS = 120
READ_ALL = "SELECT max(hash(CAST(COLUMNS(*) AS VARCHAR))) FROM read_parquet(?)"


def probe(path: str) -> None:
    """Decode every value as a load does, into text; raises `duckdb.Error` where one cannot be."""
    with duckdb.connect(config={"memory_limit": "400MB", "threads": 2}) as connection:
        connection.execute(READ_ALL, [path]).fetchall()


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        probe(sys.argv[1])
    except duckdb.Error:
        sys.exit(0)  # what reads it says what is wrong
