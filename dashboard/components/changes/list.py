"""Indicators that moved, one item each: name, verdicts, value, cause."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.changes.words import (
    cause_words,
    change_name,
    value_words,
)
from dashboard.components.layout.rich import rich
from dashboard.components.verdict.glyph import glyph
from dashboard.reader.context import RequestContext
from dashboard.theme import status_class
from data.progress.status_words import verdict_word
from data.questions.change_records import Change, Standing
from data.text.i18n import Language


def change_list(ctx: RequestContext, changes: Sequence[Change], *, causes: bool = True) -> html.Ul:
    """The changes in the order given."""
    items = [_item(ctx, change, causes) for change in changes]
    return html.Ul(items, className="changes")


def _item(ctx: RequestContext, change: Change, causes: bool) -> html.Li:
    t = ctx.t
    name: Component | str = change_name(ctx, change)
    if objective := change.indicator.objective:
        name = html.A(name, href=ctx.view.href(f"/objective/{objective}", asof=None))
    parts: list[Component] = [html.H3(name)]
    parts += [
        _flip(t, change, horizon) for horizon in change.after if change.verdict_changed(horizon)
    ]
    if value := value_words(ctx, change):
        parts.append(html.P([html.Span(t.gettext("Value"), className="yr"), html.Span(value)]))
    if causes:
        cause = t.gettext("Cause: {cause}", cause=cause_words(t, change))
        parts.append(html.P(cause, className="why"))
    return html.Li(parts)


def _flip(t: Language, change: Change, horizon: int) -> html.P:
    before, after = _standing(t, change.before[horizon]), _standing(t, change.after[horizon])
    words = rich(t.gettext("{before} → {after}"), before=before, after=after)
    return html.P([html.Span(str(horizon), className="yr"), html.Span(words, className="move")])


def _standing(t: Language, standing: Standing) -> html.Span:
    css = f"st {status_class(standing.status)}"
    return html.Span(
        [glyph(standing.status), verdict_word(t, standing.status, standing.reason)], className=css
    )
