"""The addresses of a partner's own batch: see it, answer, mend its refused rows."""

from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from anyio import to_thread
from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from dashboard.accounts.html.access import Door, form_of, is_partner
from dashboard.accounts.html.document import Reader, document
from dashboard.accounts.html.elements import told
from dashboard.accounts.submit.batch_page import own_batch_page
from dashboard.accounts.submit.service import Desk, actor_of, once
from data.accounts.accounts import Account
from ingest.open_ledger import opened
from ingest.review.corrections import NothingToMendError, ToMend, retraction, to_mend, write_mended
from ingest.review.queries import NOT_THERE, in_full, own_batch
from ingest.review.rejects import write_rejects

SEE_OTHER = 303
RETRACTION = "retraction.csv"


def router(door: Door, desk: Desk) -> APIRouter:
    """Every address below `/submit/B-…`; another organisation's batch is not found."""
    routes = APIRouter(prefix="/submit", include_in_schema=False)

    @routes.get("/{name}")
    async def one(request: Request, name: str) -> Response:
        """One's own batch in full."""
        reader, account = await door.let_in(request, is_partner)
        return await to_thread.run_sync(_shown, desk, reader, account, name)

    @routes.get("/{name}/refused.xlsx")
    async def refused(request: Request, name: str) -> Response:
        """The refused rows with the reason beside each."""
        reader, account = await door.let_in(request, is_partner)
        return await to_thread.run_sync(_file, desk, reader, account, name)

    @routes.post("/{name}/answer")
    async def answer(request: Request, name: str) -> Response:
        """Answer the secretariat."""
        says = await form_of(request)
        reader, account = await door.let_in(request, is_partner, says.get("lang", ""))
        said = says.get("said", "").strip()[:2000]
        if not said or not door.is_ours(request, says.get("key", "")):
            error = reader.t.gettext("Please write your answer and try again.")
            return await to_thread.run_sync(_shown, desk, reader, account, name, error)
        note = partial(desk.decisions.answer, name, account.partner, actor_of(account), said)
        try:
            await to_thread.run_sync(note)
        except NOT_THERE:
            return _unknown(reader)
        return RedirectResponse(f"/submit/{name}?lang={reader.t.lang}", SEE_OTHER)

    @routes.post("/{name}/mend")
    async def mend(request: Request, name: str) -> Response:
        """Tell what would become of the mended rows; nothing is sent yet."""
        says = await form_of(request)
        reader, account = await door.let_in(request, is_partner, says.get("lang", ""))
        if not door.is_ours(request, says.get("key", "")):
            error = reader.t.gettext("The form was too old. Please try again.")
            return await to_thread.run_sync(_shown, desk, reader, account, name, error)
        try:
            find = partial(_to_mend, desk, account, name, reader.t.lang)
            found = await to_thread.run_sync(find)
        except (*NOT_THERE, NothingToMendError):
            return _unknown(reader)
        with TemporaryDirectory(prefix="fpt-mend-") as folder:
            path = Path(folder) / f"mended{found.suffix}"
            write_mended(found, says, reader.t.lang, path)
            with path.open("rb") as file:
                return await desk.tried(reader, account, file, path.name, "")

    @routes.post("/{name}/retract")
    async def retract(request: Request, name: str) -> Response:
        """Tell what taking a row back would change; nothing is sent yet."""
        says = await form_of(request)
        reader, account = await door.let_in(request, is_partner, says.get("lang", ""))
        line = says.get("line", "")
        if not line.isdecimal() or not door.is_ours(request, says.get("key", "")):
            error = reader.t.gettext("The form was too old. Please try again.")
            return await to_thread.run_sync(_shown, desk, reader, account, name, error)
        try:
            find = partial(_retraction, desk, account, name, int(line))
            file = BytesIO(await to_thread.run_sync(find))
        except (*NOT_THERE, NothingToMendError):
            return _unknown(reader)
        return await desk.tried(reader, account, file, RETRACTION, "")

    return routes


def _retraction(desk: Desk, account: Account, name: str, line: int) -> bytes:
    """A file that takes back one row of one's own batch; raises as those it asks."""
    batch = own_batch(desk.settings, name, account.partner).batch
    return retraction(desk.settings, batch, line)


def _shown(desk: Desk, reader: Reader, account: Account, name: str, error: str = "") -> Response:
    try:
        batch = own_batch(desk.settings, name, account.partner)
        found = in_full(desk.settings, batch.batch, reader.t.lang)
    except NOT_THERE:
        return _unknown(reader)
    try:
        mend = to_mend(desk.settings, batch.batch, reader.t.lang)
    except NothingToMendError:
        mend = None
    return own_batch_page(reader, found, desk.audit.entries(batch.batch), mend, error)


def _to_mend(desk: Desk, account: Account, name: str, lang: str) -> ToMend:
    """The refused rows of one's own batch; raises as those it asks."""
    return to_mend(desk.settings, own_batch(desk.settings, name, account.partner).batch, lang)


def _file(desk: Desk, reader: Reader, account: Account, name: str) -> Response:
    try:
        batch = own_batch(desk.settings, name, account.partner).batch
        with opened(desk.settings, synced=False) as ledger:
            return once(
                f"{batch}-{reader.t.lang}.xlsx",
                lambda path: write_rejects(ledger, batch, path, reader.t.lang),
            )
    except NOT_THERE:
        return _unknown(reader)


def _unknown(reader: Reader) -> Response:
    """For what is not there and for what is another's: nobody learns which."""
    t = reader.t
    said = t.gettext("There is no batch of this name among yours.")
    return document(reader, t.gettext("No such batch"), [told(said, bad=True)], 404)
