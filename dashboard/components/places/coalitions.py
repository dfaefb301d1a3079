"""Partnerships and alliances around a facility."""

from collections.abc import Sequence

from dash import html

from dashboard.components.layout.section import section
from dashboard.reader.context import RequestContext
from data.plan.model import Coalition
from data.text.i18n import Language


def coalitions(ctx: RequestContext, found: Sequence[Coalition]) -> html.Section:
    """Who is in them and since when; none published is said."""
    t = ctx.t
    heading = t.gettext("Coalitions")
    if not found:
        words = t.gettext("No partnership or alliance is published for this facility.")
        return section(t, heading, [html.P(words, className="emptyp")])
    items = [_item(ctx, coalition) for coalition in found]
    return section(t, heading, [html.Ul(items, className="plain-list")])


def _item(ctx: RequestContext, coalition: Coalition) -> html.Li:
    t = ctx.t
    links = [
        html.A(ctx.names.partner(partner), href=ctx.view.href(f"/partner/{partner}"))
        for partner in coalition.partners
    ]
    spaced = [part for link in links for part in (" ", link)]
    kinds = {"partnership": t.gettext("Partnership"), "alliance": t.gettext("Alliance")}
    kind = html.Span(kinds[coalition.kind], className="tag")
    name = html.Span(coalition.name.text(t.lang))
    return html.Li(
        [kind, " ", name, *spaced, " ", html.Span(_since(t, coalition), className="muted")]
    )


def _since(t: Language, coalition: Coalition) -> str:
    if coalition.since is None:
        return t.gettext("date not published")
    return t.gettext("since {date}", date=t.date(coalition.since))
