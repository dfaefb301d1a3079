"""What a person decides of reports of perhaps the same fact: `same` counts once, `apart` twice."""

from data.contributions import refresh_touched
from data.errors import ProductError
from data.ledger import Ledger
from data.schema import SETTLEMENT

SAME, APART = "same", "apart"
IS_OVERLAP = """
SELECT count(*) FROM (
  SELECT deducted_key AS key FROM overlap UNION ALL SELECT key FROM settlement)
WHERE key = :key
"""


class NoOverlapError(ProductError):
    """A report that overlaps with no other."""


def settle(ledger: Ledger, key: int, answer: str, by: str) -> None:
    """Write down an answer about a report (by its key) and count accordingly.

    Raises `NoOverlapError`.
    """
    if not ledger.scalar(IS_OVERLAP, key=key):
        raise NoOverlapError("This report overlaps with no other any longer.")
    with ledger.transaction():
        settled = {"key": key, "answer": answer, "settled_by": by, "settled_at": ledger.now()}
        ledger.add(SETTLEMENT, [settled])
        refresh_touched(ledger, "measure", f"m.key = {key:d}")
