"""Watching as a program does it: in turns, until somebody says that it is enough."""

import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from types import FrameType

import click

from data.errors import UnavailableError
from data.ledger.writer import LOCK_WAIT_SECONDS
from data.settings import read_settings
from data.times import FIRST_MOMENT, utc_now
from ingest.cli.console import DONE, NOTHING_CHANGED, load_exit, tell
from ingest.cli.console import PARTLY as SOME_BAD
from ingest.load.load import Delivery
from ingest.load.report import document, lines
from ingest.open_ledger import opened
from ingest.sources.config import Source, SourceError, read_sources
from ingest.sources.folder import MOST_FAULTS, SETTLE_SECONDS, Filed, Opener, Watcher
from ingest.sources.scheduler import FAILED, OK, UNCHANGED, Collected, Collector, Run

BUSY_WAIT = 5.0  # for other writers, before the next turn is waited for
AFTER_TROUBLE = timedelta(minutes=1)  # nobody is asked again at once because our disk is full


@dataclass(frozen=True, slots=True)
class Telling:
    """How people or programs are told."""

    lang: str
    as_json: bool

    def filed(self, filed: Sequence[Filed], snapshot: str | None) -> None:
        """What became of files; nothing where there were none."""
        told = [self._file(one) for one in filed]
        said = [line for one in filed for line in self._lines(one)]
        self._say({"snapshot": snapshot, "files": told}, said, snapshot)

    def runs(self, runs: Sequence[Run], snapshot: str | None) -> None:
        """What came of visits."""
        told = [
            {"source": r.source, "result": r.result, "detail": r.detail, "batch": r.batch}
            | {"batches": [document(outcome, self.lang) for outcome in r.outcomes]}
            for r in runs
        ]
        said = [f"{r.source}: {r.result}. {r.detail or ''}".rstrip() for r in runs]
        self._say({"snapshot": snapshot, "runs": told}, said, snapshot)

    def _say(self, facts: dict[str, object], said: list[str], snapshot: str | None) -> None:
        published = [f"Published {snapshot}."] if snapshot else []
        tell(facts, "\n".join(said + published) or "There is nothing to do.", self.as_json)

    def _file(self, filed: Filed) -> dict[str, object]:
        batches = [document(outcome, self.lang) for outcome in filed.outcomes]
        return {"file": filed.name, "moved_to": str(filed.moved), "batches": batches}

    def _lines(self, filed: Filed) -> Iterator[str]:
        for outcome in filed.outcomes:
            yield from lines(outcome, self.lang)
        if not filed.outcomes:
            yield f"{filed.name} was taken in before."
        yield f"{filed.name} → {filed.moved}"


class Stop:
    """Whether somebody asked to end. An `Event` would not do: signals may come amid its lock."""

    def __init__(self) -> None:
        self._asked = False

    def ask(self) -> None:
        """End after what is under way."""
        self._asked = True

    def asked(self) -> bool:
        """Whether to end."""
        return self._asked

    def wait(self, seconds: float) -> None:
        """Let time go by, or less of it where somebody asks to end."""
        end = time.monotonic() + seconds
        while not self._asked and (left := end - time.monotonic()) > 0:
            time.sleep(min(left, 0.1))


@contextmanager
def until_told() -> Iterator[Stop]:
    """Asked to end by Ctrl-C or SIGTERM; a second time, the program ends at once."""
    stop = Stop()

    def tell_it(number: int, _: FrameType | None) -> None:
        stop.ask()
        signal.signal(number, before[signal.Signals(number)])

    numbers = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.signal(number, tell_it) for number in numbers}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class _Trouble:
    """What keeps a turn from its work; told once, until a turn goes well."""

    def __init__(self) -> None:
        self._told = ""

    @contextmanager
    def withstood(self) -> Iterator[None]:
        try:
            yield
            self._told = ""
        except (UnavailableError, SourceError) as error:
            if str(error) != self._told:
                click.echo(str(error), err=True)
            self._told = str(error)


def follow_folder(folder: Path, said: Delivery, every: float, once: bool, telling: Telling) -> int:
    """Look after a folder; the exit code."""
    if not folder.is_dir():
        raise SourceError(f"There is no folder {folder}. Make it, or name another.")
    with until_told() as stop:
        if once:
            watcher = Watcher(folder, said, _opener(LOCK_WAIT_SECONDS), stop.asked)
            return _once(watcher, stop, every, telling)
        watcher, trouble = Watcher(folder, said, _opener(BUSY_WAIT), stop.asked), _Trouble()
        while not stop.asked():
            with trouble.withstood():
                found = watcher.pass_once(utc_now())
                if found.filed or found.snapshot:
                    telling.filed(found.filed, found.snapshot)
            stop.wait(every)
    return DONE


def _once(watcher: Watcher, stop: Stop, every: float, telling: Telling) -> int:
    """As many turns as it takes to see that files are complete, and to give up on bad ones."""
    filed: tuple[Filed, ...] = ()
    snapshot = None
    for _ in range(1 + MOST_FAULTS):
        found = watcher.pass_once(utc_now())
        filed, snapshot = filed + found.filed, found.snapshot or snapshot
        if stop.asked() or not watcher.waiting:
            break
        stop.wait(max(every, SETTLE_SECONDS))
    telling.filed(filed, snapshot)
    return load_exit([outcome for one in filed for outcome in one.outcomes])


def follow_sources(every: float, once: bool, telling: Telling) -> int:
    """Visit sources as they come due; the exit code."""
    sources = _sources()
    with until_told() as stop:
        if once:
            collector = Collector(sources, _opener(LOCK_WAIT_SECONDS), stop.asked, stop.wait)
            return _told(collector.collect(utc_now()), telling)
        collector = Collector(sources, _opener(BUSY_WAIT), stop.asked, stop.wait)
        trouble, due = _Trouble(), FIRST_MOMENT
        while not stop.asked():
            if utc_now() >= due:
                due = utc_now() + AFTER_TROUBLE
                with trouble.withstood():
                    found = collector.collect(utc_now())
                    due = found.next_due
                    if found.runs:
                        telling.runs(found.runs, found.snapshot)
            stop.wait(every)
    return DONE


def fetch_now(names: Sequence[str], telling: Telling) -> int:
    """Visit the sources of these names, or all; the exit code."""
    known = {source.id: source for source in _sources()}
    for name in names:
        if name not in known:
            raise SourceError(f"No source is called “{name}”; there are {', '.join(known)}.")
    asked = [known[name] for name in dict.fromkeys(names)] or list(known.values())
    with until_told() as stop:
        collector = Collector(asked, _opener(LOCK_WAIT_SECONDS), stop.asked, stop.wait)
        return _told(collector.collect(utc_now(), everything=True), telling)


def _sources() -> tuple[Source, ...]:
    path = read_settings().sources
    found = read_sources(path)
    if not found:
        raise SourceError(f"No source stands in {path}. It says itself how to write one.")
    return found


def _opener(wait: float) -> Opener:
    return partial(opened, read_settings(), wait=wait)


def _told(found: Collected, telling: Telling) -> int:
    """Tell of a round of visits; the exit code."""
    telling.runs(found.runs, found.snapshot)
    results = {run.result for run in found.runs}
    if results <= {OK, UNCHANGED}:
        return DONE
    return NOTHING_CHANGED if results == {FAILED} else SOME_BAD
