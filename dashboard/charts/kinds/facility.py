"""The objectives a facility is home to."""

from collections.abc import Iterator

from dashboard.charts.kinds.groups import Group, group_chart
from dashboard.charts.kinds.kind import ChartKind
from dashboard.charts.kinds.model import Chart
from dashboard.reader.context import RequestContext
from data.plan.model import Plan
from data.plan.texts import Words


def build(ctx: RequestContext, id: str) -> Chart:
    """The chart of a facility."""
    facility = ctx.plan.facility(id)
    name = facility.name.text(ctx.t.lang)
    group = Group("facility", id, facility.number, name, f"/facility/{id}")
    return group_chart(ctx, group, [o for o in ctx.overview().objectives if o.facility == facility])


def title(ctx: RequestContext, id: str) -> str:
    """Number and name."""
    facility = ctx.plan.facility(id)
    return f"{facility.number} {facility.name.text(ctx.t.lang)}"


def texts(plan: Plan, id: str) -> Iterator[tuple[str, Words]]:
    """The facility's name and its objectives' labels."""
    yield plan.facility(id).number, plan.facility(id).name
    yield from ((o.code, o.label) for o in plan.objectives_of_facility(id))


KIND = ChartKind("facility", build, title, texts, {"/facility/{id}": ""})
