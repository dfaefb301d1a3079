"""`/review`: what waits, what each batch would change, and the decision."""

from collections.abc import Sequence

from anyio import to_thread
from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from dashboard.access.html import button, heading, paragraph, tag, told, words
from dashboard.access.reading import Door, form_of, is_reviewer
from dashboard.access.shell import Reader, document, form
from dashboard.access.tables import batch_link, counts, effect, problem_table, state_word, table
from dashboard.charts.drawing import safe
from data.audit import Audit, Entry
from data.errors import ProductError
from data.settings import Settings
from ingest.reviewing import Case, CaseInFull, Row, decide, in_full, waiting

SEE_OTHER = 303
STATES = {"approve": "approved", "return": "returned", "withdraw": "withdrawn"}
NEEDS_REASON = ("return", "withdraw")


def router(door: Door, settings: Settings, audit: Audit) -> APIRouter:
    """The queue, one batch, the decision, the log."""
    routes = APIRouter(prefix="/review", include_in_schema=False)

    @routes.get("")
    async def queue(request: Request) -> Response:
        """Everything that waits, what would flip a verdict first."""
        reader, _ = await door.let_in(request, is_reviewer)
        cases = await to_thread.run_sync(waiting, settings)
        log = await to_thread.run_sync(audit.entries)
        return _queue(reader, cases, log[:20])

    @routes.get("/{name}")
    async def one(request: Request, name: str) -> Response:
        """One batch in full."""
        reader, _ = await door.let_in(request, is_reviewer)
        return await _shown(reader, name)

    async def _shown(reader: Reader, name: str, error: str = "") -> Response:
        try:
            found = await to_thread.run_sync(in_full, settings, name, reader.t.lang)
        except ProductError as problem:
            return document(
                reader, reader.t.gettext("No such batch"), [told(str(problem), bad=True)], 404
            )
        log = await to_thread.run_sync(audit.entries, found.case.batch.batch)
        return _one(reader, found, log, error)

    @routes.post("/{name}")
    async def decided(request: Request, name: str) -> Response:
        """Approve, return or withdraw; the reason is kept with the batch and in the log."""
        says = await form_of(request)
        reader, account = await door.let_in(request, is_reviewer, says.get("lang", ""))
        t, what, why = reader.t, says.get("what", ""), says.get("why", "").strip()[:2000]
        if not door.is_ours(request, says.get("key", "")) or what not in STATES:
            return await _shown(reader, name, t.gettext("The form was too old. Please try again."))
        if what in NEEDS_REASON and not why:
            return await _shown(
                reader, name, t.gettext("Please say why, so that it can be mended.")
            )
        try:
            batch = await to_thread.run_sync(decide, settings, name, STATES[what], why)
        except ProductError as problem:
            return await _shown(reader, name, str(problem))
        await to_thread.run_sync(
            audit.note,
            account.email,
            account.role,
            STATES[what],
            batch.batch,
            door.sessions.clock(),
            why,
        )
        return RedirectResponse(f"/review?lang={t.lang}", SEE_OTHER)

    return routes


def _queue(reader: Reader, cases: Sequence[Case], log: Sequence[Entry]) -> Response:
    t = reader.t
    flipping = sum(1 for case in cases if case.flips)
    title = t.ngettext("{n} batch waits", "{n} batches wait", len(cases))
    lead = t.ngettext(
        "Approving {n} of them would change a verdict. Nothing below counts in a public figure "
        "until it is approved.",
        "Approving {n} of them would change a verdict. Nothing below counts in a public figure "
        "until it is approved.",
        flipping,
    )
    body = (
        [paragraph(lead, "lede")]
        if cases
        else [
            paragraph(t.gettext("Nothing waits. New reports appear here as they come."), "emptyp")
        ]
    )
    if cases:
        heads = [
            t.gettext("Batch"),
            t.gettext("Reported by"),
            t.gettext("Received"),
            t.gettext("Rows"),
            t.gettext("Verdicts that would change"),
        ]
        rows = [
            (
                batch_link(case.batch, t),
                safe(", ".join(case.partners)),
                safe(t.time(case.batch.received_at)),
                safe(counts(t, case.batch)),
                f"<b>{t.number(case.flips)}</b>",
            )
            for case in cases
        ]
        body.append(table(title, heads, rows))
    body += _log(reader, log)
    return document(reader, title, body)


def _one(reader: Reader, found: CaseInFull, log: Sequence[Entry], error: str) -> Response:
    t, batch = reader.t, found.case.batch
    body = [told(error, bad=True)] if error else []
    facts = t.gettext(
        "{source}, received {time}, {state}.",
        source=batch.source,
        time=t.time(batch.received_at),
        state=state_word(t, batch.state),
    )
    body += [paragraph(facts, "lede"), paragraph(counts(t, batch))]
    if found.case.partners:
        words = t.gettext("Reported by {partners}", partners=", ".join(found.case.partners))
        body.append(paragraph(words))
    if batch.state == "pending":
        body += [heading(t.gettext("What approval would change")), effect(t, found.case.changes)]
    if found.problems:
        body += [heading(t.gettext("Refused rows"))]
        body += [problem_table(t, t.gettext("Refused rows"), found.problems)]
    if found.warnings:
        body += [heading(t.gettext("Look at these"))]
        body += [problem_table(t, t.gettext("Look at these"), found.warnings)]
    body += [heading(t.gettext("Rows")), _rows(reader, found.rows), _decision(reader, batch.batch)]
    body += _log(reader, log)
    return document(reader, batch.batch, body, 422 if error else 200)


def _rows(reader: Reader, rows: Sequence[Row]) -> str:
    t = reader.t
    heads = [
        t.gettext("Line"),
        t.gettext("Indicator"),
        t.gettext("Place"),
        t.gettext("Period"),
        t.gettext("Before"),
        t.gettext("Value"),
        t.gettext("Disclosure"),
        t.gettext("Source"),
        t.gettext("Comment"),
    ]
    shown = [
        [
            t.number(row.line),
            safe(row.indicator),
            safe(row.place),
            safe(row.period),
            safe(t.gettext("new") if row.before is None else t.number(row.before)),
            f"<b>{t.number(row.value)}</b>",
            safe(row.disclosure),
            safe(row.source or ""),
            safe(row.comment or ""),
        ]
        for row in rows
    ]
    return table(t.gettext("Rows"), heads, shown)


def _decision(reader: Reader, name: str) -> str:
    t = reader.t
    buttons = (
        button(t.gettext("Approve"), "btn pri", name="what", value="approve")
        + button(t.gettext("Return"), name="what", value="return")
        + button(t.gettext("Withdraw"), name="what", value="withdraw")
    )
    inside = (
        words("label", t.gettext("Comment, which the sender reads"), for_="why")
        + tag("textarea", id="why", name="why", rows="3", maxlength="2000")
        + tag("div", buttons, class_="tools")
    )
    return heading(t.gettext("Decide")) + form(reader, f"/review/{name}", inside, css="fields")


def _log(reader: Reader, log: Sequence[Entry]) -> list[str]:
    t = reader.t
    if not log:
        return []
    heads = [
        t.gettext("When"),
        t.gettext("Who"),
        t.gettext("What"),
        t.gettext("Of"),
        t.gettext("Why"),
    ]
    rows = [
        (safe(t.time(e.at)), safe(e.who), safe(e.what), safe(e.subject), safe(e.why or ""))
        for e in log
    ]
    return [heading(t.gettext("Log")), table(t.gettext("Log"), heads, rows)]
