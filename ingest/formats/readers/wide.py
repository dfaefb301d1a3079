"""Tables that have a column a period, `indicator | place | 2022 | 2023`, as a row a period."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.columns.bind import Renaming, bound_names, language_of
from ingest.columns.header_names import NAMES, column_name, key
from ingest.columns.period_spellings import read_spelling

_VALUE_WORD = re.compile("({}) ".format("|".join(NAMES["value"])), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WideTable:
    """A header of such a table: what stays, and the period of each column of values."""

    kept: tuple[int, ...]
    periods: dict[int, str]
    names: tuple[str, ...]

    def rows(self, cells: Sequence[str]) -> Iterator[list[str]]:
        """A row for each period that has a value."""
        width = len(cells)
        kept = [cells[place] if place < width else "" for place in self.kept]
        for place, period in self.periods.items():
            if place < width and cells[place].strip():
                yield [*kept, period, cells[place]]


def wide_table(header: Sequence[str], mapping: Renaming | None) -> WideTable | None:
    """How a header names periods in place of a period and a value; None where it does not."""
    ours = bound_names(header, mapping)
    if {"period", "period_start", "period_end", "value"} & set(ours.values()):
        return None
    periods = {place: period for place, name in enumerate(header) if (period := _period(name))}
    if not periods or not {"indicator", "place"} <= set(ours.values()):
        return None
    periods = {place: said for place, said in periods.items() if key(header[place]) not in ours}
    kept = tuple(place for place in range(len(header)) if place not in periods)
    lang = language_of(header)
    added = (column_name("period", lang), column_name("value", lang))
    return WideTable(kept, periods, (*(header[place] for place in kept), *added))


def _period(name: str) -> str:
    """The period that a column's name says, after the word for a value or alone."""
    said = _VALUE_WORD.sub("", name.strip(), count=1)
    return said if read_spelling(said, None) else ""
