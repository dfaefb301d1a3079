"""The small world as a snapshot, for charts: the same answers on any machine, any day."""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from dashboard.charts.kinds.model import Chart
from dashboard.charts.kinds.registry import build_chart
from dashboard.reader.context import RequestContext
from dashboard.reader.view import View
from data.questions.answers import (
    Breakdown,
    Filters,
    IndicatorProgress,
    ObjectiveProgress,
    Overview,
    PartnerSummary,
    PlaceReport,
)
from data.store.snapshot import Snapshot
from tests.dashboard import world


class SmallWorld:
    """Answers what charts ask of a snapshot, from `tests.dashboard.world`."""

    def __init__(self, *, sample: bool = True) -> None:
        self.plan = world.plan()
        self.info = world.info(sample=sample)
        self._overview = world.overview(sample=sample)

    def overview(self, as_of: date, filters: Filters = Filters()) -> Overview:  # noqa: B008
        return self._overview

    def objective(self, code: str, as_of: date, filters: Filters = Filters()) -> ObjectiveProgress:  # noqa: B008
        return next(o for o in self._overview.objectives if o.objective.code == code)

    def indicator(self, id: str, as_of: date) -> IndicatorProgress:
        known = [i for o in self._overview.objectives for i in (o.headline, *o.supporting)]
        return next(i for i in known if i.indicator.id == id)

    def places(self, as_of: date, region: str) -> tuple[PlaceReport, ...]:
        found = {"002": [("BEN", 12), ("CIV", 30), ("NAM", 4)], "150": [("FRA", 9)]}
        return tuple(PlaceReport(c, n, 3, 4, world.AS_OF) for c, n in found.get(region, []))

    def contributions(self, indicator: str, dimension: Any, as_of: date) -> Breakdown:
        return Breakdown()

    def partners_by_id(self, as_of: date) -> Mapping[str, PartnerSummary]:
        return {}


def chart(kind: str, id: str, query: str = "", *, sample: bool = True) -> Chart:
    """A chart of the small world."""
    snapshot = cast(Snapshot, SmallWorld(sample=sample))
    view = View.of("/", query, snapshot.plan.horizons)
    return build_chart(RequestContext.of(view, snapshot, world.AS_OF), kind, id)
