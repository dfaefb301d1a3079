"""All objectives by goal, as tables: the scorecard for readers of tables."""

from dash import html

from dashboard.components.layout.controls import horizon_switch
from dashboard.components.layout.identity import identity
from dashboard.components.layout.section import section
from dashboard.components.overview.next_steps import next_steps
from dashboard.components.overview.objective_table import objective_table
from dashboard.pages.registry import Page, page
from dashboard.reader.context import RequestContext
from data.plan.model import Goal
from data.questions.answers import ObjectiveProgress, Overview


@page("/objectives")
def objectives(ctx: RequestContext) -> Page:
    """All objectives in one table."""
    return Page(ctx.t.gettext("Objectives"), layout(ctx, ctx.overview()))


def layout(ctx: RequestContext, overview: Overview) -> html.Div:
    """One table a goal."""
    t, plan = ctx.t, ctx.plan
    words = t.ngettext(
        "{n} objective of {plan}, version {version}.",
        "{n} objectives of {plan}, version {version}.",
        len(plan.objectives),
        plan=plan.title.text(t.lang),
        version=ctx.info.plan_version,
    )
    goals = [_goal(ctx, goal, overview) for goal in plan.goals]
    return html.Div(
        [
            identity(None, t.gettext("Objectives"), words),
            html.Div(html.Div(horizon_switch(ctx), className="controls")),
            next_steps(ctx, overview.objectives),
            *goals,
        ],
        className="wrap",
        lang=t.lang,
    )


def _goal(ctx: RequestContext, goal: Goal, overview: Overview) -> html.Section:
    t = ctx.t
    name = f"{goal.code} {goal.name.text(t.lang)}"
    found: list[ObjectiveProgress] = [o for o in overview.objectives if o.goal.code == goal.code]
    link = html.A(t.gettext("Goal page"), href=ctx.view.href(f"/goal/{goal.code}"))
    pair = ",".join(f"objective:{o.objective.code}" for o in found[:2])
    compare = html.A(t.gettext("Compare"), href=ctx.view.href("/compare", compared=pair))
    table = objective_table(ctx, found, name)
    sample = any(o.headline.sample for o in found)
    return section(t, name, [table], links=[compare, link], sample=sample)
