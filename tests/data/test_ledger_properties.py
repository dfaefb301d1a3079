"""What holds for any deliveries: parts add up, and how they came changes no figure."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from math import isclose
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from data.home import Home
from data.ledger.contributions import refresh
from data.ledger.writer import open_ledger
from data.progress.growth import amounts
from data.questions.answers import Breakdown, Dimension, IndicatorProgress
from data.store.time_travel import known_by, rebuilt
from tests.data.ledger_world import (
    ADDED_UP,
    INDICATORS,
    Row,
    Rows,
    World,
    answers,
    deliveries,
    revised,
)

FIRST = datetime(2025, 6, 1, 9)
LATER = date(2025, 11, 22)
PUBLIC = ("public", "aggregate")
CLOSE = {"rel_tol": 1e-9, "abs_tol": 1e-9}


def tried(times: int) -> settings:
    """Every example loads and publishes: few are tried, and a failing one is told as it is."""
    return settings(
        deadline=None,
        max_examples=times,
        phases=(Phase.explicit, Phase.reuse, Phase.generate),
        suppress_health_check=[HealthCheck.too_slow],
    )


@pytest.fixture(scope="module")
def world(empty_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("world")
    with open_ledger(Home(shutil.copytree(empty_template, folder / "home"))) as ledger:
        yield World(ledger, folder)


def moment(number: int) -> datetime:
    """When the batch of this number came; no two at once."""
    return FIRST + timedelta(days=number)


def told_of(*batches: Rows) -> list[str]:
    return sorted({row.indicator for batch in batches for row in batch})


FEW = 2  # indicators an example is about, so that partners tell of the same things


def a_few(of: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(of), min_size=1, max_size=FEW, unique=True)


@st.composite
def histories(draw: st.DrawFn, batches: int = 3, of: list[str] = INDICATORS) -> list[list[Row]]:
    """Batches on a few indicators; each later one revises some of what came before."""
    indicators = draw(a_few(of))
    said: dict[tuple[str, ...], Row] = {}
    history: list[list[Row]] = []
    for _ in range(batches):
        again = draw(revised(list(said.values()))) if said else []
        fresh = draw(deliveries(indicators))
        batch = list({row.key: row for row in fresh + again}.values())
        said = {row.key: row for row in batch} | said  # as first told, so that it may come back
        history.append(batch)
    return history


# --- Parts and their sum ---


def current_amount(progress: IndicatorProgress) -> float | None:
    """The current value in the unit of what was reported."""
    current = progress.current
    if current is None:
        return None
    if progress.indicator.kind == "share":
        assert current.denominator is not None
        return current.value * current.denominator / 100
    if progress.indicator.kind == "growth":
        complete = tuple(point for point in progress.points if point.complete)
        return amounts(complete)[current.period_end]
    return current.value


def newest_year(indicator: str, batches: list[list[Row]]) -> int:
    """The last year anyone told the public of."""
    told = [row for batch in batches for row in batch if row.disclosure in PUBLIC]
    return max(int(row.period[:4]) for row in told if row.indicator == indicator)


def assert_adds_up(found: Breakdown, progress: IndicatorProgress) -> None:
    told = sum(part.value for part in found.parts)
    assert isclose(found.total, told - found.doubled, **CLOSE)
    assert found.doubled == 0 or (progress.indicator.kind == "places" and found.doubled > 0)
    shares = [part.share for part in found.parts if part.share is not None]
    assert isclose(sum(shares), told / found.total, **CLOSE) if found.total else not shares


@tried(6)
@given(histories(batches=2))
def test_parts_of_every_dimension_add_up_to_the_current_value(
    world: World, history: list[list[Row]]
) -> None:
    with world.told():
        for number, batch in enumerate(history):
            world.load(batch, moment(number))
        snapshot = world.publish(moment(9))
        for indicator in told_of(*history):
            progress = snapshot.indicator(indicator, LATER)
            amount = current_amount(progress)
            for dimension in Dimension:
                found = snapshot.contributions(indicator, dimension, LATER)
                if not progress.points:
                    assert found == Breakdown()
                    continue
                assert found.adds_up == (indicator in ADDED_UP)
                if found.adds_up:
                    assert_adds_up(found, progress)
                if amount is None or (
                    indicator == "F2.1"
                    and progress.points[-1].period_end.year < newest_year(indicator, history)
                ):
                    continue  # no growth in the last year told of, as the year before is not told
                assert isclose(found.total, amount, **CLOSE), (indicator, dimension)


# --- How deliveries came ---

THREE, FOUR = (Row("C1.1", "giz", "DEU", "2024", value) for value in (3.0, 4.0))


@tried(6)
@example([[THREE], [FOUR], [THREE]], [0, 2, 1])
@given(histories(), st.permutations(range(3)))
def test_replaying_batches_in_any_order_gives_the_same_figures(
    world: World, history: list[list[Row]], order: list[int]
) -> None:
    with world.told():
        for number, batch in enumerate(history):
            world.load(batch, moment(number))
        as_they_came = answers(world.publish(moment(9)), told_of(*history), LATER)
    with world.told():
        for number in order:
            world.load(history[number], moment(number))
        assert answers(world.publish(moment(9)), told_of(*history), LATER) == as_they_came


@tried(3)
@given(a_few(INDICATORS).flatmap(lambda few: deliveries(few, least=2)), st.data())
def test_a_batch_that_comes_in_two_parts_at_once_gives_the_same_figures(
    world: World, batch: list[Row], data: st.DataObject
) -> None:
    cut = data.draw(st.integers(1, len(batch) - 1))
    with world.told():
        world.load(batch, FIRST)
        whole = answers(world.publish(moment(9)), told_of(batch), LATER)
    with world.told():
        world.load(batch[:cut], FIRST)
        world.load(batch[cut:], FIRST)
        assert answers(world.publish(moment(9)), told_of(batch), LATER) == whole


# Of two words on one place, or two states of which one stands, the newer counts: not these.
SUMMED = ["A2.2", "A3.1", "C1.1", "C2.1", "F2.1"]


@tried(3)
@given(deliveries(SUMMED, least=2), st.data())
def test_a_batch_that_comes_in_two_parts_one_after_the_other_adds_up_to_the_same(
    world: World, batch: list[Row], data: st.DataObject
) -> None:
    cut = data.draw(st.integers(1, len(batch) - 1))
    found = []
    for second in (FIRST, moment(1)):
        with world.told():
            world.load(batch[:cut], FIRST)
            world.load(batch[cut:], second)
            snapshot = world.publish(moment(9))
            progress = [snapshot.indicator(i, LATER) for i in told_of(batch)]
            found.append([replace(p, recorded_at=None) for p in progress])
    assert found[0] == found[1]


@tried(6)
@given(histories())
def test_refreshing_batch_by_batch_is_refreshing_everything(
    world: World, history: list[list[Row]]
) -> None:
    with world.told():
        for number, batch in enumerate(history):
            world.load(batch, moment(number), state="pending" if number == 1 else "approved")
        world.decide("B-000002", "approved", moment(3))
        world.decide("B-000001", "withdrawn", moment(4))
        step_by_step = world.derived()
        with world.ledger.transaction():
            refresh(world.ledger)
        assert world.derived() == step_by_step


# --- The past ---


@tried(3)
@given(histories(batches=2))
def test_what_is_known_now_rebuilt_is_what_was_published(
    world: World, history: list[list[Row]]
) -> None:
    with world.told():
        for number, batch in enumerate(history):
            world.load(batch, moment(number))
        snapshot = world.publish(moment(9))
        again = rebuilt(snapshot, moment(9))
        assert again is not snapshot
        asked = told_of(*history)
        assert answers(again, asked, LATER) == answers(snapshot, asked, LATER)


STATES = ("approved", "withdrawn", "returned")


def as_first_disclosed(history: list[list[Row]]) -> list[list[Row]]:
    """The same history, each key told to the same circle all along."""
    first: dict[tuple[str, ...], str] = {}
    return [
        [replace(row, disclosure=first.setdefault(row.key, row.disclosure)) for row in batch]
        for batch in history
    ]


@tried(6)
@given(
    histories(),
    st.lists(st.sampled_from(["pending", "approved", "approved"]), min_size=3, max_size=3),
    st.integers(1, 3),
    st.sampled_from(STATES),
)
def test_a_day_of_the_past_is_what_was_published_on_it(
    world: World, history: list[list[Row]], states: list[str], decided: int, decision: str
) -> None:
    """But for what was closed since, which is gone at all dates: here no key is."""
    asked, history = told_of(*history), as_first_disclosed(history)
    with world.told():
        published = {}
        for number, (batch, state) in enumerate(zip(history, states, strict=True)):
            world.load(batch, moment(number), state)
            published[moment(number)] = world.publish(moment(number))
        if states[decided - 1] != decision:
            world.decide(f"B-{decided:06d}", decision, moment(3))
        newest = world.publish(moment(4))
        for at, then in published.items():
            past = known_by(newest, at.date())
            assert answers(past, asked, at.date()) == answers(then, asked, at.date())
