"""Repeat groups that an export of a form puts on sheets of their own, beside the submissions."""

from collections.abc import Iterator, Sequence

from ingest.columns.bind import Renaming
from ingest.columns.form_names import is_repeat, own_names
from ingest.columns.header_names import OURS, key
from ingest.spool import Spool, Table

INDEX, PARENT_INDEX, PARENT_SHEET = "_index", "_parent_index", "_parent_table_name"
Cells = dict[str, str]


def join_repeats(spool: Spool, mapping: Renaming | None) -> list[Table]:
    """The tables that hold values; rows of a repeat group with what their submission says beside.

    What a row says itself comes first. A table that only describes submissions is none of its own.
    """
    tables = list(spool.tables)
    if not any(is_repeat(table.columns) for table in tables):
        return tables
    book = Book(tables)
    with_values = [table for table in tables if _has_values(table.columns, mapping)]
    return [
        _joined(book, table, spool) if is_repeat(table.columns) else table
        for table in with_values or tables
    ]


class Book:
    """The sheets of a form, and what each row says with all it is part of."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self._tables = {table.name: table for table in reversed(tables)}
        self._main = next((t for t in tables if not is_repeat(t.columns)), None)
        self._read = dict[str, dict[str, Cells]]()

    def rows(self, table: Table) -> Iterator[tuple[int, Cells]]:
        """Each row by the names its questions have without their groups."""
        parent = self._parent(table)
        parents = self._by_index(parent) if parent else {}
        own = own_names(table.columns)
        names = [own.get(name, name) for name in table.columns]
        for number, row in table.numbered():
            cells = dict(zip(names, row, strict=False))
            yield number, parents.get(cells.get(PARENT_INDEX, ""), {}) | cells

    def _by_index(self, table: Table) -> dict[str, Cells]:
        if table.name not in self._read:
            self._read[table.name] = {}  # of sheets that name each other as their parents
            rows = (cells for _, cells in self.rows(table))
            self._read[table.name] = {cells.get(INDEX, ""): cells for cells in rows}
        return self._read[table.name]

    def _parent(self, table: Table) -> Table | None:
        if PARENT_INDEX not in table.columns:
            return None
        first = next(table.written(), [])
        said = dict(zip(table.columns, first, strict=False)).get(PARENT_SHEET, "")
        found = self._tables.get(said[:31], self._main)  # no sheet has a longer name
        return found if found is not table else None


def _joined(book: Book, table: Table, spool: Spool) -> Table:
    with spool.table(table.name, header=table.header_line) as writer:
        for number, cells in book.rows(table):
            writer.record(number, cells)
    return writer.table


def _has_values(columns: Sequence[str], mapping: Renaming | None) -> bool:
    short = {key(name) for name in (*columns, *own_names(columns).values())}
    if mapping and "value" in mapping.columns:
        return key(mapping.columns["value"]) in short
    return any(OURS.get(name) == "value" for name in short)
