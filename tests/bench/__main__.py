"""`make bench`: speed as ratios against raw DuckDB in the same run.

One JSON line a figure on stdout, a table at the end. `python -m tests.bench 1000000` for a size
other than ten million in the large ledger.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import duckdb
from python_calamine import CalamineWorkbook

from data.home import Home
from data.ledger.reference_tables import sync
from data.ledger.writer import open_ledger
from data.settings import Settings
from data.store.publish import publish
from data.store.store import Store
from data.store.time_travel import rebuilt
from data.store.verdict_log import record
from data.times import utc_now
from ingest.load.dry_run import try_load
from ingest.load.load import Delivery, load
from tests.bench.open_pages import told
from tests.bench.pages import measured
from tests.bench.pictures import travelled
from tests.bench.rows import write_rows, write_workbook
from tests.bench.visits import visited

MILLION = 1_000_000
TODAY = datetime.now(UTC).date()
# What the overview cannot do without: one look at every measure in force.
AGGREGATE = """
SELECT indicator, place, facility, period_end, sum(value), count(DISTINCT partner), count(*),
  max(recorded_at)
FROM measure GROUP BY ALL
"""


class Bench:
    """Figures as they come, and the table of them."""

    def __init__(self) -> None:
        self._rows: list[dict[str, object]] = []

    def tell(self, name: str, seconds: float, budget: str, base: float | None = None) -> None:
        """One figure; `base` is the raw baseline's seconds in the same run."""
        row: dict[str, object] = {"name": name, "seconds": round(seconds, 4), "budget": budget}
        if base is not None:
            row |= {"baseline_seconds": round(base, 4), "ratio": round(seconds / base, 2)}
        self._rows.append(row)
        print(json.dumps(row), flush=True)

    def weigh(self, name: str, size: int, budget: str, base: int | None = None) -> None:
        """One figure in bytes; `base` is the baseline's in the same run."""
        row: dict[str, object] = {"name": name, "bytes": size, "budget": budget}
        if base is not None:
            row |= {"baseline_bytes": base, "ratio": round(size / base, 2)}
        self._rows.append(row)
        print(json.dumps(row), flush=True)

    def table(self) -> None:
        """All figures, for people."""
        for row in self._rows:
            ratio = f"{row['ratio']} x" if "ratio" in row else ""
            figure = f"{row['seconds']} s" if "seconds" in row else f"{row['bytes']} B"
            print(f"{row['name']:<58} {figure:>11}  {ratio:>8}  ({row['budget']})")


