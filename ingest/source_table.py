"""A table of a delivery as DuckDB reads it: what every reader ends in."""

from dataclasses import dataclass
from pathlib import Path

from ingest.spool import Table

SPARE_FIELDS = 5  # fields beyond the header that make a row bad rather than the file


@dataclass(frozen=True, slots=True)
class Source:
    """`relation` gives `spare` and a text column `c0`, `c1` … for each of `columns`.

    `:path` in it stands for `path`. `line` is SQL for the number that tells a row from all others
    of its table, once the relation is a table whose `rowid` tells where in the file the row stood;
    `found_at` is SQL for where a person finds it, where that is not the number.
    """

    name: str
    columns: tuple[str, ...]
    header_line: int
    path: Path
    relation: str
    line: str
    last_line: int  # 0 where it is not known before reading
    found_at: str = ""

    @property
    def place(self) -> str:
        """SQL for where a person finds a row."""
        return self.found_at or f"CAST({self.line} AS VARCHAR)"


def spooled(table: Table) -> Source:
    """A table that a reader wrote to disk row by row."""
    cells = _cells(len(table.columns))
    names = ["line", "found_at", *cells, *_spares()]
    relation = f"""
SELECT CAST(line AS INTEGER) AS number, found_at, {spare()} AS spare, {", ".join(cells)}
FROM read_csv(:path, auto_detect = false, header = false, delim = chr(31), quote = '"',
  escape = '"', null_padding = true, strict_mode = false, max_line_size = 16000000,
  parallel = {str(not table.breaks).lower()}, {types(names)})"""
    return Source(
        table.name,
        tuple(table.columns),
        table.header_line,
        table.path,
        relation,
        "number",
        table.last_line,
        "coalesce(nullif(found_at, ''), CAST(number AS VARCHAR))",
    )


def written(
    path: Path, columns: tuple[str, ...], delimiter: str, header_line: int, *, at_once: bool
) -> Source:
    """A CSV file that DuckDB reads as it is; each row's line is counted from the header's.

    Read `at_once` by all cores it may hold no line break within a text, by one core it may.
    """
    names = [*_cells(len(columns)), *_spares()]
    relation = f"""
SELECT {spare()} AS spare, {", ".join(_cells(len(columns)))}
FROM read_csv(:path, auto_detect = false, header = false, skip = {header_line},
  delim = '{delimiter}', quote = '"', escape = '"', null_padding = true, strict_mode = true,
  parallel = {str(at_once).lower()}, {types(names)})"""
    return Source("", columns, header_line, path, relation, f"rowid + {header_line + 1}", 0)


def types(names: list[str]) -> str:
    """The option that names all columns and makes them text."""
    return "columns = {" + ", ".join(f"'{name}': 'VARCHAR'" for name in names) + "}"


def spare() -> str:
    """SQL for the first field beyond the header that says anything."""
    return f"coalesce({', '.join(_spares())})"


def _cells(count: int) -> list[str]:
    return [f"c{n}" for n in range(count)]


def _spares() -> list[str]:
    return [f"spare_{n}" for n in range(SPARE_FIELDS)]
