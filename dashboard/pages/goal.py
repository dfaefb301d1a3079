"""One goal: its objectives with every horizon."""

from dash import html

from dashboard.components.change_feed import change_feed_slot
from dashboard.components.crumbs import crumbs
from dashboard.components.identity import identity
from dashboard.components.names import Names
from dashboard.components.next_steps import next_steps
from dashboard.components.objective_card import objective_cards
from dashboard.components.objective_table import objective_table
from dashboard.components.section import section
from dashboard.components.share_link import share_link
from dashboard.components.spread import spread
from dashboard.view import View
from data.answers import ObjectiveProgress, SnapshotInfo
from data.i18n import Language
from data.plan_models import Goal, Plan


def title(t: Language, goal: Goal) -> str:
    """The document title."""
    return f"{goal.code} {goal.name.text(t.lang)}"


def layout(
    view: View,
    t: Language,
    plan: Plan,
    goal: Goal,
    objectives: tuple[ObjectiveProgress, ...],
    info: SnapshotInfo,
    names: Names,
) -> html.Div:
    """The distribution of verdicts, a card an objective, and the same as a table."""
    name = goal.name.text(t.lang)
    above = [
        (plan.owner.text(t.lang), view.href("/")),
        (t.gettext("Objectives"), view.href("/objectives")),
    ]
    sentence = " ".join(spread(t, objectives, horizon) for horizon in plan.horizons)
    table = objective_table(view, t, plan, objectives, name)
    return html.Div(
        [
            crumbs(t, above, f"{goal.code} {name}"),
            identity(goal.code, name, sentence, [share_link(view, t, "goal", goal.code)]),
            objective_cards(view, t, plan, objectives),
            next_steps(view, t, objectives),
            change_feed_slot(view, t, "block"),
            section(
                t,
                t.gettext("The same as a table"),
                [table],
                sample=info.sample and any(o.headline.sample for o in objectives),
            ),
        ],
        className="wrap",
        lang=t.lang,
    )
