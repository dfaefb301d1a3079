"""What holds for every indicator: units and signs do not matter, more is never worse."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.plan.model import Baseline, Indicator, PlaceSet, Step, Target, Words
from data.progress.dates import months_later, year_end
from data.progress.growth import growth_points
from data.progress.judge import judge
from data.progress.model import Point, Status, Verdict
from tests.data.progress.progress_world import (
    Kind,
    all_of,
    indicator,
    judged,
    place_set,
    reach,
    started,
)

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
        """How this world stands."""
        return self.verdict().status

    def verdict(self) -> Verdict:
        """The verdict on this world."""
        baseline = (
            Baseline(state="number", value=self.low, date=year_end(2020))
            if self.low == self.high
            else Baseline(state="range", low=self.low, high=self.high, date=year_end(2020))
        )
        what = indicator(baseline, {2030: reach(self.target)}, direction=towards(self.up))
        return judged(what, Point(year_end(self.year), self.value))


WORLDS = st.builds(
    lambda ends, *others: World(*sorted(ends), *others),
    st.tuples(WHOLE, WHOLE) | WHOLE.map(lambda end: (end, end)),
    WHOLE,
    WHOLE,
    st.integers(2024, 2025),
    st.booleans(),
)


FACTORS = st.integers(1, 1_000_000)


@settings(deadline=None)
@given(WORLDS, FACTORS)
def test_the_unit_changes_neither_status_nor_ratio(world: World, factor: int) -> None:
    verdict, scaled = world.verdict(), world.times(factor).verdict()
    assert (scaled.status, scaled.reason) == (verdict.status, verdict.reason)
    assert (scaled.ratio, scaled.marks) == (verdict.ratio, verdict.marks)
    for name in ("pace", "pace_needed"):
        old, new = getattr(verdict, name), getattr(scaled, name)
        assert new == (None if old is None else pytest.approx(old * factor))


@settings(deadline=None)
@given(WORLDS)
def test_counting_the_other_way_round_changes_neither_status_nor_ratio(world: World) -> None:
    verdict, turned = world.verdict(), world.times(-1).verdict()
    assert (turned.status, turned.ratio) == (verdict.status, verdict.ratio)
    assert turned.acceleration == verdict.acceleration


@settings(deadline=None)
@given(WORLDS, st.integers(0, 2000))
def test_more_progress_never_lowers_a_status(world: World, more: int) -> None:
    further = replace(world, value=world.value + (more if world.up else -more))
    assert RANK.index(further.status()) >= RANK.index(world.status())


# --- Shares of a set, and where several values lead ---

MEMBERS = 40
COUNTS = st.integers(0, MEMBERS)


@settings(deadline=None)
@given(COUNTS, COUNTS, COUNTS, st.sampled_from(["places", "share"]))
def test_more_members_of_a_set_never_lower_a_status(
    start: int, one: int, other: int, kind: Kind
) -> None:
    whole = place_set("countries", y2015=MEMBERS)
    part = 100 / MEMBERS if kind == "share" else 1  # shares are observed in percent
    what = indicator(started(start * part, of="countries"), {2030: all_of("countries")}, kind)
    ranks = [
        RANK.index(judged(what, Point(year_end(2025), n * part, MEMBERS), sets=(whole,)).status)
        for n in sorted((one, other))
    ]
    assert ranks == sorted(ranks)


@settings(deadline=None)
@given(
    st.lists(WHOLE, min_size=3, max_size=6),
    WHOLE,
    WHOLE,
    st.booleans(),
    st.integers(-8, 8),
    st.booleans(),
)
def test_a_projection_is_in_the_unit_and_on_the_side_of_what_it_projects(
    values: list[int], baseline: int, target: int, up: bool, power: int, turned: bool
) -> None:
    factor = 2.0**power * (-1 if turned else 1)  # by powers of two, so that scaling is exact

    def projected(times: float, up: bool) -> Verdict:
        what = indicator(
            started(baseline * times), {2030: reach(target * times)}, direction=towards(up)
        )
        points = [Point(year_end(2026 - len(values) + n), v * times) for n, v in enumerate(values)]
        return judged(what, *points)

    old, new = projected(1.0, up), projected(factor, up is not turned)
    assert old.projected is not None and new.projected == old.projected * factor
    assert (new.projected_year, new.status) == (old.projected_year, old.status)


def towards(up: bool) -> Literal["up", "down"]:
    return "up" if up else "down"


# --- Any indicator at all: tame and wild numbers, fitting and mixed kinds, any day ---

TAME = st.sampled_from([-1.0, 0.0, 1.0, 2.0, 5.0, 9.0, 10.0, 100.0])
NUMBERS = TAME | st.floats(allow_nan=False, allow_infinity=False)
DAYS = st.dates(date(2018, 1, 1), date(2054, 12, 31))
YEAR_ENDS = st.integers(2018, 2053).map(year_end)
NO_DAY_MOSTLY = st.one_of(st.none(), st.none(), DAYS)
SETS = {
    "counted": place_set("counted", y2015=10, y2030=12),
    "founded": place_set("founded", y2020=0, y2028=3),
    "empty": place_set("empty", y2015=0),
    "unknown": PlaceSet(id="unknown", name=Words.of(en="Unknown"), kind="countries"),
}
SET_IDS = st.sampled_from(sorted(SETS))
MAYBE_SET = st.none() | SET_IDS
HORIZONS = st.sampled_from([2030, 2050])

BASELINES = st.one_of(
    st.builds(Baseline, state=st.just("number"), value=NUMBERS, date=YEAR_ENDS, of=MAYBE_SET),
    st.tuples(NUMBERS, NUMBERS, DAYS, MAYBE_SET)
    .filter(lambda drawn: drawn[0] < drawn[1])
    .map(lambda d: Baseline(state="range", low=d[0], high=d[1], date=d[2], of=d[3])),
    st.builds(Baseline, state=st.sampled_from(["not_established", "not_published"])),
)


def amounts_of(*types: str) -> st.SearchStrategy[Target]:
    return st.builds(Target, type=st.sampled_from(types), value=NUMBERS, due=NO_DAY_MOSTLY)


ON_SCALE = st.one_of(
    amounts_of("number", "yearly_minimum", "share"),
    st.builds(Target, type=st.just("all_of"), set=SET_IDS, due=NO_DAY_MOSTLY),
)
GROWTH = st.one_of(
    amounts_of("growth"),
    st.builds(Target, type=st.just("multiple"), value=NUMBERS, of_horizon=HORIZONS),
)
LADDER = st.builds(Target, type=st.just("milestone"), step=st.integers(0, 4), due=NO_DAY_MOSTLY)
ANY_TARGET = st.one_of(ON_SCALE, GROWTH, LADDER, st.just(Target(type="none")))
FITTING = {"growth": GROWTH, "milestone": LADDER}
STEPS = st.lists(st.builds(Step, name=st.just(Words.of(en="Step")), due=NO_DAY_MOSTLY), max_size=4)
KINDS: list[Kind] = ["level", "places", "share", "rate", "growth", "milestone"]


@st.composite
def indicators(draw: st.DrawFn) -> Indicator:
    kind = draw(st.sampled_from(KINDS))
    fitting = FITTING.get(kind, ON_SCALE)
    targets = st.fixed_dictionaries(
        {2030: fitting, 2050: st.one_of(fitting, fitting, fitting, ANY_TARGET)}
    )
    direction: Literal["up", "down"] = draw(st.sampled_from(["up", "down"]))
    steps = tuple(draw(STEPS))
    return indicator(draw(BASELINES), draw(targets), kind, direction, steps)


@st.composite
def observations(draw: st.DrawFn) -> tuple[tuple[Point, ...] | None, date]:
    """Points in time order, years in a row or any days; and a day soon after, or any."""
    first, count = draw(st.integers(2018, 2050)), draw(st.integers(2, 4))
    ends = st.just([year_end(first + n) for n in range(count)])
    days = sorted(draw(ends | st.lists(DAYS, max_size=4, unique=True)))
    sizes, complete = st.none() | NUMBERS, st.sampled_from([True, True, True, False])
    points = tuple(Point(day, draw(NUMBERS), draw(sizes), draw(complete)) for day in days)
    soon = st.just(months_later(days[-1], 6)) if days else DAYS
    as_of = draw(st.one_of(soon, soon, DAYS))
    return draw(st.sampled_from([points, points, points, growth_points(points), None])), as_of


@settings(max_examples=100, deadline=None)
@given(indicators(), HORIZONS, observations(), YEAR_ENDS)
def test_anything_can_be_judged_and_a_refusal_has_exactly_one_reason(
    what: Indicator,
    horizon: int,
    observed: tuple[tuple[Point, ...] | None, date],
    start: date,
) -> None:
    points, as_of = observed
    verdict = judge(what, horizon, points, SETS, as_of, start)
    assert (verdict.status is Status.NOT_ASSESSABLE) == (verdict.reason is not None)
    assert verdict.horizon == horizon
