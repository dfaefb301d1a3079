"""The objectives of a goal."""

from collections.abc import Iterator

from dashboard.charts.kinds.groups import Group, group_chart
from dashboard.charts.kinds.kind import ChartKind
from dashboard.charts.kinds.model import Chart
from dashboard.reader.context import RequestContext
from data.plan.model import Plan
from data.plan.texts import Words


def build(ctx: RequestContext, id: str) -> Chart:
    """The chart of a goal."""
    goal = ctx.plan.goal(id)
    group = Group("goal", id, goal.code, goal.name.text(ctx.t.lang), f"/goal/{id}")
    return group_chart(ctx, group, [o for o in ctx.overview().objectives if o.goal.code == id])


def title(ctx: RequestContext, id: str) -> str:
    """Code and name."""
    return f"{id} {ctx.plan.goal(id).name.text(ctx.t.lang)}"


def texts(plan: Plan, id: str) -> Iterator[tuple[str, Words]]:
    """The goal's name and its objectives' labels."""
    yield id, plan.goal(id).name
    yield from ((o.code, o.label) for o in plan.objectives_of_goal(id))


KIND = ChartKind("goal", build, title, texts, {"/goal/{id}": ""})
