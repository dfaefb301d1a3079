"""What the addresses of `/submit` share: a partner's files, tried and sent in its name."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from anyio import to_thread
from fastapi import Response
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask

from dashboard.accounts.html.document import Reader
from dashboard.accounts.submit.drafts import Draft, Drafts
from dashboard.accounts.submit.pages import own_page, trial_page
from data.accounts.accounts import Account
from data.accounts.audit import Audit
from data.plan.model import Plan
from data.reference.plan_sources import read_plan
from data.settings import Settings
from ingest.load.receive import Received, receive
from ingest.open_ledger import opened
from ingest.review.decisions import Actor, Decisions
from ingest.review.queries import own_batches
from ingest.write.template import write_template


@dataclass(frozen=True, slots=True)
class Desk:
    """Files, decisions and the log of one home."""

    settings: Settings
    audit: Audit
    drafts: Drafts
    decisions: Decisions

    def plan(self) -> Plan:
        """The plan that is reported for."""
        return read_plan(self.settings.plan).plan

    async def page(
        self, reader: Reader, account: Account, error: str = "", status: int = 200
    ) -> Response:
        """The form with the history, and what went wrong."""
        own = await to_thread.run_sync(own_batches, self.settings, account.partner)
        return own_page(reader, account.partner or "", own, error, status)

    def template(self, reader: Reader, account: Account) -> Response:
        """The partner's own spreadsheet."""
        name = f"4per1000-{account.partner}-{reader.t.lang}.xlsx"
        with opened(self.settings, synced=False) as ledger:
            write = partial(
                write_template, ledger, self.settings, account.partner or "", reader.t.lang
            )
            return once(name, write)

    async def tried(
        self, reader: Reader, account: Account, file: BinaryIO, name: str, locale: str
    ) -> Response:
        """Keep a file, and tell what would become of it."""
        keep = partial(self.drafts.keep, file, account.partner, name, locale)
        draft = await to_thread.run_sync(keep)
        found = await to_thread.run_sync(self._receive, draft, reader.t.lang, True)
        return trial_page(reader, draft, found)

    def send(self, draft: Draft, account: Account, lang: str) -> None:
        """Send a file that was tried; where the partner is trusted it may count at once."""
        found = self._receive(draft, lang, False)
        self.decisions.received(found, draft.partner, actor_of(account))
        self.drafts.drop(draft)

    def _receive(self, draft: Draft, lang: str, dry_run: bool) -> list[dict[str, Any]]:
        """What becomes of a file; its rows may report for its organisation only."""
        locale, partner = draft.locale or None, draft.partner
        received = Received(draft.path, draft.name, partner, locale, lang, dry_run, "", partner)
        return receive(self.settings, received)


def actor_of(account: Account) -> Actor:
    """Who the log says did it."""
    return Actor(account.email, account.role)


def once(name: str, write: Callable[[Path], object]) -> Response:
    """A file that is written for one reader, and gone when it is sent."""
    folder = TemporaryDirectory(prefix="fpt-download-")
    path = Path(folder.name) / name
    write(path)
    headers = {"Cache-Control": "no-store"}
    done = BackgroundTask(folder.cleanup)
    return FileResponse(path, filename=name, headers=headers, background=done)
