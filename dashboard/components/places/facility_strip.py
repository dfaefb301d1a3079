"""All facilities with the verdicts of the objectives that have their home there."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.layout.section import section
from dashboard.components.verdict.glyph import glyph
from dashboard.reader.context import RequestContext
from dashboard.reader.view import View
from dashboard.theme import status_class
from data.plan.model import Facility
from data.questions.answers import ObjectiveProgress, Overview
from data.text.i18n import Language


def facility_strip(ctx: RequestContext, overview: Overview) -> list[html.Section]:
    """A row of cards a family, as children to splice in; empty for a plan without facilities."""
    t = ctx.t
    if not ctx.plan.facilities:
        return []
    families = list(dict.fromkeys(facility.family for facility in ctx.plan.facilities))
    rows = [_row(ctx, overview, family) for family in families]
    widest = max((len(row) - 1 for row in rows), default=1)
    cards = [card for row in rows for card in row]
    strip = html.Div(cards, className="facs", style={"--facilities": str(widest)})
    lead = t.gettext("each objective has one home facility")
    return [section(t, t.gettext("Facilities"), [strip], lead=lead)]


def family_words(t: Language, family: str) -> tuple[str, str]:
    """A family's name and who leads it."""
    return {
        "core": (t.gettext("Core"), t.gettext("led by the secretariat")),
        "global": (t.gettext("Global"), t.gettext("led by alliances of partners")),
    }[family]


def at_home(objectives: Sequence[ObjectiveProgress], facility: Facility) -> list[ObjectiveProgress]:
    """The objectives whose home is this facility."""
    return [o for o in objectives if o.facility and o.facility.id == facility.id]


def _row(ctx: RequestContext, overview: Overview, family: str) -> list[Component]:
    name, leader = family_words(ctx.t, family)
    head = html.Div([name, html.Small(leader)], className="rowh")
    members = [facility for facility in ctx.plan.facilities if facility.family == family]
    return [head, *(_card(ctx, facility, overview) for facility in members)]


def _card(ctx: RequestContext, facility: Facility, overview: Overview) -> html.A:
    view = ctx.view
    name = html.Span(
        [html.B(facility.number), html.Span(facility.name.text(ctx.t.lang))], className="n"
    )
    found = at_home(overview.objectives, facility)
    marks: list[Component] = [_mark(view, objective) for objective in found]
    if not marks:
        marks = [html.Em(ctx.t.gettext("no objective of its own"))]
    outside = view.facility is not None and view.facility != facility.id
    return html.A(
        [name, html.Span(marks, className="o")],
        href=view.href(f"/facility/{facility.id}"),
        className="fac is-out" if outside else "fac",
    )


def _mark(view: View, objective: ObjectiveProgress) -> html.Span:
    status = objective.status(view.horizon)
    return html.Span([glyph(status), objective.objective.code], className=status_class(status))