def main(largest: int) -> None:
    bench = Bench()
    with tempfile.TemporaryDirectory(prefix="fpt-bench-") as folder:
        root = Path(folder)
        settings = Settings(home=root / "home")
        home = Home(settings.home)
        small = Settings(home=root / "small")
        with open_ledger(Home(small.home)) as ledger:
            sync(ledger, small)
            load(ledger, Delivery(write_rows(root / "rows.csv", 0, MILLION // 10)))
        publications(bench, Home(small.home), "100,000")
        file = write_rows(root / "rows.csv", 0, MILLION)
        base = statistics.median(timed(lambda: create_raw(root, file)) for _ in range(3))
        with open_ledger(home) as ledger:
            sync(ledger, settings)
            seconds = timed(lambda: (load(ledger, Delivery(file)), publish(ledger)))
        bench.tell("load 1,000,000 rows, published", seconds, "<= 5 x", base)
        small_batches(bench, home, root, "1,000,000", "<= 0.5 s")
        dry_run(bench, home, root)
        publications(bench, home, "1,000,000")
        overview(bench, home)
        earlier_day(bench, home)
        pages(bench, home)
        browsers(bench, home, root)
        charts(bench, home, root)
        spreadsheet(bench, root)
        large = Home(root / "large")
        at_once(bench, large, write_rows(file, 0, largest), largest)
        small_batches(bench, large, root, f"{largest:,}", "<= 1.5 s")
        publications(bench, large, f"{largest:,}")
    bench.table()


def dry_run(bench: Bench, home: Home, root: Path) -> None:
    """Ten thousand rows tried: totals before and after, verdicts that would flip."""
    file = write_rows(root / "tried.csv", 30 * MILLION, 30 * MILLION + 10_000)
    seconds = []
    for _ in range(3):
        with open_ledger(home) as ledger:
            seconds.append(timed(lambda: try_load(ledger, Delivery(file))))
    bench.tell("dry run of 10,000 rows into 1,000,000", statistics.median(seconds), "<= 1 s")


def spreadsheet(bench: Bench, root: Path) -> None:
    """A hundred thousand rows of XLSX, against the library's own reading of the file."""
    file = write_workbook(root / "rows.xlsx", write_rows(root / "sheet.csv", 0, MILLION // 10))
    bases, seconds = [], []
    for turn in range(3):
        bases.append(
            timed(lambda: CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python())
        )
        settings = Settings(home=root / f"sheet-{turn}")
        with open_ledger(Home(settings.home)) as ledger:
            sync(ledger, settings)
            seconds.append(timed(lambda: load(ledger, Delivery(file))))
    base = statistics.median(bases)
    bench.tell("load XLSX of 100,000 rows", statistics.median(seconds), "<= 2 x", base)


def at_once(bench: Bench, home: Home, file: Path, rows: int) -> None:
    """One file of many rows, in a process of its own whose memory is looked at."""
    command = [sys.executable, "-m", "tests.bench.peak", str(home.root), str(file)]
    seconds = time.perf_counter()
    peak = int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    seconds = time.perf_counter() - seconds
    bench.tell(f"load {rows:,} rows at once, peak {peak} MB", seconds, "<= 2000 MB")


def small_batches(bench: Bench, home: Home, root: Path, size: str, budget: str) -> None:
    """Five deliveries of 20 rows, each from opening the ledger to the new snapshot."""
    seconds = []
    for turn in range(6):
        start = 20 * MILLION + (len(size) * 10 + turn) * 24  # rows nobody sent before
        file = write_rows(root / "small.csv", start, start + 20)
        seconds.append(timed(lambda file=file: load_small(home, file)))
    bench.tell(f"20 rows into {size}, published", statistics.median(seconds[1:]), budget)


def load_small(home: Home, file: Path) -> None:
    with open_ledger(home) as ledger:
        load(ledger, Delivery(file))
        publish(ledger)


def publications(bench: Bench, home: Home, size: str) -> None:
    """Publishing what the ledger holds, and the part of it that judges every indicator."""
    whole, verdicts = [], []
    with open_ledger(home) as ledger:
        for _ in range(7):
            with ledger.transaction():  # nothing has changed, so nothing is written down
                verdicts.append(timed(lambda: record(ledger, 0, utc_now())))
            whole.append(timed(lambda: publish(ledger)))
    base = statistics.median(whole[1:])
    bench.tell(f"publish {size}", base, "grows no faster than the ledger")
    judging = statistics.median(verdicts[1:])
    bench.tell(f"verdicts within publish, {size}", judging, "<= 0.25 x at 1,000,000", base)


def pages(bench: Bench, home: Home) -> None:
    """Clicks of one reader and of fifty over a million measures, 95th percentiles."""
    found = measured(home)
    bench.tell("a click, fresh snapshot, p95", found["fresh"], "<= 0.3 s")
    bench.tell("a click, warm, p95", found["warm"], "<= 0.06 s")
    bench.tell("50 people clicking at once, p95", found["crowd"], "<= 0.4 s")


def charts(bench: Bench, home: Home, root: Path) -> None:
    """Charts that travel; rates are told as seconds an answer, so that more is slower."""
    found = travelled(home, root)
    if found.file_rate and found.picture_rate and found.embed_rate:
        base = 1 / found.file_rate
        bench.tell("a kept picture, against a file", 1 / found.picture_rate, "<= 1.67 x", base)
        bench.tell("a kept embed, against a file", 1 / found.embed_rate, "<= 1.67 x", base)
    bench.tell("a first picture", found.first_picture, "<= 0.5 s")
    bench.tell("75 pictures prepared after a publication", found.prepared, "<= 30 s")
    alone = found.question_alone
    bench.tell("a question beside that", found.question_beside, "<= 1.5 x", alone)


def browsers(bench: Bench, home: Home, root: Path) -> None:
    """What a hundred open pages and a browser's visits cost."""
    drawn = statistics.median(told(home, root, turn)[1] for turn in range(3))
    bench.tell("100 open pages show a publication", drawn, "<= 1.5 s")
    visits = visited(home)
    smallest, overview = visits.smallest, visits.overview
    bench.tell("overview, all tiles painted", overview.seconds, "<= 1.5 x", smallest.seconds)
    bench.weigh("overview, before any chart", overview.size, "<= 1.4 x", smallest.size)
    bench.weigh("overview, a second visit", visits.again.size, "<= 40,000 bytes")


def earlier_day(bench: Bench, home: Home) -> None:
    """What was known before the last delivery, rebuilt from the measures."""
    snapshot = Store(home).current()
    moment = utc_now()
    seconds = timed(lambda: rebuilt(snapshot, moment).overview(TODAY))
    bench.tell("an earlier day rebuilt, 1,000,000", seconds, "told, no budget")
    snapshot.close()


def overview(bench: Bench, home: Home) -> None:
    """The overview's data from a snapshot just opened and from one that knows them."""
    path = home.snapshot(Store(home).current_id())
    base = statistics.median(timed(lambda: aggregate(path)) for _ in range(5))
    cold = statistics.median(timed(lambda: open_and_ask(home)) for _ in range(5))
    bench.tell("overview, cold snapshot", cold, "<= 2 x", base)
    snapshot = Store(home).current()
    snapshot.overview(TODAY)
    warm = statistics.median(timed(lambda: snapshot.overview(TODAY)) for _ in range(100))
    bench.tell("overview, warm", warm, "< 0.002 s")
    snapshot.close()


def aggregate(path: Path) -> None:
    with duckdb.connect(str(path), read_only=True) as connection:
        connection.execute(AGGREGATE).fetchall()


def open_and_ask(home: Home) -> None:
    snapshot = Store(home).current()
    snapshot.overview(TODAY)
    snapshot.close()


def create_raw(root: Path, file: Path) -> None:
    with duckdb.connect(str(root / "raw.duckdb")) as connection:
        connection.execute(f"CREATE OR REPLACE TABLE raw AS SELECT * FROM read_csv('{file}')")


def timed(work: Callable[[], object]) -> float:
    """Seconds a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10 * MILLION)
