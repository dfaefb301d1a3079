"""Accounts, sessions, links, tokens and the audit log: what they let in and what they refuse."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from data.accounts import credentials
from data.accounts.accounts import (
    LINK_HOLDS,
    MOST_FAILURES,
    SESSION_HOLDS,
    WINDOW,
    AccountError,
    Accounts,
    Role,
    SignInRefusedError,
    TooManyTriesError,
)
from data.accounts.audit import Audit
from data.accounts.engine import METADATA, accounts_engine
from data.accounts.tokens import TokenError, Tokens

NOW = datetime(2026, 11, 22, 12)
PASSWORD = "correct horse battery staple"
ANA = "ana@example.org"


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords are slow to check by design; here they need not be."""
    quick = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(credentials, "HASHER", quick)
    monkeypatch.setattr(credentials, "NO_PASSWORD", quick.hash("nobody"))


@pytest.fixture
def engine(accounts_url: str, tmp_path: Path) -> Iterator[Engine]:
    made = accounts_engine(accounts_url, tmp_path)
    yield made
    made.dispose()


@pytest.fixture
def accounts(engine: Engine) -> Accounts:
    """Ana reports for AFRIS and has a password."""
    made = Accounts(engine)
    made.add(ANA, "Ana", Role.PARTNER, "afris", NOW)
    made.set_password(made.reset_link(ANA, NOW), PASSWORD, NOW)
    return made


def test_a_person_signs_in_and_out(accounts: Accounts) -> None:
    secret = accounts.sign_in(" Ana@Example.org ", PASSWORD, "10.0.0.1", NOW)
    who = accounts.of_session(secret, NOW)
    assert who and (who.email, who.partner) == (ANA, "afris")
    accounts.sign_out(secret)
    assert accounts.of_session(secret, NOW) is None


def test_a_session_ends_by_itself(accounts: Accounts) -> None:
    secret = accounts.sign_in(ANA, PASSWORD, "10.0.0.1", NOW)
    assert accounts.of_session(secret, NOW + SESSION_HOLDS - timedelta(seconds=1))
    assert accounts.of_session(secret, NOW + SESSION_HOLDS) is None
    assert accounts.of_session(secret[:-1], NOW) is None and accounts.of_session("", NOW) is None


@pytest.mark.parametrize(("email", "password"), [(ANA, "wrong"), ("eve@example.org", PASSWORD)])
def test_a_refusal_never_says_which_was_wrong(
    accounts: Accounts, email: str, password: str
) -> None:
    with pytest.raises(SignInRefusedError, match="address or the password"):
        accounts.sign_in(email, password, "10.0.0.1", NOW)


def guessed(accounts: Accounts, times: int, address: str = "10.0.0.1") -> None:
    """Wrong passwords for Ana, each once it may be tried."""
    for number in range(times):
        with pytest.raises(SignInRefusedError):
            accounts.sign_in(ANA, f"guess {number}", address.format(number), NOW)


def test_guessing_is_slowed_by_name_and_address(accounts: Accounts) -> None:
    guessed(accounts, MOST_FAILURES["pair"])
    with pytest.raises(TooManyTriesError):
        accounts.sign_in(ANA, PASSWORD, "10.0.0.1", NOW)
    assert accounts.sign_in(ANA, PASSWORD, "10.0.1.1", NOW)  # the owner is elsewhere


def test_each_wrong_password_more_doubles_the_wait(accounts: Accounts) -> None:
    guessed(accounts, MOST_FAILURES["pair"])
    moment, waits = NOW, []
    for _ in range(6):
        with pytest.raises(TooManyTriesError) as told:
            accounts.sign_in(ANA, "guess", "10.0.0.1", moment)
        waits.append(told.value.minutes)
        moment += timedelta(minutes=waits[-1])
        with pytest.raises(SignInRefusedError):
            accounts.sign_in(ANA, "guess", "10.0.0.1", moment)
    assert waits == [1, 2, 4, 8, 15, 15]
    assert accounts.sign_in(ANA, PASSWORD, "10.0.0.1", moment + WINDOW)


def test_a_known_device_waits_for_nobody_s_guesses(accounts: Accounts) -> None:
    device = accounts.remember_device(accounts.sign_in(ANA, PASSWORD, "10.0.0.1", NOW), NOW)
    guessed(accounts, MOST_FAILURES["name"], "10.0.{}.1")
    for known in ("", "another", device.swapcase()):
        with pytest.raises(TooManyTriesError):
            accounts.sign_in(ANA, PASSWORD, "10.0.2.2", NOW, known)
    assert accounts.sign_in(ANA, PASSWORD, "10.0.2.2", NOW, device)
    guessed(accounts, MOST_FAILURES["pair"], "10.0.2.2")
    with pytest.raises(TooManyTriesError):  # yet it is no way to guess for ever
        accounts.sign_in(ANA, "guess", "10.0.2.2", NOW, device)
    assert accounts.sign_in(ANA, PASSWORD, "10.0.2.2", NOW, device)


def test_guessing_is_slowed_by_address(accounts: Accounts) -> None:
    for number in range(MOST_FAILURES["address"]):
        with pytest.raises(SignInRefusedError):
            accounts.sign_in(f"p{number}@example.org", "guess", "10.0.0.1", NOW)
    with pytest.raises(TooManyTriesError):
        accounts.sign_in(ANA, PASSWORD, "10.0.0.1", NOW)


