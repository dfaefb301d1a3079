"""Decisions about batches: who took which is logged, and some need two people.

Every way to send or to decide passes here: pages, the API and the command line.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from data.accounts.audit import Audit, Entry
from data.accounts.engine import AccountsEngine
from data.accounts.trusted_partners import TrustedPartners
from data.errors import ProductError, UnavailableError
from data.ledger.confidential_rows import take_out
from data.ledger.settlements import settle
from data.ledger.writer import Ledger
from data.settings import Settings
from data.store.publish import publish
from ingest.load import batches as kept
from ingest.load.batches import BatchSummary
from ingest.load.dry_run import effect_of
from ingest.open_ledger import opened
from ingest.review.queries import own_batch

LOGGER = logging.getLogger(__name__)
WAIT_SECONDS = 20.0
STATES = {"approve": "approved", "return": "returned", "withdraw": "withdrawn"}
AGREED, ASKED, ANSWERED, SENT, TAKEN_BACK = "agreed", "asked", "answered", "sent", "taken back"
SETTLED, TAKEN_OUT = "settled", "taken out"
BY_RULE = "no doubts, and from a trusted partner"


class AgreedAlreadyError(ProductError):
    """Who approved first cannot be the second."""


class UnpublishedError(ProductError):
    """A decision is kept, and the publication that would show it failed."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: an address, a token or the command line, in a role."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Decided:
    """A batch after a decision, and the snapshot that shows it; None where it waits on."""

    batch: BatchSummary
    snapshot: str | None


COMMAND_LINE = Actor("command line", "")
RULE = Actor("rule", "")


class Decisions:
    """Decides, publishes and writes it down; every time is in UTC."""

    def __init__(
        self,
        settings: Settings,
        audit: Audit,
        trusted: TrustedPartners,
        clock: Callable[[], datetime],
    ) -> None:
        self._settings = settings
        self._audit = audit
        self._trusted = trusted
        self._clock = clock

    def decide(self, name: str, what: str, actor: Actor, why: str = "") -> Decided:
        """Approve, return or withdraw a batch and publish.

        Where two must approve and this is the first, the batch goes on waiting. Raises
        `AgreedAlreadyError`, `DecidedAlreadyError`, `UnknownBatchError`, and `UnpublishedError`
        where the decision is kept and not shown.
        """
        decided = None
        try:
            with opened(self._settings, wait=WAIT_SECONDS) as ledger:
                found = kept.batch(ledger, name)
                if what == "approve" and self._needs_another(ledger, found, actor):
                    self.note(actor, AGREED, found.batch, why)
                    return Decided(found, None)
                decided = kept.decide(ledger, name, STATES[what], why or None)
                self.note(actor, STATES[what], decided.batch, why)
                return Decided(decided, publish(ledger))
        except UnavailableError as error:
            if decided is None:
                raise
            raise UnpublishedError(
                f"{decided.batch} is {decided.state}, which is not published yet: {error}"
            ) from error

    def ask(self, name: str, actor: Actor, question: str) -> None:
        """Ask the sender something; the batch stays as it is. Raises `UnknownBatchError`."""
        with opened(self._settings, synced=False, wait=WAIT_SECONDS) as ledger:
            found = kept.batch(ledger, name)
        self.note(actor, ASKED, found.batch, question)

    def answer(self, name: str, partner: str | None, actor: Actor, said: str) -> None:
        """Answer about one's own batch; raises `NotYoursError`, `UnknownBatchError`."""
        found = own_batch(self._settings, name, partner)
        self.note(actor, ANSWERED, found.batch, said)

    def settle(self, name: str, key: int, answer: str, actor: Actor) -> None:
        """Say whether a report tells a fact of its own, and publish.

        Raises `NoReportError`, `UnknownBatchError`, and `UnpublishedError` where it is not shown.
        """
        with opened(self._settings, wait=WAIT_SECONDS) as ledger:
            found = kept.batch(ledger, name)
            settle(ledger, key, answer, actor.name)
            self.note(actor, f"{SETTLED}: {answer}", found.batch)
            try:
                publish(ledger)
            except UnavailableError as error:
                raise UnpublishedError(f"The answer is kept, and not published: {error}") from error

    def take_out(self, name: str, indicator: str, period_end: date, actor: Actor) -> None:
        """Take a confidential amount that was released out of its total again, and publish.

        Raises `UnknownBatchError`, and `UnpublishedError` where it is not shown.
        """
        with opened(self._settings, wait=WAIT_SECONDS) as ledger:
            found = kept.batch(ledger, name)
            take_out(ledger, indicator, period_end)
            self.note(actor, TAKEN_OUT, found.batch, f"{indicator}, {period_end.isoformat()}")
            try:
                publish(ledger)
            except UnavailableError as error:
                raise UnpublishedError(f"It is taken out, and not published: {error}") from error

    def agreed(self, batch: str) -> Sequence[Entry]:
        """Who approved a batch first, where two must."""
        return [entry for entry in self._audit.entries(batch) if entry.what == AGREED]

    def received(self, told: Sequence[dict[str, Any]], partner: str, actor: Actor) -> None:
        """Write down what was sent, and approve it at once where the partner is trusted.

        `told` is a document a file, as `ingest.load.receive` gives them.
        """
        trusted = self._trusted.has(partner)
        for document in told:
            batch = document.get("batch")
            if not batch or any(entry.what == SENT for entry in self._audit.entries(batch)):
                continue
            self.note(actor, SENT, batch)
            doubted = document["warned"] or document["rejected"]
            if trusted and not doubted and document["new"] + document["revised"]:
                try:
                    self._approve_by_rule(batch)
                except UnavailableError:
                    LOGGER.exception("%s waits for a person, or to be published", batch)

    def note(self, actor: Actor, what: str, batch: str, why: str = "") -> None:
        """Write down what was done with a batch."""
        self._audit.note(actor.name, actor.role, what, batch, self._clock(), why)

    def _approve_by_rule(self, batch: str) -> None:
        with opened(self._settings, wait=WAIT_SECONDS) as ledger:
            waits = kept.waits_for(ledger, kept.continued(ledger, batch))
            if waits or (self._settings.two_reviewers and _flips(ledger, batch)):
                return
            kept.decide(ledger, batch, "approved", None)
            self.note(RULE, "approved", batch, BY_RULE)
            publish(ledger)

    def _needs_another(self, ledger: Ledger, found: BatchSummary, actor: Actor) -> bool:
        if not self._settings.two_reviewers or found.state == "approved":
            return False
        before = {entry.who for entry in self.agreed(found.batch)}
        if before - {actor.name}:
            return False
        if not _flips(ledger, found.batch):
            return False
        if before:
            raise AgreedAlreadyError(f"You approved {found.batch} already; another person must.")
        return True


def decisions(
    settings: Settings, engine: AccountsEngine, clock: Callable[[], datetime]
) -> Decisions:
    """Decisions as the settings say, logged in the database of accounts."""
    return Decisions(settings, Audit(engine), TrustedPartners(engine), clock)


def _flips(ledger: Ledger, batch: str) -> bool:
    """Whether approving a batch would change a verdict."""
    changes = effect_of(ledger, batch).changes
    return any(change.verdict_changed(horizon) for change in changes for horizon in change.after)
