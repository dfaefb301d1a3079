"""Which chart an address asks for: a kind and an id become a chart."""

from collections.abc import Callable

from dashboard.charts.kinds.groups import facility_chart, goal_chart, scorecard_chart
from dashboard.charts.kinds.model import Chart, Kind
from dashboard.charts.kinds.objective import indicator_chart, objective_chart
from dashboard.charts.kinds.places import map_chart, region_chart
from dashboard.reader.context import RequestContext

MAKERS: dict[Kind, Callable[[RequestContext, str], Chart]] = {
    "objective": objective_chart,
    "indicator": indicator_chart,
    "goal": goal_chart,
    "facility": facility_chart,
    "region": region_chart,
    "scorecard": scorecard_chart,
    "map": map_chart,
}


def chart_of(ctx: RequestContext, kind: Kind, id: str) -> Chart:
    """The chart; KeyError for an id, or a filter, that names nothing."""
    ctx.filters  # noqa: B018 - a filter that names nothing is no chart
    return MAKERS[kind](ctx, id)
