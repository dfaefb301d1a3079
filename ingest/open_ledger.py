"""The ledger of a home, ready to be written to: its reference tables follow the settings."""

from collections.abc import Iterator
from contextlib import contextmanager

from data.ledger.contributions import refresh
from data.ledger.reference_tables import sync
from data.ledger.writer import LOCK_WAIT_SECONDS, Ledger, open_ledger
from data.settings import Settings


@contextmanager
def opened(
    settings: Settings, *, synced: bool = True, wait: float = LOCK_WAIT_SECONDS
) -> Iterator[Ledger]:
    """Open the ledger of the settings' home; waits up to `wait` seconds for other writers."""
    with open_ledger(settings.place, wait) as ledger:
        if synced and sync(ledger, settings):
            with ledger.transaction():
                refresh(ledger)
        yield ledger
