"""What was sent, compared with what the ledger holds once every writer has ended."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum, auto
from pathlib import Path

import duckdb
import pandas as pd
from sqlalchemy import text

from data.home import Home
from data.store.store import Store
from tests.load.deliveries import NO_INDICATOR

SENT = """
CREATE TABLE sent (
  file VARCHAR, said VARCHAR, indicator VARCHAR, partner VARCHAR, place VARCHAR, period VARCHAR,
  activity VARCHAR, amount DOUBLE
)
"""
NOTE = """
INSERT INTO sent
SELECT ?, ?, indicator, partner, place, period, activity, CAST(value AS DOUBLE)
FROM read_csv(?, all_varchar = true) WHERE indicator <> ?
"""
# A row counts as there where it is there once, and as it was sent.
COMPARED = """
WITH met AS (
  SELECT s.file, s.said, s.activity, s.period, count(m.batch) AS times,
    count(*) FILTER (m.value = s.amount) AS same
  FROM sent AS s LEFT JOIN held.measure AS m USING (indicator, partner, place, period, activity)
  GROUP BY ALL
)
SELECT file, said, count(*) AS rows, count(*) FILTER (times = 1 AND same = 1) AS once,
  count(*) FILTER (times > 1) AS often
FROM met GROUP BY ALL ORDER BY file
"""


MEASURES = "SELECT batch, indicator, partner, place, period, activity, value FROM measure"


class Said(StrEnum):
    """What a load said became of its good rows; `NOTHING` where it was ended before it could."""

    IN = auto()
    OUT = auto()
    NOTHING = auto()


class Books:
    """Every file that was sent over a home, and what the load of it said."""

    def __init__(self) -> None:
        self._sent = duckdb.connect()
        self._sent.execute(SENT)

    def note(self, file: Path, said: Said) -> None:
        """A load of `file` ended; what it said earlier of the same file counts no more."""
        self._sent.execute("DELETE FROM sent WHERE file = ?", [file.name])
        self._sent.execute(NOTE, [file.name, said, str(file), NO_INDICATOR])

    def rows(self) -> int:
        """How many rows loads said went in."""
        counted = "SELECT count(*) FROM sent WHERE said = ?"
        (found,) = self._sent.execute(counted, [Said.IN]).fetchall()
        return int(found[0])

    def faults(self, database: Path) -> list[str]:
        """What is missing, there twice, in part or against what was said; nobody may write."""
        with self._held(f"'{database}' AS held (READ_ONLY)"):
            return self._compared(database.name)

    def faults_in_lake(self, home: Home) -> list[str]:
        """The same of a lake's newest publication."""
        snapshot = Store(home).current()
        with snapshot.connect() as connection:
            measures = pd.read_sql(text(MEASURES), connection)
        snapshot.close()
        with self._held("':memory:' AS held"):
            self._sent.register("copied", measures)
            self._sent.execute("CREATE TABLE held.measure AS FROM copied")
            return self._compared("the lake")

    @contextmanager
    def _held(self, attached: str) -> Iterator[None]:
        self._sent.execute(f"ATTACH {attached}")
        try:
            yield
        finally:
            self._sent.execute("DETACH held")

    def _compared(self, called: str) -> list[str]:
        compared = self._sent.execute(COMPARED).fetchall()
        return [f"{called}: {fault}" for row in compared if (fault := _fault(*row))]


def _fault(file: str, said: str, rows: int, once: int, often: int) -> str:
    expected = {Said.IN: (rows,), Said.OUT: (0,), Said.NOTHING: (0, rows)}[Said(said)]
    if once in expected and not often:
        return ""
    return f"{file}, said: {said}; of {rows} rows {once} are there once, {often} more than once"
