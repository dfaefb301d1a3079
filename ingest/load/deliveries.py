"""Deliveries one after the other: what is packed is unpacked, what cannot be read is told."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from data.errors import UnreadableFileError
from data.ledger.writer import Ledger
from data.questions.change_records import Change
from ingest.formats.registry import format_of
from ingest.formats.zip import unpacked
from ingest.load.dry_run import try_load
from ingest.load.load import Delivery, LoadReport, Step, load, silent


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: a report, or why all of it was refused; of a dry run the changes."""

    source: str
    report: LoadReport | None = None
    changes: tuple[Change, ...] | None = None
    refused: UnreadableFileError | None = None

    @property
    def changed(self) -> bool:
        """Whether anything entered the ledger."""
        return self.changes is None and self.report is not None and self.report.changed


Deliver = Callable[[Ledger, Delivery, Step], Outcome]


def deliver(
    ledger: Ledger, delivery: Delivery, dry_run: bool = False, step: Step = silent
) -> tuple[Outcome, ...]:
    """Load (or try) a file, or every file of a ZIP; a file that is refused stops no other."""
    one = _try if dry_run else _load
    try:
        with _files(delivery) as files:
            return tuple(_attempted(one, ledger, file, step) for file in files)
    except UnreadableFileError as error:
        return (Outcome(delivery.called, refused=error),)


@contextmanager
def _files(delivery: Delivery) -> Iterator[tuple[Delivery, ...]]:
    if not format_of(delivery.path, delivery.file_format).is_bundle:
        yield (delivery,)
        return
    with unpacked(delivery.path) as members:
        yield tuple(
            replace(delivery, path=path, name=f"{delivery.called}/{name}", file_format=None)
            for name, path in members
        )


def _attempted(one: Deliver, ledger: Ledger, delivery: Delivery, step: Step) -> Outcome:
    try:
        return one(ledger, delivery, step)
    except UnreadableFileError as error:
        return Outcome(delivery.called, refused=error)


def _load(ledger: Ledger, delivery: Delivery, step: Step) -> Outcome:
    return Outcome(delivery.called, load(ledger, delivery, step=step))


def _try(ledger: Ledger, delivery: Delivery, step: Step) -> Outcome:
    trial = try_load(ledger, delivery, step)
    return Outcome(delivery.called, trial.report, trial.changes)
