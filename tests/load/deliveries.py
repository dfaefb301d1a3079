"""Measures files whose rows nobody sent before, some with a row that has to be refused."""

import itertools
from pathlib import Path

from tests.bench.rows import write_rows

FIRST = 100_000_000
APART = 1_000_000  # rows of one file are far fewer
EVERY = 5  # so often a row is bad
NO_INDICATOR = "Z9.9"
BAD_ROW = f"{NO_INDICATOR},sample-001,BEN,2025-Q1,1,bad,,\n"
ACCEPTED = (0, 3)  # exit codes of a load whose good rows went in


class Deliveries:
    """Files in a folder, each with rows of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = itertools.count()

    def write(self, rows: int = 240) -> Path:
        """The next file."""
        number = next(self._numbers)
        first = FIRST + APART * number
        file = write_rows(self._folder / f"{number:05d}.csv", first, first + rows)
        if number % EVERY == EVERY - 1:
            with file.open("a") as more:
                more.write(BAD_ROW)
        return file
