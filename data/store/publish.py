"""From ledger to snapshot: copy, fsync, rename. A crash at any point leaves the old one served.

In a lake the commit that writes the publication down is the publication.
"""

import hashlib
import json
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from importlib import import_module
from pathlib import Path

from data.errors import LedgerDamagedError, StorageError
from data.home import Home
from data.ledger import lake
from data.ledger.release import release
from data.ledger.schema import PUBLICATION
from data.ledger.verify import prove
from data.ledger.writer import Ledger, damaged
from data.metrics import PUBLICATIONS
from data.plan.history import plan_in_force
from data.questions.deliveries import OPEN_BATCHES
from data.questions.register import IS_PUBLIC
from data.store.verdict_log import record

KEPT_SNAPSHOTS = 3
# Since a moment batches came or went, and nothing of it is anybody's to know: no public report, no
# key that was public, no other news.
ONLY_CONFIDENTIAL = f"""
WITH turned AS (SELECT DISTINCT batch FROM batch_event WHERE decided_at > :since)
SELECT count(*) > 0 AND NOT bool_or(batch IN ({OPEN_BATCHES}))
  AND NOT EXISTS (
    SELECT 1 FROM measure AS m SEMI JOIN turned ON turned.batch = m.batch
    JOIN measure AS p ON p.key = m.key AND p.disclosure = 'public')
  AND NOT EXISTS (SELECT 1 FROM judgement WHERE publication = :number)
  AND NOT EXISTS (SELECT 1 FROM released WHERE released_at > :since)
  AND NOT EXISTS (SELECT 1 FROM settlement WHERE settled_at > :since)
  AND NOT EXISTS (SELECT 1 FROM plan WHERE recorded_at > :since)
  AND NOT EXISTS (SELECT 1 FROM source_run WHERE finished_at > :since)
FROM turned
"""
# Batches with rows of their own that came into or out of force after the last publication.
UNPUBLISHED = """
SELECT count(*) FROM batch_event AS e
WHERE e.state IN ('approved', 'withdrawn') AND e.batch IN (SELECT batch FROM delivered)
  AND e.decided_at > coalesce((SELECT max(published_at) FROM publication), TIMESTAMP '0001-01-01')
"""


@PUBLICATIONS.time()
def publish(ledger: Ledger) -> str:
    """Make what the ledger holds the served snapshot; its id.

    Also repairs what an interrupted publication left over.
    """
    home = ledger.home
    if home.lake:
        return _number(ledger)  # the commit is the publication
    try:
        snapshot_id = _number(ledger)
        ledger.checkpoint()
        _clear_leftovers(home)
        manifest = _copy(home.ledger, home.snapshot(snapshot_id))
        prove(home.snapshot(snapshot_id))
        _write_atomically(home.manifest(snapshot_id), json.dumps(manifest))
        _write_atomically(home.current, snapshot_id)
    except (OSError, StorageError) as error:
        _clear_leftovers(home)
        why = error.strerror if isinstance(error, OSError) and error.strerror else "no room is left"
        raise StorageError(
            f"The snapshot could not be written to {home.snapshots}: {why}."
            " What was loaded is safe in the ledger and the last snapshot is still served."
            " Free some space and run `python -m ingest publish`."
        ) from error
    except LedgerDamagedError as error:
        _clear_leftovers(home)
        raise damaged(home, error) from error
    _forget_old(ledger, keep=snapshot_id)
    return snapshot_id


def is_behind(ledger: Ledger) -> bool:
    """Whether the ledger holds what the published snapshot does not.

    A publication that was cut short, or rows that were decided on after the last one.
    """
    if ledger.scalar(UNPUBLISHED):
        return True
    last = ledger.scalar("SELECT arg_max(snapshot, number) FROM publication")
    if last is None or ledger.home.lake:
        return False
    try:
        return bool(ledger.home.current.read_text().strip() != last)
    except (OSError, ValueError):
        return True


