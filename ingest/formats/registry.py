"""Formats of files by name: each is a file of this package that says `FORMAT = …`."""

from pathlib import Path
from stat import S_ISREG

import ingest.formats as package
from data.discovery import modules_of
from data.errors import UnreadableFileError
from ingest.formats.format import Format, Start

LOOK_BYTES = 1 << 16
# First bytes of files that are something else, and what they are.
OTHERS = {
    b"%PDF": "PDF",
    b"\xd0\xcf\x11\xe0": "XLS / DOC (97–2003)",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"\x1f\x8b": "GZIP",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"SQLite format 3": "SQLite",
}
OTHER_PACKED = {"mimetype", "content.xml", "xl/workbook.bin", "word/document.xml"}


def find_formats() -> dict[str, Format]:
    """Every format of this package, in the order they are tried in."""
    found = [module.FORMAT for module in modules_of(package) if hasattr(module, "FORMAT")]
    return {each.name: each for each in sorted(found, key=lambda each: each.rank)}


FORMATS = find_formats()


def format_of(path: Path, name: str | None = None) -> Format:
    """The format named, or the one that the file is in."""
    return FORMATS[name] if name else detect(path)


def detect(path: Path) -> Format:
    """The format of a file, by what it holds; raises `UnreadableFileError` for one of no other."""
    try:
        if not S_ISREG(path.stat().st_mode):  # a pipe would be waited for, a device never ends
            raise UnreadableFileError("{path} is no file that can be read.", path=path)
        with path.open("rb") as file:
            start = Start(path, file.read(LOOK_BYTES))
    except OSError as error:
        raise UnreadableFileError(
            "{path} cannot be read: {cause}.", path=path, cause=error.strerror
        ) from error
    _refuse_others(start)
    for found in FORMATS.values():
        if found.matches(start):
            return found
    raise _no_table(start)


def _refuse_others(start: Start) -> None:
    named = next((name for magic, name in OTHERS.items() if start.head.startswith(magic)), None)
    if start.packed & OTHER_PACKED:
        named = start.path.suffix.lstrip(".").upper() or "ODS"
    if named:
        raise UnreadableFileError(
            "{file} is a {format} file, which holds no table we can read. Save it as XLSX"
            " or CSV and send that.",
            file=start.path.name,
            format=named,
        )


def _no_table(start: Start) -> UnreadableFileError:
    if start.root.lower() == "html":
        return UnreadableFileError(
            "{file} is a web page, perhaps a sign-in or error page in place of the data."
            " Fetch the file itself and send that.",
            file=start.path.name,
        )
    return UnreadableFileError(
        "{file} is XML of a kind we do not read (“{root}”). Send IATI activities or SDMX-ML"
        " data, or a table as XLSX or CSV.",
        file=start.path.name,
        root=start.root[:60],
    )
