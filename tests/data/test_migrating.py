"""The steps of migrations make the tables that are declared, on both databases, once."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, text

from data.accounts.embeds import Embeds
from data.accounts.engine import METADATA, accounts_engine
from data.accounts.migrate import NEWEST, STEPS, VERSION


@pytest.fixture
def engine(accounts_url: str, tmp_path: Path) -> Engine:
    return accounts_engine(accounts_url, tmp_path)


def test_the_steps_make_what_is_declared(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


def test_the_newest_step_is_the_one_that_is_looked_for() -> None:
    config = Config()
    config.set_main_option("script_location", str(STEPS))
    assert ScriptDirectory.from_config(config).get_heads() == [NEWEST]


def test_a_database_from_before_migrations_keeps_what_it_holds(
    accounts_url: str, tmp_path: Path
) -> None:
    before = accounts_engine(accounts_url, tmp_path)
    with before.begin() as connection:
        connection.execute(text("INSERT INTO trusted_partner VALUES ('afris', '2026-01-01')"))
        connection.execute(text(f"DROP TABLE {VERSION}"))
    before.dispose()
    after = accounts_engine(accounts_url, tmp_path)
    with after.connect() as connection:
        assert connection.execute(text("SELECT partner FROM trusted_partner")).scalar() == "afris"
        assert connection.execute(text(f"SELECT version_num FROM {VERSION}")).scalar() == NEWEST
    after.dispose()


@pytest.mark.parametrize("version", ["0001", "0002"])
def test_accounts_of_each_earlier_version_keep_what_they_hold(
    accounts_url: str, tmp_path: Path, version: str
) -> None:
    before = create_engine(accounts_url or f"sqlite:///{tmp_path / 'accounts.sqlite'}")
    config = Config()
    config.set_main_option("script_location", str(STEPS))
    with before.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)
        held = "('kJ3aQ9x', 'goal', 'A', 'lang=fr', '2026-01-01 00:00:00', NULL, NULL)"
        connection.execute(text(f"INSERT INTO embed VALUES {held}"))
    before.dispose()
    after = accounts_engine(accounts_url, tmp_path)
    ((registered,), count) = Embeds(after).register()
    assert (registered.embed.query, registered.embed.pinned_at, count) == ("lang=fr", None, 1)
    assert not registered.embed.revoked_at
    after.dispose()


def test_hosts_that_start_at_once_make_it_once(accounts_url: str, tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as hosts:
        made = [*hosts.map(lambda _: accounts_engine(accounts_url, tmp_path), range(4))]
    for engine in made:
        with engine.connect() as connection:
            assert connection.execute(text(f"SELECT count(*) FROM {VERSION}")).scalar() == 1
        engine.dispose()
