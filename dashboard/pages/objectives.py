"""All objectives by goal, as tables: the scorecard for readers of tables."""

from dash import html

from dashboard.components.layout.controls import horizon_switch
from dashboard.components.layout.identity import identity
from dashboard.components.layout.section import section
from dashboard.components.overview.next_steps import next_steps
from dashboard.components.overview.objective_table import objective_table
from dashboard.reader.view import View
from data.plan.model import Goal, Plan
from data.questions.answers import ObjectiveProgress, Overview, SnapshotInfo
from data.text.i18n import Language


def title(t: Language) -> str:
    """The document title."""
    return t.gettext("Objectives")


def layout(view: View, t: Language, plan: Plan, overview: Overview, info: SnapshotInfo) -> html.Div:
    """One table a goal."""
    words = t.ngettext(
        "{n} objective of {plan}, version {version}.",
        "{n} objectives of {plan}, version {version}.",
        len(plan.objectives),
        plan=plan.title.text(t.lang),
        version=info.plan_version,
    )
    goals = [_goal(view, t, plan, goal, overview) for goal in plan.goals]
    return html.Div(
        [
            identity(None, t.gettext("Objectives"), words),
            html.Div(html.Div(horizon_switch(view, t, plan), className="controls")),
            next_steps(view, t, overview.objectives),
            *goals,
        ],
        className="wrap",
        lang=t.lang,
    )


def _goal(view: View, t: Language, plan: Plan, goal: Goal, overview: Overview) -> html.Section:
    name = f"{goal.code} {goal.name.text(t.lang)}"
    found: list[ObjectiveProgress] = [o for o in overview.objectives if o.goal.code == goal.code]
    link = html.A(t.gettext("Goal page"), href=view.href(f"/goal/{goal.code}"))
    pair = ",".join(f"objective:{o.objective.code}" for o in found[:2])
    compare = html.A(t.gettext("Compare"), href=view.href("/compare", compared=pair))
    table = objective_table(view, t, plan, found, name)
    sample = any(o.headline.sample for o in found)
    return section(t, name, [table], links=[compare, link], sample=sample)
