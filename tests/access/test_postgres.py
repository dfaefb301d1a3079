"""The same stories with accounts, tokens and the log in PostgreSQL."""

from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, make_url

from dashboard.web import app as factory
from data.accounts.accounts import Accounts, Role
from data.accounts.engine import accounts_engine
from data.home import Home
from data.postgres import NOTICING
from data.settings import Settings
from data.times import utc_now
from tests.access import people
from tests.access import test_attacks as attacks
from tests.access import test_batches as batches
from tests.access import test_story as story
from tests.access.people import Town
from tests.databases import lose_others

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

    def opened(url: str, home: Path, *, must_answer: bool = True) -> Engine:
        assert url.startswith("postgresql+psycopg:")
        made.append(accounts_engine(url, home, must_answer=must_answer))
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


def test_a_restart_of_the_database_fails_nobody(databases: Iterator[str], tmp_path: Path) -> None:
    address = next(databases)
    engine = accounts_engine(address, tmp_path)
    accounts = Accounts(engine)
    accounts.add("ana@example.org", "Ana", Role.REVIEWER, None, utc_now())
    lose_others(address)
    assert [account.name for account in accounts.all()] == ["Ana"]
    engine.dispose()


def test_both_ends_soon_notice_who_is_gone(databases: Iterator[str], tmp_path: Path) -> None:
    address = make_url(next(databases)).update_query_dict({"connect_timeout": "3"})
    engine = accounts_engine(address.render_as_string(hide_password=False), tmp_path)
    with engine.connect() as connection:
        spoken: psycopg.Connection = connection.connection.driver_connection  # type: ignore[assignment]
        said = spoken.info.get_parameters()
    engine.dispose()
    assert said["tcp_user_timeout"] == NOTICING["tcp_user_timeout"]
    assert said["connect_timeout"] == "3"  # as the address asks for
    assert "-c tcp_keepalives_idle=10" in said["options"]
