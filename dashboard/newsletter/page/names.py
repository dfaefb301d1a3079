"""What the charts of an issue are called on its page, and which are offered first."""

from dashboard.charts.kinds.registry import KINDS
from dashboard.components.layout.controls import region_codes
from dashboard.reader.context import RequestContext
from data.plan.model import Plan

OFFERED = 8


def chart_name(ctx: RequestContext, chart: str) -> str:
    """A chart by its address; the address itself where nothing is called so."""
    kind, _, code = chart.partition("/")
    try:
        return KINDS[kind].title(ctx, code)
    except KeyError:
        return chart


def offered(plan: Plan) -> list[str]:
    """Charts of every kind to start from."""
    milestones = [i.objective for i in plan.indicators if i.traits.has_steps and i.objective]
    ladders = [code for code in milestones if plan.headline(code).traits.has_steps]
    found = [
        "scorecard/all",
        "map/world",
        *(f"objective/{o.code}" for o in plan.objectives[:1]),
        *(f"objective/{code}" for code in ladders[:1]),
        *(f"goal/{goal.code}" for goal in plan.goals[:2]),
        *(f"facility/{facility.id}" for facility in plan.facilities[-1:]),
        *(f"region/{code}" for code in region_codes(plan)[:1]),
    ]
    return list(dict.fromkeys(found))[:OFFERED]
