"""`python -m tests.bench.together [BATCHES] [PROCESSES]`: small deliveries into a lake at once.

Processes take turns to load and publish; nothing may be lost or doubled. Told are batches a second,
against one process alone, and how the time of a batch grows with how many there are.
"""

import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

from pydantic import SecretStr

from data.ledger.reference_tables import sync
from data.ledger.writer import open_ledger
from data.settings import Settings
from data.store.publish import publish
from ingest.load.load import Delivery, load
from tests.bench.rows import write_rows
from tests.databases import postgres

BATCHES, PROCESSES, ALONE = 1000, 4, 100
ROWS, APART = 20, 24  # rows of a delivery, and from the first of one to the first of the next
WAIT = 600.0
WHOLE = """
SELECT (SELECT count(*) FROM measure) AS rows, (SELECT count(DISTINCT key) FROM measure) AS keys,
  (SELECT count(*) FROM batch) AS batches, (SELECT max(number) FROM publication) AS publications
"""


def main(batches: int, processes: int) -> None:
    with tempfile.TemporaryDirectory(prefix="fpt-together-") as folder, catalogues() as addresses:
        alone = _run(Path(folder) / "alone", next(addresses), min(batches, ALONE), 1)
        many = _run(Path(folder) / "many", next(addresses), batches, processes)
    print(f"{processes} processes: {many / alone:.2f} x the batches a second of one")


@contextmanager
def catalogues() -> Iterator[Iterator[str]]:
    """Addresses of empty catalogues of a PostgreSQL of our own."""
    with tempfile.TemporaryDirectory(prefix="fpt-database-") as folder:
        running = postgres(Path(folder))
        addresses = next(running)
        try:
            yield (address.replace("+psycopg", "") for address in addresses)
        finally:
            running.close()


def _run(folder: Path, catalogue: str, batches: int, processes: int) -> float:
    """Batches a second of so many processes."""
    folder.mkdir()
    settings = Settings(
        home=folder / "home",
        store=SecretStr(f"ducklake:postgres:{catalogue}"),
        data_path=str(folder / "lake"),
    )
    with open_ledger(settings.place) as ledger:
        sync(ledger, settings)
    files = [
        write_rows(folder / f"{n:05d}.csv", n * APART, n * APART + ROWS) for n in range(batches)
    ]
    shares = [(settings, files[turn::processes]) for turn in range(processes)]
    start = time.monotonic()
    with get_context("spawn").Pool(processes) as pool:
        seconds = pool.starmap(_sent, shares)
    took = time.monotonic() - start
    with open_ledger(settings.place) as ledger:
        whole = ledger.run(WHOLE)[0]
    assert tuple(whole) == (batches * ROWS, batches * ROWS, batches, batches), whole
    tenth = max(1, batches // processes // 10)
    first, last = (
        sum(sum(s[part]) for s in seconds) for part in (slice(tenth), slice(-tenth, None))
    )
    print(
        f"{processes} x {batches // processes} batches of {ROWS} rows: {took:.1f} s,"
        f" {batches / took:.2f} batches a second, nothing lost or doubled;"
        f" the last tenth took {last / first:.2f} x the first"
    )
    return batches / took


def _sent(settings: Settings, files: Sequence[Path]) -> list[float]:
    """Load and publish file by file; the seconds of each, waiting for its turn among them."""
    found = []
    for file in files:
        start = time.monotonic()
        with open_ledger(settings.place, wait=WAIT) as ledger:
            load(ledger, Delivery(file))
            publish(ledger)
        found.append(time.monotonic() - start)
    return found


if __name__ == "__main__":
    given = [int(number) for number in sys.argv[1:]]
    main(*(given + [BATCHES, PROCESSES][len(given) :]))
