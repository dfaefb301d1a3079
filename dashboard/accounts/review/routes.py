"""`/review`: what waits, what each batch would change, and the decision."""

from collections.abc import Awaitable, Callable
from functools import partial

from anyio import to_thread
from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from dashboard.accounts.html.access import Door, form_of, is_reviewer
from dashboard.accounts.html.document import Reader, document
from dashboard.accounts.html.elements import told
from dashboard.accounts.review.pages import ASK, Answer, batch_page, queue_page
from data.accounts.audit import Audit
from data.errors import ProductError, UnknownBatchError
from data.ledger.confidential_rows import NotReleasedError
from data.ledger.settlements import APART, SAME, NoReportError
from data.settings import Settings
from data.text.i18n import Language
from data.times import day_asked
from ingest.checks.revealing import WouldRevealOthersError
from ingest.load.batches import DecidedAlreadyError, WaitsForOtherError
from ingest.review.decisions import STATES, Actor, AgreedAlreadyError, Decisions, UnpublishedError
from ingest.review.queries import in_full, waiting

ACCEPTED, SEE_OTHER, CONFLICT, MEND = 202, 303, 409, 422
NOTHING_ASKED = Answer()
ANSWERED = (
    AgreedAlreadyError,
    UnpublishedError,
    DecidedAlreadyError,
    UnknownBatchError,
    WaitsForOtherError,
    WouldRevealOthersError,
)
NEEDS_REASON = ("return", "withdraw", ASK)


Shown = Callable[..., Awaitable[Response]]


def router(door: Door, settings: Settings, audit: Audit, desk: Decisions) -> APIRouter:
    """The queue, one batch, the decision, the log."""
    routes = APIRouter(prefix="/review", include_in_schema=False)

    @routes.get("")
    async def queue(request: Request) -> Response:
        """Everything that waits, what would flip a verdict first."""
        reader, _ = await door.let_in(request, is_reviewer)
        cases = await to_thread.run_sync(waiting, settings)
        log = await to_thread.run_sync(audit.entries)
        return queue_page(reader, cases, log[:20])

    @routes.get("/{name}")
    async def one(request: Request, name: str) -> Response:
        """One batch in full."""
        reader, _ = await door.let_in(request, is_reviewer)
        return await _shown(reader, name)

    async def _shown(reader: Reader, name: str, answer: Answer = NOTHING_ASKED) -> Response:
        try:
            found = await to_thread.run_sync(in_full, settings, name, reader.t.lang)
        except UnknownBatchError:
            gone = reader.t.gettext("There is no batch of this name.")
            return document(reader, reader.t.gettext("No such batch"), [told(gone, bad=True)], 404)
        log = await to_thread.run_sync(audit.entries, found.case.batch.batch)
        return batch_page(reader, found, log, answer)

    @routes.post("/{name}")
    async def decided(request: Request, name: str) -> Response:
        """Approve, return, withdraw or ask; the reason is kept with the batch and in the log."""
        says = await form_of(request)
        reader, account = await door.let_in(request, is_reviewer, says.get("lang", ""))
        t, what, why = reader.t, says.get("what", ""), says.get("why", "").strip()[:2000]
        if not door.is_ours(request, says.get("key", "")) or what not in (*STATES, ASK):
            said = t.gettext("The form was too old. Please try again.")
            return await _shown(reader, name, Answer(said, MEND, why))
        if what in NEEDS_REASON and not why:
            said = t.gettext("Please say why, so that it can be mended.")
            return await _shown(reader, name, Answer(said, MEND))
        actor = Actor(account.email, account.role)
        try:
            done = await to_thread.run_sync(partial(_take, desk, name, what, actor, why))
        except ANSWERED as error:
            return await _shown(reader, name, _answer_to(t, error, why))
        onward = "/review" if done else f"/review/{name}"
        return RedirectResponse(f"{onward}?lang={t.lang}", SEE_OTHER)

    _offer_answers(routes, door, desk, _shown)
    return routes


def _offer_answers(routes: APIRouter, door: Door, desk: Decisions, shown: Shown) -> None:
    """What a reviewer says of single reports and amounts; each publishes."""

    @routes.post("/{name}/settle")
    async def settled(request: Request, name: str) -> Response:
        """Say whether two reports are of one fact."""
        says = await form_of(request)
        reader, account = await door.let_in(request, is_reviewer, says.get("lang", ""))
        answer, _, key = says.get("settle", "").partition(":")
        ours = door.is_ours(request, says.get("key", ""))
        if not ours or answer not in (SAME, APART) or not key.isdecimal():
            said = reader.t.gettext("The form was too old. Please try again.")
            return await shown(reader, name, Answer(said, MEND))
        actor = Actor(account.email, account.role)
        try:
            await to_thread.run_sync(partial(desk.settle, name, int(key), answer, actor))
        except (NoReportError, *ANSWERED) as error:
            return await shown(reader, name, _answer_to(reader.t, error, ""))
        return RedirectResponse(f"/review/{name}?lang={reader.t.lang}", SEE_OTHER)

    @routes.post("/{name}/drop")
    async def dropped(request: Request, name: str) -> Response:
        """Take a released confidential amount out of its total."""
        says = await form_of(request)
        reader, account = await door.let_in(request, is_reviewer, says.get("lang", ""))
        indicator, _, end = says.get("drop", "").partition(":")
        period_end = day_asked(end)
        if not door.is_ours(request, says.get("key", "")) or not indicator or period_end is None:
            said = reader.t.gettext("The form was too old. Please try again.")
            return await shown(reader, name, Answer(said, MEND))
        actor = Actor(account.email, account.role)
        try:
            await to_thread.run_sync(partial(desk.take_out, name, indicator, period_end, actor))
        except (NotReleasedError, *ANSWERED) as error:
            return await shown(reader, name, _answer_to(reader.t, error, ""))
        return RedirectResponse(f"/review/{name}?lang={reader.t.lang}", SEE_OTHER)


def _answer_to(t: Language, error: ProductError, why: str) -> Answer:
    """What to say where a decision was not taken, or taken and not shown."""
    if isinstance(error, UnpublishedError):
        said = t.gettext(
            "Your decision is kept. It could not be published; the next publication shows it."
        )
        return Answer(said, ACCEPTED)
    if isinstance(error, AgreedAlreadyError):
        said = t.gettext("You have approved this batch. Another person must approve it too.")
    elif isinstance(error, WouldRevealOthersError):
        said = t.gettext(
            "Some of its values were reported in confidence and stand in a published amount:"
            " public, they would tell what the others in it reported. Return the batch and ask for"
            " these rows as “aggregate”."
        )
    elif isinstance(error, WaitsForOtherError):
        said = t.gettext(
            "This batch brings back refused rows of another that is not approved. Decide on that"
            " one: both follow."
        )
    else:
        said = t.gettext("Nothing was changed: the batch is in that state already, or gone.")
    return Answer(said, CONFLICT, why)


def _take(desk: Decisions, name: str, what: str, actor: Actor, why: str) -> bool:
    """Take a decision, or ask; whether the batch is dealt with."""
    if what == ASK:
        desk.ask(name, actor, why)
        return False
    return desk.decide(name, what, actor, why).snapshot is not None
