"""Partners whose batches are approved without a look, where nothing in them raises a doubt."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Engine, delete, insert, select

from data.accounts.engine import TRUSTED_PARTNER


class TrustedPartners:
    """The trusted partners of one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, partner: str, now: datetime) -> bool:
        """Trust a partner from now on; whether it was not trusted before."""
        if self.has(partner):
            return False
        with self._engine.begin() as connection:
            connection.execute(insert(TRUSTED_PARTNER).values(partner=partner, since=now))
        return True

    def remove(self, partner: str) -> bool:
        """Trust a partner no longer; whether it was trusted before."""
        gone = delete(TRUSTED_PARTNER).where(TRUSTED_PARTNER.c.partner == partner)
        with self._engine.begin() as connection:
            return connection.execute(gone).rowcount == 1

    def has(self, partner: str) -> bool:
        """Whether a partner is trusted."""
        return partner in self.all()

    def all(self) -> Sequence[str]:
        """Every trusted partner by its id."""
        asked = select(TRUSTED_PARTNER.c.partner).order_by(TRUSTED_PARTNER.c.partner)
        with self._engine.connect() as connection:
            return list(connection.execute(asked).scalars())
