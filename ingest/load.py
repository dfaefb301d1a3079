"""From a delivery to rows in the ledger: read, normalise, validate, append, publish.

All in one transaction: a crash leaves the whole batch or nothing. What the ledger already holds
is skipped, what differs becomes a revision, bad rows are kept aside with their reasons.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from data.contributions import refresh
from data.errors import ProductError
from data.ledger import Ledger, batch_name
from data.publish import digest
from data.schema import BATCH, BATCH_EVENT
from data.times import utc_now
from ingest.formats.csv import read_csv
from ingest.normalise import normalise
from ingest.sentences import Problem
from ingest.validate import validate

GOOD = """
CREATE OR REPLACE TEMP VIEW good AS SELECT * FROM staged ANTI JOIN problem USING (line)
"""
# The newest report of each arriving key in a batch that counts or, for what waits as well, that
# waits. Found by key alone first, so that of a large ledger only the rows that matter are read.
KNOWN = """
CREATE OR REPLACE TEMP TABLE known AS
SELECT * FROM measure
WHERE rowid IN (SELECT m.rowid FROM measure AS m SEMI JOIN staged USING (key))
  AND batch IN (
  SELECT batch FROM batch_event GROUP BY batch
  HAVING arg_max(state, decided_at) IN ('approved', :state))
QUALIFY row_number() OVER (
  PARTITION BY key ORDER BY recorded_at DESC, batch DESC, line DESC) = 1
"""
SAID_BEFORE = " AND ".join(
    f"k.{column} IS NOT DISTINCT FROM g.{column}"
    for column in ("value", "denominator", "obs_status", "disclosure", "source", "comment")
)
MET = f"""
CREATE OR REPLACE TEMP TABLE met AS
SELECT g.line, {SAID_BEFORE} AND NOT :replayed AS unchanged
FROM good AS g JOIN known AS k USING (key)
"""
COUNTED = """
SELECT (SELECT count(*) FROM raw) AS read,
  (SELECT count(*) FROM good) AS good,
  (SELECT count(DISTINCT line) FROM problem) AS rejected,
  (SELECT count(*) FROM met WHERE unchanged) AS unchanged,
  (SELECT count(*) FROM met WHERE NOT unchanged) AS revised
"""
APPEND = """
INSERT INTO measure
SELECT :batch, line, key, indicator, partner, place, facility, period, period_start, period_end,
  value, denominator, obs_status, disclosure, activity, source, comment,
  CAST(:recorded_at AS TIMESTAMP), :sample
FROM good ANTI JOIN (SELECT line FROM met WHERE unchanged) USING (line)
"""
NOTE_DELIVERED = """
INSERT INTO delivered
SELECT :batch, g.indicator, count(*) FILTER (m.line IS NULL), count(*) FILTER (NOT m.unchanged),
  count(DISTINCT g.partner)
FROM good AS g LEFT JOIN met AS m USING (line)
WHERE m.line IS NULL OR NOT m.unchanged GROUP BY g.indicator
"""
KEEP_REJECTED = """
INSERT INTO rejected
SELECT :batch, p.line, p.column_name, p.code, p.cell, p.hint, CAST(to_json(r) AS VARCHAR)
FROM problem AS p JOIN raw AS r ON r.line = p.line ORDER BY p.line, p.place_in_order
"""
PROBLEMS = """
SELECT line, column_name, code, cell, hint FROM problem ORDER BY line, place_in_order
LIMIT :most
"""
MOST_PROBLEMS_TOLD = 1000


@dataclass(frozen=True, slots=True)
class Delivery:
    """A file with what its sender said about it."""

    path: Path
    partner: str | None = None
    locale: str | None = None
    state: str = "approved"
    sample: bool = False


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What became of a delivery's rows. `problems` holds the first thousand."""

    batch: str
    read: int
    new: int
    revised: int
    unchanged: int
    rejected: int
    problems: tuple[Problem, ...]

    @property
    def changed(self) -> bool:
        """Whether anything entered the ledger."""
        return self.new + self.revised > 0


class DryRunError(ProductError):
    """Ends a transaction that was only tried; carries what it would have done."""

    def __init__(self, report: LoadReport) -> None:
        super().__init__("Nothing was written: this was a dry run.")
        self.report = report


def load(ledger: Ledger, delivery: Delivery, now: datetime | None = None) -> LoadReport:
    """Load one delivery; `now` (UTC) is when we learned of it, where that was earlier.

    Such a replay keeps rows that repeat what is known: what came between may arrive after them,
    and replaying deliveries in any order must end in the same figures.
    Raises `UnreadableFileError` when nothing of the file can be used.
    """
    with ledger.transaction():
        return _load(ledger, delivery, now or utc_now(), replayed=now is not None)


def try_load(ledger: Ledger, delivery: Delivery) -> LoadReport:
    """What `load` would do, without doing it."""
    try:
        with ledger.transaction():
            raise DryRunError(_load(ledger, delivery, utc_now(), replayed=False))
    except DryRunError as dry_run:
        return dry_run.report


def _load(ledger: Ledger, delivery: Delivery, now: datetime, *, replayed: bool) -> LoadReport:
    read_csv(ledger, delivery.path)
    normalise(ledger, delivery.partner, delivery.locale)
    validate(ledger, delivery.partner, now.date())
    ledger.run(GOOD)
    ledger.run(KNOWN, state=delivery.state)
    ledger.run(MET, replayed=replayed)
    number = int(ledger.scalar("SELECT coalesce(max(number), 0) + 1 FROM batch"))
    report = _report(ledger, number)
    ledger.add(BATCH, [_batch_row(number, delivery, now, report)])
    ledger.add(BATCH_EVENT, [{"batch": number, "state": delivery.state, "decided_at": now}])
    if report.rejected:
        ledger.run(KEEP_REJECTED, batch=number)
    if report.changed:
        ledger.run(APPEND, batch=number, recorded_at=now.isoformat(), sample=delivery.sample)
        ledger.run(NOTE_DELIVERED, batch=number)
        refresh(ledger, number)
    return report


def _report(ledger: Ledger, number: int) -> LoadReport:
    counted = ledger.run(COUNTED)[0]
    return LoadReport(
        batch=batch_name(number),
        read=counted.read,
        new=counted.good - counted.revised - counted.unchanged,
        revised=counted.revised,
        unchanged=counted.unchanged,
        rejected=counted.rejected,
        problems=tuple(
            Problem(*tuple(row)) for row in ledger.run(PROBLEMS, most=MOST_PROBLEMS_TOLD)
        ),
    )


def _batch_row(
    number: int, delivery: Delivery, now: datetime, report: LoadReport
) -> dict[str, object]:
    return {
        "number": number,
        "received_at": now,
        "source": delivery.path.name,
        "digest": digest(delivery.path),
        "format": "csv",
        "sample": delivery.sample,
        "rows_read": report.read,
        "rows_new": report.new,
        "rows_revised": report.revised,
        "rows_unchanged": report.unchanged,
        "rows_rejected": report.rejected,
    }
