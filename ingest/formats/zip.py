"""Unpacks a ZIP of measures files, each under a name of ours; refuses what is no such thing."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from data.errors import UnreadableFileError
from ingest.formats.format import ZIP_SIGNS, Format, SourceFile, Start
from ingest.spool import Spool

MOST_MEMBERS = 100
MOST_BYTES = 2_000_000_000  # of all members, unpacked
MOST_TIMES = 200  # no table of measures can be packed tighter
SMALL_BYTES = 1_000_000  # what is so small may be packed as tightly as it likes
LONGEST_NAME = 200  # bytes, of what is written to disk
CHUNK_BYTES = 1 << 20
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # others may ask for gigabytes to unpack
DAMAGES = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, UnicodeError)


@contextmanager
def unpacked(path: Path) -> Iterator[tuple[tuple[str, Path], ...]]:
    """The members as (their name, where they lie now); gone again at the end."""
    with TemporaryDirectory(prefix="fpt-zip-") as folder:
        try:
            with zipfile.ZipFile(path) as packed:
                members = _members(path, packed)
                found = tuple(
                    (member.filename, _extract(path, packed, member, _place(folder, n, member)))
                    for n, member in enumerate(members)
                )
        except DAMAGES as error:
            raise UnreadableFileError(
                "{file} is damaged: it cannot be unpacked. Send it again.", file=path.name
            ) from error
        yield found


def _members(path: Path, packed: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The files in it, without the folders and leavings of the system that packed them."""
    listed = packed.infolist()
    if any(not m.filename or m.header_offset < 0 for m in listed):
        raise zipfile.BadZipFile("a member without a name, or before the beginning")
    members = [m for m in listed if not m.is_dir() and not _is_leaving(m.filename)]
    if not members:
        raise UnreadableFileError("{file} holds no file.", file=path.name)
    if len(members) > MOST_MEMBERS:
        raise UnreadableFileError(
            "{file} holds more than {most} files. Send it in parts.",
            file=path.name,
            most=MOST_MEMBERS,
        )
    for member in members:
        if member.flag_bits & 1:
            raise UnreadableFileError(
                "{file} is protected by a password. Save it without one.", file=path.name
            )
        if member.compress_type not in METHODS:
            raise UnreadableFileError(
                "{file} is packed in a way that is not read here. Pack it as an ordinary ZIP, or"
                " send the files as they are.",
                file=path.name,
            )
        name = PurePosixPath(member.filename.replace("\\", "/"))
        if name.is_absolute() or ".." in name.parts or ":" in member.filename:
            raise UnreadableFileError(
                "{file} names a file outside itself (“{name}”), so nothing of it was read."
                " Pack the files without their folders.",
                file=path.name,
                name=member.filename[:100],
            )
    return members


def _is_leaving(name: str) -> bool:
    last = PurePosixPath(name).name
    return name.startswith("__MACOSX/") or last.startswith(".") or last == "Thumbs.db"


def _place(folder: str, n: int, member: zipfile.ZipInfo) -> Path:
    """A folder of its own for each, so that a refusal can call it what its sender does."""
    place = Path(folder) / str(n)
    place.mkdir()
    called = PurePosixPath(member.filename.replace("\\", "/")).name
    return place / (called.encode()[-LONGEST_NAME:].decode(errors="ignore") or "file")


def _extract(path: Path, packed: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> Path:
    """Write a member out, counting what really comes: what it says of its size may be wrong."""
    most = min(MOST_BYTES, max(SMALL_BYTES, member.compress_size * MOST_TIMES))
    written = 0
    with packed.open(member) as source, target.open("wb") as out:
        while chunk := source.read(CHUNK_BYTES):
            written += len(chunk)
            if written > most:
                raise UnreadableFileError(
                    "{file} grows without end when it is unpacked, so nothing of it was read."
                    " Send the files as they are.",
                    file=path.name,
                )
            out.write(chunk)
    return target


class Zip(Format):
    """A ZIP of files, each of which is a delivery of its own."""

    name = "zip"
    rank = 3
    is_bundle = True

    def matches(self, start: Start) -> bool:
        """A ZIP that is none of another format."""
        return start.head.startswith(ZIP_SIGNS) and start.packed is not None

    def spool(self, file: SourceFile, spool: Spool) -> None:
        """A bundle has no table of its own."""
        raise UnreadableFileError(
            "{file} is a ZIP of files; unpack it, or load it with `python -m ingest load`.",
            file=file.name,
        )


FORMAT = Zip()
