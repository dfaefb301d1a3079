"""From a file in any format to `raw`: one row a row, all text, ours by our names.

`raw` holds `line` (the number that tells a row from all others of the delivery), `found_at` (where
a person finds it), `spare` (a surplus field), our columns, those of `header_names.EXTRA`, and as
`own_0`, `own_1` … the sender's columns that are not ours, so that a row can go back as it came.
"""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from data.errors import UnreadableFileError, UnreadableTableError
from data.ledger.writer import Ledger
from ingest.columns.bind import continued
from ingest.columns.layout import Layout
from ingest.columns.mapping import Mapping
from ingest.columns.numbers import LOCALES
from ingest.columns.standards import follow
from ingest.formats.detect import detect
from ingest.load.batches import layout_of, sender_of
from ingest.load.raw_table import bound, fill, number_lines
from ingest.source_table import Source, spooled
from ingest.spool import Spool, Table, text_of

XML_FORMATS = ("iati", "sdmx-ml")


@dataclass(frozen=True, slots=True)
class Request:
    """A file and what is said about how to read it; `only` is the partner its sender acts for."""

    path: Path
    name: str
    file_format: str | None = None
    mapping: Mapping | None = None
    locale: str | None = None
    partner: str | None = None
    only: str | None = None


def read(ledger: Ledger, request: Request) -> Layout:
    """Fill `raw`; how the file was laid out. Raises `UnreadableFileError`, with nothing kept."""
    before = _state(request)
    with tempfile.TemporaryDirectory(prefix="fpt-") as folder:
        layout = _read(ledger, request, Path(folder))
    if _state(request) != before:
        raise UnreadableFileError(
            "{file} was still being written while it was read. Send it again once it is whole.",
            file=request.name,
        )
    return layout


@contextmanager
def tables(ledger: Ledger, path: Path) -> Iterator[list[Table]]:
    """The tables of a file as text, whatever their columns are called; at least one."""
    with tempfile.TemporaryDirectory(prefix="fpt-") as folder:
        spool = Spool(Path(folder))
        file_format = detect(path)
        if file_format == "csv":
            from ingest.formats import csv
            from ingest.formats.text import as_utf8

            with as_utf8(path, Path(folder)) as text:
                csv.read_by_rows(text.path, csv.dialect(text.path, None), spool)
        elif file_format == "xlsx":
            from ingest.formats.xlsx import read_xlsx

            read_xlsx(path, spool, least_names=0)
        elif file_format == "parquet":
            from ingest.formats.parquet import read_parquet

            source = read_parquet(ledger, path, path.name, Path(folder))
            with spool.table(columns=source.columns) as table, ledger.transaction():
                first = f"{source.relation} LIMIT 10000"
                found = ledger.read_file(first, source.path, path.name)
                for number, row in enumerate(found, 1):
                    table.row(number, list(map(text_of, row[1:])))
        else:
            _read_records(file_format, path, spool)
        yield spool.tables


def _read(ledger: Ledger, request: Request, folder: Path) -> Layout:
    """Each format's library is imported when a file needs it."""
    file_format = request.file_format or detect(request.path)
    if file_format == "csv":
        return _read_csv(ledger, request, folder)
    if file_format == "parquet":
        from ingest.formats.parquet import read_parquet

        source = read_parquet(ledger, request.path, request.name, folder)
        return _fill(ledger, request, Layout(file_format, ()), [source])
    if file_format == "zip":
        raise UnreadableFileError(
            "{file} is a ZIP of files; unpack it, or load it with `python -m ingest load`.",
            file=request.name,
        )
    spool = Spool(folder)
    layout = Layout(file_format, (), locale="en" if file_format in XML_FORMATS else None)
    if file_format == "xlsx":
        from ingest.formats.form_sheets import join_repeats
        from ingest.formats.xlsx import read_xlsx

        mapping = request.mapping
        book = read_xlsx(request.path, spool, mapping, mapping.sheets if mapping else ())
        stamp = book.stamp
        locale = stamp.locale if stamp.locale in LOCALES else layout.locale
        layout = replace(layout, locale=locale, partner=stamp.partner, template=stamp.known)
        spool.tables = join_repeats(spool, mapping)
        layout = replace(layout, unused=book.unnamed_columns, unused_sheets=book.unused_sheets)
        layout = replace(layout, hidden=book.hidden)
    else:
        _read_records(file_format, request.path, spool)
    return _fill(ledger, request, layout, [spooled(table) for table in spool.tables])


def _read_records(file_format: str, path: Path, spool: Spool) -> None:
    if file_format == "json":
        from ingest.formats.records import read_json

        read_json(path, spool)
    elif file_format == "iati":
        from ingest.formats.iati import read_iati

        read_iati(path, spool)
    else:
        from ingest.formats.sdmx import read_sdmx_ml

        read_sdmx_ml(path, spool)


def _read_csv(ledger: Ledger, request: Request, folder: Path) -> Layout:
    """By DuckDB where its rows fill the lines of the file, row by row otherwise."""
    from ingest.formats import csv
    from ingest.formats.text import as_utf8

    with as_utf8(request.path, folder) as text:
        found = csv.dialect(text.path, request.mapping)
        layout = Layout("csv", (), delimiter=found.delimiter)
        for at_once in () if found.wide else (True, False):
            source = csv.read_directly(text.path, found, at_once=at_once)
            try:
                direct = _fill(ledger, request, layout, [source])
            except UnreadableTableError:
                continue
            if number_lines(ledger, direct, text.lines):
                return direct
            break
        spool = Spool(folder)
        csv.read_by_rows(text.path, found, spool)
        return _fill(ledger, request, layout, [spooled(table) for table in spool.tables])


def _fill(ledger: Ledger, request: Request, layout: Layout, sources: Sequence[Source]) -> Layout:
    """Bind the columns and fill `raw`; what a file of refused rows does not say, its batch does."""
    number = next((n for s in sources if (n := continued(s.columns))), None)
    if number and request.only and sender_of(ledger, number) != request.only:
        number = None  # another's batch is not continued: its approval would be this one's too
    before = layout_of(ledger, number) if number else None
    mapping = request.mapping or (Mapping(**before.mapping) if before and before.mapping else None)
    said = [mapping, before, layout]
    layout = replace(
        layout,
        locale=request.locale or next((s.locale for s in said if s and s.locale), None),
        partner=request.partner
        or next((s.partner for s in (before, layout) if s and s.partner), None),
        mapping=mapping.model_dump(exclude_defaults=True) if mapping else None,
        continues=number if before else None,
    )
    # An answer without any record has no columns either.
    sources = [follow(source, mapping) for source in sources if source.columns]
    return fill(ledger, request.name, bound(layout, sources, mapping), sources, mapping)


def _state(request: Request) -> tuple[int, int]:
    try:
        found = request.path.stat()
    except OSError as error:
        raise UnreadableFileError(
            "{path} cannot be read: {cause}.", path=request.path, cause=error.strerror
        ) from error
    return found.st_size, found.st_mtime_ns
