"""Brings the database of accounts to today's tables, however many hosts start at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

STEPS = Path(__file__).parent / "migrations"
FIRST, NEWEST = "0001", "0003"
VERSION = "alembic_version"
TURN = 0x4_0F_1001  # the advisory lock of whoever migrates


def migrate(engine: Engine) -> None:
    """Run what has not run yet; Alembic is imported only where there is something to run."""
    with _alone(engine) as connection:
        version = _version(connection)
        if version == NEWEST:
            return
        from alembic import command
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(STEPS))
        config.attributes["connection"] = connection
        if version is None and inspect(connection).has_table("account"):
            command.stamp(config, FIRST)  # made before migrations were written down
        command.upgrade(config, "head")


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """A transaction that no other host's runs beside."""
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": TURN})
        else:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield connection


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table(VERSION):
        return None
    found = connection.execute(text(f"SELECT version_num FROM {VERSION}")).scalar()
    return None if found is None else str(found)
