"""Visits to sources: those whose turn it is are fetched, delivered and written down.

The ledger is closed while we wait for others. The same content under the same rules (mapping,
plan, register …) says the same, so it is delivered once.
"""

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from data.errors import ProductError, UnavailableError
from data.ledger import Ledger
from data.publish import is_behind, publish
from data.reference_tables import COPIED
from data.schema import SOURCE_RUN
from data.times import FIRST_MOMENT, LAST_MOMENT
from ingest.brought import Brought, brought_before, of_outcomes
from ingest.deliveries import Outcome, deliver
from ingest.fetching import Fetched, Known, fetch
from ingest.load import Delivery
from ingest.mapping import read_mapping
from ingest.sentences import refusal
from ingest.sources import Source, SourceError
from ingest.watch import SETTLE_SECONDS, Filed, Opener, Watcher, never, raise_if_unavailable

LOGGER = logging.getLogger(__name__)
FIRST_RETRY = timedelta(minutes=5)
OUR_FAULT = "The program failed on it; its log says more."
OK, UNCHANGED, PARTLY, FAILED = "ok", "unchanged", "partly", "failed"
# What the runs of a source say: of the last that did not fail, and how often it failed since.
STATE = """
SELECT max(finished_at) AS last,
  count(*) FILTER (success IS NULL OR finished_at > success) AS failures,
  any_value(etag) FILTER (finished_at = success) AS etag,
  any_value(last_modified) FILTER (finished_at = success) AS last_modified,
  any_value(digest) FILTER (finished_at = success) AS digest
FROM (SELECT *, max(finished_at) FILTER (result <> 'failed') OVER () AS success
  FROM source_run WHERE source = :source)
"""
NEWEST_REQUEST = """
SELECT request FROM batch WHERE starts_with(request, :start) ORDER BY number DESC LIMIT 1
"""
REFERENCE = "SELECT value FROM meta WHERE name = :name"


@dataclass(frozen=True, slots=True)
class Run:
    """One visit to a source."""

    source: str
    result: str
    detail: str | None = None
    batch: int | None = None
    outcomes: tuple[Outcome, ...] = ()


@dataclass(frozen=True, slots=True)
class Collected:
    """What a round of visits led to, and when the next one is due."""

    runs: tuple[Run, ...]
    snapshot: str | None
    next_due: datetime


@dataclass(frozen=True, slots=True)
class _State:
    """What is known of a source before a visit; `rules` are those it is read by now."""

    last: datetime | None
    failures: int
    known: Known
    rules: str
    newest: str | None

    def due(self, source: Source) -> datetime:
        """When its next visit is due."""
        if self.last is None:
            return FIRST_MOMENT
        again = FIRST_RETRY * 2 ** min(self.failures, 20)
        return self.last + (min(source.every, again) if self.failures else source.every)


@dataclass(frozen=True, slots=True)
class _Visit:
    """What was found at a source, while the ledger was closed."""

    source: Source
    began: float
    found: Fetched | list[Path] | SourceError


