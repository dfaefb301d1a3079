"""A home with facts and samples, as a new installation has it."""

from pathlib import Path

from data.home import Home
from data.ledger import open_ledger
from data.settings import Settings
from ingest.prepare import prepare


def prepared(root: Path) -> Home:
    """Make one below a folder, published and ready to serve."""
    settings = Settings(home=root / "home")
    with open_ledger(Home(settings.home)) as ledger:
        prepare(ledger, settings)
    return Home(settings.home)
