"""`python -m tests.bench.lake [ROWS …]`: both stores side by side, from load to page.

Every figure is told for the file of one machine and for the lake (PostgreSQL and a folder, both on
this machine), with the ratio of the two; loads also against DuckDB's own reading of the file. Tens
of millions of rows go in sooner with more memory than a load takes by itself: `FPT_MEMORY=8GB`.
"""

import statistics
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pydantic import SecretStr

from data.ledger.maintain import maintain
from data.ledger.reference_tables import sync
from data.ledger.writer import open_ledger
from data.settings import Settings
from data.store.publish import publish
from ingest.load.load import Delivery, load
from tests.bench.__main__ import MILLION, Bench, create_raw, timed
from tests.bench.readers import raw_question, waited
from tests.bench.rows import write_rows
from tests.bench.together import catalogues

SIZES = (100_000, 1_000_000)
RAW_TURNS = 3  # of a file that is read fast; one of a large one tells enough
SMALL_TURNS = 5
WRITERS, BATCHES = 4, 20
QUESTIONS = ("overview, cold", "overview of a region, cold", "overview, warm")
FRESH = 900_000_000  # the first row that no other figure sends


def main(sizes: tuple[int, ...]) -> None:
    bench = Bench()
    with tempfile.TemporaryDirectory(prefix="fpt-lake-") as folder, catalogues() as addresses:
        for size in sizes:
            root = Path(folder) / str(size)
            root.mkdir()
            _both(bench, root, next(addresses), size)
    bench.table()


def _both(bench: Bench, root: Path, catalogue: str, size: int) -> None:
    file = write_rows(root / "rows.csv", 0, size)
    turns = RAW_TURNS if size <= MILLION else 1
    raw = statistics.median(timed(lambda: create_raw(root, file)) for _ in range(turns))
    one = Settings(home=root / "file")
    many = Settings(
        home=root / "home",
        store=SecretStr(f"ducklake:postgres:{catalogue}"),
        data_path=str(root / "lake"),
    )
    raw_asked = raw_question(root)
    told = {name: _figures(settings, root, file) for name, settings in (("f", one), ("l", many))}
    bench.tell(f"file: load {size:,} rows", told["f"]["load"], "<= 5 x raw at 1M", raw)
    bench.tell(f"lake: load {size:,} rows", told["l"]["load"], "told, against raw", raw)
    for name in QUESTIONS:
        bench.tell(f"file: {name}, {size:,}", told["f"][name], "told, against raw", raw_asked)
    for name in told["f"]:
        bench.tell(f"lake: {name}, {size:,}", told["l"][name], "against the file", told["f"][name])


def _figures(settings: Settings, root: Path, file: Path) -> dict[str, float]:
    """Seconds of one store, by what was done."""
    with open_ledger(settings.place) as ledger:
        sync(ledger, settings)
    found = {"load": timed(lambda: _sent(settings, file))}
    small = [
        write_rows(root / f"small-{turn}.csv", FRESH + turn * 24, FRESH + turn * 24 + 20)
        for turn in range(SMALL_TURNS)
    ]
    found["20 rows, published"] = statistics.median(
        timed(lambda file=file: _sent(settings, file)) for file in small
    )
    found["publish"] = statistics.median(timed(lambda: _published(settings)) for _ in range(3))
    found |= waited(settings.place)
    found[f"{BATCHES} batches by {WRITERS} at once"] = timed(lambda: _at_once(settings, root))
    if settings.place.lake:
        with open_ledger(settings.place) as ledger:
            found["upkeep"] = timed(lambda: maintain(ledger, hours=0))
    return found


def _sent(settings: Settings, file: Path) -> None:
    with open_ledger(settings.place) as ledger:
        load(ledger, Delivery(file))
        publish(ledger)


def _published(settings: Settings) -> None:
    with open_ledger(settings.place) as ledger:
        publish(ledger)


def _at_once(settings: Settings, root: Path) -> None:
    """Many deliveries of 20 rows by several writers; none is lost or doubled."""
    first = FRESH + 10_000
    files = [
        write_rows(root / f"at-once-{n}.csv", first + n * 24, first + n * 24 + 20)
        for n in range(BATCHES)
    ]
    count = "SELECT count(*) FROM measure"
    with open_ledger(settings.place) as ledger:
        before = ledger.scalar(count)
    with ThreadPoolExecutor(WRITERS) as writers:
        list(writers.map(lambda file: _sent(settings, file), files))
    with open_ledger(settings.place) as ledger:
        assert ledger.scalar(count) == before + 20 * BATCHES


if __name__ == "__main__":
    main(tuple(int(size) for size in sys.argv[1:]) or SIZES)
