"""The page of `/monitoring`, part by part; each row leads to the thing to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from fastapi import Response

from dashboard.accounts.html.document import Reader, document
from dashboard.accounts.html.elements import heading, link, paragraph, tag, words
from dashboard.accounts.html.paging import SHOWN, page_of, ways
from dashboard.accounts.html.tables import table
from dashboard.accounts.review.reminders import language_of, reminder
from dashboard.charts.http.frozen import Frozen
from dashboard.charts.render.svg import safe
from data.plan.model import Plan
from data.progress.model import Reason
from data.questions.answers import ObjectiveProgress, PartnerSummary, SnapshotInfo
from data.questions.rhythms import FEWEST_DAYS, Rhythm
from data.questions.sources import SourceState
from data.text.i18n import Language
from ingest.review.queries import Open


@dataclass(frozen=True, slots=True)
class State:
    """All the page tells. `told` is, by partner and indicator, the day of the last report."""

    now: datetime
    info: SnapshotInfo
    waiting: Open
    sources: Sequence[SourceState]
    objectives: Sequence[ObjectiveProgress]
    partners: Sequence[PartnerSummary]
    rhythms: Sequence[Rhythm]
    told: Mapping[str, Mapping[str, date]]
    plan: Plan
    recalled: Sequence[Frozen] = ()


def monitoring_page(reader: Reader, state: State, page: int, address: str) -> Response:
    """The whole page; `page` is of the lists of partners, `address` where they report."""
    t = reader.t
    body = [
        *_head(t, state),
        *_to_mend(t, state),
        *_to_recall(t, state.recalled),
        *_old_verdicts(t, state),
        *_late(reader, state, address),
        *_silent(reader, state, page, address),
        *_matrix(t, state, page),
    ]
    return document(reader, t.gettext("Monitoring"), body)


def _head(t: Language, state: State) -> list[str]:
    info, waiting = state.info, state.waiting.pending
    newest = t.time(info.newest_recorded_at) if info.newest_recorded_at else "–"
    facts = [
        (t.gettext("Snapshot"), f"{info.id}, {t.age(state.now - info.published_at)}"),
        (t.gettext("Newest measure"), newest),
        (t.gettext("Partners that have reported"), t.number(len(state.rhythms))),
    ]
    if info.damaged:
        facts.append((t.gettext("Damaged snapshot, passed over"), info.damaged))
    if unshown := state.waiting.unpublished:
        said = t.ngettext(
            "{n} batch was decided since and is not in it: python -m ingest publish",
            "{n} batches were decided since and are not in it: python -m ingest publish",
            unshown,
        )
        facts.append((t.gettext("Publication that failed"), said))
    cells = "".join(words("dt", name) + words("dd", said) for name, said in facts)
    said = t.ngettext("{n} batch waits", "{n} batches wait", waiting)
    return [tag("dl", cells, class_="facts"), tag("p", link(said, f"/review?lang={t.lang}"))]


def _to_mend(t: Language, state: State) -> list[str]:
    """Broken sources, and batches whose refused rows nobody has mended."""
    body = [heading(t.gettext("Broken sources"))]
    if state.sources:
        heads = [t.gettext("Source"), t.gettext("Broken since"), t.gettext("What was said")]
        broken = [
            (safe(s.id), safe(t.time(s.broken_since)), safe(s.detail or ""))
            for s in state.sources
            if s.broken_since
        ]
        body.append(table(t.gettext("Broken sources"), heads, broken))
    else:
        body.append(paragraph(t.gettext("None: every source answered when it was asked last.")))
    body.append(heading(t.gettext("Refused rows nobody has mended")))
    if not state.waiting.refused:
        return [*body, paragraph(t.gettext("None."))]
    heads = [t.gettext("Batch"), t.gettext("Received"), t.gettext("From"), t.gettext("Rows")]
    rows = [
        (
            tag("span", link(b.batch, f"/review/{b.batch}?lang={t.lang}"), class_="nowrap"),
            safe(t.time(b.received_at)),
            safe(b.source),
            t.number(b.rejected),
        )
        for b in state.waiting.refused
    ]
    return [*body, table(t.gettext("Refused rows nobody has mended"), heads, rows)]


def _to_recall(t: Language, recalled: Sequence[Frozen]) -> list[str]:
    """Frozen pictures that show what is public no longer; nothing where there are none."""
    if not recalled:
        return []
    title = t.gettext("Pictures to recall")
    lead = t.gettext(
        "They show a figure that is public no longer. Their addresses answer with a notice; ask"
        " whoever keeps a copy to take it down."
    )
    heads = [t.gettext("Picture"), t.gettext("Address"), t.gettext("Language"), t.gettext("As of")]
    rows = [
        (safe(found.title), link(found.path, found.path), found.lang, safe(t.date(found.as_of)))
        for found in recalled
    ]
    return [heading(title), paragraph(lead), table(title, heads, rows)]


def _old_verdicts(t: Language, state: State) -> list[str]:
    title = t.gettext("Verdicts without recent measures")
    found = [
        o
        for o in state.objectives
        if any(v.reason in (Reason.STALE, Reason.NO_MEASURES) for v in o.headline.verdicts.values())
    ]
    if not found:
        return [heading(title), paragraph(t.gettext("None."))]
    heads = [t.gettext("Objective"), t.gettext("Last period measured"), t.gettext("Expected")]
    rows = [
        (
            link(
                f"{o.objective.code} {o.objective.label.text(t.lang)}",
                f"/objective/{o.objective.code}?lang={t.lang}",
            ),
            safe(_day(t, o.headline.points[-1].period_end if o.headline.points else None)),
            t.gettext(
                "{reporting} of {expected}",
                reporting=t.number(o.headline.coverage.reporting),
                expected=t.number(o.headline.coverage.expected),
            ),
        )
        for o in found
    ]
    return [heading(title), table(title, heads, rows)]


def _late(reader: Reader, state: State, address: str) -> list[str]:
    """Partners past their own rhythm, the latest first."""
    t, today = reader.t, state.now.date()
    known = {partner.id: partner for partner in state.partners}
    late = sorted(
        (r for r in state.rhythms if r.late(today) and r.partner in known),
        key=lambda r: r.late(today),
        reverse=True,
    )
    title = t.gettext("Late by their own rhythm")
    lead = t.gettext(
        "A partner is late once half as long again as its usual gap between reports has passed;"
        " who has reported on fewer than three days is expected once a year."
    )
    if not late:
        return [heading(title), paragraph(lead), paragraph(t.gettext("None."))]
    heads = [
        t.gettext("Partner"),
        t.gettext("Last report"),
        t.gettext("Usual gap"),
        t.gettext("Late by"),
        t.gettext("Reminder"),
    ]
    rows = [
        (
            _partner(t, known[r.partner]),
            safe(t.date(r.last)),
            _gap(t, r),
            t.ngettext("{n} day", "{n} days", r.late(today).days),
            _reminder(reader, known[r.partner], r.last, address),
        )
        for r in late[:SHOWN]
    ]
    more = paragraph(
        t.gettext("{shown} of {all}.", shown=t.number(len(rows)), all=t.number(len(late)))
    )
    return [heading(title), paragraph(lead), table(title, heads, rows), more]


def _silent(reader: Reader, state: State, page: int, address: str) -> list[str]:
    """Partners that never reported, a page of them."""
    t = reader.t
    heard = {r.partner for r in state.rhythms}
    silent = [partner for partner in state.partners if partner.id not in heard]
    title = t.gettext("Never reported")
    if not silent:
        return [heading(title, "silent"), paragraph(t.gettext("None."))]
    heads = [t.gettext("Partner"), t.gettext("Seat"), t.gettext("Reminder")]
    rows = [
        (_partner(t, p), safe(p.seat or ""), _reminder(reader, p, None, address))
        for p in page_of(silent, page)
    ]
    return [
        heading(title, "silent"),
        table(title, heads, rows),
        ways(t, title, len(silent), page, "/monitoring", "#silent"),
    ]


def _matrix(t: Language, state: State, page: int) -> list[str]:
    """Who reported what and when: partners by objectives, the day of the newest report."""
    title = t.gettext("Who has reported what")
    objectives = [o.code for o in state.plan.objectives]
    of = {i.id: i.objective for i in state.plan.indicators}
    partners = [p for p in state.partners if p.id in state.told]
    heads = [t.gettext("Partner"), *objectives]
    rows = []
    for partner in page_of(partners, page):
        newest: dict[str, date] = {}
        for indicator, day in state.told[partner.id].items():
            code = of.get(indicator)
            if code:
                newest[code] = max(day, newest.get(code, day))
        cells = [safe(t.short_date(newest[c])) if c in newest else "" for c in objectives]
        rows.append((_partner(t, partner), *cells))
    file = link(t.gettext("All of it, by indicator, as CSV"), "/monitoring/reports.csv")
    return [
        heading(title, "reports"),
        table(title, heads, rows),
        ways(t, title, len(partners), page, "/monitoring", "#reports"),
        tag("p", file),
    ]


def _partner(t: Language, partner: PartnerSummary) -> str:
    return link(partner.name, f"/partner/{partner.id}?lang={t.lang}")


def _gap(t: Language, rhythm: Rhythm) -> str:
    if rhythm.days < FEWEST_DAYS:
        return t.gettext("once a year, assumed")
    return t.ngettext("{n} day", "{n} days", rhythm.expected.days)


def _reminder(reader: Reader, partner: PartnerSummary, last: date | None, address: str) -> str:
    """The letter, folded, in the partner's language."""
    t, lang = reader.t, language_of(partner)
    said = reminder(partner, last, reader.dashboard, f"{address}?lang={lang}")
    shown = words("summary", t.gettext("Text ({lang})", lang=lang.upper()))
    return tag("details", shown + words("pre", said, lang=lang))


def _day(t: Language, day: date | None) -> str:
    return t.date(day) if day else t.gettext("nothing yet")
