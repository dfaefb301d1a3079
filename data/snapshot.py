"""Every question the product asks of one published state, answered once and remembered.

Immutable: an answer never goes stale, it goes when its snapshot goes. `as_of` is the reader's
today: periods that ended later do not count, and lateness is judged against it.
"""

from collections.abc import Mapping
from datetime import date, datetime, time
from functools import lru_cache
from pathlib import Path

from sqlalchemy import Engine, QueuePool, create_engine

from data.answers import (
    Contribution,
    Coverage,
    Dimension,
    Filters,
    IndicatorProgress,
    MeasurePage,
    ObjectiveProgress,
    Overview,
    PartnerSummary,
    PlaceReport,
    SnapshotInfo,
)
from data.memo import Answers, remembered
from data.plan_models import Indicator, Plan
from data.progress.dates import months_later
from data.questions import measures as measure_questions
from data.questions import parts, register
from data.questions.observed import Observations
from data.questions.totals import reporting, totals

NO_FILTERS = Filters()


class Snapshot:
    """One immutable published state; made by `open_snapshot`."""

    def __init__(self, engine: Engine, plan: Plan, info: SnapshotInfo) -> None:
        self._engine = engine
        self.plan = plan
        self.info = info
        self.answers = Answers()

    @remembered
    def overview(self, as_of: date, filters: Filters = NO_FILTERS) -> Overview:
        """All objectives with their verdicts, and what `filters` contribute to each."""
        with self._engine.connect() as connection:
            recent = parts.recent_by_region(connection, as_of, _year_before(as_of))
            covered = register.coverage(connection, as_of, _year_before(as_of))
        shares = self._filtered(as_of, filters) if filters != NO_FILTERS else {}
        return Overview(
            objectives=tuple(
                self._objective(code, as_of, shares)
                for code in (objective.code for objective in self.plan.objectives)
            ),
            coverage=Coverage(*covered),
            membership=tuple(self._indicator(i, as_of) for i in self.plan.context),
            regions=recent,
        )

    def objective(self, code: str, as_of: date, filters: Filters = NO_FILTERS) -> ObjectiveProgress:
        """One objective of the overview; KeyError for a code the plan does not hold."""
        self.plan.objective(code)
        progress = self.overview(as_of, filters).objectives
        return next(o for o in progress if o.objective.code == code)

    @remembered
    def indicator(self, id: str, as_of: date) -> IndicatorProgress:
        """One indicator; KeyError for an id the plan does not hold."""
        return self._indicator(self.plan.indicator(id), as_of)

    @remembered
    def contributions(
        self, indicator: str, dimension: Dimension, as_of: date
    ) -> tuple[Contribution, ...]:
        """An indicator's total taken apart, the largest part first."""
        with self._engine.connect() as connection:
            found = parts.contributions(connection, dimension, as_of, NO_FILTERS, indicator)
        return found.get(indicator, ())

    def measures(
        self,
        as_of: date,
        filters: Filters = NO_FILTERS,
        indicators: tuple[str, ...] | None = None,
        size: int = 25,
        cursor: str | None = None,
    ) -> MeasurePage:
        """Public measures as reported, newest first; ValueError for a foreign cursor."""
        with self._engine.connect() as connection:
            return measure_questions.measures(connection, as_of, filters, indicators, size, cursor)

    @remembered
    def regions(self, as_of: date) -> tuple[PlaceReport, ...]:
        """What was reported from each region."""
        return self._reports("region", as_of, NO_FILTERS)

    @remembered
    def places(self, as_of: date, region: str) -> tuple[PlaceReport, ...]:
        """What was reported from each place of a region."""
        return self._reports("place", as_of, Filters(region=region))

    @remembered
    def place_partners(self, as_of: date, place: str) -> tuple[PlaceReport, ...]:
        """What each partner reported from a place."""
        return self._reports("partner", as_of, Filters(place=place))

    @remembered
    def partners(self, as_of: date) -> tuple[PartnerSummary, ...]:
        """Every registered partner."""
        with self._engine.connect() as connection:
            return register.partners(connection, as_of)

    @remembered
    def partners_by_id(self, as_of: date) -> Mapping[str, PartnerSummary]:
        """Registered partners by their id."""
        return {partner.id: partner for partner in self.partners(as_of)}

    def close(self) -> None:
        """Let the file go."""
        self._engine.dispose()

    def _objective(
        self, code: str, as_of: date, shares: Mapping[str, Contribution]
    ) -> ObjectiveProgress:
        objective = self.plan.objective(code)
        headline = self.plan.headline(code)
        return ObjectiveProgress(
            objective=objective,
            goal=self.plan.goal(objective.goal),
            facility=self.plan.facility(objective.facility) if objective.facility else None,
            headline=self._indicator(headline, as_of),
            supporting=tuple(self._indicator(i, as_of) for i in self.plan.supporting(code)),
            part=shares.get(headline.id),
        )

    def _indicator(self, indicator: Indicator, as_of: date) -> IndicatorProgress:
        return self._observations(as_of).progress(indicator)

    @remembered
    def _observations(self, as_of: date) -> Observations:
        with self._engine.connect() as connection:
            return Observations(
                self.plan,
                totals(connection, as_of),
                reporting(connection, as_of, _year_before(as_of)),
                as_of,
            )

    @remembered
    def _filtered(self, as_of: date, filters: Filters) -> Mapping[str, Contribution]:
        """Per indicator, what the filtered measures contribute, as one part of the whole."""
        with self._engine.connect() as connection:
            return parts.share_of_filters(connection, as_of, filters)

    def _reports(self, group: str, as_of: date, filters: Filters) -> tuple[PlaceReport, ...]:
        with self._engine.connect() as connection:
            return register.reports(connection, group, as_of, filters)


def open_snapshot(path: Path, snapshot_id: str, damaged: str | None = None) -> Snapshot:
    """Open a published file for reading; `damaged` names a newer one passed over for it."""
    engine = create_engine(
        f"duckdb:///{path}", connect_args={"read_only": True}, poolclass=QueuePool, pool_size=8
    )
    with engine.connect() as connection:
        plan = _plan(*register.plan_content(connection))
        row = register.published(connection)
    info = SnapshotInfo(
        id=snapshot_id,
        published_at=row.published_at,
        measures=row.measures,
        partners=row.partners,
        sample=row.sample,
        newest_recorded_at=row.newest_recorded_at,
        plan_version=plan.version,
        damaged=damaged,
    )
    return Snapshot(engine, plan, info)


@lru_cache(maxsize=4)
def _plan(digest: str, content: str) -> Plan:
    """The plan a snapshot was judged against; parsed once for all snapshots that share it."""
    return Plan.model_validate_json(content)


def _year_before(as_of: date) -> datetime:
    return datetime.combine(months_later(as_of, -12), time.min)
