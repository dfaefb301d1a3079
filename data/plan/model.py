"""The Strategic Plan as data: nothing here knows a goal, a horizon or a language by name."""

from datetime import date as Day  # noqa: N812 - `date` names fields here
from functools import cached_property
from typing import Literal

from pydantic import Field

from data.plan.indicators import Baseline, Indicator, PlaceSet, SetSize, Step, Target
from data.plan.texts import Record, Words

__all__ = [
    "Activity",
    "Baseline",
    "Coalition",
    "Facility",
    "Goal",
    "Indicator",
    "Objective",
    "PlaceSet",
    "Plan",
    "RoadmapItem",
    "SetSize",
    "Step",
    "Target",
    "Unit",
    "Words",
]

State = Literal["planned", "under_way", "done", "moved", "dropped", "not_published"]


class Unit(Record):
    """A unit; `conversions` maps another unit's id to the factor that turns it into this one."""

    id: str
    name: Words
    symbol: Words | None = None
    conversions: dict[str, float] = Field(default_factory=dict)


class Goal(Record):
    """A goal groups objectives."""

    code: str
    name: Words


class Facility(Record):
    """A core or global facility: who carries objectives, not a building."""

    id: str
    family: Literal["core", "global"]
    number: str
    name: Words


class Objective(Record):
    """A strategic objective with its texts as published; None means not published."""

    code: str
    goal: str
    label: Words
    title: Words | None = None
    facility: str | None = None
    baseline_text: Words | None = None
    target_texts: dict[int, Words] = Field(default_factory=dict)
    source: str


class RoadmapItem(Record):
    """A yearly step of a facility; `when` says in words what `start` and `end` cannot."""

    id: str
    facility: str
    title: Words
    objectives: tuple[str, ...] = ()
    year: int
    when: Words
    start: Day | None = None
    end: Day | None = None
    state: State
    note: Words | None = None


class Coalition(Record):
    """Partners (ids) around a facility: a partnership (core) or an alliance (global)."""

    id: str
    kind: Literal["partnership", "alliance"]
    facility: str | None = None
    name: Words
    partners: tuple[str, ...]
    since: Day | None = None
    source: str


class Activity(Record):
    """A step of the implementation plan under an objective; `lead` is a partner id."""

    id: str
    objective: str
    category: Words | None = None
    title: Words
    due: Day | None = None
    state: State
    lead: str | None = None


class Plan(Record):
    """One version of a strategic plan; every tuple is in the order of the plan file.

    Lookups by id or code raise KeyError for what the plan does not hold. `partners` (the register),
    `facts` (measured facts) and `previous` (the version before) name files, relative to the plan's
    own; `samples` says that the built-in sample stories are about this plan.
    """

    version: str
    title: Words
    organisation: Words | None = None
    dashboard: Words | None = None
    adopted: Day | None = None
    languages: tuple[str, ...] = Field(min_length=1)
    horizons: tuple[int, ...] = Field(min_length=1)
    baseline_year: int
    partners: str | None = None
    facts: str | None = None
    previous: str | None = None
    samples: bool = False
    sources: dict[str, str] = Field(default_factory=dict)
    units: tuple[Unit, ...]
    sets: tuple[PlaceSet, ...] = ()
    goals: tuple[Goal, ...]
    facilities: tuple[Facility, ...] = ()
    objectives: tuple[Objective, ...]
    indicators: tuple[Indicator, ...]
    context: tuple[Indicator, ...] = ()
    roadmap: tuple[RoadmapItem, ...] = ()
    coalitions: tuple[Coalition, ...] = ()
    activities: tuple[Activity, ...] = ()

    @property
    def owner(self) -> Words:
        """Whose plan it is, in a word; the plan's title where it does not say."""
        return self.organisation or self.title

    @property
    def dashboard_name(self) -> Words:
        """What its dashboard is called; the plan's title where it does not say."""
        return self.dashboard or self.title

    def goal(self, code: str) -> Goal:
        """The goal with this code."""
        return self._goals[code]

    def facility(self, id: str) -> Facility:
        """The facility with this id."""
        return self._facilities[id]

    def objective(self, code: str) -> Objective:
        """The objective with this code."""
        return self._objectives[code]

    def indicator(self, id: str) -> Indicator:
        """The indicator with this id, whether under an objective or context."""
        return self._indicators[id]

    def place_set(self, id: str) -> PlaceSet:
        """The place set with this id."""
        return self._sets[id]

    def unit(self, id: str) -> Unit:
        """The unit with this id."""
        return self._units[id]

    def headline(self, code: str) -> Indicator:
        """The indicator that gives the objective its verdict."""
        return self._headlines[code]

    def supporting(self, code: str) -> tuple[Indicator, ...]:
        """The objective's other indicators."""
        objective = self.objective(code).code
        return tuple(i for i in self.indicators if i.objective == objective and not i.headline)

    def objectives_of_goal(self, code: str) -> tuple[Objective, ...]:
        """The objectives of a goal."""
        goal = self.goal(code).code
        return tuple(o for o in self.objectives if o.goal == goal)

    def objectives_of_facility(self, id: str) -> tuple[Objective, ...]:
        """The objectives whose home is this facility."""
        facility = self.facility(id).id
        return tuple(o for o in self.objectives if o.facility == facility)

    @cached_property
    def _goals(self) -> dict[str, Goal]:
        return {goal.code: goal for goal in self.goals}

    @cached_property
    def _facilities(self) -> dict[str, Facility]:
        return {facility.id: facility for facility in self.facilities}

    @cached_property
    def _objectives(self) -> dict[str, Objective]:
        return {objective.code: objective for objective in self.objectives}

    @cached_property
    def _indicators(self) -> dict[str, Indicator]:
        return {indicator.id: indicator for indicator in self.indicators + self.context}

    @cached_property
    def _headlines(self) -> dict[str, Indicator]:
        return {i.objective: i for i in self.indicators if i.headline and i.objective}

    @cached_property
    def _sets(self) -> dict[str, PlaceSet]:
        return {place_set.id: place_set for place_set in self.sets}

    @cached_property
    def _units(self) -> dict[str, Unit]:
        return {unit.id: unit for unit in self.units}
