"""Batches after they came: lists, one in full, and decisions that put it in or out of force."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from data.errors import ProductError, UnknownBatchError
from data.ledger.contributions import refresh
from data.ledger.in_force import STATES
from data.ledger.schema import BATCH_EVENT, MEASURE
from data.ledger.writer import Ledger, batch_name
from ingest.checks.revealing import check_opened
from ingest.columns.layout import Layout
from ingest.problem_messages import Problem

LONGEST_NUMBER = 9  # digits
OF_BATCH = ("batch", "line", "recorded_at", "sample")  # what a row has from its batch alone
LISTED = """
SELECT b.*, e.state, e.why FROM batch AS b JOIN (
  SELECT batch, arg_max(state, decided_at) AS state, arg_max(why, decided_at) AS why
  FROM batch_event GROUP BY batch) AS e ON e.batch = b.number
WHERE (:state IS NULL OR e.state = :state) AND (:number IS NULL OR b.number = :number)
ORDER BY b.number DESC
"""
# A batch and all that brought its refused rows back and share its state: one that was taken back by
# itself stays so.
FAMILY = f"""
WITH RECURSIVE states AS ({STATES}),
family AS (
  SELECT number, state FROM batch JOIN states ON batch = number WHERE number = :number
  UNION SELECT b.number, s.state FROM batch AS b JOIN family AS f ON b.continues = f.number
  JOIN states AS s ON s.batch = b.number AND s.state = f.state)
SELECT number FROM family ORDER BY number
"""
# Rows that some batch says again, where a decision about these batches may tell the two apart.
OWNED = """
CREATE OR REPLACE TEMP TABLE owned AS
SELECT r.* FROM restated AS r JOIN measure AS m ON m.batch = r.of_batch AND m.line = r.of_line
WHERE r.batch IN ({numbers}) OR r.of_batch IN ({numbers})
  OR m.key IN (SELECT key FROM measure WHERE batch IN ({numbers}))
"""
OWN = """
INSERT INTO measure (batch, line, {columns}, recorded_at, sample)
SELECT o.batch, o.line, {of_row}, b.received_at, b.sample
FROM owned AS o JOIN measure AS m ON m.batch = o.of_batch AND m.line = o.of_line
JOIN batch AS b ON b.number = o.batch
"""
OWN_DELIVERED = """
INSERT INTO delivered
SELECT o.batch, m.indicator, m.disclosure, count(*), 0, count(DISTINCT m.partner)
FROM owned AS o JOIN measure AS m USING (batch, line)
GROUP BY o.batch, m.indicator, m.disclosure
"""
FORGET_RESTATED = "DELETE FROM restated WHERE (batch, line) IN (SELECT (batch, line) FROM owned)"
SAID = [c.name for c in MEASURE.columns if c.name not in OF_BATCH]
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


class WaitsForOtherError(ProductError):
    """A batch brings back refused rows of another, and cannot count before that one does."""


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
    if state == "approved" and (waits := waits_for(ledger, continued(ledger, name))):
        raise WaitsForOtherError(
            f"{before.batch} brings back rows of {before.continues}, which is {waits}. Decide on"
            f" {before.continues}: both follow."
        )
    with ledger.transaction():
        numbers = family(ledger, name)
        if state == "approved":
            check_opened(ledger, numbers)
        put(ledger, numbers, state, why)
    return batch(ledger, name)


def put(ledger: Ledger, numbers: Sequence[int], state: str, why: str | None = None) -> None:
    """Put batches into a state; inside the caller's transaction.

    What these say again, and what others say again of theirs, becomes rows of each batch's own
    first: from then on each stands or falls with its own batch.
    """
    ledger.run(OWNED.format(numbers=", ".join(map(str, numbers))))
    if ledger.scalar("SELECT count(*) FROM owned"):
        of_row = ", ".join(f"m.{column}" for column in SAID)
        ledger.run(OWN.format(columns=", ".join(SAID), of_row=of_row))
        ledger.run(OWN_DELIVERED)
        ledger.run(FORGET_RESTATED)
    decided_at = ledger.now()
    for number in numbers:
        event = {"batch": number, "state": state, "decided_at": decided_at, "why": why}
        ledger.add(BATCH_EVENT, [event])
        refresh(ledger, number)


def waits_for(ledger: Ledger, number: int | None) -> str | None:
    """The state of a batch that another one continues, where it is not approved."""
    state = ledger.scalar(f"SELECT state FROM ({STATES}) WHERE batch = :number", number=number)
    return None if state in (None, "approved") else str(state)


def continued(ledger: Ledger, name: str) -> int | None:
    """The number of the batch whose refused rows a batch brings back, if it does."""
    found = ledger.scalar(
        "SELECT continues FROM batch WHERE number = :number", number=batch_number(name)
    )
    return int(found) if found is not None else None


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
