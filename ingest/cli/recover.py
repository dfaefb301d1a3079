"""Puts the newest snapshot that can be read in the place of a ledger that is damaged or gone.

Every snapshot holds the whole ledger as it was then. What came after it is told, to be sent again.
"""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from data.errors import ProductError
from data.home import Home
from data.ledger.verify import ask, is_readable
from data.ledger.writer import batch_name, writing
from data.store.publish import served_ids
from data.times import utc_now

LATER = "SELECT number, source FROM batch WHERE number > {last} ORDER BY number"
LAST = "SELECT coalesce(max(number), 0) FROM batch"


@dataclass(frozen=True, slots=True)
class Recovered:
    """The snapshot that is the ledger now, where the damaged one is kept, and what it lacks.

    `missing` are batches that came after it, with their source; None where nobody can tell.
    """

    snapshot: str
    kept: Path | None
    missing: tuple[str, ...] | None


def recover(home: Home) -> Recovered:
    """Make the newest readable snapshot the ledger; raises `ProductError` where there is none.

    Nothing is deleted: the ledger of before stays beside it under another name.
    """
    if home.lake:
        raise ProductError("A lake keeps its history: restore it with PostgreSQL and its storage.")
    with writing(home):
        found = next((s for s in served_ids(home) if is_readable(home.snapshot(s))), None)
        if found is None:
            raise ProductError(
                f"No snapshot in {home.snapshots} can be read. Restore a backup:"
                " `python -m ingest restore FILE`."
            )
        kept = _put_aside(home)
        missing = _later(kept, home.snapshot(found)) if kept else None
        _copy_whole(home.snapshot(found), home.ledger)
    return Recovered(found, kept, missing)


def _put_aside(home: Home) -> Path | None:
    """The ledger under another name, with its write-ahead log; None where there is none."""
    if not home.ledger.exists():
        return None
    kept = home.root / f"ledger-damaged-{utc_now():%Y-%m-%d-%H%M%S}.duckdb"
    home.ledger.rename(kept)
    log = home.ledger.with_name(home.ledger.name + ".wal")
    if log.exists():
        log.rename(kept.with_name(kept.name + ".wal"))
    return kept


def _later(damaged: Path, snapshot: Path) -> tuple[str, ...] | None:
    """Batches of the damaged ledger that came after the snapshot; None where it says nothing."""
    last = ask(snapshot, LAST)
    rows = ask(damaged, LATER.format(last=last[0][0])) if last else None
    return None if rows is None else tuple(f"{batch_name(n)} {source}" for n, source in rows)


def _copy_whole(source: Path, target: Path) -> None:
    arriving = target.with_suffix(".arriving")
    shutil.copyfile(source, arriving)
    with arriving.open("rb+") as file:
        os.fsync(file.fileno())
    arriving.replace(target)
