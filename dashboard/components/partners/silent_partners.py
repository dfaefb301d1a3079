"""Partners of a region that have not reported in the last twelve months, by subregion and name."""

from collections.abc import Sequence
from itertools import groupby

from dash import html
from dash.development.base_component import Component

from dashboard.components.layout.section import section
from dashboard.reader.context import RequestContext
from dashboard.reader.names import Names
from data.progress.dates import months_later
from data.questions.answers import PartnerSummary
from data.reference.places import place

MONTHS = 12


def silent_partners(
    ctx: RequestContext, partners: Sequence[PartnerSummary], region: str
) -> html.Section:
    """Those with their seat in the region; none is said too."""
    t = ctx.t
    here = [partner for partner in partners if partner.seat and _region(partner.seat) == region]
    since = months_later(ctx.as_of, -MONTHS)
    silent = [p for p in here if p.reported is None or p.reported <= since]
    heading = t.gettext("Partners that have not reported")
    lead = t.gettext(
        "{n} of {size} with their seat here, in the last 12 months",
        n=t.number(len(silent)),
        size=t.number(len(here)),
    )
    sample = any(partner.sample for partner in here)
    if not silent:
        nobody = t.gettext("Every partner of this region has reported.")
        return section(t, heading, [html.P(nobody, className="note")], lead=lead, sample=sample)
    return section(t, heading, [_by_subregion(ctx, silent)], lead=lead, sample=sample)


def _by_subregion(ctx: RequestContext, silent: Sequence[PartnerSummary]) -> html.Div:
    ordered = sorted(silent, key=lambda p: (_subregion(p, ctx.names), p.name))
    groups: list[Component] = []
    for subregion, inside in groupby(ordered, key=lambda p: _subregion(p, ctx.names)):
        found = list(inside)
        links = [html.Li(html.A(p.name, href=ctx.view.href(f"/partner/{p.id}"))) for p in found]
        summary = html.Summary([html.I(className="sw-silent"), f"{subregion} ({len(found)})"])
        listed = html.Ul(links, className="names")
        groups.append(html.Details([summary, listed], className="set-group"))
    return html.Div(groups, className="set-groups")


def _region(seat: str) -> str | None:
    return place(seat).region


def _subregion(partner: PartnerSummary, names: Names) -> str:
    found = place(partner.seat or "WLD").subregion
    return names.place(found) if found else ""
