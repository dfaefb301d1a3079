"""Whether a visit to a source says anything that the ledger does not hold already."""

from data.ledger.writer import Ledger, batch_name

NO_GIVEN = "CREATE TEMP TABLE IF NOT EXISTS given (key UBIGINT)"
NOTE_GIVEN = "INSERT INTO given SELECT key FROM staged"
# The same file under the same rules; what it came in may have been packed anew.
BROUGHT_BY = """
SELECT max(number) FROM batch
WHERE digest = :digest AND split_part(request, ' ', 1) = split_part(:request, ' ', 1)
"""
# Rows that are refused, and rows left out that the source's last batch did not leave out.
NEW_PROBLEMS = """
SELECT count(*) FROM (
  SELECT column_name, code, cell, hint FROM problem
  EXCEPT ALL SELECT column_name, code, cell, hint FROM rejected
  WHERE code = 'left_out' AND batch = (SELECT max(number) FROM batch WHERE source = :source))
"""


def note_given(ledger: Ledger) -> None:
    """Add the keys of what was taken in to those of the visit's other files."""
    ledger.run(NO_GIVEN)
    ledger.run(NOTE_GIVEN)


def brought_by(ledger: Ledger, request: str | None, digest: str) -> str:
    """The batch that this very file made before, if it did; else empty."""
    number = ledger.scalar(BROUGHT_BY, request=request, digest=digest)
    return batch_name(number) if number else ""


def has_new_problems(ledger: Ledger, source: str) -> bool:
    """Whether rows were refused, or others left out than the last time."""
    return bool(ledger.scalar(NEW_PROBLEMS, source=source))
