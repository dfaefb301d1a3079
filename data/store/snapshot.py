"""Every question the product asks of one published state, answered once and remembered.

Immutable: an answer never goes stale, it goes when its snapshot goes. `as_of` is the reader's
today: periods that ended later do not count, and lateness is judged against it.
"""

import weakref
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection, Engine

from data.ledger.storage_faults import Source, let_go
from data.plan.history import earlier_plans
from data.plan.model import Indicator, Plan
from data.questions import deliveries as delivery_questions
from data.questions import judgement_log, parts, register, tallies
from data.questions import measures as measure_questions
from data.questions import overlaps as overlap_questions
from data.questions import sources as source_questions
from data.questions.answers import (
    Breakdown,
    Contribution,
    Coverage,
    Dimension,
    Filters,
    IndicatorProgress,
    Measure,
    MeasurePage,
    ObjectiveProgress,
    Overlap,
    Overview,
    PartnerSummary,
    PlaceReport,
    SnapshotInfo,
)
from data.questions.change_records import Published
from data.questions.deliveries import DeliverySummary, StateTotals
from data.questions.measure_rows import Wanted, measure_rows
from data.questions.observed import Observations, observe, year_before
from data.questions.sources import SourceState
from data.store.cache import Answers, remembered
from data.times import LAST_MOMENT

NO_FILTERS = Filters()
REBUILT_KEPT = 4  # earlier days and other plans held in memory at once
CHOSEN_KEPT = 256  # answers to what readers put together as they like


