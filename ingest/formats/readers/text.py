"""Text files as UTF-8, whatever they were saved in; refuses what is no text."""

import codecs
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from data.errors import UnreadableFileError

CHUNK_BYTES = 1 << 20
UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class TextFile:
    """A UTF-8 file under a plain name, and how many lines it has (-1 where not counted)."""

    path: Path
    lines: int


@contextmanager
def as_utf8(path: Path, folder: Path) -> Iterator[TextFile]:
    """The file in UTF-8, made in `folder` where it is not.

    Under a plain name, because DuckDB takes `*` or `https:` in a path for more than a name.
    """
    readable = folder / "delivery.txt"
    try:
        encoding, lines = _look_through(path)
        if encoding == "utf-8":
            readable.symlink_to(path.resolve())
        else:
            lines = _transcode(path, readable, encoding)
    except OSError as error:
        raise UnreadableFileError(
            "{path} cannot be read: {cause}.", path=path, cause=error.strerror
        ) from error
    except UnicodeError as error:
        raise UnreadableFileError(
            "{file} is neither UTF-8, UTF-16 nor Windows-1252 text. Save it as UTF-8.",
            file=path.name,
        ) from error
    try:
        yield TextFile(readable, lines)
    finally:
        readable.unlink(missing_ok=True)


def _look_through(path: Path) -> tuple[str, int]:
    """The encoding and the number of lines."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    encoding, breaks, last = "utf-8", 0, b"\n"
    with path.open("rb") as file:
        if file.read(2) in UTF16_MARKS:
            return "utf-16", 0
        file.seek(0)
        while chunk := file.read(CHUNK_BYTES):
            found = chunk.count(b"\n")
            _refuse_no_text(path, chunk, found)
            breaks, last = breaks + found, chunk[-1:]
            if encoding == "utf-8" and not _is_utf8(decoder, chunk):
                encoding = "windows-1252"
    if encoding == "utf-8" and not _is_utf8(decoder, b""):  # cut off within a letter
        encoding = "windows-1252"
    return encoding, breaks + (last != b"\n")


def _is_utf8(decoder: codecs.IncrementalDecoder, chunk: bytes) -> bool:
    """Whether the text goes on in UTF-8; nothing more ends it."""
    try:
        decoder.decode(chunk, not chunk)
    except UnicodeDecodeError:
        return False
    return True


def _refuse_no_text(path: Path, chunk: bytes, breaks: int) -> None:
    if not breaks and b"\r" not in chunk and len(chunk) == CHUNK_BYTES:
        raise UnreadableFileError(
            "{file} has a line of more than a million characters, which no table of measures"
            " has. Export it again, one row a line.",
            file=path.name,
        )
    if b"\x00" in chunk:
        raise UnreadableFileError(
            "{file} holds NUL bytes: it is damaged, or UTF-16 without its mark, or no text at"
            " all. Save it as UTF-8 and send it again.",
            file=path.name,
        )


def _transcode(source: Path, target: Path, encoding: str) -> int:
    lines, last = 0, "\n"
    with (
        source.open(encoding=encoding, newline="") as reading,
        target.open("w", encoding="utf-8", newline="") as writing,
    ):
        while text := reading.read(CHUNK_BYTES):
            text = text.replace("\x00", "\ufffd")
            found = text.count("\n")
            _refuse_no_text(source, text.encode("utf-8", "replace")[:CHUNK_BYTES], found)
            lines, last = lines + found, text[-1]
            writing.write(text)
    return lines + (last != "\n")