def served_ids(home: Home) -> list[str]:
    """Snapshots on disk with a manifest, newest first."""
    return sorted((path.stem for path in home.snapshots.glob("S-*.json")), key=order, reverse=True)


def digest(path: Path) -> str:
    """SHA-256 of a file, as hexadecimal text."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def order(snapshot_id: str) -> tuple[int, int]:
    """Where a snapshot stands among all: the numbers its id ends with, 0 for what is none."""
    number, _, part = snapshot_id.rpartition("-")[2].partition(".")
    return _whole(number), _whole(part)


def public_id(snapshot_id: str) -> str:
    """How a snapshot is called in public: as the last one that changed anything public."""
    return snapshot_id.partition(".")[0]


def _number(ledger: Ledger) -> str:
    """Judge, and write the publication down, so that the snapshot knows its own name."""
    with ledger.transaction():
        number = int(ledger.scalar("SELECT coalesce(max(number), 0) + 1 FROM publication"))
        now, last = ledger.now(), ledger.scalar("SELECT max(published_at) FROM publication")
        release(ledger, plan_in_force(ledger.connection), now, last, ledger.home.confidential_min)
        record(ledger, number, now)
        snapshot_id = _name(ledger, number, now, last)
        ledger.add(PUBLICATION, [{"number": number, "snapshot": snapshot_id, "published_at": now}])
        ledger.note(lake.PUBLICATION, snapshot_id)
    return snapshot_id


def _name(ledger: Ledger, number: int, now: datetime, last: datetime | None) -> str:
    """The id of a publication; part of the one before where all that is new is confidential."""
    public = ledger.run(
        f"SELECT snapshot, number FROM publication WHERE {IS_PUBLIC} ORDER BY number"
    )
    if public and ledger.scalar(ONLY_CONFIDENTIAL, since=last, number=number):
        return f"{public[-1].snapshot}.{number - public[-1].number}"
    return f"S-{now:%Y-%m-%d-%H%M%S}-{order(public[-1].snapshot)[0] + 1 if public else 1}"


def _whole(number: str) -> int:
    return int(number) if number.isdecimal() and len(number) < 10 else 0


def _copy(source: Path, target: Path) -> dict[str, object]:
    """Copy by way of a temporary name; the manifest that proves the copy whole.

    The digest is the source's, taken while the copy is under way: nobody writes meanwhile.
    """
    partial = target.with_suffix(".partial")
    with ThreadPoolExecutor(max_workers=2) as beside:
        sha256 = beside.submit(digest, source)
        beside.submit(import_module, "data.ledger.duckdb_blocks")  # numpy takes as long as the copy
        shutil.copyfile(source, partial)
        with partial.open("rb+") as copied:
            os.fsync(copied.fileno())
    partial.rename(target)
    return {"size": target.stat().st_size, "sha256": sha256.result()}


def _write_atomically(path: Path, content: str) -> None:
    partial = path.with_name(path.name + ".partial")
    with partial.open("w") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)  # the rename itself must survive a power cut
    finally:
        os.close(folder)


def _clear_leftovers(home: Home) -> None:
    for path in home.snapshots.glob("*.partial"):
        path.unlink(missing_ok=True)
    for path in home.snapshots.glob("S-*.duckdb"):
        if not path.with_suffix(".json").exists():
            path.unlink(missing_ok=True)


def _forget_old(ledger: Ledger, keep: str) -> None:
    """Delete all but the newest; open readers keep their file until they let it go.

    Those that this ledger never published are of another one, and not ours to delete.
    """
    home = ledger.home
    ours = {row.snapshot for row in ledger.run("SELECT snapshot FROM publication")}
    for snapshot_id in [s for s in served_ids(home) if s in ours][KEPT_SNAPSHOTS:]:
        if snapshot_id != keep:
            home.manifest(snapshot_id).unlink(missing_ok=True)
            home.snapshot(snapshot_id).unlink(missing_ok=True)
