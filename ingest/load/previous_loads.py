"""What a file brought into the ledger: just now, or before a crash that came between.

A request, kept with each batch, tells one arrival of a file from another of the same content.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from data.ledger.writer import Ledger, batch_name
from data.store.publish import digest
from ingest.formats.registry import format_of
from ingest.formats.zip import unpacked
from ingest.load.batches import batch_number
from ingest.load.deliveries import Outcome
from ingest.load.load import Delivery

OF_REQUEST = """
SELECT number, source, digest, format, rows_new + rows_revised + rows_unchanged AS kept,
  rows_rejected AS rejected
FROM batch WHERE request = :request
QUALIFY row_number() OVER (PARTITION BY digest ORDER BY number DESC) = 1 ORDER BY number
"""


@dataclass(frozen=True, slots=True)
class Brought:
    """One batch of a file: rows that are in the ledger (`kept`), and rows that were refused.

    `number` is 0 where the file said nothing new and made no batch.
    """

    number: int
    source: str
    format: str
    kept: int
    rejected: int

    @property
    def batch(self) -> str:
        """The batch's name."""
        return batch_name(self.number)


def of_outcomes(outcomes: Iterable[Outcome]) -> tuple[Brought, ...]:
    """What was brought just now."""
    return tuple(
        Brought(
            batch_number(report.batch) if report.batch else 0,
            report.source,
            report.layout.file_format,
            report.new + report.revised + report.unchanged,
            report.rejected,
        )
        for report in (outcome.report for outcome in outcomes)
        if report
    )


def brought_before(ledger: Ledger, delivery: Delivery) -> tuple[Brought, ...]:
    """What this very delivery brought before; nothing where any of its files is missing."""
    rows = ledger.run(OF_REQUEST, request=delivery.request)
    if not rows or not _digests(delivery) <= {row.digest for row in rows}:
        return ()
    return tuple(
        Brought(row.number, row.source, row.format, row.kept, row.rejected) for row in rows
    )


def _digests(delivery: Delivery) -> set[str]:
    """Of the file, or of every file in a ZIP."""
    if not format_of(delivery.path, delivery.file_format).is_bundle:
        return {digest(delivery.path)}
    with unpacked(delivery.path) as members:
        return {digest(path) for _, path in members}