class Snapshot:
    """One immutable state; opened by its shelf, or rebuilt from a published one.

    `published` is the one it comes from (itself, when opened), `moment` (UTC) how far its
    knowledge goes.
    """

    def __init__(
        self,
        engine: Engine,
        source: Source,
        plan: Plan,
        info: SnapshotInfo,
        published: "Snapshot | None" = None,
        moment: datetime = LAST_MOMENT,
    ) -> None:
        self._engine = engine
        self._let_go = weakref.finalize(self, let_go, engine, None if published else source)
        self.source = source
        self.plan = plan
        self.info = info
        self._published = published
        self.moment = moment
        self.answers = Answers()
        self.chosen = Answers(most=CHOSEN_KEPT)
        self.rebuilt = Answers(most=REBUILT_KEPT)

    @property
    def published(self) -> "Snapshot":
        """The one it comes from; not kept where that is itself, so that it goes when let go."""
        return self._published or self

    def overview(self, as_of: date, filters: Filters = NO_FILTERS) -> Overview:
        """All objectives with their verdicts, and what `filters` contribute to each."""
        whole = self._overview(as_of)
        if filters == NO_FILTERS:
            return whole
        return self.chosen.get((as_of, filters), lambda: self._with_parts(whole, as_of, filters))

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
    def contributions(self, indicator: str, dimension: Dimension, as_of: date) -> Breakdown:
        """An indicator's total taken apart; nothing where there is none."""
        progress = self.indicator(indicator, as_of)
        if not progress.points:
            return Breakdown()
        with self.connect() as connection:
            tally, whole = self._tally(as_of), self._wholes(as_of).get(indicator)
            return parts.breakdown(connection, tally, dimension, as_of, progress.indicator, whole)

    @remembered
    def overlaps(self, indicator: str, as_of: date) -> tuple[Overlap, ...]:
        """What several partners told of and counts once, the largest deduction first."""
        found = self.plan.indicator(indicator)
        with self.connect() as connection:
            return overlap_questions.overlaps(connection, found, as_of)

    def measures(
        self,
        as_of: date,
        filters: Filters = NO_FILTERS,
        indicators: tuple[str, ...] | None = None,
        size: int = 25,
        cursor: str | None = None,
    ) -> MeasurePage:
        """Public measures as reported, newest first; ValueError for a foreign cursor."""
        with self.connect() as connection:
            return measure_questions.measures(connection, as_of, filters, indicators, size, cursor)

    def measure_rows(
        self, as_of: date, filters: Filters, indicators: tuple[str, ...] | None, wanted: Wanted
    ) -> MeasurePage:
        """Public measures as reported, sorted, filtered and cut as wanted; without a cursor."""
        with self.connect() as connection:
            return measure_rows(connection, as_of, filters, indicators, wanted)

    def measure_history(self, key: str, as_of: date) -> tuple[Measure, ...]:
        """Every revision of a public measure, newest first; KeyError for a key of none."""
        with self.connect() as connection:
            found = measure_questions.history(connection, as_of, key)
        if not found:
            raise KeyError(key)
        return found

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
    def publications(self, most: int) -> tuple[Published, ...]:
        """The newest publications that changed a value or a verdict, newest first."""
        with self.connect() as connection:
            return judgement_log.publications(connection, self.plan, most)

    @remembered
    def publication_days(self) -> tuple[date, ...]:
        """The days (UTC) on which something was published, oldest first."""
        with self.connect() as connection:
            return judgement_log.days(connection)

    @remembered
    def deliveries(self, most: int) -> tuple[DeliverySummary, ...]:
        """The newest deliveries and what became of their rows, newest first."""
        with self.connect() as connection:
            return delivery_questions.deliveries(connection, most)

    @remembered
    def delivery_totals(self) -> tuple[StateTotals, ...]:
        """Deliveries and their rows by the state they are in."""
        with self.connect() as connection:
            return delivery_questions.by_state(connection)

    @remembered
    def sources(self) -> tuple[SourceState, ...]:
        """Every source that was ever visited, and how it is doing."""
        with self.connect() as connection:
            return source_questions.sources(connection)

    @remembered
    def earlier_plans(self) -> tuple[Plan, ...]:
        """The versions before the plan in force, newest first."""
        with self.connect() as connection:
            return earlier_plans(connection)

    @remembered
    def partners(self, as_of: date) -> tuple[PartnerSummary, ...]:
        """Every registered partner."""
        with self.connect() as connection:
            return register.partners(connection, self._tally(as_of))

    @remembered
    def partners_by_id(self, as_of: date) -> Mapping[str, PartnerSummary]:
        """Registered partners by their id."""
        return {partner.id: partner for partner in self.partners(as_of)}

    def connect(self) -> Connection:
        """A connection of one's own, for questions asked outside this class."""
        return self._engine.connect()

    def close(self) -> None:
        """Let go of what it reads from, before nobody refers to it any more."""
        self._let_go()

    @remembered
    def _overview(self, as_of: date) -> Overview:
        return Overview(
            objectives=tuple(self._objective(o.code, as_of) for o in self.plan.objectives),
            coverage=self._coverage(as_of),
            membership=tuple(self._indicator(i, as_of) for i in self.plan.context),
            regions=self._recent(as_of),
        )

    def _objective(self, code: str, as_of: date) -> ObjectiveProgress:
        objective = self.plan.objective(code)
        return ObjectiveProgress(
            objective=objective,
            goal=self.plan.goal(objective.goal),
            facility=self.plan.facility(objective.facility) if objective.facility else None,
            headline=self._indicator(self.plan.headline(code), as_of),
            supporting=tuple(self._indicator(i, as_of) for i in self.plan.supporting(code)),
        )

    def _with_parts(self, whole: Overview, as_of: date, filters: Filters) -> Overview:
        """The overview with what the filtered measures contribute to each objective."""
        shares = self._filtered(as_of, filters)
        objectives = []
        for objective in whole.objectives:
            part = shares.get(objective.headline.indicator.id)
            objectives.append(replace(objective, part=part))
        return replace(whole, objectives=tuple(objectives))

    def _indicator(self, indicator: Indicator, as_of: date) -> IndicatorProgress:
        return self._observations(as_of).progress(indicator)

    @remembered
    def _coverage(self, as_of: date) -> Coverage:
        with self.connect() as connection:
            return Coverage(*register.coverage(connection, as_of, year_before(as_of)))

    @remembered
    def _recent(self, as_of: date) -> tuple[Contribution, ...]:
        with self.connect() as connection:
            return parts.recent_by_region(connection, as_of, year_before(as_of))

    @remembered
    def _observations(self, as_of: date) -> Observations:
        with self.connect() as connection:
            return observe(connection, self.plan, as_of)

    def _filtered(self, as_of: date, filters: Filters) -> Mapping[str, Contribution]:
        """Per indicator, what the filtered measures contribute, as one part of the whole."""
        with self.connect() as connection:
            return parts.share_of_filters(
                connection, self._tally(as_of), as_of, filters, self._wholes(as_of)
            )

    @remembered
    def _wholes(self, as_of: date) -> Mapping[str, Contribution]:
        with self.connect() as connection:
            return parts.wholes(connection, self._tally(as_of), as_of)

    def _reports(self, group: str, as_of: date, filters: Filters) -> tuple[PlaceReport, ...]:
        with self.connect() as connection:
            return register.reports(connection, self._tally(as_of), group, filters)

    def _tally(self, as_of: date) -> str:
        """The table of what each series comes to by a day."""
        return self._closed(*self._closing(as_of))

    @remembered
    def _closing(self, as_of: date) -> tuple[date, date]:
        with self.connect() as connection:
            return tallies.closing(connection, as_of)

    @remembered
    def _closed(self, last: date, complete: date) -> str:
        name = f"{self._beside()}.tally_{last:%Y%m%d}_{complete:%Y}"
        with self.connect() as connection:
            tallies.tally(connection, name, last, complete)
        return name

    @remembered
    def _beside(self) -> str:
        with self.connect() as connection:
            return tallies.beside(connection)
