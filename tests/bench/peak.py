"""Loads one file into a new home and prints the most memory it took, in MB."""

import resource
import sys
from pathlib import Path

from data.home import Home
from data.ledger.reference_tables import sync
from data.ledger.writer import open_ledger
from data.settings import Settings
from data.store.publish import publish
from ingest.load.load import Delivery, load


def main(home: Path, file: Path) -> None:
    settings = Settings(home=home)
    with open_ledger(Home(home)) as ledger:
        sync(ledger, settings)
        load(ledger, Delivery(file))
        publish(ledger)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
