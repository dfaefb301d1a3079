"""How a delivery was laid out: kept with its batch, so that its rows can be found and sent back.

Rows are numbered through all tables of a delivery: a table's `offset` plus a number of the row's
own, which is the one a person finds it by wherever that tells rows apart.
"""

import json
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class TableLayout:
    """One table: its columns as (the sender's name, where the cell is in `raw`)."""

    name: str
    offset: int
    header_line: int
    columns: tuple[tuple[str, str], ...]

    def place(self, raw: str) -> int | None:
        """Which of the columns holds what `raw` does under a name."""
        return next((n for n, (_, name) in enumerate(self.columns) if name == raw), None)


@dataclass(frozen=True, slots=True)
class Layout:
    """What a delivery looked like. `mapping` is its content, where one was used."""

    file_format: str
    tables: tuple[TableLayout, ...]
    locale: str | None = None
    lang: str = "en"
    delimiter: str = ","
    mapping: dict[str, Any] | None = None
    partner: str | None = None
    unused: tuple[str, ...] = ()
    continues: int | None = None
    template: bool = False
    unused_sheets: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()

    def table(self, line: int) -> TableLayout:
        """The table that a row of the delivery is in."""
        return max((t for t in self.tables if t.offset < line), key=lambda t: t.offset)

    def has(self, raw: str) -> bool:
        """Whether any table has a column of ours."""
        return any(raw == found for table in self.tables for _, found in table.columns)

    def called(self, line: int, column: str) -> str:
        """What the sender calls a column of ours in the table that a row is in."""
        table = self.table(line)
        place = table.place(column)
        return table.columns[place][0] if place is not None else column

    def to_json(self) -> str:
        """As text, to be kept with the batch."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Layout":
        """What `to_json` wrote."""
        said = json.loads(text)
        tables = tuple(
            TableLayout(t["name"], t["offset"], t["header_line"], tuple(map(tuple, t["columns"])))
            for t in said.pop("tables")
        )
        for name in ("unused", "unused_sheets", "hidden"):
            said[name] = tuple(said.get(name, ()))
        return cls(tables=tables, **said)


def column_letters(place: int) -> str:
    """A column's letters: 0 is A, 26 is AA."""
    first, last = divmod(place, 26)
    return (column_letters(first - 1) if first else "") + chr(ord("A") + last)
