"""A home with facts and samples, as a new installation has it."""

from pathlib import Path

from data.home import Home, Lake
from data.ledger.writer import open_ledger
from data.settings import Settings
from ingest.cli.prepare import prepare


def prepared(root: Path, lake: Lake | None = None) -> Home:
    """Make one below a folder, published and ready to serve; its measures lie in a lake, if any."""
    settings = Settings(home=root / "home")
    home = Home(settings.home, lake)
    with open_ledger(home) as ledger:
        prepare(ledger, settings)
    return home
