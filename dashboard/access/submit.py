"""`/submit`: a partner sends a file, sees what would become of it, and sends it for approval."""

import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from anyio import to_thread
from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse, RedirectResponse
from starlette.background import BackgroundTask

from dashboard.access.drafts import Draft, Drafts
from dashboard.access.reading import Door, form_of, is_partner
from dashboard.access.shell import Reader
from dashboard.access.submit_pages import LOCALES, own_page, trial_page
from data.accounts import Account
from data.audit import Audit
from data.errors import ProductError
from data.settings import Settings
from ingest.opening import opened
from ingest.receiving import Received, receive
from ingest.reviewing import own_batches, take_back
from ingest.template import write_template

SEE_OTHER = 303
MOST_BYTES = 200_000_000
NAME = re.compile(r"[^\w. ()-]+")


def router(door: Door, settings: Settings, audit: Audit, drafts: Drafts) -> APIRouter:
    """The page, the template, the trial, the sending, the taking back."""
    routes = APIRouter(prefix="/submit", include_in_schema=False)
    desk = Desk(door, settings, audit, drafts)

    @routes.get("")
    async def page(request: Request) -> Response:
        """The form and the history of one's own organisation."""
        reader, account = await door.let_in(request, is_partner)
        return await desk.page(reader, account)

    @routes.get("/template.xlsx")
    async def template(request: Request) -> Response:
        """A spreadsheet with the organisation's own rows, in the reader's language."""
        reader, account = await door.let_in(request, is_partner)
        return await to_thread.run_sync(desk.template, reader, account)

    @routes.post("/try")
    async def attempt(request: Request) -> Response:
        """Keep the file and tell what would become of it; nothing is sent yet."""
        reader, account = await door.let_in(request, is_partner)
        length = request.headers.get("content-length", "")
        if not length.isdecimal() or int(length) > MOST_BYTES:
            words = reader.t.gettext("The file is too large. Send it in parts.")
            return await desk.page(reader, account, words, 413)
        async with request.form(max_files=1, max_fields=10) as says:
            reader = await door.reader(request, str(says.get("lang", "")))
            upload, asked = says.get("file"), str(says.get("locale", ""))
            ours = door.is_ours(request, str(says.get("key", "")))
            if not ours or isinstance(upload, str | None):
                words = reader.t.gettext("Please choose a file and try again.")
                return await desk.page(reader, account, words, 422)
            name = NAME.sub("_", upload.filename or "file")[-100:]
            locale = asked if asked in LOCALES else ""
            keep = partial(drafts.keep, upload.file, account.partner, name, locale)
            draft = await to_thread.run_sync(keep)
        found = await to_thread.run_sync(desk.receive, draft, reader.t.lang, True)
        return trial_page(reader, draft, found)

    @routes.post("/send")
    async def send(request: Request) -> Response:
        """Send what was tried; it waits for approval."""
        says = await form_of(request)
        reader, account = await door.let_in(request, is_partner, says.get("lang", ""))
        ours = door.is_ours(request, says.get("key", ""))
        try:
            draft = drafts.find(says.get("draft", "") if ours else "", account.partner)
        except KeyError:
            words = reader.t.gettext("The file is no longer here. Please choose it again.")
            return await desk.page(reader, account, words, 422)
        found = await to_thread.run_sync(desk.receive, draft, reader.t.lang, False)
        for batch in (each["batch"] for each in found if each.get("batch")):
            await to_thread.run_sync(desk.note, account, "sent", batch)
        drafts.drop(draft)
        return RedirectResponse(f"/submit?lang={reader.t.lang}#history", SEE_OTHER)

    @routes.post("/undo")
    async def undo(request: Request) -> Response:
        """Take back a batch that still waits."""
        says = await form_of(request)
        reader, account = await door.let_in(request, is_partner, says.get("lang", ""))
        name = says.get("batch", "") if door.is_ours(request, says.get("key", "")) else ""
        try:
            await to_thread.run_sync(take_back, settings, name, account.partner)
        except ProductError:
            words = reader.t.gettext("This batch cannot be taken back any more.")
            return await desk.page(reader, account, words, 422)
        await to_thread.run_sync(desk.note, account, "taken back", name)
        return RedirectResponse(f"/submit?lang={reader.t.lang}#history", SEE_OTHER)

    return routes


@dataclass(frozen=True, slots=True)
class Desk:
    """What the addresses share."""

    door: Door
    settings: Settings
    audit: Audit
    drafts: Drafts

    async def page(
        self, reader: Reader, account: Account, error: str = "", status: int = 200
    ) -> Response:
        """The form with the history, and what went wrong."""
        own = await to_thread.run_sync(own_batches, self.settings, account.partner)
        return own_page(reader, account.partner or "", own, error, status)

    def template(self, reader: Reader, account: Account) -> Response:
        """The spreadsheet, gone when it is sent."""
        folder = TemporaryDirectory(prefix="fpt-template-")
        path = Path(folder.name) / f"4per1000-{account.partner}-{reader.t.lang}.xlsx"
        with opened(self.settings, synced=False) as ledger:
            write_template(ledger, self.settings, account.partner or "", reader.t.lang, path)
        done = BackgroundTask(folder.cleanup)
        headers = {"Cache-Control": "no-store"}
        return FileResponse(path, filename=path.name, headers=headers, background=done)

    def receive(self, draft: Draft, lang: str, dry_run: bool) -> list[dict[str, Any]]:
        """What becomes of a file; its rows may report for its organisation only."""
        locale, partner = draft.locale or None, draft.partner
        received = Received(draft.path, draft.name, partner, locale, lang, dry_run, "", partner)
        return receive(self.settings, received)

    def note(self, account: Account, what: str, batch: str) -> None:
        """Who did it, in the log."""
        now = self.door.sessions.clock()
        self.audit.note(account.email, account.role, what, batch, now)
