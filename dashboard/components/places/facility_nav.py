"""All facilities beside the page of one."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.layout import aria
from dashboard.components.places.facility_strip import family_words
from dashboard.reader.view import View
from data.plan.model import Facility, Plan
from data.text.i18n import Language


def facility_nav(view: View, t: Language, plan: Plan, present: Facility) -> html.Nav:
    """Links by family, with the codes of the objectives at home there."""
    parts: list[Component] = []
    for family in dict.fromkeys(facility.family for facility in plan.facilities):
        name, leader = family_words(t, family)
        parts.append(html.H2([html.B(name), " ", leader]))
        members = [facility for facility in plan.facilities if facility.family == family]
        parts += [_link(view, t, plan, facility, present) for facility in members]
    return html.Nav(parts, className="fnav", **aria.label(t.gettext("Facilities")))


def _link(view: View, t: Language, plan: Plan, facility: Facility, present: Facility) -> html.A:
    codes = " ".join(objective.code for objective in plan.objectives_of_facility(facility.id))
    return html.A(
        [
            html.B(facility.number),
            html.Span(facility.name.text(t.lang)),
            html.Span(codes, className="codes"),
        ],
        href=view.href(f"/facility/{facility.id}"),
        **aria.current(facility.id == present.id),
    )
