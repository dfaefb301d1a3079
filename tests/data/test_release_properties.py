"""Whatever comes in confidence, no observer works out what one partner reported.

An observer knows every amount that was ever released, which reports are in it, and, where it is one
of the partners, its own. rules.md, part 1: rank and bounds.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import linprog

from data.ledger import release
from data.ledger.writer import Ledger
from tests.data.ledger_world import LONG_AGO, Row, World

Matrix = NDArray[np.float64]
NOON = datetime(2026, 10, 1, 12)
PARTNERS = ("afris", "farm", "ird", "oiv", "inrae", "cirad")
PERIODS = ("2023", "2024", "2025")
STEPS = 9
CLOSE = 0.10  # of a value, on both sides
ATOMS = """
SELECT s.indicator, s.period_end, s.released_at, s.partner, s.key, s.value, r.amount
FROM spent AS s JOIN released AS r USING (indicator, period_end, released_at)
ORDER BY s.indicator, s.released_at, s.period_end
"""
OPEN = "SELECT key, value FROM measure WHERE disclosure = 'public'"


@pytest.fixture
def world(ledger: Ledger, tmp_path: Path) -> World:
    with ledger.transaction():
        ledger.run("UPDATE plan SET recorded_at = :long_ago", long_ago=LONG_AGO)
    return World(ledger, tmp_path)


def live(world: World, indicator: str, seed: int) -> None:
    """Some weeks of reports, revisions and withdrawals, each published."""
    random, batches = Random(seed), []
    for step in range(STEPS):
        now = NOON + timedelta(days=step)
        if batches and random.random() < 0.15:
            world.decide(batches.pop(random.randrange(len(batches))), "withdrawn", now)
        else:
            rows = [*some(random, indicator, step)]
            batches.append(world.load(rows, now, refused=True).batch)
        world.publish(now + timedelta(hours=1))


def some(random: Random, indicator: str, step: int) -> Iterator[Row]:
    """Reports of a few partners for a period; in the end most are told again in the open."""
    period = PERIODS[min(step * len(PERIODS) // STEPS, len(PERIODS) - 1)]
    for partner in random.sample(PARTNERS, random.randint(1, 4)):
        told = "public" if random.random() < 0.1 and step > STEPS / 2 else "aggregate"
        value = float(random.randint(5, 60))
        yield Row(indicator, partner, "FRA", period, value, disclosure=told)


class Observed:
    """The equations of an observer: each row a released amount, each column a report's value."""

    def __init__(self, ledger: Ledger, indicator: str) -> None:
        rows = [row for row in ledger.run(ATOMS) if row.indicator == indicator]
        amounts = {(row.period_end, row.released_at): row.amount for row in rows}
        self.columns = sorted({(row.partner, row.key, row.value) for row in rows})
        self.told = {(row.key, row.value) for row in ledger.run(OPEN)}
        self.amounts = np.array([*amounts.values()])
        self.held = np.zeros((len(amounts), len(self.columns)))
        for row in rows:
            place = [*amounts].index((row.period_end, row.released_at))
            self.held[place, self.columns.index((row.partner, row.key, row.value))] = 1

    def given_away(self) -> Iterator[str]:
        """Every value that some partner, or none, can work out or bound on both sides."""
        for insider in (None, *PARTNERS):
            others = [
                i
                for i, (partner, key, value) in enumerate(self.columns)
                if partner != insider and (key, value) not in self.told
            ]
            known = [i for i in range(len(self.columns)) if i not in others]
            left = self.held[:, others]
            amounts = self.amounts - self.held[:, known] @ [self.columns[i][2] for i in known]
            for place, column in enumerate(others):
                partner, _, value = self.columns[column]
                if _is_found(left, place) or _is_bounded(left, amounts, place, value):
                    yield f"{insider or 'anyone'} knows {value:g} of {partner}"


def _is_found(held: Matrix, column: int) -> bool:
    """Whether a value follows from the amounts: without it, they say less."""
    rank = np.linalg.matrix_rank
    return bool(rank(np.delete(held, column, axis=1)) < rank(held))


def _is_bounded(held: Matrix, amounts: Matrix, column: int, value: float) -> bool:
    aim = np.zeros(held.shape[1])
    aim[column] = 1
    least = linprog(aim, A_eq=held, b_eq=amounts).fun
    most = -linprog(-aim, A_eq=held, b_eq=amounts).fun
    return bool(least >= (1 - CLOSE) * value and most <= (1 + CLOSE) * value)


@pytest.mark.parametrize("indicator", ["A3.1", "C1.1"])
@pytest.mark.parametrize("seed", [1, 2])
def test_no_observer_knows_a_value(world: World, indicator: str, seed: int) -> None:
    with world.told():
        live(world, indicator, seed)
        observed = Observed(world.ledger, indicator)
        assert len(observed.amounts) >= 1
        assert [*observed.given_away()] == []


def test_without_the_gate_observers_would(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """So the test above can fail."""
    monkeypatch.setattr(release, "failed_gate", lambda *_: None)
    monkeypatch.setattr(release, "ROWS", release.ROWS.replace(":fewest", "least(:fewest, 1)"))
    with world.told():
        live(world, "A3.1", 1)
        assert [*Observed(world.ledger, "A3.1").given_away()]
