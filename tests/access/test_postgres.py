"""The same stories with accounts, tokens and the log in PostgreSQL."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from dashboard import factory
from data.accounts_database import accounts_engine
from data.home import Home
from data.settings import Settings
from tests.access import people
from tests.access import test_attacks as attacks
from tests.access import test_batches as batches
from tests.access import test_story as story
from tests.access.people import Town

STORIES = [
    story.test_the_whole_story,
    batches.test_a_trusted_partner_s_clean_batch_counts_at_once,
    batches.test_a_reviewer_sees_and_revokes_embeds,
    attacks.test_a_session_a_closed_account_and_a_link_end,
    attacks.test_only_a_whole_token_that_holds_sends,
    attacks.test_many_names_from_one_address_are_slowed_too,
]


@pytest.fixture
def town(
    facts_home: Home, databases: Iterator[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Town]:
    made: list[Engine] = []

    def opened(url: str, home: Path) -> Engine:
        assert url.startswith("postgresql+psycopg:")
        made.append(accounts_engine(url, home))
        return made[-1]

    for module in (factory, people):
        monkeypatch.setattr(module, "accounts_engine", opened)
    settings = Settings(home=facts_home.root, sample=False, accounts_url=next(databases))
    yield Town(facts_home, settings)
    for engine in made:
        engine.dispose()


@pytest.mark.parametrize("told", STORIES, ids=lambda told: told.__name__)
def test_it_goes_as_it_does_in_sqlite(town: Town, told: Callable[[Town], None]) -> None:
    told(town)
