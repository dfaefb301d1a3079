"""Which format a file is in, by what it holds; its name may say anything."""

import codecs
import re
import zipfile
from pathlib import Path
from stat import S_ISREG

from data.errors import UnreadableFileError

FORMATS = ("csv", "xlsx", "json", "parquet", "iati", "sdmx-ml", "zip")
LOOK_BYTES = 1 << 16
BOMS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
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
_ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)[\s/>]")
_SDMX = re.compile(r"(GenericData|StructureSpecific\w*|CompactData|GenericTimeSeriesData)$")


def detect(path: Path) -> str:
    """The format of a file; raises `UnreadableFileError` where it is none we read."""
    try:
        if not S_ISREG(path.stat().st_mode):  # a pipe would be waited for, a device never ends
            raise UnreadableFileError("{path} is no file that can be read.", path=path)
        with path.open("rb") as file:
            start = file.read(LOOK_BYTES)
    except OSError as error:
        raise UnreadableFileError(
            "{path} cannot be read: {cause}.", path=path, cause=error.strerror
        ) from error
    for magic, name in OTHERS.items():
        if start.startswith(magic):
            raise UnreadableFileError(
                "{file} is a {format} file, which holds no table we can read. Save it as XLSX"
                " or CSV and send that.",
                file=path.name,
                format=name,
            )
    if start.startswith(b"PAR1"):
        return "parquet"
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(path)
    text = _text(start).lstrip()
    if text.startswith("<"):
        return _marked_up(path, text)
    return "json" if text.startswith(("{", "[")) and not text.startswith("[#") else "csv"


def _text(start: bytes) -> str:
    encoding = next((e for mark, e in BOMS.items() if start.startswith(mark)), "utf-8")
    return start.decode(encoding, errors="replace").lstrip("\ufeff")


def _packed(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as packed:
            names = set(packed.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableFileError(
            "{file} is damaged: its list of contents cannot be read. Send it again.",
            file=path.name,
        ) from error
    if "xl/workbook.xml" in names:
        return "xlsx"
    if names & {"mimetype", "content.xml", "xl/workbook.bin", "word/document.xml"}:
        raise UnreadableFileError(
            "{file} is a {format} file, which holds no table we can read. Save it as XLSX"
            " or CSV and send that.",
            file=path.name,
            format=path.suffix.lstrip(".").upper() or "ODS",
        )
    return "zip"


def _marked_up(path: Path, text: str) -> str:
    bare = re.sub(r"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(\[.*?\])?\s*>", "", text, flags=re.S)
    found = _ROOT.search(bare)
    root = found.group(1) if found else ""
    if root in ("iati-activities", "iati-activity"):
        return "iati"
    if _SDMX.match(root):
        return "sdmx-ml"
    if root.lower() == "html":
        raise UnreadableFileError(
            "{file} is a web page, perhaps a sign-in or error page in place of the data."
            " Fetch the file itself and send that.",
            file=path.name,
        )
    raise UnreadableFileError(
        "{file} is XML of a kind we do not read (“{root}”). Send IATI activities or SDMX-ML"
        " data, or a table as XLSX or CSV.",
        file=path.name,
        root=root[:60],
    )
