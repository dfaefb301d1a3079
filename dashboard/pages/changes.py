"""What moved since a day: verdicts first, then values, then the log of publications."""

from collections.abc import Sequence
from datetime import date

from dash import html
from dash.development.base_component import Component

from dashboard.components.changes.list import change_list
from dashboard.components.changes.words import change_name
from dashboard.components.layout.identity import identity
from dashboard.components.layout.section import section
from dashboard.components.layout.since_form import since_form
from dashboard.reader.view import View
from data.plan.model import Plan
from data.questions.answers import SnapshotInfo
from data.questions.change_records import Change, Published
from data.text.i18n import Language


def title(t: Language) -> str:
    """The document title."""
    return t.gettext("Changes")


def layout(
    view: View,
    t: Language,
    plan: Plan,
    since: date,
    as_of: date,
    changes: Sequence[Change],
    log: Sequence[Published],
    info: SnapshotInfo,
) -> html.Div:
    """The answer in a sentence, then the changes behind it."""
    flipped = [c for c in changes if any(c.verdict_changed(h) for h in c.after)]
    moved = [c for c in changes if c not in flipped]
    return html.Div(
        [
            identity(None, t.gettext("Changes"), _answer(t, since, as_of, flipped, moved)),
            since_form(view, t, since, as_of),
            *_list(view, t, plan, t.gettext("Verdicts that changed"), flipped, info),
            *_list(view, t, plan, t.gettext("Values that moved"), moved, info),
            *_log(view, t, plan, log, info),
            _feed(t),
        ],
        className="wrap",
        lang=t.lang,
    )


def _answer(
    t: Language, since: date, as_of: date, flipped: Sequence[Change], moved: Sequence[Change]
) -> str:
    days = {"since": t.date(since), "as_of": t.date(as_of)}
    if not flipped and not moved:
        return t.gettext("Nothing changed from {since} to {as_of}.", **days)
    verdicts = t.ngettext(
        "the verdicts of {n} indicator changed",
        "the verdicts of {n} indicators changed",
        len(flipped),
    )
    values = t.ngettext("{n} other value moved", "{n} other values moved", len(moved))
    return t.gettext(
        "From {since} to {as_of}, {verdicts} and {values}.",
        verdicts=verdicts,
        values=values,
        **days,
    )


def _list(
    view: View,
    t: Language,
    plan: Plan,
    heading: str,
    changes: Sequence[Change],
    info: SnapshotInfo,
) -> list[html.Section]:
    if not changes:
        return []
    return [section(t, heading, [change_list(view, t, plan, changes)], sample=info.sample)]


def _log(
    view: View, t: Language, plan: Plan, log: Sequence[Published], info: SnapshotInfo
) -> list[html.Section]:
    if not log:
        return []
    intro = t.gettext("Publications that changed a value or a verdict, the newest first.")
    items = [html.Li(_publication(view, t, plan, published)) for published in log]
    children: list[Component] = [
        html.P(intro, className="note before"),
        html.Ol(items, className="publications"),
    ]
    return [section(t, t.gettext("Publications"), children, sample=info.sample)]


def _publication(view: View, t: Language, plan: Plan, published: Published) -> list[Component]:
    day = published.published_at.date()
    names = t.join([change_name(t, plan, change) for change in published.changes])
    link = html.A(t.time(published.published_at), href=view.href("/", asof=day))
    stamp = html.Span(t.gettext("Snapshot {id}", id=published.snapshot), className="muted")
    return [link, html.Span(names), stamp]


def _feed(t: Language) -> html.P:
    link = html.A(t.gettext("Atom feed"), href=f"/changes.atom?lang={t.lang}")
    return html.P(
        [t.gettext("Follow these changes in a feed reader:"), " ", link], className="note"
    )
