"""The newest changes on a page: what moved, from what to what, and why."""

from collections.abc import Sequence
from datetime import date

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.components.changes.words import cause_words, value_words
from dashboard.components.layout import aria
from dashboard.components.layout.section import section
from dashboard.components.verdict.glyph import glyph
from dashboard.reader.context import RequestContext
from dashboard.reader.ids import Id
from dashboard.theme import status_class
from data.progress.status_words import verdict_word
from data.questions.change_records import CauseKind, Change, Standing
from data.text.i18n import Language

SHOWN = 6
USUAL_DAYS = 7


def change_feed_slot(ctx: RequestContext, css: str = "") -> html.Div:
    """Room for the feed, which is filled once the page is painted."""
    waiting = html.Div(
        [html.I(className="skel") for _ in range(SHOWN)],
        className="feed-wait",
        role="img",
        **aria.label(ctx.t.gettext("Loading")),
    )
    asked = dcc.Store(id=Id.FEED_ASKED, data=ctx.view.href())
    return html.Div([asked, html.Div(waiting, id=Id.FEED)], className=css)


def change_feed(
    ctx: RequestContext,
    changes: Sequence[Change],
    since: date,
    *,
    everywhere: int,
    last_visit: bool,
    sample: bool,
) -> html.Section:
    """Verdicts that changed first, then values; the rest, `everywhere` in all, a link away."""
    t = ctx.t
    first = sorted(changes, key=lambda c: not any(c.verdict_changed(h) for h in c.after))
    shown = [change for change in first if change.indicator.objective][:SHOWN]
    told = {"date": t.short_date(since)}
    lead = (
        t.gettext("since your last visit, {date}", **told)
        if last_visit
        else t.gettext("since {date}", **told)
    )
    every = t.ngettext("All: {n} change", "All {n} changes", everywhere)
    links = [
        html.A(every, href=ctx.view.href("/changes", since=since)),
        html.A(t.gettext("Feed"), href=f"/changes.atom?lang={t.lang}"),
    ]
    body: Component = html.P(t.gettext("Nothing changed."), className="note")
    if shown:
        body = html.Ul([_item(ctx, change) for change in shown], className="feed")
    heading = t.gettext("What changed")
    return section(t, heading, [body], lead=lead, links=links, sample=sample, className="sec")


def _item(ctx: RequestContext, change: Change) -> html.Li:
    t = ctx.t
    code = change.indicator.objective or ""
    label = ctx.plan.objective(code).label.text(t.lang)
    link = html.A([html.B(code), " ", label], href=ctx.view.href(f"/objective/{code}"))
    moves: list[Component | str] = [
        _flip(t, change, horizon) for horizon in change.after if change.verdict_changed(horizon)
    ]
    if value := value_words(ctx, change):
        moves.append(html.Span(value, className="why"))
    tag = html.Span(_tag(t, change), className="tag", title=cause_words(t, change))
    return html.Li([html.Span(link), html.Span(moves, className="moves"), tag])


def _flip(t: Language, change: Change, horizon: int) -> html.Span:
    before, after = change.before[horizon], change.after[horizon]
    return html.Span(
        [
            html.Span(str(horizon), className="yr"),
            _shape(t, before),
            html.Span("→", className="arrow", **aria.HIDDEN),
            _named(t, after),
        ],
        className="flip",
    )


def _shape(t: Language, standing: Standing) -> html.Span:
    word = html.Span(verdict_word(t, standing.status, standing.reason), className="vh")
    return html.Span(
        [glyph(standing.status), word], className=f"st {status_class(standing.status)}"
    )


def _named(t: Language, standing: Standing) -> html.Span:
    word = verdict_word(t, standing.status, standing.reason)
    return html.Span(
        [glyph(standing.status), word], className=f"st {status_class(standing.status)}"
    )


def _tag(t: Language, change: Change) -> str:
    """The heaviest cause in a word or two; all of them are in the tooltip and a link away."""
    kinds = {cause.kind for cause in change.causes}
    words = {
        CauseKind.PLAN_CHANGE: t.gettext("Framework"),
        CauseKind.WITHDRAWAL: t.gettext("Withdrawal"),
        CauseKind.REVISION: t.gettext("Correction"),
        CauseKind.CONFIDENTIAL_RELEASE: t.gettext("In confidence"),
        CauseKind.CONFIDENTIAL_DROP: t.gettext("In confidence"),
        CauseKind.NEW_DATA: t.gettext("New data"),
        CauseKind.DATE_PASSED: t.gettext("Time"),
    }
    return next((word for kind, word in words.items() if kind in kinds), "")
