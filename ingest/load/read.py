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

from data.errors import UnreadableFileError
from data.ledger.writer import Ledger
from ingest.columns.bind import continued
from ingest.columns.layout import Layout
from ingest.columns.mapping import Mapping
from ingest.columns.standards import follow
from ingest.formats.format import SourceFile
from ingest.formats.registry import detect, format_of
from ingest.load.batches import layout_of, sender_of
from ingest.load.raw_table import bound, fill, number_lines
from ingest.source_table import Source
from ingest.spool import Spool, Table


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
        file = SourceFile(request.path, request.name, Path(folder), ledger, request.mapping)
        layout = format_of(request.path, request.file_format).read(file, _Raw(ledger, request))
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
        detect(path).spool(SourceFile(path, path.name, Path(folder), ledger), spool)
        yield spool.tables


@dataclass(frozen=True, slots=True)
class _Raw:
    """`raw` in the ledger's connection, for one request."""

    ledger: Ledger
    request: Request

    def fill(self, layout: Layout, sources: Sequence[Source]) -> Layout:
        """What a file of refused rows does not say, its batch does."""
        ledger, request = self.ledger, self.request
        number = next((n for s in sources if (n := continued(s.columns))), None)
        if number and request.only and sender_of(ledger, number) != request.only:
            number = None  # another's batch is not continued: its approval would be this one's too
        before = layout_of(ledger, number) if number else None
        mapping = request.mapping or (
            Mapping(**before.mapping) if before and before.mapping else None
        )
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

    def number_lines(self, layout: Layout, lines: int) -> bool:
        """Whether as many rows came as the file has lines."""
        return number_lines(self.ledger, layout, lines)


def _state(request: Request) -> tuple[int, int]:
    try:
        found = request.path.stat()
    except OSError as error:
        raise UnreadableFileError(
            "{path} cannot be read: {cause}.", path=request.path, cause=error.strerror
        ) from error
    return found.st_size, found.st_mtime_ns
