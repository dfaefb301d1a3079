"""Who reads what: made once a request, taken by everything that answers it."""

from dataclasses import dataclass
from datetime import date

from dashboard.reader.filters import known_filters
from dashboard.reader.names import Names
from dashboard.reader.naming import Naming
from dashboard.reader.view import View
from data.plan.model import Plan
from data.questions.answers import (
    Filters,
    MeasurePage,
    ObjectiveProgress,
    Overview,
    SnapshotInfo,
)
from data.store.snapshot import Snapshot
from data.store.time_travel import known_by
from data.text.i18n import Language

MEASURES_SHOWN = 25


@dataclass(frozen=True)
class RequestContext:
    """One reader at one address of one snapshot.

    `view.path` is the page, `as_of` the day whose knowledge is asked for, never later than
    `today`, the reader's day in UTC.
    """

    view: View
    t: Language
    snapshot: Snapshot
    plan: Plan
    info: SnapshotInfo
    names: Names
    as_of: date
    today: date

    @classmethod
    def of(cls, view: View, snapshot: Snapshot, today: date) -> "RequestContext":
        """The context of a view; nothing is asked of the snapshot yet."""
        t, as_of = Language(view.lang), min(view.asof or today, today)
        names = Naming(t, snapshot.plan, lambda: snapshot.partners_by_id(as_of))
        return cls(view, t, snapshot, snapshot.plan, snapshot.info, names, as_of, today)

    @classmethod
    def at(
        cls, path: str, query: str, served: Snapshot, today: date, lang: str = "en"
    ) -> "RequestContext":
        """The context of an address, as known on the day it names; `lang` where it names none."""
        view = View.of(path, query, served.plan.horizons, lang)
        if view.asof is None or view.asof >= today:
            return cls.of(view, served, today)
        then = known_by(served, view.asof)
        return cls.of(View.of(path, query, then.plan.horizons, lang), then, today)

    @property
    def filters(self) -> Filters:
        """The view's filters; KeyError where one names nothing we know."""
        return known_filters(self.view.filters, self.snapshot, self.as_of)

    def overview(self) -> Overview:
        """All objectives with the part the reader's filters ask for."""
        return self.snapshot.overview(self.as_of, self.filters)

    def objective(self, code: str) -> ObjectiveProgress:
        """One objective with the filtered part; KeyError for a code the plan does not hold."""
        return self.snapshot.objective(code, self.as_of, self.filters)

    def measures(self, filters: Filters, indicators: tuple[str, ...] | None = None) -> MeasurePage:
        """The newest measures, as many as a page lists; of all indicators unless some are named."""
        return self.snapshot.measures(self.as_of, filters, indicators, MEASURES_SHOWN)

    def objectives(self, filters: Filters) -> tuple[ObjectiveProgress, ...]:
        """Every objective with what the measures chosen by `filters` contribute to it."""
        return self.snapshot.overview(self.as_of, filters).objectives
