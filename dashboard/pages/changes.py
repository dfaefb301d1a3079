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
from dashboard.pages.registry import Page, page
from dashboard.reader.context import RequestContext
from data.progress.dates import months_later
from data.questions.change_records import Change, Published
from data.store.changes import changes_since
from data.text.i18n import Language

PUBLICATIONS_SHOWN = 20


@page("/changes")
def changes(ctx: RequestContext) -> Page:
    """What changed since a day, a month ago unless the address names one."""
    since = min(ctx.view.since or months_later(ctx.as_of, -1), ctx.as_of)
    found = changes_since(ctx.snapshot, since, ctx.as_of)
    log = ctx.snapshot.publications(PUBLICATIONS_SHOWN)
    return Page(ctx.t.gettext("Changes"), layout(ctx, since, found, log))


def layout(
    ctx: RequestContext, since: date, changes: Sequence[Change], log: Sequence[Published]
) -> html.Div:
    """The answer in a sentence, then the changes behind it."""
    t = ctx.t
    flipped = [c for c in changes if any(c.verdict_changed(h) for h in c.after)]
    moved = [c for c in changes if c not in flipped]
    return html.Div(
        [
            identity(None, t.gettext("Changes"), _answer(ctx, since, flipped, moved)),
            since_form(ctx, since),
            *_list(ctx, t.gettext("Verdicts that changed"), flipped),
            *_list(ctx, t.gettext("Values that moved"), moved),
            *_log(ctx, log),
            _feed(t),
        ],
        className="wrap",
        lang=t.lang,
    )


def _answer(
    ctx: RequestContext, since: date, flipped: Sequence[Change], moved: Sequence[Change]
) -> str:
    t = ctx.t
    days = {"since": t.date(since), "as_of": t.date(ctx.as_of)}
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


def _list(ctx: RequestContext, heading: str, changes: Sequence[Change]) -> list[html.Section]:
    if not changes:
        return []
    return [section(ctx.t, heading, [change_list(ctx, changes)], sample=ctx.info.sample)]


def _log(ctx: RequestContext, log: Sequence[Published]) -> list[html.Section]:
    t = ctx.t
    if not log:
        return []
    intro = t.gettext("Publications that changed a value or a verdict, the newest first.")
    items = [html.Li(_publication(ctx, published)) for published in log]
    children: list[Component] = [
        html.P(intro, className="note before"),
        html.Ol(items, className="publications"),
    ]
    return [section(t, t.gettext("Publications"), children, sample=ctx.info.sample)]


def _publication(ctx: RequestContext, published: Published) -> list[Component]:
    t = ctx.t
    day = published.published_at.date()
    names = t.join([change_name(ctx, change) for change in published.changes])
    link = html.A(t.time(published.published_at), href=ctx.view.href("/", asof=day))
    stamp = html.Span(t.gettext("Snapshot {id}", id=published.snapshot), className="muted")
    return [link, html.Span(names), stamp]


def _feed(t: Language) -> html.P:
    link = html.A(t.gettext("Atom feed"), href=f"/changes.atom?lang={t.lang}")
    return html.P(
        [t.gettext("Follow these changes in a feed reader:"), " ", link], className="note"
    )
