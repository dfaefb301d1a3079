"""Who may do what: accounts, their sessions and the links that set a password.

Public needs no account. Passwords, cookies and links are kept as digests only.
"""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Engine, delete, func, insert, select, update

from data.accounts.credentials import (
    LONGEST_PASSWORD,
    SHORTEST_PASSWORD,
    digest_of,
    hash_password,
    is_password,
    new_secret,
)
from data.accounts.engine import ACCOUNT, ATTEMPT, DEVICE, RESET_LINK, SESSION
from data.errors import ProductError

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
SESSION_HOLDS = timedelta(hours=12)
LINK_HOLDS = timedelta(days=2)
WINDOW = timedelta(days=1)  # in which wrong passwords are counted
# From so many on one waits, each time twice as long: for a name from one address, for a name from
# all of them, for an address with all names.
MOST_FAILURES = {"pair": 5, "name": 30, "address": 30}
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(minutes=15)
DEVICE_HOLDS = timedelta(days=365)


class Role(StrEnum):
    """What an account may do; each may do what the one before it may."""

    PARTNER = "partner"
    REVIEWER = "reviewer"
    ADMINISTRATOR = "administrator"


class AccountError(ProductError):
    """An account cannot be made or changed as asked; the message says why."""


class SignInRefusedError(ProductError):
    """Name and password do not go together, or the account is closed: never said which."""


class TooManyTriesError(ProductError):
    """Too many wrong passwords; it is to be tried again in so many minutes."""

    def __init__(self, minutes: int) -> None:
        super().__init__(f"Too many tries. Please wait {minutes} minutes.")
        self.minutes = minutes


@dataclass(frozen=True, slots=True)
class Account:
    """One person; `partner` is the organisation a partner's account acts for. Times are UTC."""

    id: str
    email: str
    name: str
    role: Role
    partner: str | None
    made_at: datetime
    disabled_at: datetime | None
    has_password: bool

    def may(self, role: Role) -> bool:
        """Whether the account may do what a role may."""
        order = list(Role)
        return order.index(self.role) >= order.index(role)


