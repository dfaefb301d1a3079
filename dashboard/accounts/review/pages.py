"""The pages of `/review`: the queue, and one batch with what its approval would change."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from fastapi import Response

from dashboard.accounts.html.document import Reader, document, form
from dashboard.accounts.html.elements import button, heading, paragraph, tag, told, words
from dashboard.accounts.html.tables import (
    batch_link,
    effect,
    overlap_word,
    problem_table,
    said_word,
    state_word,
    table,
)
from dashboard.accounts.review.confidence import in_confidence
from dashboard.accounts.review.log_entries import came, log_of
from dashboard.charts.render.svg import safe
from data.accounts.audit import Entry
from data.ledger.settlements import APART, SAME, CountedOnce
from data.text.i18n import Language
from ingest.load.report import counts
from ingest.review.decisions import AGREED
from ingest.review.queries import Case, CaseInFull, OverlapRow, Row

ASK = "ask"
BAD_REQUEST = 400  # the first status that says no


def queue_page(reader: Reader, cases: Sequence[Case], log: Sequence[Entry]) -> Response:
    """What waits, what would flip a verdict first, and what was decided lately."""
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
                safe(counts(t, asdict(case.batch))),
                f"<b>{t.number(case.flips)}</b>",
            )
            for case in cases
        ]
        body.append(table(title, heads, rows))
    if log:
        body += log_of(t, log)
    return document(reader, title, body)


@dataclass(frozen=True, slots=True)
class Answer:
    """What to say of a decision, with which HTTP status, and the reason `typed` that stays."""

    said: str = ""
    status: int = 200
    typed: str = ""

    @property
    def refused(self) -> bool:
        """Whether the decision was not taken."""
        return self.status >= BAD_REQUEST


def batch_page(reader: Reader, found: CaseInFull, log: Sequence[Entry], answer: Answer) -> Response:
    """One batch in full, with the decision and its log."""
    t, batch = reader.t, found.case.batch
    body = [told(answer.said, bad=answer.refused)] if answer.said else []
    facts = t.gettext(
        "{source}, received {time}, {state}.",
        source=batch.source,
        time=t.time(batch.received_at),
        state=state_word(t, batch.state),
    )
    body += [paragraph(facts, "lede"), paragraph(counts(t, asdict(batch)))]
    if found.case.partners:
        words = t.gettext("Reported by {partners}", partners=", ".join(found.case.partners))
        body.append(paragraph(words))
    first = [entry.who for entry in log if entry.what == AGREED]
    if batch.state == "pending" and first:
        said = t.gettext(
            "{name} has approved it. It would change a verdict, so another person must approve it"
            " too.",
            name=first[0],
        )
        body.append(told(said, bad=False))
    if batch.state == "pending":
        body += [heading(t.gettext("What approval would change")), effect(t, found.case.changes)]
    if found.problems:
        body += [heading(t.gettext("Refused rows"))]
        body += [problem_table(t, t.gettext("Refused rows"), found.problems)]
    if found.warnings:
        body += [heading(t.gettext("Look at these"))]
        body += [problem_table(t, t.gettext("Look at these"), found.warnings)]
    body += [heading(t.gettext("Rows")), _rows(reader, found.rows)]
    if found.case.counted_once:
        body += _counted_once(reader, batch.batch, found.case.counted_once)
    if found.case.in_confidence:
        body += in_confidence(reader, batch.batch, found.case.in_confidence)
    if found.overlaps:
        body += _overlaps(t, found.overlaps)
    body.append(_decision(reader, batch.batch, answer.typed))
    body += log_of(t, [*log, *came(batch, log)])
    return document(reader, batch.batch, body, answer.status)


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
            f"<b>{safe(said_word(t, row))}</b>",
            safe(row.disclosure),
            safe(row.source or ""),
            safe(row.comment or ""),
        ]
        for row in rows
    ]
    return table(t.gettext("Rows"), heads, shown)


def _counted_once(reader: Reader, name: str, found: Sequence[CountedOnce]) -> list[str]:
    """What counts once with another report, and the two answers a person may give."""
    t = reader.t
    title = t.gettext("Counts once with another report")
    lead = t.gettext(
        "Where the two are different facts, say so: both count then. Where nothing is said, the"
        " amount in the last column but one counts once."
    )
    heads = [
        t.gettext("Why"),
        t.gettext("Indicator"),
        t.gettext("Report"),
        t.gettext("Beside"),
        t.gettext("Counts once"),
        t.gettext("They are …"),
    ]
    rows = [
        (
            safe(overlap_word(t, one.why)),
            safe(one.indicator),
            safe(_report(t, one.value, one.own)),
            safe(_report(t, one.other_value, one.other)),
            t.number(one.amount),
            _answers(t, one),
        )
        for one in found
    ]
    inside = table(title, heads, rows)
    return [heading(title), paragraph(lead), form(reader, f"/review/{name}/settle", inside)]


def _report(t: Language, value: float, said: Sequence[str | None]) -> str:
    return ", ".join(filter(None, (t.number(value), *said)))


def _answers(t: Language, one: CountedOnce) -> str:
    about = _report(t, one.value, one.own)
    answers = ((SAME, t.gettext("the same fact")), (APART, t.gettext("two facts")))
    return " ".join(
        button(said, name="settle", value=f"{answer}:{one.key}", aria_label=f"{said}: {about}")
        for answer, said in answers
    )


def _overlaps(t: Language, found: Sequence[OverlapRow]) -> list[str]:
    title = t.gettext("Others report the same")
    lead = t.gettext(
        "The same activity, or the same place where places are counted, is reported by another"
        " partner. It counts once: a reported activity for the partner that leads it."
    )
    heads = [
        t.gettext("Line"),
        t.gettext("Indicator"),
        t.gettext("Activity"),
        t.gettext("Place"),
        t.gettext("Value"),
        t.gettext("Partner"),
        t.gettext("Period"),
        t.gettext("Their value"),
    ]
    rows = [
        (
            t.number(row.line),
            safe(row.indicator),
            safe(row.activity or ""),
            safe(row.place),
            t.number(row.value),
            safe(row.other),
            safe(row.other_period),
            t.number(row.other_value),
        )
        for row in found
    ]
    return [heading(title), paragraph(lead), table(title, heads, rows)]


def _decision(reader: Reader, name: str, typed: str) -> str:
    t = reader.t
    buttons = (
        button(t.gettext("Approve"), "btn pri", name="what", value="approve")
        + button(t.gettext("Ask the sender"), name="what", value=ASK)
        + button(t.gettext("Return"), name="what", value="return")
        + button(t.gettext("Withdraw"), name="what", value="withdraw")
    )
    inside = (
        words("label", t.gettext("Comment, which the sender reads"), for_="why")
        + words("textarea", typed, id="why", name="why", rows="3", maxlength="2000")
        + tag("div", buttons, class_="tools")
    )
    return heading(t.gettext("Decide")) + form(reader, f"/review/{name}", inside, css="fields")
