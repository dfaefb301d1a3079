"""One goal: its objectives with every horizon."""

from dash import html

from dashboard.components.changes.feed import change_feed_slot
from dashboard.components.layout.crumbs import crumbs
from dashboard.components.layout.identity import identity
from dashboard.components.layout.section import section
from dashboard.components.layout.share_link import share_link
from dashboard.components.overview.next_steps import next_steps
from dashboard.components.overview.objective_card import objective_cards
from dashboard.components.overview.objective_table import objective_table
from dashboard.components.overview.status_spread import spread
from dashboard.reader.names import Names
from dashboard.reader.view import View
from data.plan.model import Goal, Plan
from data.questions.answers import ObjectiveProgress, SnapshotInfo
from data.text.i18n import Language


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
