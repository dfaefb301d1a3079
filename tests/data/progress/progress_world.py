"""The small indicators the tests of progress judge, and the words to judge them with."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from data.plan.model import Baseline, Indicator, PlaceSet, SetSize, Step, Target, Words
from data.progress.dates import year_end
from data.progress.judge import judge
from data.progress.model import Point, Verdict

Kind = Literal["level", "places", "share", "rate", "growth", "milestone"]

AS_OF = date(2026, 11, 22)
START = date(2020, 12, 31)
NOT_ESTABLISHED = Baseline(state="not_established")


def indicator(
    baseline: Baseline,
    targets: Mapping[int, Target],
    kind: Kind = "level",
    direction: Literal["up", "down"] = "up",
    steps: tuple[Step, ...] = (),
) -> Indicator:
    """An indicator of an objective nobody has to know."""
    return Indicator(
        id="X1.1",
        objective="X1",
        name=Words.of(en="Tools"),
        kind=kind,
        unit="tools",
        direction=direction,
        baseline=baseline,
        targets=dict(targets),
        steps=steps,
    )


def started(value: float, year: int = 2020, of: str | None = None) -> Baseline:
    """A baseline known to be one number."""
    return Baseline(state="number", value=value, date=year_end(year), of=of)


def between(low: float, high: float) -> Baseline:
    """A baseline known to lie in a range in 2020."""
    return Baseline(state="range", low=low, high=high, date=START)


def reach(value: float, due: date | None = None) -> Target:
    """A target that is a number to reach."""
    return Target(type="number", value=value, due=due)


def yearly(value: float) -> Target:
    """A target of at least so many a year."""
    return Target(type="yearly_minimum", value=value)


def all_of(place_set: str) -> Target:
    """A target that asks for every member of a set."""
    return Target(type="all_of", set=place_set)


def line(baseline: float, target: float, year: int = 2030) -> Indicator:
    """A level to raise, or to lower, from 2020 to the horizon."""
    direction: Literal["up", "down"] = "up" if target >= baseline else "down"
    return indicator(started(baseline), {year: reach(target)}, direction=direction)


def at(year: int, value: float, *, running: bool = False) -> Point:
    """What was observed at a year's end."""
    return Point(year_end(year), value, complete=not running)


def place_set(id: str, **sizes: int) -> PlaceSet:
    """A set of countries whose size is dated: `place_set("parties", y2015=196)`."""
    dated = tuple(
        SetSize(date=year_end(int(year[1:])), size=size, source="a list")
        for year, size in sizes.items()
    )
    return PlaceSet(id=id, name=Words.of(en=id), kind="countries", sizes=dated)


def judged(
    what: Indicator,
    *points: Point,
    horizon: int = 2030,
    as_of: date = AS_OF,
    sets: tuple[PlaceSet, ...] = (),
) -> Verdict:
    """The verdict on what was observed."""
    return judge(what, horizon, points, {s.id: s for s in sets}, as_of, START)
