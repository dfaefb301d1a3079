"""A home, a server, and a source that is visited at the hours that a test says."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from data.home import Home
from data.ledger.writer import Ledger, open_ledger
from data.questions.sources import SourceState, sources
from ingest.sources.config import Source
from ingest.sources.scheduler import Collected, Collector
from tests.ingest.answers import Answer, Server, answer

HEADER = "indicator,partner,place,period,value\n"
GOOD = HEADER + "C1.1,afris,BEN,2025-Q1,3\n"
OTHER = HEADER + "C1.1,afris,BEN,2025-Q1,4\n"
MIXED = HEADER + "C1.1,afris,BEN,2025-Q2,3\nZ9.9,afris,BEN,2025-Q1,3\n"
BAD = HEADER + "Z9.9,afris,BEN,2025-Q1,3\n"
NOON = datetime(2026, 11, 22, 12)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def says(text: str, **headers: str) -> Answer:
    return answer(200, text.encode(), **headers)


class World:
    """A home, a server, and one source: its address, visited at the hours that a test says."""

    def __init__(self, home: Home, server: Server, folder: Path) -> None:
        self.home, self.server, self.folder = home, server, folder
        self.opened = 0
        self.pauses: list[float] = []
        self.source = Source(
            id="afris", title="AFRIS", address=f"{server.address}/a.csv", state="approved"
        )
        self.start()

    def start(self, *more: Source, **said: Any) -> None:
        """As after a restart."""
        self.source = self.source.model_copy(update=said)
        self.collector = Collector((self.source, *more), self.open, pause=self.pauses.append)

    @contextmanager
    def open(self) -> Iterator[Ledger]:
        self.opened += 1
        with open_ledger(self.home) as ledger:
            yield ledger

    def visit(self, answers: Answer | None = None, after: timedelta = timedelta(0)) -> Collected:
        if answers:
            self.server.answers = [answers]
        return self.collector.collect(NOON + after)

    def result(self, answers: Answer | None = None, after: timedelta = timedelta(0)) -> str | None:
        runs = self.visit(answers, after).runs
        return runs[0].result if runs else None

    def states(self) -> dict[str, SourceState]:
        with open_ledger(self.home) as ledger:
            return {state.id: state for state in sources(ledger.connection)}

    def batches(self) -> list[tuple[int, int]]:
        with open_ledger(self.home) as ledger:
            rows = ledger.run("SELECT rows_new + rows_revised AS n, rows_rejected FROM batch")
            return [(row.n, row.rows_rejected) for row in rows]


def source_world(empty_template: Path, tmp_path: Path, server: Server) -> World:
    home = Home(shutil.copytree(empty_template, tmp_path / "home"))
    (tmp_path / "inbox").mkdir()
    return World(home, server, tmp_path / "inbox")
