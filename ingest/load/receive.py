"""What the API takes in: a file, tried or kept as pending, once however often it is sent."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.errors import ProductError
from data.ledger.writer import Ledger, batch_name
from data.settings import Settings
from data.store.publish import digest
from ingest.load import batches
from ingest.load.deliveries import deliver
from ingest.load.load import Delivery
from ingest.load.report import COUNTS, document, problems
from ingest.open_ledger import opened

Document = dict[str, Any]
WAIT_SECONDS = 20.0
# Batches that a request with this key brought, and the digest of what it sent.
REMEMBERED = """
SELECT number, split_part(request, ' ', 2) AS digest FROM batch
WHERE split_part(request, ' ', 1) = :key ORDER BY number
"""


class KeyUsedError(ProductError):
    """An idempotency key came again with other content."""


@dataclass(frozen=True, slots=True)
class Received:
    """A body as a file, and what its sender said. `key` is an idempotency key or "".

    `only` is the partner its sender acts for.
    """

    path: Path
    name: str
    partner: str | None
    locale: str | None
    lang: str
    dry_run: bool
    key: str
    only: str | None = None


def receive(settings: Settings, received: Received) -> list[Document]:
    """What became of each file of a body.

    Raises `KeyUsedError`, `LedgerBusyError`, `StorageError`.
    """
    request = f"{received.key} {digest(received.path)}" if received.key else None
    with opened(settings, wait=WAIT_SECONDS) as ledger:
        if request and (known := _known(ledger, received, request)):
            return known
        delivery = Delivery(
            received.path,
            received.partner,
            received.locale,
            state="pending",
            name=received.name,
            request=request,
            only=received.only,
        )
        outcomes = deliver(ledger, delivery, received.dry_run)
    return [document(outcome, received.lang) for outcome in outcomes]


def _known(ledger: Ledger, received: Received, request: str) -> list[Document]:
    """What was answered the first time, put together again from the ledger."""
    key, sent = request.split(" ")
    found = ledger.run(REMEMBERED, key=key)
    if any(row.digest != sent for row in found):
        raise KeyUsedError(
            "This Idempotency-Key was used for other content. Send a new key with new content."
        )
    return [_again(ledger, row.number, received.lang) for row in found]


def _again(ledger: Ledger, number: int, lang: str) -> Document:
    name = batch_name(number)
    summary, layout = batches.batch(ledger, name), batches.layout_of(ledger, number)
    return {
        "batch": name,
        "source": summary.source,
        "format": layout.file_format if layout else None,
        "state": summary.state,
        **{count: getattr(summary, count) for count in COUNTS},
        "unused_columns": list(layout.unused) if layout else [],
        "unused_sheets": list(layout.unused_sheets) if layout else [],
        "hidden": list(layout.hidden) if layout else [],
        "problems": problems(batches.problems(ledger, name), layout, lang),
        "warnings": problems(batches.warnings(ledger, name), layout, lang),
    }
