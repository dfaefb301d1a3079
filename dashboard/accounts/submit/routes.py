"""`/submit`: a partner sends a file, sees what would become of it, and sends it for approval."""

import re
import shutil
import sys
from collections.abc import Sequence
from functools import partial
from tempfile import TemporaryFile
from typing import BinaryIO
from zipfile import ZipFile

from anyio import to_thread
from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import UploadFile

from dashboard.accounts.html.access import Door, form_of, is_partner
from dashboard.accounts.submit.service import Desk, actor_of
from ingest.columns.numbers import LOCALES
from ingest.review.decisions import TAKEN_BACK
from ingest.review.queries import NOT_THERE, take_back

NAME = re.compile(r"[^\w. ()-]+")
LONGEST_NAME = 100


def name_of(upload: UploadFile) -> str:
    """What a file is called, of letters, digits and a few signs."""
    return NAME.sub("_", upload.filename or "file")[-LONGEST_NAME:]


def as_one(uploads: Sequence[UploadFile]) -> tuple[BinaryIO, str]:
    """The file and its name; several become a ZIP, whose files are deliveries of their own."""
    if len(uploads) == 1:
        return uploads[0].file, name_of(uploads[0])
    packed = TemporaryFile()  # noqa: SIM115 - who gets it closes it
    with ZipFile(packed, "w") as archive:
        for number, upload in enumerate(uploads, start=1):
            with archive.open(f"{number} {name_of(upload)}", "w") as target:
                shutil.copyfileobj(upload.file, target)
    packed.seek(0)
    return packed, f"{len(uploads)} files.zip"


SEE_OTHER = 303
MOST_BYTES = 200_000_000
MOST_FILES = 20


def router(door: Door, desk: Desk) -> APIRouter:
    """The page, the template, the forms, the trial, the sending, the taking back."""
    routes = APIRouter(prefix="/submit", include_in_schema=False)

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

    @routes.post("/try", max_body_size=sys.maxsize)  # looked at before it is read
    async def attempt(request: Request) -> Response:
        """Keep the file, or files, and tell what would become of it; nothing is sent yet."""
        reader, account = await door.let_in(request, is_partner)
        length = request.headers.get("content-length", "")
        if not length.isdecimal() or int(length) > MOST_BYTES:
            words = reader.t.gettext("The file is too large. Send it in parts.")
            return await desk.page(reader, account, words, 413)
        async with request.form(max_files=MOST_FILES, max_fields=10) as says:
            reader = await door.reader(request, str(says.get("lang", "")))
            uploads = [each for each in says.getlist("file") if isinstance(each, UploadFile)]
            asked = str(says.get("locale", ""))
            ours = door.is_ours(request, str(says.get("key", "")))
            if not ours or not uploads:
                words = reader.t.gettext("Please choose a file and try again.")
                return await desk.page(reader, account, words, 422)
            file, name = await to_thread.run_sync(as_one, uploads)
            with file:
                locale = asked if asked in LOCALES else ""
                return await desk.tried(reader, account, file, name, locale)

    @routes.post("/send")
    async def send(request: Request) -> Response:
        """Send what was tried; it waits for approval."""
        says = await form_of(request)
        reader, account = await door.let_in(request, is_partner, says.get("lang", ""))
        ours = door.is_ours(request, says.get("key", ""))
        try:
            draft = desk.drafts.find(says.get("draft", "") if ours else "", account.partner)
        except KeyError:
            words = reader.t.gettext("The file is no longer here. Please choose it again.")
            return await desk.page(reader, account, words, 422)
        await to_thread.run_sync(desk.send, draft, account, reader.t.lang)
        return RedirectResponse(f"/submit?lang={reader.t.lang}#history", SEE_OTHER)

    @routes.post("/undo")
    async def undo(request: Request) -> Response:
        """Take back a batch that still waits."""
        says = await form_of(request)
        reader, account = await door.let_in(request, is_partner, says.get("lang", ""))
        name = says.get("batch", "") if door.is_ours(request, says.get("key", "")) else ""
        try:
            taken = await to_thread.run_sync(take_back, desk.settings, name, account.partner)
        except NOT_THERE:
            words = reader.t.gettext("This batch cannot be taken back any more.")
            return await desk.page(reader, account, words, 422)
        note = partial(desk.decisions.note, actor_of(account), TAKEN_BACK, taken.batch)
        await to_thread.run_sync(note)
        return RedirectResponse(f"/submit?lang={reader.t.lang}#history", SEE_OTHER)

    return routes
