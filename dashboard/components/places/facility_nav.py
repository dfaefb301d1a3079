"""All facilities beside the page of one."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.layout import aria
from dashboard.components.places.facility_strip import family_words
from dashboard.reader.context import RequestContext
from data.plan.model import Facility


def facility_nav(ctx: RequestContext, present: Facility) -> html.Nav:
    """Links by family, with the codes of the objectives at home there."""
    parts: list[Component] = []
    for family in dict.fromkeys(facility.family for facility in ctx.plan.facilities):
        name, leader = family_words(ctx.t, family)
        parts.append(html.H2([html.B(name), " ", leader]))
        members = [facility for facility in ctx.plan.facilities if facility.family == family]
        parts += [_link(ctx, facility, present) for facility in members]
    return html.Nav(parts, className="fnav", **aria.label(ctx.t.gettext("Facilities")))


def _link(ctx: RequestContext, facility: Facility, present: Facility) -> html.A:
    codes = " ".join(objective.code for objective in ctx.plan.objectives_of_facility(facility.id))
    return html.A(
        [
            html.B(facility.number),
            html.Span(facility.name.text(ctx.t.lang)),
            html.Span(codes, className="codes"),
        ],
        href=ctx.view.href(f"/facility/{facility.id}"),
        **aria.current(facility.id == present.id),
    )
