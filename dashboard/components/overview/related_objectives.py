"""Objectives near one: of the same home facility or of the same goal, and which of the two."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.layout.section import ON_SCREEN, section
from dashboard.reader.context import RequestContext
from data.plan.model import Objective
from data.text.i18n import Language


def related_objectives(ctx: RequestContext, objective: Objective) -> list[html.Section]:
    """One section, the most alike first; none where the objective stands alone."""
    t = ctx.t
    near = {o.code: _alike(objective, o) for o in ctx.plan.objectives if o.code != objective.code}
    related = [ctx.plan.objective(code) for code, alike in near.items() if any(alike)]
    if not related:
        return []
    ordered = sorted(related, key=lambda o: -sum(near[o.code]))
    items = [html.Li(_item(ctx, o, *near[o.code])) for o in ordered]
    lead = t.gettext("Same home facility or same goal")
    children = [html.Ul(items, className="related")]
    return [section(t, t.gettext("Related objectives"), children, lead=lead, className=ON_SCREEN)]


def _alike(one: Objective, other: Objective) -> tuple[bool, bool]:
    """Whether they share the facility, and the goal."""
    return one.facility is not None and one.facility == other.facility, one.goal == other.goal


def _item(ctx: RequestContext, objective: Objective, facility: bool, goal: bool) -> list[Component]:
    words = f"{objective.code} {objective.label.text(ctx.t.lang)}"
    link = html.A(words, href=ctx.view.href(f"/objective/{objective.code}"))
    return [link, html.Span(_reason(ctx.t, facility, goal))]


def _reason(t: Language, facility: bool, goal: bool) -> str:
    if facility and goal:
        return t.gettext("same facility and goal")
    return t.gettext("same facility") if facility else t.gettext("same goal")