class Collector:
    """Visits sources; remembers from round to round what it saw lying in folders."""

    def __init__(
        self,
        sources: Sequence[Source],
        opener: Opener,
        stopped: Callable[[], bool] = never,
        pause: Callable[[float], object] = time.sleep,
    ) -> None:
        self._sources = sources
        self._opener = opener
        self._stopped = stopped
        self._pause = pause
        self._watchers = {
            source.id: Watcher(source.folder, Delivery(source.folder), opener, stopped)
            for source in sources
            if source.folder
        }

    def collect(self, now: datetime, everything: bool = False) -> Collected:
        """Visit what is due, or everything; publishes once, where that shows anything new.

        Raises `UnavailableError`; what was delivered by then stays so.
        """
        with self._opener() as ledger:
            states = {source.id: _state(ledger, source) for source in self._sources}
        due = [s for s in self._sources if everything or states[s.id].due(s) <= now]
        if not due:
            return Collected((), None, self._next(states))
        with TemporaryDirectory(prefix="fpt-fetch-") as folder:
            visits = [
                self._visit(source, states[source.id], now, Path(folder))
                for source in due
                if not self._stopped()
            ]
            with self._opener() as ledger:
                runs = tuple(
                    self._entered(ledger, visit, states[visit.source.id], now) for visit in visits
                )
                turned = any(
                    (states[run.source].failures > 0) != (run.result == FAILED) for run in runs
                )
                snapshot = publish(ledger) if turned or is_behind(ledger) else None
                states = {source.id: _state(ledger, source) for source in self._sources}
        return Collected(runs, snapshot, self._next(states))

    def _visit(self, source: Source, state: _State, now: datetime, folder: Path) -> _Visit:
        began = time.monotonic()
        try:
            if source.folder:
                return _Visit(source, began, self._lying(source, now))
            return _Visit(source, began, fetch(source, state.known, folder, self._pause))
        except SourceError as error:
            return _Visit(source, began, error)
        except Exception:
            LOGGER.exception("The visit to %s failed", source.id)
            return _Visit(source, began, SourceError(OUR_FAULT))

    def _lying(self, source: Source, now: datetime) -> list[Path]:
        """What lies complete in a folder: looked at twice, unless it is empty."""
        watcher = self._watchers[source.id]
        ready = watcher.ready(now)
        if not watcher.waiting:
            return ready
        self._pause(SETTLE_SECONDS)
        return watcher.ready(now + timedelta(seconds=SETTLE_SECONDS))

    def _entered(self, ledger: Ledger, visit: _Visit, state: _State, now: datetime) -> Run:
        """Deliver what was found, and write the visit down."""
        run = self._delivered(ledger, visit, state, now)
        found = visit.found
        known = found if isinstance(found, Fetched) and run.result != FAILED else Known()
        row = {
            "source": run.source,
            "started_at": now,
            "finished_at": now + timedelta(seconds=time.monotonic() - visit.began),
            "result": run.result,
            "detail": run.detail,
            "batch": run.batch,
            "etag": known.etag,
            "last_modified": known.last_modified,
            "digest": known.digest,
        }
        with ledger.transaction():
            ledger.add(SOURCE_RUN, [row])
        return run

    def _delivered(self, ledger: Ledger, visit: _Visit, state: _State, now: datetime) -> Run:
        source, found = visit.source, visit.found
        try:
            if isinstance(found, SourceError):
                raise found
            if isinstance(found, Fetched):
                return _from_address(ledger, source, found, state)
            watcher = self._watchers[source.id]
            watcher.said = _said(source, watcher.folder)
            return _from_folder(source, watcher.take(ledger, found, now))
        except UnavailableError:
            raise
        except ProductError as error:
            return Run(source.id, FAILED, str(error))
        except Exception as error:
            raise_if_unavailable(ledger, error)
            LOGGER.exception("What %s brought could not be delivered", source.id)
            return Run(source.id, FAILED, OUR_FAULT)

    def _next(self, states: Mapping[str, _State]) -> datetime:
        due = (states[source.id].due(source) for source in self._sources)
        return min(due, default=LAST_MOMENT)


def _state(ledger: Ledger, source: Source) -> _State:
    row = ledger.run(STATE, source=source.id)[0]
    newest = ledger.scalar(NEWEST_REQUEST, start=f"fetch:{source.id}:")
    rules = _rules(ledger, source)
    same = newest is None or newest.startswith(f"fetch:{source.id}:{rules} ")
    known = Known(row.etag, row.last_modified, row.digest) if same else Known()
    return _State(row.last, row.failures, known, rules, newest)


def _rules(ledger: Ledger, source: Source) -> str:
    """Stands for all that decides what the same content means."""
    mapping = source.mapping.read_bytes() if source.mapping and source.mapping.exists() else b""
    reference = ledger.scalar(REFERENCE, name=COPIED)
    said = (source.format, source.partner, source.locale, source.state, reference, mapping)
    return sha256(repr(said).encode()).hexdigest()[:16]


def _said(source: Source, path: Path) -> Delivery:
    """A delivery with what is said about the source."""
    return Delivery(
        path,
        source.partner,
        source.locale,
        source.state,
        file_format=None if source.format == "zip" else source.format,
        mapping=read_mapping(source.mapping) if source.mapping else None,
        name=source.id,
    )


def _from_address(ledger: Ledger, source: Source, found: Fetched, state: _State) -> Run:
    if found.path is None:
        return Run(source.id, UNCHANGED)
    request = f"fetch:{source.id}:{state.rules} {found.digest}"
    delivery = replace(_said(source, found.path), request=request)
    outcomes: tuple[Outcome, ...] = ()
    brought = brought_before(ledger, delivery) if state.newest == request else ()
    if not brought:
        outcomes = deliver(ledger, delivery)
        brought = of_outcomes(outcomes)
    return _judged(source, brought, outcomes)


def _from_folder(source: Source, filed: Sequence[Filed]) -> Run:
    if not filed:
        return Run(source.id, UNCHANGED)
    outcomes = tuple(outcome for one in filed for outcome in one.outcomes)
    return _judged(source, [b for one in filed for b in one.brought], outcomes)


def _judged(source: Source, brought: Sequence[Brought], outcomes: tuple[Outcome, ...]) -> Run:
    """How a visit went by what it brought: `failed` where nothing of it could be used."""
    refused = [refusal(outcome.refused, "en") for outcome in outcomes if outcome.refused]
    rejected = sum(one.rejected for one in brought)
    batch = brought[-1].number if brought else None
    if not refused and not rejected:
        return Run(source.id, OK, None, batch, outcomes)
    result = PARTLY if any(one.kept for one in brought) else FAILED
    names = ", ".join(one.batch for one in brought if one.rejected)
    detail = refused[0] if refused else f"Refused rows: {rejected}; see {names}."
    return Run(source.id, result, detail, batch, outcomes)
