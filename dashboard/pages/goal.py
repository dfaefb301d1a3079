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
from dashboard.pages.registry import Page, page
from dashboard.reader.context import RequestContext
from data.plan.model import Goal
from data.questions.answers import Filters, ObjectiveProgress


@page("/goal/{code}")
def goal(ctx: RequestContext, code: str) -> Page:
    """One goal with its objectives."""
    found = ctx.plan.goal(code)
    objectives = tuple(o for o in ctx.objectives(Filters()) if o.goal.code == code)
    title = f"{found.code} {found.name.text(ctx.t.lang)}"
    return Page(title, layout(ctx, found, objectives))


def layout(ctx: RequestContext, goal: Goal, objectives: tuple[ObjectiveProgress, ...]) -> html.Div:
    """The distribution of verdicts, a card an objective, and the same as a table."""
    t = ctx.t
    name = goal.name.text(t.lang)
    above = [
        (ctx.plan.owner.text(t.lang), ctx.view.href("/")),
        (t.gettext("Objectives"), ctx.view.href("/objectives")),
    ]
    sentence = " ".join(spread(t, objectives, horizon) for horizon in ctx.plan.horizons)
    table = objective_table(ctx, objectives, name)
    return html.Div(
        [
            crumbs(t, above, f"{goal.code} {name}"),
            identity(goal.code, name, sentence, [share_link(ctx, "goal", goal.code)]),
            objective_cards(ctx, objectives),
            next_steps(ctx, objectives),
            change_feed_slot(ctx, "block"),
            section(
                t,
                t.gettext("The same as a table"),
                [table],
                sample=ctx.info.sample and any(o.headline.sample for o in objectives),
            ),
        ],
        className="wrap",
        lang=t.lang,
    )
