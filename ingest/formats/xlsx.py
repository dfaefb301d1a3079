"""Reads XLSX: every visible sheet with a header, the rows below it.

In a process of its own, because the library lays a sheet out whole in memory and a small file can
make that any size: a cell far from the first, a text that a million cells repeat.
"""

import json
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from data.errors import UnreadableFileError
from ingest.columns.bind import Renaming
from ingest.columns.layout import Layout
from ingest.columns.numbers import LOCALES
from ingest.formats.format import Format, RawTable, SourceFile, Start
from ingest.formats.readers.form_sheets import join_repeats
from ingest.source_table import spooled
from ingest.spool import MOST_COLUMNS, Spool, Table

STAMP = "_fpt"  # the sheet in which our own templates say what they are
LEAST_NAMES = 2  # of ours, for a row to be a header
MOST_WAITED = 600  # seconds
# How the process ends at its limits; -9 where the system had too little for all.
AT_LIMITS = (-signal.SIGABRT, -signal.SIGXCPU, -signal.SIGKILL)
COMMAND = (sys.executable, "-m", "ingest.formats.readers.sheets")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a template of ours says about itself."""

    known: bool = False
    locale: str | None = None
    partner: str | None = None


@dataclass(frozen=True, slots=True)
class Workbook:
    """What a workbook held beside its tables; `hidden` are rows and columns that were read."""

    stamp: Stamp
    unused_sheets: tuple[str, ...] = ()
    unnamed_columns: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """What the process is asked; `columns` is None where there is no mapping."""

    path: str
    folder: str
    sheets: Sequence[str]
    least_names: int
    columns: Mapping[str, str] | None = None
    ignore: Sequence[str] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, Sequence[str]] = field(default_factory=dict)


def read_xlsx(
    path: Path,
    spool: Spool,
    mapping: Renaming | None = None,
    sheets: Sequence[str] = (),
    least_names: int = LEAST_NAMES,
) -> Workbook:
    """Spool every sheet that has a header (of those asked for, where any are)."""
    asked = Request(str(path.resolve()), str(spool.folder), sheets, least_names)
    if mapping:
        words = (dict(mapping.columns), list(mapping.ignore), dict(mapping.constants))
        parts = {ours: list(theirs) for ours, theirs in mapping.parts.items()}
        asked = Request(asked.path, asked.folder, sheets, least_names, *words, parts)
    answer = _answered(path, asked)
    if "refused" in answer:
        message, values = answer["refused"], answer["values"]
        if "file" in values:  # as it was called here
            values["file"] = path.name
        raise UnreadableFileError(message, **values)
    spool.tables.extend(Table(**t | {"path": Path(t["path"])}) for t in answer["tables"])
    found = {name: tuple(answer[name]) for name in ("unused_sheets", "unnamed_columns", "hidden")}
    return Workbook(Stamp(**answer["stamp"]), **found)


def too_large(path: Path) -> UnreadableFileError:
    """The refusal of a file that does not fit within the limits."""
    return UnreadableFileError(
        "{file} is too large or too wide for a spreadsheet of measures: more than {columns}"
        " columns, or cells very far from the first. Delete what is not needed, or send CSV.",
        file=path.name,
        columns=MOST_COLUMNS,
    )


def _answered(path: Path, asked: Request) -> dict[str, Any]:
    try:
        done = subprocess.run(  # noqa: S603
            COMMAND,
            input=json.dumps(asdict(asked)),
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            timeout=MOST_WAITED,
        )
    except subprocess.TimeoutExpired as error:
        raise too_large(path) from error
    if done.returncode in AT_LIMITS:
        raise too_large(path)
    if done.returncode < 0 or "PanicException" in done.stderr:
        raise UnreadableFileError(
            "{file} is no whole XLSX file. Open it, save it again and send that.", file=path.name
        )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return dict(json.loads(done.stdout))


class Xlsx(Format):
    """Workbooks of Excel and of programs that write as it does."""

    name = "xlsx"
    rank = 2
    addressing = "cells"
    mended = ".xlsx"

    def matches(self, start: Start) -> bool:
        """A ZIP with a workbook in it."""
        return "xl/workbook.xml" in start.packed

    def spool(self, file: SourceFile, spool: Spool) -> None:
        """Every sheet, whatever its header says."""
        read_xlsx(file.path, spool, least_names=0)

    def read(self, file: SourceFile, raw: RawTable) -> Layout:
        """Every sheet with a header of ours; repeats of forms with their submissions."""
        spool, mapping = Spool(file.folder), file.mapping
        book = read_xlsx(file.path, spool, mapping, mapping.sheets if mapping else ())
        layout = Layout(
            self.name,
            (),
            locale=book.stamp.locale if book.stamp.locale in LOCALES else None,
            partner=book.stamp.partner,
            template=book.stamp.known,
            unused=book.unnamed_columns,
            unused_sheets=book.unused_sheets,
            hidden=book.hidden,
        )
        return raw.fill(layout, [spooled(table) for table in join_repeats(spool, mapping)])


FORMAT = Xlsx()
