"""One request for a chart: the snapshot, the reader's day and language, and the view asked for."""

from dataclasses import dataclass
from datetime import date

from dashboard.charts.kinds.model import Stamp
from dashboard.reader.filters import known_filters
from dashboard.reader.naming import Naming
from dashboard.reader.view import View
from data.progress.judge import METHOD_VERSION
from data.questions.answers import Filters, ObjectiveProgress, Overview
from data.store.snapshot import Snapshot
from data.text.i18n import Language


@dataclass(frozen=True)
class Question:
    """What every chart is made from. `view.path` is the page the chart links to."""

    snapshot: Snapshot
    view: View
    as_of: date

    @property
    def t(self) -> Language:
        """The reader's language."""
        return Language(self.view.lang)

    @property
    def names(self) -> Naming:
        """Names in the reader's language."""
        registered = self.snapshot.partners_by_id(self.as_of)
        return Naming(self.t, self.snapshot.plan, dict(registered))

    @property
    def overview(self) -> Overview:
        """All objectives with the part the reader's filters ask for."""
        return self.snapshot.overview(self.as_of, self.filters)

    @property
    def filters(self) -> Filters:
        """The view's filters; KeyError where one names nothing we know."""
        return known_filters(self.view.filters, self.snapshot, self.as_of)

    def objective(self, code: str) -> ObjectiveProgress:
        """One objective; KeyError for a code the plan does not hold."""
        return self.snapshot.objective(code, self.as_of, self.filters)

    def stamp(self, sample: bool) -> Stamp:
        """Where the figures come from."""
        plan, info = self.snapshot.plan, self.snapshot.info
        return Stamp(
            as_of=self.as_of,
            snapshot=info.id,
            published_at=info.published_at,
            plan=self.t.gettext("Strategic Plan {version}", version=plan.version),
            method=METHOD_VERSION,
            sample=sample,
        )
