"""What the figures would lose, were a partner's measures withdrawn: verdicts, then values."""

from collections.abc import Sequence

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.components.changes.list import change_list
from dashboard.components.layout import aria
from dashboard.components.layout.section import section
from dashboard.reader.context import RequestContext
from dashboard.reader.ids import Id
from data.questions.change_records import Change
from data.text.i18n import Language


def loss_slot(ctx: RequestContext, partner: str) -> html.Div:
    """Room for the answer, which is worked out once the page is painted."""
    waiting = html.Div(html.I(className="skel"), role="img", **aria.label(ctx.t.gettext("Loading")))
    asked = dcc.Store(id=Id.LOSS_ASKED, data=[partner, ctx.view.href()])
    return html.Div([asked, html.Div(waiting, id=Id.LOSS)])


def loss(ctx: RequestContext, changes: Sequence[Change], sample: bool) -> html.Section:
    """The sentence, then each objective that would move."""
    t = ctx.t
    flipped = [c for c in changes if any(c.verdict_changed(h) for h in c.after)]
    moved = [c for c in changes if c not in flipped]
    children: list[Component] = [html.P(_answer(t, flipped, moved))]
    if flipped or moved:
        children.append(change_list(ctx, [*flipped, *moved], causes=False))
    return section(t, t.gettext("Without this partner"), children, sample=sample)


def _answer(t: Language, flipped: Sequence[Change], moved: Sequence[Change]) -> str:
    if not flipped and not moved:
        return t.gettext("Were these measures withdrawn, no value and no verdict would change.")
    verdicts = t.ngettext(
        "the verdict of {n} indicator", "the verdicts of {n} indicators", len(flipped)
    )
    values = t.ngettext("{n} other value", "{n} other values", len(moved))
    return t.gettext(
        "Were these measures withdrawn, {verdicts} and {values} would change.",
        verdicts=verdicts,
        values=values,
    )
