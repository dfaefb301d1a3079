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
from data.ledger.reference_tables import COPIED
from data.ledger.schema import SOURCE_RUN
from data.ledger.writer import Ledger, batch_name
from data.store.publish import is_behind, publish
from data.times import FIRST_MOMENT, LAST_MOMENT
from ingest.columns.mapping import read_mapping
from ingest.load.deliveries import Outcome, deliver
from ingest.load.load import Delivery
from ingest.load.previous_loads import Brought, of_outcomes
from ingest.problem_messages import refusal
from ingest.sources.config import Source, SourceError
from ingest.sources.folder import SETTLE_SECONDS, Filed, Opener, Watcher, check_storage, never
from ingest.sources.http import Fetched, Known, fetch
from ingest.sources.removed_records import forget_given, gone_records, gone_sentence, take_back

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
  any_value(digest) FILTER (finished_at = success) AS digest, coalesce(max(batch), 0) AS batch
FROM (SELECT *, max(finished_at) FILTER (result <> 'failed') OVER () AS success
  FROM source_run WHERE source = :source)
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
    """What is known of a source before a visit; `rules` are those it is read by now, `batch` is
    the last one that was told."""

    last: datetime | None
    failures: int
    known: Known
    rules: str
    batch: int

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
            "digest": known.digest and f"{state.rules} {known.digest}",
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
            watcher.said = _delivery(source, watcher.folder)
            return _from_folder(source, watcher.take(ledger, found, now))
        except UnavailableError:
            raise
        except ProductError as error:
            return Run(source.id, FAILED, str(error))
        except Exception as error:
            check_storage(ledger, error)
            LOGGER.exception("What %s brought could not be delivered", source.id)
            return Run(source.id, FAILED, OUR_FAULT)

    def _next(self, states: Mapping[str, _State]) -> datetime:
        due = (states[source.id].due(source) for source in self._sources)
        return min(due, default=LAST_MOMENT)


def _state(ledger: Ledger, source: Source) -> _State:
    row = ledger.run(STATE, source=source.id)[0]
    rules = _rules(ledger, source)
    known_rules, _, digest = (row.digest or "").partition(" ")
    known = Known(row.etag, row.last_modified, digest) if known_rules == rules else Known()
    return _State(row.last, row.failures, known, rules, row.batch)


def _rules(ledger: Ledger, source: Source) -> str:
    """Stands for all that decides what the same content means."""
    mapping = source.mapping.read_bytes() if source.mapping and source.mapping.exists() else b""
    reference = ledger.scalar(REFERENCE, name=COPIED)
    how = (source.format, source.partner, source.locale, source.state, source.gone)
    said = (*how, reference, mapping)
    return sha256(repr(said).encode()).hexdigest()[:16]


def _delivery(source: Source, path: Path) -> Delivery:
    """A delivery with what is said about the source."""
    return Delivery(
        path,
        source.partner,
        source.locale,
        source.state,
        file_format=source.format,
        mapping=read_mapping(source.mapping) if source.mapping else None,
        name=source.id,
    )


def _from_address(ledger: Ledger, source: Source, found: Fetched, state: _State) -> Run:
    if found.path is None:
        return Run(source.id, UNCHANGED)
    request = f"{_requests(source)}{state.rules} {found.digest}"
    forget_given(ledger)
    said = _delivery(source, found.path)
    outcomes = deliver(ledger, replace(said, request=request, only_news=True))
    brought = of_outcomes(outcomes)
    written = tuple(o for o in outcomes if o.report is None or o.report.batch)
    run = _judged(source, brought, written)
    if run.result == FAILED or any(outcome.refused for outcome in outcomes):
        return run
    told = _tell_gone(ledger, source, run, replace(said, request=f"{request} gone"), brought)
    is_new = told.detail or any(one.number > state.batch for one in brought)
    is_empty = not any(outcome.report and outcome.report.read for outcome in outcomes)
    return told if is_new or is_empty else Run(source.id, UNCHANGED)


def _requests(source: Source) -> str:
    """How the requests of a source's deliveries start."""
    return f"fetch:{source.id}:"


def _tell_gone(
    ledger: Ledger, source: Source, run: Run, delivery: Delivery, brought: Sequence[Brought]
) -> Run:
    """With what a source no longer gives; taken back if that is wished and beyond doubt."""
    gone = gone_records(ledger, _requests(source), source.state)
    if not gone:
        return run
    taken: tuple[Outcome, ...] = ()
    if source.gone == "withdraw" and run.result == OK and any(one.kept for one in brought):
        taken = take_back(ledger, gone, delivery)
    numbers = [one.number for one in of_outcomes(taken)]
    sentence = gone_sentence(gone, [batch_name(number) for number in numbers])
    return replace(
        run,
        detail=f"{run.detail or ''} {sentence}".strip(),
        batch=max([*numbers, run.batch or 0]) or None,
        outcomes=run.outcomes + taken,
    )


def _from_folder(source: Source, filed: Sequence[Filed]) -> Run:
    if not filed:
        return Run(source.id, UNCHANGED)
    outcomes = tuple(outcome for one in filed for outcome in one.outcomes)
    return _judged(source, [b for one in filed for b in one.brought], outcomes)


def _judged(source: Source, brought: Sequence[Brought], outcomes: tuple[Outcome, ...]) -> Run:
    """How a visit went by what it brought: `failed` where nothing of it could be used."""
    refused = [refusal(outcome.refused, "en") for outcome in outcomes if outcome.refused]
    rejected = sum(one.rejected for one in brought)
    batch = max((one.number for one in brought), default=0) or None
    if not refused and not rejected:
        return Run(source.id, OK, None, batch, outcomes)
    result = PARTLY if any(one.kept for one in brought) else FAILED
    names = ", ".join(one.batch for one in brought if one.rejected)
    detail = refused[0] if refused else f"Refused rows: {rejected}; see {names}."
    return Run(source.id, result, detail, batch, outcomes)
