"""What is measured: place sets, baselines, targets, steps and the indicators they make up."""

from collections.abc import Mapping
from datetime import date as Day  # noqa: N812 - `date` names fields here
from typing import TYPE_CHECKING, Literal, Self

from pydantic import Field, model_validator

from data.plan.indicator_kind import IndicatorKind
from data.plan.indicator_kinds import KINDS
from data.plan.texts import Record, Words

TargetType = Literal[
    "number", "yearly_minimum", "all_of", "share", "growth", "multiple", "milestone", "none"
]

if TYPE_CHECKING:
    KindName = str  # one of KINDS, checked as a plan is read
else:
    KindName = Literal[tuple(KINDS)]

# What each type of target cannot do without.
NEEDED: dict[str, tuple[str, ...]] = {
    "number": ("value",),
    "yearly_minimum": ("value",),
    "share": ("value",),
    "growth": ("value",),
    "multiple": ("value", "of_horizon"),
    "all_of": ("set",),
    "milestone": ("step",),
    "none": (),
}


class SetSize(Record):
    """How many members a set had on a day, and who says so."""

    date: Day
    size: int = Field(ge=0)
    source: str


class PlaceSet(Record):
    """What a target can ask for all of; `members` are place codes, None when not published."""

    id: str
    name: Words
    kind: Literal["countries", "regions", "partners", "institutions"]
    members: tuple[str, ...] | None = None
    sizes: tuple[SetSize, ...] = ()
    derived: bool = False
    note: Words | None = None

    def size_at(self, day: Day) -> int | None:
        """Latest size known by `day`, else the earliest, else the members; None: not published."""
        by_date = sorted(self.sizes, key=lambda size: size.date)
        past = [size for size in by_date if size.date <= day]
        if by_date:
            return past[-1].size if past else by_date[0].size
        return len(self.members) if self.members else None


class Baseline(Record):
    """Where an indicator started; `of` names the set it was counted on, `date` its own day."""

    state: Literal["number", "range", "not_established", "not_published"]
    value: float | None = None
    low: float | None = None
    high: float | None = None
    date: Day | None = None
    of: str | None = None
    text: Words | None = None
    caveat: Words | None = None
    derived: bool = False
    source: str | None = None

    @model_validator(mode="after")
    def _holds_what_its_state_says(self) -> Self:
        given = {key for key in ("value", "low", "high", "date") if getattr(self, key) is not None}
        needed = {"number": {"value", "date"}, "range": {"low", "high", "date"}}.get(
            self.state, set()
        )
        if missing := sorted(needed - given):
            raise ValueError(f"a baseline in state {self.state} needs {' and '.join(missing)}")
        if spare := sorted(given - needed):
            raise ValueError(f"a baseline in state {self.state} has no {' or '.join(spare)}")
        if self.low is not None and self.high is not None and self.low >= self.high:
            raise ValueError("a baseline range needs a low below its high")
        return self


class Target(Record):
    """What a horizon asks for; `value` in the indicator's unit, or percent, or times (multiple)."""

    type: TargetType
    value: float | None = None
    set: str | None = None
    of_horizon: int | None = None
    step: int | None = Field(default=None, ge=0)
    text: Words | None = None
    due: Day | None = None
    derived: bool = False

    @model_validator(mode="before")
    @classmethod
    def _has_a_type(cls, given: object) -> object:
        if isinstance(given, Mapping) and given.get("type") is None:
            raise ValueError(f"a target needs a type, one of {', '.join(NEEDED)}")
        return given

    @model_validator(mode="after")
    def _holds_what_its_type_says(self) -> Self:
        missing = [key for key in NEEDED[self.type] if getattr(self, key) is None]
        if missing:
            raise ValueError(f"a target of type {self.type} needs {' and '.join(missing)}")
        if self.type == "none" and self.value is not None:
            raise ValueError("a target of type none has no value")
        return self


class Step(Record):
    """A step of a milestone; the first one is the state at the baseline."""

    name: Words
    due: Day | None = None


class Indicator(Record):
    """What is measured for an objective (`objective` None: context such as membership).

    `unit` is the unit of the indicator's figure; `measure_unit` that of one reported value where
    it differs (a growth in percent is measured in money). `low` and `high` bound one reported
    value. `targets` is keyed by horizon year and holds every horizon of the plan.
    """

    id: str
    objective: str | None = None
    name: Words
    kind: KindName
    unit: str
    measure_unit: str | None = None
    direction: Literal["up", "down"] = "up"
    aggregation: Literal["sum", "latest", "max"] = "sum"
    set: str | None = None
    baseline: Baseline
    targets: dict[int, Target]
    headline: bool = False
    steps: tuple[Step, ...] = ()
    low: float | None = None
    high: float | None = None
    derived: bool = False

    @property
    def traits(self) -> IndicatorKind:
        """What its kind says of itself."""
        return KINDS[self.kind]

    @property
    def adds_up(self) -> bool:
        """Whether amounts are summed."""
        adds_up = self.traits.adds_up
        return self.aggregation == "sum" if adds_up is None else adds_up
