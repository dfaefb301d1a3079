"""Which chart an address asks for: a kind and an id become a chart."""

from collections.abc import Callable

from dashboard.charts.kinds.groups import facility_chart, goal_chart, scorecard_chart
from dashboard.charts.kinds.model import Chart, Kind
from dashboard.charts.kinds.objective import indicator_chart, objective_chart
from dashboard.charts.kinds.places import map_chart, region_chart
from dashboard.charts.kinds.request import Question

MAKERS: dict[Kind, Callable[[Question, str], Chart]] = {
    "objective": objective_chart,
    "indicator": indicator_chart,
    "goal": goal_chart,
    "facility": facility_chart,
    "region": region_chart,
    "scorecard": scorecard_chart,
    "map": map_chart,
}


def chart_of(question: Question, kind: Kind, id: str) -> Chart:
    """The chart; KeyError for an id, or a filter, that names nothing."""
    question.filters  # noqa: B018 - a filter that names nothing is no chart
    return MAKERS[kind](question, id)
