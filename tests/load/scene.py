"""A home, its server, a reader and those who send: what faults are done to, and what must hold."""

import random
import signal
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from data.home import Home
from data.store.store import Store
from tests.bench.pages import asked, question
from tests.load.books import Books
from tests.load.deliveries import Deliveries
from tests.load.disk import Disk
from tests.load.processes import deleted
from tests.load.reader import Reader
from tests.load.remote import Remote
from tests.load.sending import Sending
from tests.load.server import Server
from tests.load.viewers import PAGE
from tests.serving import ROOT

PATIENCE = 60
ASKED = 4  # times over, each by a connection of its own: any worker may answer
FEW = 24


@dataclass
class Scene:
    """Everything of one run; `chance` is drawn anew for each fault."""

    home: Home
    server: Server
    reader: Reader
    deliveries: Deliveries
    books: Books
    disk: Disk | None
    remote: Remote | None = None
    chance: random.Random = field(default_factory=random.Random)
    usual: float = 2.0  # seconds a load takes that nobody hinders
    hindered: Path | None = None  # what the last load brought, where it did not get through
    under_way: list[Sending] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)

    def send(self, rows: int = 240, wrapper: tuple[str, ...] = ()) -> Sending:
        """Begin a load of rows nobody sent before."""
        return self._begun(Sending(self.home, self.deliveries.write(rows), wrapper))

    def ended(self, sending: Sending) -> None:
        """Wait for the end of a load, and note what it said."""
        sending.end()
        self.under_way.remove(sending)
        self.books.note(sending.file, sending.said)
        self.hindered = None if sending.accepted else sending.file
        if "Traceback" in sending.told:
            self.violations.append(f"a load ended in a traceback: {_brief(sending.told)}")
        elif not sending.accepted and not sending.killed and sending.code != 1:
            self.violations.append(f"a load ended with {sending.code}: {sending.told[-300:]}")

    def broke_off(self, error: Exception) -> None:
        """Something could not be gone through with: end what still runs, and note it."""
        self.violations.append(f"{type(error).__name__}: {error}")
        self.abandon()

    def abandon(self) -> None:
        """End by force what still runs."""
        for sending in [*self.under_way]:
            sending.signal(signal.SIGKILL)
            self.ended(sending)

    def moment(self) -> float:
        """Some time into a load, in seconds."""
        return self.chance.uniform(0, self.usual)

    def settle(self) -> None:
        """Go on as if nothing had happened, and note what is wrong.

        Half of the loads that did not get through are sent again, as their senders would.
        """
        again = self.hindered if self.chance.random() < 0.5 else None
        next_one = self._begun(Sending(self.home, again or self.deliveries.write(FEW)))
        self.ended(next_one)
        self.usual = next_one.seconds
        if not next_one.accepted:
            self.violations.append(f"the next load: {next_one.code}: {next_one.told[-300:]}")
            self.violations.append(f"deleted files still open in the server: {self._deleted()}")
        newest = Store(self.home).current_id()
        if self.home.lake:
            self.violations += self.books.faults_in_lake(self.home)
        else:
            self.violations += self.books.faults(self.home.ledger)
            self.violations += self.books.faults(self.home.snapshot(newest))
        self._look(newest)

    def wrong(self) -> list[str]:
        """Everything noted since this was asked last, the same said once."""
        found = Counter([*self.violations, *self.reader.complaints()])
        self.violations = []
        return [what if times == 1 else f"{times} x {what}" for what, times in found.items()]

    def _deleted(self) -> int:
        """Files the server keeps on disk though they have no name any more."""
        return sum(deleted(worker) for worker in self.server.workers())

    def _begun(self, sending: Sending) -> Sending:
        self.under_way.append(sending)
        return sending

    def _look(self, newest: str) -> None:
        """At what every worker serves now."""
        ask = asked(question(self.server.address), "/", "?lang=en", newest)
        for _ in range(ASKED):
            with httpx.Client(base_url=self.server.address, timeout=PATIENCE) as client:
                ready, page = client.get("/readyz"), client.post(PAGE, json=ask)
            if ready.status_code != httpx.codes.OK or ready.json()["damaged"]:
                self.violations.append(f"readiness: {ready.status_code} {ready.text[:200]}")
            if page.headers.get("X-Snapshot") != newest:
                self.violations.append(f"a page of {page.headers.get('X-Snapshot')}, not {newest}")


def _brief(told: str) -> str:
    """The lines of a traceback that say what was raised, and where of ours."""
    lines = told.splitlines()
    ours = [text.strip() for text in lines if f'"{ROOT}/' in text and ".venv" not in text]
    raised = [text for text in lines if text[:1].strip() and "Error" in text.partition(":")[0]]
    return " | ".join(dict.fromkeys([*ours[-3:], *raised]))
