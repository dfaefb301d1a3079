"""The gate that an amount of confidential reports passes before it is shown: rules.md, part 1.

Pure. G1: enough partners bring a new value. G2: the p % rule on their amounts. G3: the same on what
is new. G4: the amount says something, and not that everyone has all. Source: Handbook on
Statistical Disclosure Control, chapter 4.
"""

from collections.abc import Sequence
from dataclasses import dataclass

FEWEST = 3  # partners with a new value
P_PERCENT = 0.10
SMALL = 1e-9  # noise of binary fractions


@dataclass(frozen=True, slots=True)
class Part:
    """What one partner (or holding) adds to an amount, in the indicator's unit.

    `change` is how its part of the shown total would change; `fresh` whether it brings a new value.
    """

    amount: float
    change: float
    fresh: bool
    denominator: float | None = None
    denominator_change: float | None = None


def failed_gate(parts: Sequence[Part], fewest: int, bound: float | None) -> str | None:
    """The first condition that fails, `G1` to `G4`; None where the amount may be released.

    `bound` is what the amount cannot exceed.
    """
    fresh = [part for part in parts if part.fresh]
    whole = sum(part.amount for part in parts)
    passed = {
        "G1": len(fresh) >= max(fewest, FEWEST),
        "G2": _none_dominates([part.amount for part in parts]),
        "G3": _none_dominates([part.change for part in fresh]),
        "G4": abs(whole) > SMALL
        and (bound is None or whole < bound - SMALL)
        and _denominators_pass(parts, fresh),
    }
    return next((gate for gate, passes in passed.items() if not passes), None)


def _denominators_pass(parts: Sequence[Part], fresh: Sequence[Part]) -> bool:
    wholes = [p.denominator for p in parts if p.denominator is not None]
    changes = [p.denominator_change for p in fresh if p.denominator_change is not None]
    moved = any(abs(change) > SMALL for change in changes)
    return (not wholes or _none_dominates(wholes)) and (not moved or _none_dominates(changes))


def _none_dominates(amounts: Sequence[float]) -> bool:
    """Whether the second largest cannot bound the largest within ten per cent: the p % rule."""
    sizes = sorted((abs(amount) for amount in amounts), reverse=True)
    return bool(sizes) and sizes[0] > SMALL and sum(sizes[2:]) >= P_PERCENT * sizes[0] - SMALL
