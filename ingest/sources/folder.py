"""A folder whose files are taken in as they come: each once, whole, and then put away.

Taken in, a file moves to `done/`; refused, to `rejected/` with the reasons beside it. Of rows
that were refused a file to mend lies in `rejected/` too.
"""

import logging
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from data.errors import StorageError, UnavailableError, UnreadableFileError
from data.ledger.lake_connection import away, fault_behind
from data.ledger.writer import DISK_REFUSALS, Ledger
from data.store.publish import digest, is_behind, publish
from ingest.formats.registry import FORMATS
from ingest.load.deliveries import Outcome, deliver
from ingest.load.load import Delivery
from ingest.load.previous_loads import Brought, brought_before, of_outcomes
from ingest.review.rejects import write_rejects
from ingest.sources.archive import DONE, REJECTED, called, put_away, reserved, stamped, write_why
from ingest.sources.config import SourceError

LOGGER = logging.getLogger(__name__)
SETTLE_SECONDS = 2.0  # how long a file must have been left alone
MOST_FAULTS = 3
UNFINISHED = (".part", ".partial", ".tmp", ".crdownload")
Opener = Callable[[], AbstractContextManager[Ledger]]
Mark = tuple[int, int, int]  # inode, size and time of a file's last change


@dataclass(frozen=True, slots=True)
class Filed:
    """A file that was put away, and what it brought. `outcomes` is empty where it came before."""

    name: str
    moved: Path
    brought: tuple[Brought, ...] = ()
    outcomes: tuple[Outcome, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether nothing of it could be used."""
        return self.moved.parent.name == REJECTED


@dataclass(frozen=True, slots=True)
class Pass:
    """What one look at the folder led to."""

    filed: tuple[Filed, ...] = ()
    snapshot: str | None = None


def never() -> bool:
    """Nobody asks to stop."""
    return False


def check_storage(ledger: Ledger, error: Exception) -> None:
    """Give up what failed; raises `UnavailableError` where storage is at fault, not the file."""
    ledger.connection.rollback()
    if any(sign in str(error) for sign in DISK_REFUSALS):
        raise StorageError(f"The disk is full or refuses to be written to: {error}") from error
    if ledger.home.lake and (fault := fault_behind(error)):
        raise away(fault) from error


class Watcher:
    """Looks after one folder, not those in it; `said` is what is known of whatever comes."""

    def __init__(
        self, folder: Path, said: Delivery, opener: Opener, stopped: Callable[[], bool] = never
    ) -> None:
        self.folder = folder
        self.said = said
        self._opener = opener
        self._stopped = stopped
        self._seen: dict[str, Mark] = {}
        self._faults: Counter[tuple[str, Mark]] = Counter()
        self._left: set[tuple[str, Mark]] = set()
        self._finished = False  # what came was published, or nothing did

    @property
    def waiting(self) -> bool:
        """Whether files lie there that a next pass may take."""
        return any(item not in self._left for item in self._seen.items())

    def pass_once(self, now: datetime) -> Pass:
        """Take in what is complete; the ledger is only opened where there is something to do.

        The first pass publishes what a crash left unpublished. Raises
        `UnavailableError`.
        """
        ready = self.ready(now)
        if self._finished and not ready:
            return Pass()
        self._finished = False
        with self._opener() as ledger:
            filed = self.take(ledger, ready, now)
            snapshot = publish(ledger) if is_behind(ledger) else None
        self._finished = True
        return Pass(filed, snapshot)

    def ready(self, now: datetime) -> list[Path]:
        """Files that did not change since the last look, the oldest first."""
        before, self._seen = self._seen, dict(self._look())
        found = [
            (mark[-1], name)
            for name, mark in self._seen.items()
            if before.get(name) == mark and (name, mark) not in self._left and _rests(mark, now)
        ]
        return [self.folder / name for _, name in sorted(found)]

    def take(self, ledger: Ledger, ready: Sequence[Path], now: datetime) -> tuple[Filed, ...]:
        """Take files in and put them away; those that change meanwhile stay for a next pass."""
        filed = []
        for path in ready:
            if self._stopped():
                break
            if done := self._taken(ledger, path, now):
                filed.append(done)
                self._seen.pop(path.name, None)
        return tuple(filed)

    def _look(self) -> Iterator[tuple[str, Mark]]:
        try:
            with os.scandir(self.folder) as entries:
                for entry in entries:
                    path = self.folder / entry.name
                    if _is_meant(entry) and (mark := _mark(path)):
                        yield entry.name, mark
        except OSError as error:
            raise SourceError(
                f"The folder {self.folder} cannot be read: {error.strerror or error}."
            ) from error

    def _taken(self, ledger: Ledger, path: Path, now: datetime) -> Filed | None:
        mark = self._seen[path.name]
        if _mark(path) != mark:
            return None
        try:
            return self._delivered(ledger, path, mark, now)
        except UnavailableError:
            raise
        except Exception as error:
            check_storage(ledger, error)
            return self._fault(path, mark, now)

    def _delivered(self, ledger: Ledger, path: Path, mark: Mark, now: datetime) -> Filed | None:
        inode, _, changed = mark
        request = f"watch:{inode}:{changed} {digest(path)}"
        delivery = replace(self.said, path=path, name=called(path), request=request)
        outcomes: tuple[Outcome, ...] = ()
        brought = brought_before(ledger, delivery)
        if not brought:
            outcomes = deliver(ledger, delivery)
            brought = of_outcomes(outcomes)
        if _mark(path) != mark:
            return None
        name = stamped(now, path.name)
        rejected = self.folder / REJECTED
        for one in brought:
            if one.rejected:
                _write_to_mend(ledger, one, rejected, stamped(now, _stem(path, one)))
        if refused := [outcome.refused for outcome in outcomes if outcome.refused]:
            write_why(rejected, name, refused)
        bad = bool(refused) or any(one.rejected for one in brought)
        good = any(one.kept for one in brought)
        folder = rejected if bad and not good else self.folder / DONE
        return Filed(called(path), put_away(path, folder, name), brought, outcomes)

    def _fault(self, path: Path, mark: Mark, now: datetime) -> Filed | None:
        """The program failed on a file: try again, and at the third time put it aside."""
        if _mark(path) != mark:
            return None
        LOGGER.exception("%s could not be taken in", path)
        self._faults[path.name, mark] += 1
        if self._faults[path.name, mark] < MOST_FAULTS:
            return None
        why = UnreadableFileError(
            "{file} could not be taken in: the program failed on it, three times. Tell those who"
            " look after the dashboard; its log says more.",
            file=called(path),
        )
        name = stamped(now, path.name)
        try:
            write_why(self.folder / REJECTED, name, [why])
            moved = put_away(path, self.folder / REJECTED, name)
        except OSError:
            LOGGER.exception("%s cannot be moved; it is left alone until it changes", path)
            self._left.add((path.name, mark))
            return None
        return Filed(called(path), moved, (), (Outcome(called(path), refused=why),))


def _is_meant(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a file that somebody means us to take."""
    if entry.name.startswith((".", "~$")) or entry.name.lower().endswith(UNFINISHED):
        return False
    return entry.is_file(follow_symlinks=False)


def _mark(path: Path) -> Mark | None:
    """By what a file is known again as it was; None where it is gone or cannot be opened."""
    try:
        with path.open("rb") as file:
            found = os.fstat(file.fileno())
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def _rests(mark: Mark, now: datetime) -> bool:
    """Whether a file was left alone for a while; a clock elsewhere may be ahead of ours."""
    return abs(now.replace(tzinfo=UTC).timestamp() - mark[-1] / 1e9) >= SETTLE_SECONDS


def _stem(path: Path, brought: Brought) -> str:
    """What a file to mend is called, without its ending; a file in a ZIP after both."""
    stem = Path(called(path)).stem
    return (
        stem if brought.source == called(path) else f"{stem}-{PurePosixPath(brought.source).stem}"
    )


def _write_to_mend(ledger: Ledger, brought: Brought, folder: Path, stem: str) -> None:
    target = reserved(folder, f"{stem}-to-mend{FORMATS[brought.format].mended}")
    write_rejects(ledger, brought.batch, target, None)
