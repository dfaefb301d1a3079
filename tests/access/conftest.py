"""A town of one's own, whose passwords are quick to check."""

import pytest
from argon2 import PasswordHasher

from data import credentials
from data.home import Home
from tests.access.people import Town


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(credentials, "HASHER", quick)
    monkeypatch.setattr(credentials, "NO_PASSWORD", quick.hash("nobody"))


@pytest.fixture
def town(facts_home: Home) -> Town:
    return Town(facts_home)