def test_a_link_sets_a_password_once(accounts: Accounts) -> None:
    old = accounts.sign_in(ANA, PASSWORD, "10.0.0.1", NOW)
    earlier, link = accounts.reset_link(ANA, NOW), accounts.reset_link(ANA, NOW)
    for bad in (earlier, "guess"):
        with pytest.raises(AccountError, match="link"):
            accounts.set_password(bad, "another good password", NOW)
    with pytest.raises(AccountError, match="at least"):
        accounts.set_password(link, "short", NOW)
    accounts.set_password(link, "another good password", NOW)
    with pytest.raises(AccountError, match="link"):
        accounts.set_password(link, "a third good password", NOW)
    assert accounts.of_session(old, NOW) is None
    assert accounts.sign_in(ANA, "another good password", "10.0.0.1", NOW)


def test_a_link_grows_old(accounts: Accounts) -> None:
    link = accounts.reset_link(ANA, NOW)
    with pytest.raises(AccountError, match="too old"):
        accounts.set_password(link, "another good password", NOW + LINK_HOLDS)


def test_a_closed_account_is_out_at_once(accounts: Accounts) -> None:
    secret = accounts.sign_in(ANA, PASSWORD, "10.0.0.1", NOW)
    accounts.disable(ANA, NOW)
    assert accounts.of_session(secret, NOW) is None
    with pytest.raises(SignInRefusedError):
        accounts.sign_in(ANA, PASSWORD, "10.0.0.1", NOW)


@pytest.mark.parametrize(
    ("email", "role", "partner"),
    [
        ("no address", Role.REVIEWER, None),
        (ANA, Role.REVIEWER, None),
        ("b@example.org", Role.PARTNER, None),
        ("b@example.org", Role.REVIEWER, "afris"),
    ],
)
def test_an_account_that_makes_no_sense_is_refused(
    accounts: Accounts, email: str, role: Role, partner: str | None
) -> None:
    with pytest.raises(AccountError):
        accounts.add(email, "", role, partner, NOW)


def test_a_role_may_do_what_the_ones_before_it_may(accounts: Accounts) -> None:
    reviewer = accounts.add("r@example.org", "", Role.REVIEWER, None, NOW)
    assert [reviewer.may(role) for role in Role] == [True, True, False]


def test_no_secret_is_kept(accounts: Accounts, engine: Engine) -> None:
    secrets = [accounts.sign_in(ANA, PASSWORD, "10.0.0.1", NOW), accounts.reset_link(ANA, NOW)]
    secrets.append(Tokens(engine).make("afris", "x", ["submit"], timedelta(days=1), NOW)[1])
    with engine.connect() as connection:
        rows = [
            str(row)
            for table in METADATA.tables
            for row in connection.execute(text(f'SELECT * FROM "{table}"'))
        ]
    assert not [s for s in (*secrets, PASSWORD, "10.0.0.1") if any(s in row for row in rows)]


# -- tokens -----------------------------------------------------------------------
def test_a_token_does_what_its_scopes_say_while_it_holds(engine: Engine) -> None:
    tokens = Tokens(engine)
    made, secret = tokens.make("afris", "nightly", ["submit"], timedelta(days=30), NOW)
    assert secret.startswith("fpt_") and made.used_on is None
    assert tokens.known(secret, "submit", NOW) and not tokens.known(secret, "read", NOW)
    assert tokens.known(secret, "submit", NOW + timedelta(days=30)) is None
    assert tokens.known(secret[:-1], "submit", NOW) is None
    assert tokens.of_partner("afris")[0].used_on == NOW.date()
    assert tokens.revoke(made.id, NOW) and not tokens.revoke(made.id, NOW)
    assert tokens.known(secret, "submit", NOW) is None


@pytest.mark.parametrize(
    ("scopes", "days"), [([], 1), (["all"], 1), (["read"], 0), (["read"], 731)]
)
def test_a_token_that_makes_no_sense_is_refused(
    engine: Engine, scopes: list[str], days: int
) -> None:
    with pytest.raises(TokenError):
        Tokens(engine).make("afris", "", scopes, timedelta(days=days), NOW)


def test_the_log_is_added_to(engine: Engine) -> None:
    audit = Audit(engine)
    audit.note(ANA, "reviewer", "approved", "B-000012", NOW, "checked by phone")
    audit.note(ANA, "reviewer", "withdrawn", "B-000012", NOW)
    audit.note("eve@example.org", "partner", "sent", "B-000013", NOW)
    assert [e.what for e in audit.entries("B-000012")] == ["withdrawn", "approved"]
    assert [e.number for e in audit.entries()] == [3, 2, 1]


@pytest.mark.parametrize("deed", ["UPDATE audit SET who = 'nobody'", "DELETE FROM audit"])
def test_the_log_is_never_changed(engine: Engine, deed: str) -> None:
    audit = Audit(engine)
    audit.note(ANA, "reviewer", "approved", "B-000012", NOW)
    with pytest.raises(DBAPIError, match="only added to"), engine.begin() as connection:
        connection.execute(text(deed))
    assert [e.who for e in audit.entries()] == [ANA]
