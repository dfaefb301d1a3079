"""Reads a CSV file, as text and without judging it, into the temporary table `raw`.

UTF-8 (with or without mark), UTF-16 or Windows-1252; separator comma, semicolon or tab.
"""

import codecs
import csv
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from data.errors import UnreadableFileError
from data.ledger import Ledger
from ingest.columns import COLUMNS, recognise

CHUNK_BYTES = 1 << 20
HEADER_BYTES = 1 << 16
SPARE_FIELDS = 5  # fields beyond the header that make a row bad rather than the file
UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a file is written: its separator, our name of each column, line breaks in it."""

    delimiter: str
    columns: list[str]
    line_breaks: int


def read_csv(ledger: Ledger, path: Path) -> None:
    """Fill `raw(line, spare, <every column of the contract>)`, one row a line, all text."""
    with _as_utf8(path) as (readable, line_breaks):
        dialect = _dialect(readable, line_breaks)
        ledger.read_file(_statement(dialect), readable, called=path.name)
    _number_lines(ledger, dialect)


def _statement(dialect: Dialect) -> str:
    names = [*dialect.columns, *(f"spare_{n}" for n in range(SPARE_FIELDS))]
    types = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    given = ", ".join(
        c if c in dialect.columns else f"CAST(NULL AS VARCHAR) AS {c}" for c in COLUMNS
    )
    return f"""
CREATE OR REPLACE TEMP TABLE raw AS
SELECT CAST(row_number() OVER () + 1 AS INTEGER) AS line,
  coalesce({", ".join(f"spare_{n}" for n in range(SPARE_FIELDS))}) AS spare, {given}
FROM read_csv(:path, auto_detect = false, header = false, skip = 1, delim = '{dialect.delimiter}',
  quote = '"', escape = '"', null_padding = true, strict_mode = true, columns = {{{types}}})
"""


def _number_lines(ledger: Ledger, dialect: Dialect) -> None:
    """Move line numbers on where texts before them run over several lines."""
    rows = ledger.scalar("SELECT count(*) FROM raw")
    if dialect.line_breaks <= rows + 1:
        return
    breaks = " + ".join(
        f"coalesce(length({c}) - length(replace({c}, chr(10), '')), 0)" for c in dialect.columns
    )
    ledger.run(f"""
CREATE OR REPLACE TEMP TABLE raw AS
SELECT * REPLACE (CAST(line + coalesce(sum({breaks}) OVER (
  ORDER BY line ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS INTEGER) AS line)
FROM raw
""")


@contextmanager
def _as_utf8(path: Path) -> Iterator[tuple[Path, int]]:
    """The file under a plain name and in UTF-8, and how many line breaks it has.

    A plain name, because the reader takes `*` or `https:` in a path for more than a name.
    """
    with tempfile.TemporaryDirectory(prefix="fpt-") as folder:
        readable = Path(folder) / "delivery.csv"
        try:
            encoding, line_breaks = _encoding(path)
            if encoding == "utf-8":
                readable.symlink_to(path.resolve())
            else:
                _transcode(path, readable, encoding)
        except OSError as error:
            raise UnreadableFileError(f"{path} cannot be read: {error.strerror}.") from error
        except UnicodeError as error:
            raise UnreadableFileError(
                f"{path.name} is neither UTF-8, UTF-16 nor Windows-1252 text. Save it as UTF-8."
            ) from error
        yield readable, line_breaks


def _encoding(path: Path) -> tuple[str, int]:
    decoder = codecs.getincrementaldecoder("utf-8")()
    line_breaks, last = 0, b"\n"
    with path.open("rb") as file:
        if file.read(2) in UTF16_MARKS:
            return "utf-16", 0
        file.seek(0)
        while chunk := file.read(CHUNK_BYTES):
            line_breaks, last = line_breaks + chunk.count(b"\n"), chunk[-1:]
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                return "windows-1252", 0
    return "utf-8", line_breaks + (last != b"\n")


def _transcode(source: Path, target: Path, encoding: str) -> None:
    with (
        source.open(encoding=encoding, newline="") as reading,
        target.open("w", encoding="utf-8", newline="") as writing,
    ):
        while text := reading.read(CHUNK_BYTES):
            writing.write(text)


def _dialect(path: Path, line_breaks: int) -> Dialect:
    with path.open(encoding="utf-8-sig", newline="") as file:
        start = file.read(HEADER_BYTES)
    first = start.splitlines()[0] if start.strip() else ""
    if not first:
        raise UnreadableFileError("The file is empty. Its first line must name the columns.")
    delimiter = max(",;\t", key=first.count)
    header = next(csv.reader([first], delimiter=delimiter))
    return Dialect(delimiter, recognise(header), line_breaks)
