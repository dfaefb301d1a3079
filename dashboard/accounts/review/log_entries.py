"""What was done with a batch, as people read it: the whole log, or what its sender may see."""

from collections.abc import Sequence

from dashboard.accounts.html.elements import heading, paragraph
from dashboard.accounts.html.tables import table
from dashboard.charts.render.svg import safe
from data.accounts.audit import Entry
from data.text.i18n import Language
from ingest.load.batches import BatchSummary
from ingest.review.decisions import AGREED, ANSWERED, ASKED, BY_RULE, RULE, SENT, TAKEN_BACK

LOADED = "loaded"
SENDERS = (SENT, TAKEN_BACK, ANSWERED)  # deeds of the side that sent it


def deed_word(t: Language, what: str) -> str:
    """What a deed of the log is called; those of accounts keep their English names."""
    return {
        SENT: t.gettext("sent"),
        TAKEN_BACK: t.gettext("taken back"),
        ASKED: t.gettext("asked"),
        ANSWERED: t.gettext("answered"),
        AGREED: t.gettext("approved, a second person is needed"),
        LOADED: t.gettext("loaded where the dashboard runs"),
        "approved": t.gettext("approved"),
        "returned": t.gettext("returned"),
        "withdrawn": t.gettext("withdrawn"),
    }.get(what, what)


def came(batch: BatchSummary, log: Sequence[Entry]) -> list[Entry]:
    """How a batch came, where its log does not begin with somebody who sent it."""
    if any(entry.what == SENT for entry in log):
        return []
    return [Entry(0, batch.received_at, batch.source, "", LOADED, batch.batch, None)]


def log_of(t: Language, log: Sequence[Entry]) -> list[str]:
    """Deeds, the newest first, with who did them."""
    heads = [
        t.gettext("When"),
        t.gettext("Who"),
        t.gettext("Step"),
        t.gettext("Of"),
        t.gettext("Why"),
    ]
    rows = [
        (
            safe(t.time(entry.at)),
            safe(_name(t, entry)),
            safe(deed_word(t, entry.what)),
            safe(entry.subject),
            safe(_why(t, entry)),
        )
        for entry in log
    ]
    return [heading(t.gettext("Log")), table(t.gettext("Log"), heads, rows)]


def talk_of(t: Language, log: Sequence[Entry]) -> str:
    """Deeds as the sender sees them, the newest first: reviewers are the secretariat."""
    shown = [entry for entry in log if entry.what != AGREED]
    if not shown:
        return paragraph(t.gettext("Nothing yet."), "emptyp")
    rows = [
        (
            safe(t.time(entry.at)),
            safe(entry.who if entry.what in SENDERS else t.gettext("Secretariat")),
            safe(deed_word(t, entry.what)),
            safe(_why(t, entry)),
        )
        for entry in shown
    ]
    heads = [t.gettext("When"), t.gettext("Who"), t.gettext("Step"), t.gettext("Comment")]
    return table(t.gettext("What was said and done"), heads, rows)


def _name(t: Language, entry: Entry) -> str:
    return t.gettext("by rule") if entry.who == RULE.name else entry.who


def _why(t: Language, entry: Entry) -> str:
    if entry.why == BY_RULE:
        return t.gettext("no doubts, and from a trusted partner")
    return entry.why or ""
