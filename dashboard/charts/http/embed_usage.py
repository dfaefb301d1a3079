"""Which embeds are revoked and where they are shown: asked and counted without waiting."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from data.accounts.embeds import Embeds
from data.errors import AccountsError

LOGGER = logging.getLogger(__name__)

LOOK_EVERY = timedelta(seconds=10)
UNKNOWN_HOST = "?"


class Registry:
    """The embeds' register as one process sees it: a revocation is seen within ten seconds.

    While the database is away charts are shown as it said last, and uses counted in memory.
    """

    def __init__(self, embeds: Embeds, clock: Callable[[], datetime]) -> None:
        self._embeds = embeds
        self._clock = clock
        self._looked: datetime | None = None
        self._known: frozenset[str] = frozenset()
        self._revoked: frozenset[str] = frozenset()

    def is_revoked(self, id: str) -> bool:
        """Whether an embed shows a polite card; an id nobody made is none."""
        self._look()
        return id in self._revoked

    def used(self, id: str, referer: str) -> None:
        """Count a use under the host of the page around it; ids nobody made are not counted."""
        if id in self._known:
            with _withstood():
                self._embeds.count(id, host_of(referer), self._clock().date())

    def _look(self) -> None:
        now = self._clock()
        if self._looked and now - self._looked < LOOK_EVERY:
            return
        self._looked = now
        with _withstood():
            embeds = self._embeds.all()
            self._known = frozenset(embed.id for embed in embeds)
            self._revoked = frozenset(embed.id for embed in embeds if embed.revoked_at)
            self._embeds.write_counts()


@contextmanager
def _withstood() -> Iterator[None]:
    try:
        yield
    except AccountsError:
        LOGGER.exception("the register of embeds is away; what was seen of it last holds")


def host_of(referer: str) -> str:
    """The host of an address, nothing else of it."""
    try:
        return urlsplit(referer).hostname or UNKNOWN_HOST
    except ValueError:
        return UNKNOWN_HOST
