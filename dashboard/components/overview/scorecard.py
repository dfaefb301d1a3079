"""The plan's own matrix: one column a goal, one tile an objective, all on one scale."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.layout import aria
from dashboard.components.layout.section import section
from dashboard.components.layout.share_link import share_link
from dashboard.components.overview.legend import key
from dashboard.components.overview.tile import tile
from dashboard.reader.context import RequestContext
from data.plan.model import Goal
from data.questions.answers import ObjectiveProgress, Overview

WIDE = 2  # columns the last panel takes


def scorecard(
    ctx: RequestContext, overview: Overview, *, panels: tuple[Component, Component]
) -> html.Section:
    """The matrix with two panels in the room below its shorter columns."""
    t = ctx.t
    columns = [_objectives(overview, goal) for goal in ctx.plan.goals]
    rows = max(map(len, columns), default=0)
    goals = [
        _goal(ctx, goal, column=number, objectives=columns[number - 1])
        for number, goal in enumerate(ctx.plan.goals, 1)
    ]
    matrix = html.Div(
        [*goals, *_placed(panels, [len(column) for column in columns])],
        className="matrix",
        style={"--goals": str(len(columns)), "--rows": str(rows)},
    )
    sample = any(o.headline.sample for o in overview.objectives)
    children = [*key(t), matrix]
    lead = _lead(ctx)
    links = [share_link(ctx, "scorecard", "all")]
    heading = t.gettext("Scorecard")
    return section(t, heading, children, lead=lead, links=links, sample=sample, className="sec")


def _lead(ctx: RequestContext) -> str:
    t = ctx.t
    count = t.ngettext("{n} objective", "{n} objectives", len(ctx.plan.objectives))
    goals = t.ngettext("{n} goal", "{n} goals", len(ctx.plan.goals))
    return t.gettext(
        "{objectives} under {goals}, all on one scale: share of the required change made.",
        objectives=count,
        goals=goals,
    )


def _objectives(overview: Overview, goal: Goal) -> list[ObjectiveProgress]:
    return [o for o in overview.objectives if o.goal.code == goal.code]


def _goal(
    ctx: RequestContext, goal: Goal, *, column: int, objectives: Sequence[ObjectiveProgress]
) -> html.Section:
    name = goal.name.text(ctx.t.lang)
    link = html.A(name, href=ctx.view.href(f"/goal/{goal.code}"))
    head = html.Header([html.B(goal.code), html.H3(link)], style={"gridColumn": str(column)})
    tiles = [
        tile(ctx, o, {"gridColumn": str(column), "gridRow": str(row)})
        for row, o in enumerate(objectives, 2)
    ]
    return html.Section([head, *tiles], className="goal", **aria.label(f"{goal.code} {name}"))


def _placed(panels: tuple[Component, Component], counts: list[int]) -> list[html.Div]:
    """The first panel under the middle columns, the second under the last two."""
    end = len(counts) + 1
    last = max(1, end - WIDE)
    first = min(2, last)
    middle = counts[first - 1 : last - 1]
    below = max(counts, default=0) + 2
    start = max(middle) + 2 if middle else below
    return [
        _panel(panels[0], "m-feed", f"{first} / {last}" if middle else "1 / -1", start),
        _panel(panels[1], "m-map", f"{last} / {end}", max(counts[last - 1 :], default=0) + 2),
    ]


def _panel(panel: Component, css: str, columns: str, start: int) -> html.Div:
    return html.Div(panel, className=css, style={"gridColumn": columns, "gridRow": f"{start} / -1"})