class Accounts:
    """The accounts of one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, email: str, name: str, role: Role, partner: str | None, now: datetime) -> Account:
        """A new account without a password; `AccountError` where it cannot be."""
        email = email.strip().lower()
        if not EMAIL.fullmatch(email):
            raise AccountError(f"“{email}” is no e-mail address.")
        if (role is Role.PARTNER) != (partner is not None):
            raise AccountError("A partner’s account names its organisation; no other does.")
        if self.find(email):
            raise AccountError(f"There is an account for {email} already.")
        id_ = secrets.token_hex(8)
        values = {"id": id_, "email": email, "name": name.strip() or email, "role": role.value}
        with self._engine.begin() as connection:
            connection.execute(insert(ACCOUNT).values(partner=partner, made_at=now, **values))
        return self._known(email)

    def find(self, email: str) -> Account | None:
        """The account of an address; None where there is none."""
        asked = select(ACCOUNT).where(ACCOUNT.c.email == email.strip().lower())
        return next(iter(self._read(asked)), None)

    def all(self) -> Sequence[Account]:
        """Every account by address."""
        return self._read(select(ACCOUNT).order_by(ACCOUNT.c.email))

    def any(self) -> bool:
        """Whether anyone can sign in here."""
        with self._engine.connect() as connection:
            return connection.execute(select(ACCOUNT.c.id).limit(1)).first() is not None

    def disable(self, email: str, now: datetime) -> Account:
        """Close an account and end its sessions."""
        account = self._known(email)
        with self._engine.begin() as connection:
            closed = update(ACCOUNT).where(ACCOUNT.c.id == account.id)
            connection.execute(closed.values(disabled_at=now))
            connection.execute(delete(SESSION).where(SESSION.c.account == account.id))
        return self._known(email)

    # -- passwords ------------------------------------------------------------
    def reset_link(self, email: str, now: datetime) -> str:
        """A secret that sets a new password once; earlier ones stop working."""
        account, secret = self._known(email), new_secret()
        values = {"digest": digest_of(secret), "account": account.id, "ends_at": now + LINK_HOLDS}
        with self._engine.begin() as connection:
            connection.execute(delete(RESET_LINK).where(RESET_LINK.c.account == account.id))
            connection.execute(insert(RESET_LINK).values(values))
        return secret

    def set_password(self, secret: str, password: str, now: datetime) -> Account:
        """Use a link: set the password, end other sessions; `AccountError` where it cannot be."""
        if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
            raise AccountError(f"A password has at least {SHORTEST_PASSWORD} characters.")
        used = (RESET_LINK.c.digest == digest_of(secret), RESET_LINK.c.ends_at > now)
        with self._engine.begin() as connection:
            found = connection.execute(select(RESET_LINK.c.account).where(*used)).scalar()
            if not found or not connection.execute(delete(RESET_LINK).where(*used)).rowcount:
                raise AccountError("This link was used already or is too old. Ask for a new one.")
            known = update(ACCOUNT).where(ACCOUNT.c.id == found)
            connection.execute(known.values(password=hash_password(password)))
            connection.execute(delete(SESSION).where(SESSION.c.account == found))
        return self._read(select(ACCOUNT).where(ACCOUNT.c.id == found))[0]

    # -- sessions -------------------------------------------------------------
    def sign_in(
        self, email: str, password: str, address: str, now: datetime, device: str = ""
    ) -> str:
        """The secret of a new session; `SignInRefusedError` or `TooManyTriesError`.

        On a device (by its secret) where this account signed in before, the right password is
        right whatever was guessed; wrong ones wait there like anywhere.
        """
        email = email.strip().lower()
        tries = {
            "pair": digest_of(f"pair {email} {address}"),
            "name": digest_of(f"name {email}"),
            "address": digest_of(address),
        }
        known = self._is_device_of(device, email, now)
        if not known:
            self._throttle(tries, now)
        asked = select(ACCOUNT.c.id, ACCOUNT.c.password, ACCOUNT.c.disabled_at)
        with self._engine.connect() as connection:
            row = connection.execute(asked.where(ACCOUNT.c.email == email)).one_or_none()
        right = is_password(row.password if row else None, password)
        if row is None or not right or row.disabled_at:
            if known:
                self._throttle(tries, now)
            with self._engine.begin() as connection:
                failed = [{"of": of, "at": now} for of in tries.values()]
                connection.execute(insert(ATTEMPT), failed)
            raise SignInRefusedError("The address or the password is wrong.")
        return self._begin(row.id, now, [tries["pair"], tries["name"]])

    def sign_in_as(self, email: str, now: datetime) -> str:
        """The secret of a new session for who proved elsewhere whose address it is.

        Raises `SignInRefusedError` where no open account has it. Wrong passwords stay counted.
        """
        account = self.find(email)
        if account is None or account.disabled_at:
            raise SignInRefusedError("No open account has this address.")
        return self._begin(account.id, now)

    def remember_device(self, secret: str, now: datetime) -> str:
        """The secret of a device for the session's account, which is known by it from now on."""
        device = new_secret()
        account = select(SESSION.c.account).where(SESSION.c.digest == digest_of(secret))
        with self._engine.begin() as connection:
            connection.execute(delete(DEVICE).where(DEVICE.c.seen_at <= now - DEVICE_HOLDS))
            found = connection.execute(account).scalar_one()
            values = {"digest": digest_of(device), "account": found, "seen_at": now}
            connection.execute(insert(DEVICE).values(values))
        return device

    def _is_device_of(self, device: str, email: str, now: datetime) -> bool:
        asked = (
            select(func.count())
            .select_from(DEVICE)
            .join(ACCOUNT, ACCOUNT.c.id == DEVICE.c.account)
            .where(DEVICE.c.digest == digest_of(device), DEVICE.c.seen_at > now - DEVICE_HOLDS)
            .where(ACCOUNT.c.email == email)
        )
        with self._engine.connect() as connection:
            return bool(device) and connection.execute(asked).scalar_one() > 0

    def _begin(self, account: str, now: datetime, tried: Sequence[str] = ()) -> str:
        secret = new_secret()
        values = {
            "digest": digest_of(secret),
            "account": account,
            "began_at": now,
            "ends_at": now + SESSION_HOLDS,
        }
        with self._engine.begin() as connection:
            connection.execute(delete(SESSION).where(SESSION.c.ends_at <= now))
            connection.execute(delete(ATTEMPT).where(ATTEMPT.c.of.in_(tried)))
            connection.execute(insert(SESSION).values(values))
        return secret

    def _throttle(self, tries: dict[str, str], now: datetime) -> None:
        since = now - WINDOW
        with self._engine.begin() as connection:
            connection.execute(delete(ATTEMPT).where(ATTEMPT.c.at <= since))
            for kind, of in tries.items():
                asked = select(func.count(), func.max(ATTEMPT.c.at)).where(ATTEMPT.c.of == of)
                failures, last = connection.execute(asked).one()
                if failures >= MOST_FAILURES[kind]:
                    doubled = min(failures - MOST_FAILURES[kind], 10)
                    left = last + min(FIRST_WAIT * 2**doubled, LONGEST_WAIT) - now
                    if left > timedelta():
                        raise TooManyTriesError(-(left // timedelta(minutes=-1)))

    def of_session(self, secret: str, now: datetime) -> Account | None:
        """Whose session it is; None where it ended, was ended, or never was."""
        asked = (
            select(ACCOUNT)
            .join(SESSION, SESSION.c.account == ACCOUNT.c.id)
            .where(SESSION.c.digest == digest_of(secret), SESSION.c.ends_at > now)
            .where(ACCOUNT.c.disabled_at.is_(None))
        )
        return next(iter(self._read(asked)), None)

    def sign_out(self, secret: str) -> None:
        """End a session."""
        with self._engine.begin() as connection:
            connection.execute(delete(SESSION).where(SESSION.c.digest == digest_of(secret)))

    def _known(self, email: str) -> Account:
        found = self.find(email)
        if found is None:
            raise AccountError(f"There is no account for {email}.")
        return found

    def _read(self, asked: "object") -> Sequence[Account]:
        with self._engine.connect() as connection:
            rows = connection.execute(asked).all()  # type: ignore[call-overload]
        return [
            Account(
                row.id,
                row.email,
                row.name,
                Role(row.role),
                row.partner,
                row.made_at,
                row.disabled_at,
                row.password is not None,
            )
            for row in rows
        ]
