"""The world, its regions, one region, or who has what an objective asks of countries."""

from collections.abc import Iterable
from dataclasses import replace

from dashboard.charts.bodies.world import world_body
from dashboard.charts.kinds import objective
from dashboard.charts.kinds.kind import ChartKind
from dashboard.charts.kinds.model import Chart
from dashboard.charts.kinds.places import Places, places_chart, region_codes
from dashboard.charts.maps.drawings import Drawn, countries_drawn, objective_drawn, regions_drawn
from dashboard.components.places.world_map import boundaries
from dashboard.reader.context import RequestContext
from data.plan.model import Plan
from data.plan.texts import Words

WORLD, REGIONS = "world", "regions"


def build(ctx: RequestContext, id: str) -> Chart:
    """The world (`world`), its regions (`regions`), one region (`002`), or an objective (`A1`)."""
    drawn, path = _draw(ctx, id)
    body = world_body(drawn.svg)
    regions = [id] if id in region_codes() else region_codes()
    reports = [r for code in regions for r in ctx.snapshot.places(ctx.as_of, code)]
    places = Places("map", id, drawn.title, drawn.sentence, path)
    chart = places_chart(ctx, places, body, reports)
    return replace(chart, key=drawn.key, caveat=boundaries(ctx.t))


def _draw(ctx: RequestContext, id: str) -> tuple[Drawn, str]:
    if id == WORLD:
        return countries_drawn(ctx, None), "/regions"
    if id == REGIONS:
        return regions_drawn(ctx), "/regions"
    if id in region_codes():
        return countries_drawn(ctx, id), f"/region/{id}"
    return objective_drawn(ctx, id), f"/objective/{id}"


def title(ctx: RequestContext, id: str) -> str:
    """What menus call it."""
    t = ctx.t
    if id == WORLD:
        return t.gettext("Map of countries")
    if id == REGIONS:
        return t.gettext("Map of regions")
    place = objective.title(ctx, id) if _is_objective(ctx.plan, id) else ctx.names.place(id)
    return t.gettext("Map: {place}", place=place)


def texts(plan: Plan, id: str) -> Iterable[tuple[str, Words]]:
    """Those of its objective, if it is one's."""
    return objective.texts(plan, id) if _is_objective(plan, id) else ()


def _is_objective(plan: Plan, id: str) -> bool:
    return id in {objective.code for objective in plan.objectives}


KIND = ChartKind("map", build, title, texts, {"/regions": WORLD, "/partners": WORLD})
