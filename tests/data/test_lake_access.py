"""How a lake is reached: cut cables are noticed, passwords go where nobody reads them."""

import traceback
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import psycopg
import pytest
from psycopg.conninfo import make_conninfo
from pydantic import SecretStr

from data.errors import LakeError
from data.home import Lake
from data.ledger import lake_connection as lake_access
from data.ledger.lake import LakeVersion
from data.ledger.lake_connection import catalogue_of
from data.settings import Settings
from tests.data.lake_world import Write, lake_of, loaded, values

lake = pytest.fixture(lake_of)


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a process begins that was told no password yet."""
    monkeypatch.setattr(lake_access, "_PASSWORDS", {})
    monkeypatch.delenv("PGPASSWORD", raising=False)


def test_both_ends_soon_notice_a_cut_cable(lake: Settings) -> None:
    assert lake.place.lake is not None
    with catalogue_of(lake.place.lake) as catalogue:
        said = catalogue.info.get_parameters()
    assert said["tcp_user_timeout"] == "25000"
    assert "-c tcp_keepalives_idle=10" in said["options"]


def test_a_lake_behind_a_password(
    lake: Settings, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert lake.place.lake is not None
    monkeypatch.setenv("PGPASSWORD", "of another")
    with psycopg.connect(lake.place.lake.catalogue, autocommit=True) as catalogue:
        rules = Path(catalogue.info.host) / "pg_hba.conf"
        rules.write_text("local all keeper scram-sha-256\n" + rules.read_text())
        catalogue.execute("SELECT pg_reload_conf()")
        catalogue.execute("CREATE ROLE keeper SUPERUSER LOGIN PASSWORD 'it''s \\ heliotrope'")
    said = {"user": "keeper", "password": "it's \\ heliotrope"}
    address = make_conninfo(lake.place.lake.catalogue, **said)
    guarded = lake.model_copy(update={"store": SecretStr(f"ducklake:postgres:{address}")})
    loaded(guarded, write, 2025, 7)
    assert values(guarded.place) == [7]


def test_a_first_try_that_fails_is_followed_by_another(
    lake: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect, tries = psycopg.connect, Mock(side_effect=[psycopg.OperationalError("closed"), None])

    def dialled(address: str, **said: Any) -> psycopg.Connection:
        tries()
        return connect(address, **said)

    monkeypatch.setattr(lake_access, "AGAIN_SECONDS", 0)
    monkeypatch.setattr(psycopg, "connect", dialled)
    assert lake.place.lake
    with catalogue_of(lake.place.lake) as catalogue:
        assert catalogue.execute("SELECT 1").fetchone() == (1,)
    assert tries.call_count == 2


@pytest.mark.parametrize("address", ["host=127.0.0.1 port=1 dbname=x password={}", "{} dbname=x"])
def test_no_password_is_told_where_a_lake_cannot_be_attached(tmp_path: Path, address: str) -> None:
    lake = Lake(address.format("heliotrope"), str(tmp_path))
    with pytest.raises(LakeError) as told:
        LakeVersion(lake, 1).engine().connect()
    shown = "".join(traceback.format_exception(told.value))
    assert "FPT_STORE" in shown
    assert "heliotrope" not in shown


def test_two_passwords_are_one_too_many(tmp_path: Path) -> None:
    address = "host=127.0.0.1 port=1 dbname=x password="
    with pytest.raises(LakeError, match="cannot be reached"):
        LakeVersion(Lake(f"{address}heliotrope", str(tmp_path)), 1).engine()
    with pytest.raises(LakeError, match=r"~/\.pgpass"):
        LakeVersion(Lake(f"{address}vermilion", str(tmp_path)), 1).engine()
