"""Tokens with which a partner's programs speak to the API: shown once, kept as a digest."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Engine, Row, insert, select, update

from data.accounts.credentials import digest_of, new_secret
from data.accounts.engine import TOKEN
from data.errors import ProductError

SCOPES = ("submit", "read")
MARK = "fpt_"  # so that a leaked one is known for what it is
LONGEST = timedelta(days=730)


class TokenError(ProductError):
    """A token cannot be made as asked."""


@dataclass(frozen=True, slots=True)
class Token:
    """One token of one partner, without its secret. Times are UTC; `used_on` is the last day."""

    id: str
    partner: str
    name: str
    scopes: tuple[str, ...]
    made_at: datetime
    ends_at: datetime
    revoked_at: datetime | None
    used_on: date | None


class Tokens:
    """The tokens of one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def make(
        self, partner: str, name: str, scopes: Sequence[str], holds: timedelta, now: datetime
    ) -> tuple[Token, str]:
        """A new token and its secret, which is told this once."""
        if not scopes or any(scope not in SCOPES for scope in scopes):
            raise TokenError(f"Scopes are {' and '.join(SCOPES)}.")
        if not timedelta(0) < holds <= LONGEST:
            raise TokenError(f"A token holds for 1 to {LONGEST.days} days.")
        secret = MARK + new_secret()
        values = {
            "id": secrets.token_hex(6),
            "partner": partner,
            "name": name,
            "scopes": " ".join(sorted(set(scopes))),
            "digest": digest_of(secret),
            "made_at": now,
            "ends_at": now + holds,
        }
        with self._engine.begin() as connection:
            connection.execute(insert(TOKEN).values(values))
        return next(t for t in self.of_partner(partner) if t.id == values["id"]), secret

    def of_partner(self, partner: str | None = None) -> Sequence[Token]:
        """A partner's tokens, or everyone's, the newest first."""
        asked = select(TOKEN).order_by(TOKEN.c.made_at.desc(), TOKEN.c.id)
        if partner is not None:
            asked = asked.where(TOKEN.c.partner == partner)
        with self._engine.connect() as connection:
            return [_token(row) for row in connection.execute(asked)]

    def known(self, secret: str, scope: str, now: datetime) -> Token | None:
        """The token of a secret, if it holds and may do this; the day of its use is kept."""
        asked = select(TOKEN).where(
            TOKEN.c.digest == digest_of(secret), TOKEN.c.revoked_at.is_(None), TOKEN.c.ends_at > now
        )
        with self._engine.begin() as connection:
            row = connection.execute(asked).one_or_none()
            if row is None or scope not in row.scopes.split():
                return None
            if row.used_on != now.date():
                used = update(TOKEN).where(TOKEN.c.id == row.id)
                connection.execute(used.values(used_on=now.date()))
        return _token(row)

    def revoke(self, id: str, now: datetime) -> bool:
        """Let a token hold no longer; whether there was one to revoke."""
        change = update(TOKEN).where(TOKEN.c.id == id, TOKEN.c.revoked_at.is_(None))
        with self._engine.begin() as connection:
            return connection.execute(change.values(revoked_at=now)).rowcount == 1


def _token(row: Row[tuple[object, ...]]) -> Token:
    kept = dict(row._mapping)
    del kept["digest"]
    return Token(**kept | {"scopes": tuple(kept["scopes"].split())})
