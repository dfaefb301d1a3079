"""What a file format says about itself: how it is recognised, read and spoken of."""

import codecs
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import ClassVar, Literal, Protocol

from data.errors import UnreadableFileError
from data.ledger.writer import Ledger
from ingest.columns.layout import Layout
from ingest.columns.mapping import Mapping
from ingest.source_table import Source, spooled
from ingest.spool import Spool

BOMS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
ZIP_SIGNS = (b"PK\x03\x04", b"PK\x05\x06")
_ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)[\s/>]")
_BEFORE_ROOT = re.compile(r"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(\[.*?\])?\s*>", re.DOTALL)


@dataclass(frozen=True)
class Start:
    """How a file begins, by which its format is recognised; its name may say anything."""

    path: Path
    head: bytes

    @cached_property
    def text(self) -> str:
        """The beginning as text, without the spaces before it."""
        encoding = next((e for mark, e in BOMS.items() if self.head.startswith(mark)), "utf-8")
        return self.head.decode(encoding, errors="replace").lstrip("\ufeff").lstrip()

    @cached_property
    def root(self) -> str:
        """The name of the root element, without namespace; "" where the file is no XML."""
        if not self.text.startswith("<"):
            return ""
        found = _ROOT.search(_BEFORE_ROOT.sub("", self.text))
        return found.group(1) if found else ""

    @cached_property
    def packed(self) -> frozenset[str]:
        """The names of the files in a ZIP; none where it is no ZIP."""
        if not self.head.startswith(ZIP_SIGNS):
            return frozenset()
        try:
            with zipfile.ZipFile(self.path) as packed:
                return frozenset(packed.namelist())
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise UnreadableFileError(
                "{file} is damaged: its list of contents cannot be read. Send it again.",
                file=self.path.name,
            ) from error


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read. `name` is what its sender calls it, `folder` where a reader may write."""

    path: Path
    name: str
    folder: Path
    ledger: Ledger
    mapping: Mapping | None = None


class RawTable(Protocol):
    """Where rows go, as text under our names."""

    def fill(self, layout: Layout, sources: Sequence[Source]) -> Layout:
        """Bind the columns of the tables and take all rows; the layout with its tables."""

    def number_lines(self, layout: Layout, lines: int) -> bool:
        """Whether as many rows came as the file has `lines`, each numbered by its own."""


class Format:
    """One format of files. A module of this package holds one as `FORMAT`.

    `name` is the command line's. `rank` orders the attempts to recognise a file, lowest first.
    `locale` is how numbers are written wherever the format itself says so. `addressing` is how a
    cell is spoken of. `mended` is the ending of the file in which refused rows go back.
    `is_bundle` where it holds files, `has_pages` where a service may answer with one part of all
    records, `names_are_ours` where the reader names the columns and none can be left over.
    """

    name: ClassVar[str]
    rank: ClassVar[int] = 0
    locale: ClassVar[str | None] = None
    addressing: ClassVar[Literal["lines", "cells", "records"]] = "lines"
    mended: ClassVar[Literal[".csv", ".xlsx", ".json"]] = ".csv"
    is_bundle: ClassVar[bool] = False
    has_pages: ClassVar[bool] = False
    names_are_ours: ClassVar[bool] = False

    def matches(self, start: Start) -> bool:
        """Whether a file that begins so is of this format."""
        raise NotImplementedError

    def spool(self, file: SourceFile, spool: Spool) -> None:
        """Write every table as text, whatever its columns are called.

        Raises `UnreadableFileError` with the place where reading stopped.
        """
        raise NotImplementedError

    def read(self, file: SourceFile, raw: RawTable) -> Layout:
        """Fill `raw`; how the file was laid out. Raises `UnreadableFileError`, nothing kept."""
        spool = Spool(file.folder)
        self.spool(file, spool)
        layout = Layout(self.name, (), locale=self.locale)
        return raw.fill(layout, [spooled(table) for table in spool.tables])
