"""Keeps the lake small and quick: small files become large ones, old versions are let go.

Never let go are the publications that readers may hold, and whatever is younger than a day: a
reader follows each publication within seconds.
"""

from dataclasses import dataclass

from data.errors import LakeError
from data.ledger.lake import HELD, published
from data.ledger.writer import Ledger

OLD_HOURS = 24
COMPACT = (
    "CALL ducklake_flush_inlined_data('ledger')",
    "CALL ducklake_merge_adjacent_files('ledger')",
    "CALL ducklake_rewrite_data_files('ledger')",
)
OLD = """
SELECT snapshot_id FROM ledger.snapshots()
WHERE snapshot_time < now() - to_hours(CAST(:hours AS INTEGER))
  AND snapshot_id < (SELECT max(snapshot_id) FROM ledger.snapshots())
"""
CLEAN = "CALL {function}('ledger', older_than => now() - INTERVAL {hours} HOUR)"
REPLACED = "ducklake_cleanup_old_files"
# What programs that were ended left over; and whatever else lies in the lake's folder.
ORPHANS = "ducklake_delete_orphaned_files"


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What came of it: files written anew, versions let go and files deleted."""

    rewritten: int
    expired: int
    deleted: int


def maintain(ledger: Ledger, hours: int = OLD_HOURS, orphans: bool = False) -> Upkeep:
    """Compact, let go versions older than `hours`, and delete files nobody can ask for any more.

    With `orphans` also those that this catalogue does not know: never where another one has files
    in the same folder, such as a copy of it.
    """
    lake = ledger.home.lake
    if lake is None:
        raise LakeError(
            "There is nothing to maintain: measures are kept in one file, which publishing keeps"
            " small. `maintain` is for a store that machines share (FPT_STORE)."
        )
    rewritten = sum(_called(ledger, call) for call in COMPACT)
    held = {version for version, _ in published(lake, HELD)}
    old = [r.snapshot_id for r in ledger.run(OLD, hours=hours) if r.snapshot_id not in held]
    ledger.connection.rollback()
    if old:
        _called(ledger, f"CALL ducklake_expire_snapshots('ledger', versions => {old})")
    cleaning = (REPLACED, ORPHANS) if orphans else (REPLACED,)
    deleted = sum(
        _called(ledger, CLEAN.format(function=function, hours=int(hours))) for function in cleaning
    )
    return Upkeep(rewritten, len(old), deleted)


def _called(ledger: Ledger, call: str) -> int:
    """Each call is a version of its own; how many things it names."""
    with ledger.transaction():
        return len(ledger.run(call))
