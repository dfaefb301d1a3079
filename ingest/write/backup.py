"""Everything a home holds in one file, and back again.

A backup is a ZIP of the ledger and a manifest that proves it whole. It is made under the ledger's
lock, so it is of one moment however many loads are waiting.
"""

import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from data.errors import ProductError, StorageError
from data.home import Home
from data.ledger.writer import Ledger, open_ledger, writing
from data.settings import Settings
from data.store.migrate import carry, copy
from data.store.publish import digest, publish
from data.times import utc_now

MANIFEST, LEDGER = "backup.json", "ledger.duckdb"
FORM = 1  # of a backup; a later form says so
COUNTED = """
SELECT (SELECT count(*) FROM measure) AS measures, (SELECT count(*) FROM batch) AS batches,
  (SELECT max(snapshot) FROM publication) AS snapshot
"""


def back_up(ledger: Ledger, target: Path) -> dict[str, Any]:
    """Write a backup; what is in it. A half-written file never gets the name."""
    counted = ledger.run(COUNTED)[0]
    with _as_file(ledger) as source:
        return _pack(source, target, counted)


@contextmanager
def _as_file(ledger: Ledger) -> Iterator[Path]:
    """The ledger as one file: itself, or a copy of what the lake holds."""
    if not ledger.home.lake:
        ledger.checkpoint()
        yield ledger.home.ledger
        return
    with tempfile.TemporaryDirectory(prefix="fpt-") as folder:
        copied = Home(Path(folder))
        copy(ledger, copied)
        yield copied.ledger


def _pack(source: Path, target: Path, counted: Any) -> dict[str, Any]:
    manifest = {
        "form": FORM,
        "made_at": utc_now().isoformat(timespec="seconds"),
        "sha256": digest(source),
        "measures": counted.measures,
        "batches": counted.batches,
    }
    partial = target.with_name(target.name + ".partial")
    try:
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
            packed.writestr(MANIFEST, json.dumps(manifest))
            packed.write(source, LEDGER)
        with partial.open("rb+") as written:
            os.fsync(written.fileno())
        partial.replace(target)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise StorageError(
            f"The backup could not be written to {target}: {error.strerror or error}."
        ) from error
    return manifest | {"file": str(target)}


def restore(settings: Settings, source: Path) -> dict[str, Any]:
    """Put a backup in the place of the ledger and publish it; what was there is kept beside it.

    Raises `ProductError`, with nothing changed, where the file is not a whole backup.
    """
    home = settings.place
    home.prepare()
    if home.lake:
        return _restore_lake(home, source)
    with writing(home):
        arrived = home.root / "ledger.arriving"
        manifest = _unpack(source, arrived)
        kept = _swap(home, arrived)
    with open_ledger(home) as ledger:
        snapshot = publish(ledger)
    return manifest | {"snapshot": snapshot, "kept": str(kept) if kept else "nothing"}


def _restore_lake(home: Home, source: Path) -> dict[str, Any]:
    """What was there stays in the lake's history, until that is let go."""
    with tempfile.TemporaryDirectory(prefix="fpt-") as folder:
        arrived = Home(Path(folder))
        manifest = _unpack(source, arrived.ledger)
        carried = carry(arrived, home)
    return manifest | {"snapshot": carried.snapshot, "kept": "an earlier version of the lake"}


def _unpack(source: Path, target: Path) -> dict[str, Any]:
    try:
        with zipfile.ZipFile(source) as packed:
            manifest: dict[str, Any] = json.loads(packed.read(MANIFEST))
            with packed.open(LEDGER) as file, target.open("wb") as out:
                shutil.copyfileobj(file, out, 1 << 20)
                out.flush()
                os.fsync(out.fileno())
        if manifest["sha256"] != digest(target):
            raise ValueError("its digest is another")
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        target.unlink(missing_ok=True)
        raise ProductError(
            f"{source} is no whole backup of ours ({error}). Nothing was changed."
        ) from error
    return manifest


def _swap(home: Home, arrived: Path) -> Path | None:
    """Rename, so that at any moment the ledger is the old or the new one."""
    kept = None
    if home.ledger.exists():
        kept = home.root / f"ledger-before-{utc_now():%Y%m%d-%H%M%S-%f}.duckdb"
        os.link(home.ledger, kept)
    home.ledger.with_suffix(".duckdb.wal").unlink(missing_ok=True)
    arrived.replace(home.ledger)
    return kept
