"""What holds for every indicator: units and signs do not matter, more is never worse."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from hypothesis import given, settings
from hypothesis import strategies as st
from progress_world import Kind, indicator, judged, place_set, reach

from data.plan_models import Baseline, Indicator, PlaceSet, Step, Target, Words
from data.progress.dates import year_end
from data.progress.growth import growth_points
from data.progress.judge import judge
from data.progress.model import Point, Status

RANK = [
    Status.MOVING_AWAY,
    Status.FAR_BEHIND,
    Status.BEHIND,
    Status.ON_TRACK,
    Status.ACHIEVED,
]
WHOLE = st.integers(-1000, 1000)


# --- A level between whole numbers, so that scaling is exact ---


@dataclass(frozen=True)
class World:
    """A level from a baseline (a range unless low = high) in 2020 to a target in 2030."""

    low: int
    high: int
    value: int
    target: int
    year: int
    up: bool

    def times(self, factor: int) -> "World":
        """The same world in another unit; a negative factor turns it around."""
        low, high = sorted((self.low * factor, self.high * factor))
        up = self.up == (factor > 0)
        return World(low, high, self.value * factor, self.target * factor, self.year, up)

    def status(self) -> Status:
        """The verdict on this world."""
        baseline = (
            Baseline(state="number", value=self.low, date=year_end(2020))
            if self.low == self.high
            else Baseline(state="range", low=self.low, high=self.high, date=year_end(2020))
        )
        direction: Literal["up", "down"] = "up" if self.up else "down"
        what = indicator(baseline, {2030: reach(self.target)}, direction=direction)
        return judged(what, Point(year_end(self.year), self.value)).status


WORLDS = st.builds(
    lambda ends, *others: World(*sorted(ends), *others),
    st.tuples(WHOLE, WHOLE) | WHOLE.map(lambda end: (end, end)),
    WHOLE,
    WHOLE,
    st.integers(2024, 2025),
    st.booleans(),
)


@given(WORLDS, st.integers(1, 1_000_000))
def test_the_unit_does_not_change_a_status(world: World, factor: int) -> None:
    assert world.times(factor).status() is world.status()


@given(WORLDS)
def test_counting_the_other_way_round_does_not_change_a_status(world: World) -> None:
    assert world.times(-1).status() is world.status()


@given(WORLDS, st.integers(0, 2000))
def test_more_progress_never_lowers_a_status(world: World, more: int) -> None:
    further = replace(world, value=world.value + (more if world.up else -more))
    assert RANK.index(further.status()) >= RANK.index(world.status())


# --- Any indicator at all ---

NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.sampled_from([0.0, 1.0, 100.0])
DAYS = st.dates(date(2015, 1, 1), date(2060, 12, 31))
KINDS: list[Kind] = ["level", "places", "share", "rate", "growth", "milestone"]
SETS = {
    "counted": place_set("counted", y2015=10, y2030=12),
    "founded": place_set("founded", y2020=0, y2028=3),
    "empty": place_set("empty", y2015=0),
    "named": PlaceSet(
        id="named", name=Words.of(en="Named"), kind="countries", members=("FRA", "DEU")
    ),
    "unknown": PlaceSet(id="unknown", name=Words.of(en="Unknown"), kind="countries"),
}
SET_IDS = st.sampled_from(sorted(SETS))
MAYBE_DAY = st.none() | DAYS

BASELINES = st.one_of(
    st.builds(Baseline, state=st.just("number"), value=NUMBERS, date=DAYS, of=st.none() | SET_IDS),
    st.tuples(NUMBERS, NUMBERS, DAYS, st.none() | SET_IDS)
    .filter(lambda drawn: drawn[0] < drawn[1])
    .map(lambda d: Baseline(state="range", low=d[0], high=d[1], date=d[2], of=d[3])),
    st.builds(Baseline, state=st.sampled_from(["not_established", "not_published"])),
)
AMOUNT_TYPES = st.sampled_from(["number", "yearly_minimum", "share", "growth"])
HORIZONS = st.sampled_from([2030, 2050])
TARGETS = st.one_of(
    st.builds(Target, type=AMOUNT_TYPES, value=NUMBERS, due=MAYBE_DAY),
    st.builds(Target, type=st.just("all_of"), set=SET_IDS, due=MAYBE_DAY),
    st.builds(Target, type=st.just("multiple"), value=NUMBERS, of_horizon=HORIZONS, due=MAYBE_DAY),
    st.builds(Target, type=st.just("milestone"), step=st.integers(0, 5), due=MAYBE_DAY),
    st.just(Target(type="none")),
)
STEPS = st.lists(st.builds(Step, name=st.just(Words.of(en="Step")), due=MAYBE_DAY), max_size=4)
INDICATORS = st.builds(
    indicator,
    BASELINES,
    st.fixed_dictionaries({2030: TARGETS, 2050: TARGETS}),
    st.sampled_from(KINDS),
    st.sampled_from(["up", "down"]),
    STEPS.map(tuple),
)
MEASURED = st.builds(
    Point, DAYS | st.integers(2015, 2060).map(year_end), NUMBERS, st.none() | NUMBERS, st.booleans()
)
POINTS = st.lists(MEASURED, max_size=5, unique_by=lambda point: point.period_end).map(
    lambda points: tuple(sorted(points, key=lambda point: point.period_end))
)


@settings(max_examples=600)
@given(INDICATORS, HORIZONS, POINTS | st.none(), st.booleans(), DAYS, DAYS)
def test_anything_can_be_judged_and_a_refusal_has_exactly_one_reason(
    what: Indicator,
    horizon: int,
    points: tuple[Point, ...] | None,
    amounts: bool,
    as_of: date,
    start: date,
) -> None:
    if points and amounts:
        points = growth_points(points)
    verdict = judge(what, horizon, points, SETS, as_of, start)
    assert (verdict.status is Status.NOT_ASSESSABLE) == (verdict.reason is not None)
    assert verdict.horizon == horizon
