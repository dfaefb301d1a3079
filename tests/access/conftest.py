"""A town of one's own, whose passwords are quick to check."""

import shutil
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from dashboard.accounts.sign_in import openid_provider
from data.accounts import credentials
from data.home import Home
from tests.access.people import Town
from tests.access.withheld import World, kept
from tests.serving import PATIENCE


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(credentials, "HASHER", quick)
    monkeypatch.setattr(credentials, "NO_PASSWORD", quick.hash("nobody"))


@pytest.fixture(autouse=True)
def _patient_with_providers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A provider that answers late on a busy machine is none that cannot be asked."""
    monkeypatch.setattr(openid_provider, "PATIENCE", PATIENCE)


@pytest.fixture
def town(facts_home: Home) -> Town:
    return Town(facts_home)


@pytest.fixture(scope="module")
def world(facts_template: Path, tmp_path_factory: pytest.TempPathFactory) -> World:
    """A town that holds back a measure of every class."""
    root = tmp_path_factory.mktemp("withheld")
    return kept(Home(shutil.copytree(facts_template, root / "home")), root)
