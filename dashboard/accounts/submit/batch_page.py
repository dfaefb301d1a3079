"""`/submit/B-000012`: a partner's own batch: what was said, refused, and is public of it."""

from collections.abc import Sequence
from dataclasses import asdict

from fastapi import Response

from dashboard.accounts.html.document import Reader, document, form
from dashboard.accounts.html.elements import (
    button,
    empty_tag,
    heading,
    hidden,
    link,
    paragraph,
    tag,
    told,
    words,
)
from dashboard.accounts.html.tables import problem_table, said_word, state_word, table
from dashboard.accounts.review.log_entries import came, talk_of
from dashboard.charts.render.svg import safe
from data.accounts.audit import Entry
from data.ledger.in_force import RETRACT
from data.text.i18n import Language
from ingest.load.batches import BatchSummary
from ingest.load.report import counts
from ingest.review.corrections import ToMend, cell_name
from ingest.review.queries import CaseInFull, Row
from ingest.review.rejects import RefusedRow


def own_batch_page(
    reader: Reader,
    found: CaseInFull,
    log: Sequence[Entry],
    mend: ToMend | None,
    error: str = "",
) -> Response:
    """The whole of a batch; `mend` holds its refused rows where they can be mended here."""
    t, batch = reader.t, found.case.batch
    facts = t.gettext(
        "{source}, received {time}, {state}.",
        source=batch.source,
        time=t.time(batch.received_at),
        state=state_word(t, batch.state),
    )
    body = [told(error, bad=True)] if error else []
    body += [paragraph(facts, "lede"), paragraph(counts(t, asdict(batch)))]
    body += [heading(t.gettext("What was said and done")), talk_of(t, [*log, *came(batch, log)])]
    body.append(_answer(reader, batch.batch))
    if found.problems:
        body.append(heading(t.gettext("Refused rows"), "mend"))
        body += _mending(reader, batch.batch, mend, found)
    if found.warnings:
        body += [heading(t.gettext("Look at these"))]
        body += [problem_table(t, t.gettext("Look at these"), found.warnings)]
    if found.rows:
        body += [heading(t.gettext("Rows")), _rows(reader, batch, found.rows)]
    body.append(tag("p", link(t.gettext("All you have sent"), f"/submit?lang={t.lang}#history")))
    return document(reader, batch.batch, body, 422 if error else 200)


def _answer(reader: Reader, name: str) -> str:
    t = reader.t
    inside = (
        words("label", t.gettext("Your answer to the secretariat"), for_="said")
        + tag("textarea", id="said", name="said", rows="3", maxlength="2000", required=True)
        + button(t.gettext("Answer"))
    )
    return form(reader, f"/submit/{name}/answer", inside, css="fields")


def _mending(reader: Reader, name: str, mend: ToMend | None, found: CaseInFull) -> list[str]:
    t = reader.t
    file = link(
        t.gettext("The refused rows as a file, with the reason beside each"),
        f"/submit/{name}/refused.xlsx?lang={t.lang}",
    )
    if mend is None:
        lead = t.gettext("Mend them in the file below and send it: it continues this batch.")
        return [
            paragraph(lead),
            tag("p", file),
            problem_table(t, t.gettext("Refused rows"), found.problems),
        ]
    lead = t.gettext(
        "Mend what is wrong and see what would become of it, or mend the file. Empty the marked"
        " cells of a row to leave it out."
    )
    rows = "".join(_row(t, mend, row) for row in mend.table.rows)
    inside = rows + button(t.gettext("See what would become of it"), "btn pri")
    return [
        paragraph(lead),
        tag("p", file),
        form(reader, f"/submit/{name}/mend", hidden("batch", name) + inside, css="mend"),
    ]


def _row(t: Language, mend: ToMend, row: RefusedRow) -> str:
    """One refused row: its reasons, its good cells as they are, its doubtful ones to type in."""
    reasons = "".join(words("li", reason) for reason in row.reasons)
    cells = "".join(
        _cell(row, place, called) for place, called in enumerate(mend.table.header) if called
    )
    caption = words("legend", t.gettext("Row {number}", number=t.number(row.line)))
    return tag("fieldset", caption + tag("ul", reasons) + tag("div", cells, class_="cells"))


def _cell(row: RefusedRow, place: int, called: str) -> str:
    value = row.cells[place] if place < len(row.cells) else ""
    if place not in row.doubtful:
        return tag("span", words("b", called) + " " + safe(value)) if value else ""
    name = cell_name(row.line, place)
    entry = empty_tag("input", id=name, name=name, value=value, maxlength="4000")
    return tag("span", words("label", called, for_=name) + entry)


def _rows(reader: Reader, batch: BatchSummary, rows: Sequence[Row]) -> str:
    """The rows; of a batch that counts each can be taken back by itself."""
    t, counts_now = reader.t, batch.state == "approved"
    heads = [
        t.gettext("Line"),
        t.gettext("Indicator"),
        t.gettext("Place"),
        t.gettext("Period"),
        t.gettext("Value"),
        t.gettext("Shown in public"),
        *([t.gettext("Wrong?")] if counts_now else []),
    ]
    shown = [
        (
            t.number(row.line),
            safe(row.indicator),
            safe(row.place),
            safe(row.period),
            safe(said_word(t, row)),
            safe(_public(t, row, batch.state)),
            *([_take_back(t, row)] if counts_now else []),
        )
        for row in rows
    ]
    inside = table(t.gettext("Rows"), heads, shown)
    return form(reader, f"/submit/{batch.batch}/retract", inside) if counts_now else inside


def _take_back(t: Language, row: Row) -> str:
    if row.obs_status == RETRACT:
        return ""
    said = t.gettext("Take back")
    about = ", ".join((row.indicator, row.place, row.period))
    return button(said, name="line", value=str(row.line), aria_label=f"{said}: {about}")


def _public(t: Language, row: Row, state: str) -> str:
    """Whether the public sees a row, as far as this batch says."""
    if row.obs_status == RETRACT:
        return t.gettext("no: {state}", state=t.gettext("taken back"))
    if state != "approved":
        return t.gettext("no: {state}", state=state_word(t, state))
    return {
        "public": t.gettext("yes"),
        "aggregate": t.gettext("only within totals"),
        "coalition": t.gettext("no: for partners who are signed in"),
        "secretariat": t.gettext("no: for the secretariat alone"),
    }[row.disclosure]
