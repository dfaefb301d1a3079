"""What the charts of an issue are called on its page, and which are offered first."""

from dashboard.components.layout.controls import region_codes
from dashboard.reader.context import RequestContext
from data.plan.model import Plan

OFFERED = 8


def chart_name(ctx: RequestContext, chart: str) -> str:
    """A chart by its address; the address itself where nothing is called so."""
    try:
        return _name(ctx, chart)
    except KeyError:
        return chart


def offered(plan: Plan) -> list[str]:
    """Charts of every kind to start from."""
    milestones = [i.objective for i in plan.indicators if i.kind == "milestone" and i.objective]
    ladders = [code for code in milestones if plan.headline(code).kind == "milestone"]
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


def _name(ctx: RequestContext, chart: str) -> str:
    kind, _, code = chart.partition("/")
    if kind == "map":
        return _map_name(ctx, code)
    if kind == "region":
        return ctx.names.place(code)
    if chart == "scorecard/all":
        count = len(ctx.plan.objectives)
        return ctx.t.ngettext("Scorecard, {n} objective", "Scorecard, {n} objectives", count)
    return _plan_name(ctx, kind, code)


def _plan_name(ctx: RequestContext, kind: str, code: str) -> str:
    t, plan = ctx.t, ctx.plan
    if kind == "objective":
        return f"{code} {plan.objective(code).label.text(t.lang)}"
    if kind == "goal":
        return f"{code} {plan.goal(code).name.text(t.lang)}"
    if kind == "facility":
        facility = plan.facility(code)
        return f"{facility.number} {facility.name.text(t.lang)}"
    if kind == "indicator":
        return plan.indicator(code).name.text(t.lang)
    raise KeyError(kind)


def _map_name(ctx: RequestContext, code: str) -> str:
    t = ctx.t
    if code == "world":
        return t.gettext("Map of countries")
    if code == "regions":
        return t.gettext("Map of regions")
    known = {o.code for o in ctx.plan.objectives}
    place = _plan_name(ctx, "objective", code) if code in known else ctx.names.place(code)
    return t.gettext("Map: {place}", place=place)
