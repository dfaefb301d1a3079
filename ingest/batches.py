"""Batches after they came: lists, one in full, and decisions that put it in or out of force."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from data.contributions import refresh
from data.errors import ProductError, UnknownBatchError
from data.ledger import Ledger, batch_name
from data.schema import BATCH_EVENT
from ingest.layout import Layout
from ingest.sentences import Problem

LONGEST_NUMBER = 9  # digits
LISTED = """
SELECT b.*, e.state, e.why FROM batch AS b JOIN (
  SELECT batch, arg_max(state, decided_at) AS state, arg_max(why, decided_at) AS why
  FROM batch_event GROUP BY batch) AS e ON e.batch = b.number
WHERE (:state IS NULL OR e.state = :state) AND (:number IS NULL OR b.number = :number)
ORDER BY b.number DESC
"""
# A batch and all that brought its refused rows back.
FAMILY = """
WITH RECURSIVE family AS (
  SELECT number FROM batch WHERE number = :number
  UNION SELECT b.number FROM batch AS b JOIN family AS f ON b.continues = f.number)
SELECT number FROM family ORDER BY number
"""
PROBLEMS = """
SELECT line, column_name, code, cell, hint, found_at FROM rejected
WHERE batch = :batch ORDER BY line
"""


WARNINGS = """
SELECT line, column_name, code, cell, hint, found_at FROM warning
WHERE batch = :batch ORDER BY line, code
"""


class DecidedAlreadyError(ProductError):
    """A batch is in the state that was asked for."""


@dataclass(frozen=True, slots=True)
class BatchSummary:
    """One delivery and what became of its rows. `received_at` is UTC."""

    batch: str
    state: str
    received_at: datetime
    source: str
    sample: bool
    read: int
    new: int
    revised: int
    unchanged: int
    rejected: int
    warned: int
    left_out: int
    continues: str | None
    why: str | None


def batches(ledger: Ledger, state: str | None = None) -> list[BatchSummary]:
    """Every batch, or those in a state, newest first."""
    return [_summary(row) for row in ledger.run(LISTED, state=state, number=None)]


def batch(ledger: Ledger, name: str) -> BatchSummary:
    """One batch by its name (`B-000012`) or number; raises `UnknownBatchError`."""
    rows = ledger.run(LISTED, state=None, number=batch_number(name))
    if not rows:
        raise UnknownBatchError(f"There is no batch {name}. `python -m ingest batches` lists them.")
    return _summary(rows[0])


def problems(ledger: Ledger, name: str) -> list[Problem]:
    """Why rows of a batch were refused."""
    return [Problem(*tuple(row)) for row in ledger.run(PROBLEMS, batch=batch_number(name))]


def warnings(ledger: Ledger, name: str) -> list[Problem]:
    """What to look at in the rows of a batch that went in."""
    return [Problem(*tuple(row)) for row in ledger.run(WARNINGS, batch=batch_number(name))]


def layout_of(ledger: Ledger, number: int) -> Layout | None:
    """How a batch's file was laid out; None where there is no such batch or it was not kept."""
    found = ledger.scalar("SELECT layout FROM batch WHERE number = :number", number=number)
    return Layout.from_json(found) if found else None


def sender_of(ledger: Ledger, number: int) -> str | None:
    """The partner whose account or token sent a batch; None where it was loaded here."""
    found = ledger.scalar("SELECT sender FROM batch WHERE number = :number", number=number)
    return str(found) if found else None


def decide(ledger: Ledger, name: str, state: str, why: str | None) -> BatchSummary:
    """Approve, return or withdraw a batch, and with it the batches that continue it.

    Their measures stay, their public effect follows.
    """
    before = batch(ledger, name)
    if before.state == state:
        raise DecidedAlreadyError(f"{before.batch} is {state} already; nothing was changed.")
    with ledger.transaction():
        decided_at = ledger.now()
        for number in family(ledger, name):
            event = {"batch": number, "state": state, "decided_at": decided_at, "why": why}
            ledger.add(BATCH_EVENT, [event])
            refresh(ledger, number)
    return batch(ledger, name)


def family(ledger: Ledger, name: str) -> list[int]:
    """The numbers of a batch and of all that brought its refused rows back."""
    return [row.number for row in ledger.run(FAMILY, number=batch_number(name))]


def batch_number(name: str) -> int:
    """The number of a batch by its name (`B-000012`); raises `UnknownBatchError`."""
    digits = name.upper().removeprefix("B-")
    if not digits.isdecimal() or len(digits) > LONGEST_NUMBER:
        raise UnknownBatchError(f"“{name}” is not a batch; they are called like {batch_name(12)}.")
    return int(digits)


def _summary(row: Any) -> BatchSummary:
    return BatchSummary(
        batch=batch_name(row.number),
        state=row.state,
        received_at=row.received_at,
        source=row.source,
        sample=row.sample,
        read=row.rows_read,
        new=row.rows_new,
        revised=row.rows_revised,
        unchanged=row.rows_unchanged,
        rejected=row.rows_rejected,
        warned=row.rows_warned or 0,
        left_out=row.rows_left_out or 0,
        continues=batch_name(row.continues) if row.continues else None,
        why=row.why,
    )
