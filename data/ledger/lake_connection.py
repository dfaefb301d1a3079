"""How a lake is reached: PostgreSQL by itself, and DuckDB with the extensions it needs.

Psycopg and the extensions are imported where a lake is asked for, and nowhere else.
"""

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import duckdb
from sqlalchemy import Engine, create_engine, event

from data.errors import LakeError
from data.home import Lake
from data.ledger.broken_connections import spare
from data.ledger.storage_faults import is_fault
from data.postgres import NOTICING

AGAIN_SECONDS = 0.5
_NUMBERS = count(1)
_PASSWORDS: dict[str, str] = {}  # the one that this process goes by
_PROVEN = threading.Event()  # extensions were loaded once, signatures and all


@contextmanager
def catalogue_of(lake: Lake) -> Iterator[Any]:
    """A connection to the catalogue itself, beside what DuckDB asks of it."""
    psycopg = _needed("psycopg")
    try:
        with _connected(psycopg, _dialled(lake)) as connection:
            yield connection
    except psycopg.OperationalError as error:
        raise away(error) from error


def in_memory(**pool: Any) -> Engine:
    """A database that the connections of one engine share, pooled as said.

    DuckDB proves the signature of an extension by reading all of it, 0.08 s each: once a process.
    """
    proven = {"allow_unsigned_extensions": "true"} if _PROVEN.is_set() else {}
    url = f"duckdb:///:memory:lake-{os.getpid()}-{next(_NUMBERS)}"
    engine = create_engine(url, connect_args={"config": proven}, **pool)
    event.listen(engine, "connect", spare)
    return engine


def load_extensions(connection: Any, lake: Lake) -> None:
    """What a connection of DuckDB's own needs to reach the lake."""
    for extension in ("ducklake", "postgres_scanner"):
        _load(connection, extension)
    if lake.data.startswith("s3://"):
        _load(connection, "httpfs")
        connection.execute(_secret())
    _PROVEN.set()


def attach(connection: Any, lake: Lake, name: str, options: str) -> None:
    """Attach the lake under a name to a connection of DuckDB's own; again does nothing."""
    load_extensions(connection, lake)
    try:
        connection.execute(
            f"ATTACH IF NOT EXISTS 'ducklake:postgres:{quoted(_dialled(lake))}' AS {name}"
            f" (DATA_PATH '{quoted(lake.data)}', {options})"
        )
    except duckdb.Error as error:
        raise away(error) from error


def fault_behind(error: BaseException | None) -> BaseException | None:
    """What went away, where that is why something failed: one failure leads to another."""
    while error is not None:
        original = getattr(error, "orig", error)
        if is_fault(original):
            return original
        error = error.__cause__ or error.__context__
    return None


def away(error: object) -> LakeError:
    """What to tell where a lake cannot be reached."""
    cause = (str(error).strip() or repr(error)).splitlines()[0]
    return LakeError(
        f"The lake cannot be reached ({cause}). Published figures are still served by who has them"
        " open. Look at FPT_STORE and FPT_DATA_PATH, and whether PostgreSQL and the storage answer;"
        " then run the command again: what is in already is not loaded twice."
    )


def quoted(text: str) -> str:
    """A text as it stands between single quotes."""
    return text.replace("'", "''")


def _dialled(lake: Lake) -> str:
    """The catalogue's address, which notices who is gone; what it says of that itself stands.

    Its password goes by the environment, where libpq looks for it: DuckDB tells whole addresses in
    its errors. So may psycopg, of one that it cannot read.
    """
    conninfo = _needed("psycopg.conninfo")
    try:
        said = NOTICING | conninfo.conninfo_to_dict(lake.catalogue)
    except _needed("psycopg").ProgrammingError:
        raise LakeError(
            "FPT_STORE cannot be read after “ducklake:postgres:”. Write it as libpq does, such as"
            ' "host=db dbname=lake user=fpt", with single quotes around what holds a space.'
        ) from None
    if password := said.pop("password", None):
        if _PASSWORDS.setdefault("first", password) != password:
            raise LakeError(
                "Two lakes with a password each are more than one process can reach. Leave both out"
                " of the addresses, and write them into libpq's password file, ~/.pgpass."
            )
        os.environ["PGPASSWORD"] = password
    return str(conninfo.make_conninfo(**said))


def _connected(psycopg: Any, address: str) -> Any:
    """A connection at the second try at the latest: the first may meet a server just started, or a
    cable just joined.
    """
    said = {"autocommit": True, "application_name": _self()}
    try:
        return psycopg.connect(address, **said)
    except psycopg.OperationalError:
        time.sleep(AGAIN_SECONDS)
        return psycopg.connect(address, **said)


def _load(connection: Any, extension: str) -> None:
    """From its package where that is installed, else from DuckDB's own repository."""
    package = f"duckdb_extension_{extension}"
    if find_spec(package):
        folder = Path(str(import_module(package).__file__)).parent
        version = connection.execute("SELECT version()").fetchone()[0]
        file = folder / "extensions" / version / f"{extension}.duckdb_extension"
        connection.execute(f"LOAD '{quoted(str(file))}'")
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
    rules = ", ".join(f"{name} '{quoted(value)}'" for name, value in said.items())
    return f"CREATE OR REPLACE SECRET lake_storage (TYPE s3, {rules})"


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
