"""Figures of a run: a JSON line each as they come, and a table of them for people."""

import json
import statistics
from collections.abc import Sequence


class Figures:
    """What was measured, and what should not have been."""

    def __init__(self) -> None:
        self._rows: list[tuple[str, object, str]] = []
        self.faults: list[str] = []

    def tell(self, name: str, value: object, unit: str = "") -> None:
        """One figure."""
        self._rows.append((name, value, unit))
        line(name=name, value=value, unit=unit)

    def require(self, name: str, found: Sequence[str]) -> None:
        """An invariant: `found` is what speaks against it."""
        self.faults += [f"{name}: {fault}" for fault in found]
        line(name=name, holds=not found, found=[*found])

    def table(self) -> None:
        """All figures and faults, for people."""
        for name, value, unit in self._rows:
            print(f"{name:<42} {value!s:>12} {unit}")
        for fault in self.faults:
            print(f"FAULT  {fault}")


def line(**told: object) -> None:
    """One JSON line, at once."""
    print(json.dumps(told, default=str), flush=True)


def percentile(values: Sequence[float], hundredths: int) -> float:
    """The value that so many hundredths of `values` do not exceed; 0 where there are none."""
    if len(values) < 2:
        return round(sum(values), 4)
    return round(statistics.quantiles(values, n=100, method="inclusive")[hundredths - 1], 4)
