"""Reads Parquet: DuckDB reads it by itself, each column as text."""

import re
import subprocess
import sys
from pathlib import Path

from data.errors import UnreadableFileError
from data.ledger.writer import Ledger
from ingest.columns.header_names import SDMX, key
from ingest.columns.layout import Layout
from ingest.formats.format import Format, RawTable, SourceFile, Start
from ingest.source_table import Source
from ingest.spool import Spool, check_width, text_of

COLUMNS = """
SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet(:path))
"""
# Whole numbers plainly; three decimals would read as thousands somewhere, so they get a fourth.
NUMBER = r"""regexp_replace(regexp_replace(CAST({0} AS VARCHAR), '\.0$', ''),
  '^([-+]?\d+\.\d{{3}})$', '\10')"""
PROBE = (sys.executable, "-m", "data.parquet_probe")
SPOOLED_ROWS = 10_000
FLOATS = ("DOUBLE", "FLOAT")
PANDAS_INDEX = re.compile(r"__index_level_\d+__")


def read_parquet(ledger: Ledger, path: Path, called: str, folder: Path) -> Source:
    """The file as DuckDB reads it, numbers written so that no locale reads them otherwise.

    Under a plain name in `folder`: DuckDB takes `*` in a path for any file. The names of columns
    are the sender's and enter no statement.
    """
    plain = folder / "delivery.parquet"
    plain.symlink_to(path.resolve())
    check(plain, called)
    with ledger.transaction():  # one that fails would keep the next file from being read
        found = ledger.read_file(COLUMNS, plain, called)
    check_width(len(found))
    if all(PANDAS_INDEX.fullmatch(row.column_name) for row in found):
        raise UnreadableFileError("The file has no columns.")
    names = ", ".join(f"theirs_{n}" for n in range(len(found)))
    kept = [(n, row) for n, row in enumerate(found) if not PANDAS_INDEX.fullmatch(row.column_name)]
    texts = (_text(f"theirs_{n}", row.column_type, row.column_name) for n, row in kept)
    cells = ", ".join(f"{text} AS c{place}" for place, text in enumerate(texts))
    relation = f"""
SELECT CAST(NULL AS VARCHAR) AS spare, {cells}
FROM read_parquet(:path) AS file({names})"""
    return Source("", tuple(row.column_name for _, row in kept), 0, plain, relation, "rowid + 1", 0)


def check(path: Path, called: str) -> None:
    """Refuse a file that ends the process which decodes it."""
    done = subprocess.run((*PROBE, str(path)), capture_output=True, check=False)  # noqa: S603
    if done.returncode < 0:
        raise UnreadableFileError("{file} is no whole Parquet file. Write it again.", file=called)
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace"))


def _text(cell: str, kind: str, name: str) -> str:
    """SQL for a cell as text: times as the day they are of, unless an embargo ends then."""
    if kind in FLOATS:
        return f"IF(isnan({cell}), NULL, {NUMBER.format(cell)})"
    if kind.startswith("DECIMAL"):
        return NUMBER.format(cell)
    if kind.startswith("TIMESTAMP") and SDMX.get(key(name)) != "embargo":
        of_world = f"{cell} AT TIME ZONE 'UTC'" if kind.endswith("TIME ZONE") else cell
        return f"CAST(CAST({of_world} AS DATE) AS VARCHAR)"
    if kind == "BOOLEAN":
        return f"CAST(CAST({cell} AS INTEGER) AS VARCHAR)"
    return f"CAST({cell} AS VARCHAR)"


class Parquet(Format):
    """Parquet files."""

    name = "parquet"
    rank = 1
    addressing = "records"

    def matches(self, start: Start) -> bool:
        """By its first bytes."""
        return start.head.startswith(b"PAR1")

    def spool(self, file: SourceFile, spool: Spool) -> None:
        """The first rows."""
        source = read_parquet(file.ledger, file.path, file.name, file.folder)
        with spool.table(columns=source.columns) as table, file.ledger.transaction():
            first = f"{source.relation} LIMIT {SPOOLED_ROWS}"
            found = file.ledger.read_file(first, source.path, file.name)
            for number, row in enumerate(found, 1):
                table.row(number, list(map(text_of, row[1:])))

    def read(self, file: SourceFile, raw: RawTable) -> Layout:
        """By DuckDB, without a copy."""
        source = read_parquet(file.ledger, file.path, file.name, file.folder)
        return raw.fill(Layout(self.name, ()), [source])


FORMAT = Parquet()
