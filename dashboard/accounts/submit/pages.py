"""The pages of `/submit`: the form with the history, and what would become of a file."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

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
from dashboard.accounts.html.tables import problem_table, state_word, table
from dashboard.accounts.submit.drafts import Draft
from dashboard.charts.render.svg import safe
from ingest.columns.numbers import LOCALES
from ingest.load.batches import BatchSummary
from ingest.load.report import counts


def own_page(
    reader: Reader, partner: str, own: Sequence[BatchSummary], error: str, status: int
) -> Response:
    """The way to send a file, and what was sent before."""
    t = reader.t
    body = [told(error, bad=True)] if error else []
    lead = t.gettext(
        "You report for {partner}. Choose a file: you first see what would become of each row, and "
        "nothing is sent before you say so.",
        partner=partner,
    )
    template = link(
        t.gettext("Template with your indicators and last values"),
        f"/submit/template.xlsx?lang={t.lang}",
    )
    single = link(t.gettext("Report one measure by form"), f"/submit/one?lang={t.lang}")
    body += [paragraph(lead, "lede"), tag("p", template), tag("p", single), _file_form(reader)]
    body.append(heading(t.gettext("What you have sent"), "history"))
    body.append(_history(reader, own))
    return document(reader, t.gettext("Report measures"), body, status)


def _file_form(reader: Reader) -> str:
    t = reader.t
    options = "".join(
        words("option", style.example, value=code, selected=code == t.lang)
        for code, style in LOCALES.items()
    )
    inside = (
        words(
            "label",
            t.gettext("File, or files (XLSX, CSV, JSON, Parquet, IATI, SDMX or ZIP)"),
            for_="file",
        )
        + empty_tag("input", id="file", name="file", type="file", multiple=True, required=True)
        + words("label", t.gettext("How numbers are written in it"), for_="locale")
        + tag("select", options, id="locale", name="locale")
        + button(t.gettext("See what would become of it"), "btn pri")
    )
    return form(reader, "/submit/try", inside, files=True, css="fields")


def _history(reader: Reader, own: Sequence[BatchSummary]) -> str:
    t = reader.t
    if not own:
        return paragraph(t.gettext("Nothing yet."), "emptyp")
    heads = [
        t.gettext("Batch"),
        t.gettext("File"),
        t.gettext("Received"),
        t.gettext("State"),
        t.gettext("Comment"),
        t.gettext("Rows"),
        t.gettext("Undo"),
    ]
    rows = [
        (
            link(batch.batch, f"/submit/{batch.batch}?lang={t.lang}"),
            safe(batch.source),
            safe(t.time(batch.received_at)),
            words("b", state_word(t, batch.state)),
            safe(batch.why or ""),
            safe(counts(t, asdict(batch))),
            _undo(reader, batch) if batch.state == "pending" else "",
        )
        for batch in own
    ]
    return table(t.gettext("What you have sent"), heads, rows)


def _undo(reader: Reader, batch: BatchSummary) -> str:
    said = reader.t.gettext("Take back")
    back = button(said, aria_label=f"{said} {batch.batch}")
    return form(reader, "/submit/undo", hidden("batch", batch.batch) + back)


def trial_page(reader: Reader, draft: Draft, found: Sequence[dict[str, Any]]) -> Response:
    """Rows, problems and verdicts that would flip, and the way to send it."""
    t = reader.t
    body: list[str] = []
    usable = mendable = 0
    for each in found:
        if refused := each.get("refused"):
            body.append(told(str(refused), bad=True))
            continue
        usable += each["new"] + each["revised"]
        mendable += each["rejected"]
        body += _outcome(reader, each)
    if usable:
        body.append(_send_form(reader, draft, t.gettext("Send for approval")))
    elif mendable:
        body.append(told(t.gettext("Nothing of this file can be sent as it is."), bad=True))
        body.append(_send_form(reader, draft, t.gettext("Keep it and mend it here")))
    else:
        body.append(told(t.gettext("Nothing of this file can be sent as it is."), bad=True))
    body.append(tag("p", link(t.gettext("Choose another file"), f"/submit?lang={t.lang}")))
    return document(reader, t.gettext("What would become of {file}", file=draft.name), body)


def _send_form(reader: Reader, draft: Draft, said: str) -> str:
    return form(reader, "/submit/send", hidden("draft", draft.id) + button(said, "btn pri"))


def _outcome(reader: Reader, each: dict[str, Any]) -> list[str]:
    t = reader.t
    said = counts(t, each)
    flips = sum(len(change["verdicts_changed"]) for change in each.get("changes") or ())
    would = t.ngettext(
        "{n} verdict would change once this is approved.",
        "{n} verdicts would change once this is approved.",
        flips,
    )
    body = [paragraph(said, "lede"), paragraph(would)]
    for title, key in (
        (
            t.gettext("Refused rows: mend them in your file, or here once the others are sent"),
            "problems",
        ),
        (t.gettext("Look at these"), "warnings"),
    ):
        if each.get(key):
            body += [heading(title), problem_table(t, title, each[key])]
    return body
