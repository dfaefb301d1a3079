"""Streams XML that others wrote, element by element, with the format's doors shut.

No entities, no DTD, no network; what is done with is let go, so that memory stays flat. A file is
looked through before any tree is made of it: lxml frees what it still uses where a tag is cut off.
"""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import IO, Literal
from xml.parsers import expat

from lxml import etree

from data.errors import UnreadableFileError

Told = tuple[Literal["start", "end"], str, etree._Element]

MOST_LINES = 65_535  # lxml calls every later line so
MOST_PENDING = 4 << 20  # bytes read since the last element was let go
CHUNK_BYTES = 1 << 16
MOST_ATTRIBUTES = 1000  # lxml looks for each among all
LONGEST_ATTRIBUTES = 100_000  # characters, of an element that stays open while others pass


def elements(path: Path, whole: Collection[str]) -> Iterator[Told]:
    """Each element when it starts and when it ends, with its name without namespace.

    An element named in `whole` is told once, at its end, with all it holds. Any other has its
    attributes at its start, and nothing else. After its end an element is emptied.
    """
    if not path.stat().st_size:
        raise UnreadableFileError("The file is empty. Export it again and send the whole file.")
    with path.open("rb") as file:
        try:
            _look_through(file)
            file.seek(0)
            yield from _told(_Source(file), whole)
        except (etree.LxmlError, expat.ExpatError) as error:
            raise UnreadableFileError(
                "The XML is damaged or incomplete near line {line}. Export it again and send the"
                " whole file.",
                line=getattr(error, "lineno", None) or 1,
            ) from error


def name_of(element: etree._Element) -> str:
    """The element's name without namespace."""
    return str(element.tag).rpartition("}")[2]


def line_of(element: etree._Element) -> int | None:
    """The line an element starts on; None beyond the lines that lxml counts."""
    line = element.sourceline or 0
    return line if 0 < line < MOST_LINES else None


def trimmed(text: str | None) -> str:
    """The text on one line, without spaces around it."""
    return " ".join((text or "").split())


class _Source:
    """The file, read no further than `MOST_PENDING` beyond what is done with."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.pending = 0

    def read(self, size: int = -1, /) -> bytes:
        chunk = self._file.read(size)
        self.pending += len(chunk)
        if self.pending > MOST_PENDING:
            raise _too_large()
        return chunk


def _look_through(file: IO[bytes]) -> None:
    """Refuse what is not well-formed, what declares a type, and a tag without end."""
    parser, fed, chunk = expat.ParserCreate(), 0, file.read(CHUNK_BYTES)
    parser.StartDoctypeDeclHandler = _refuse_type
    try:
        while chunk:
            parser.Parse(chunk)
            fed += len(chunk)
            if fed - parser.CurrentByteIndex > MOST_PENDING:
                raise _too_large()
            chunk = file.read(CHUNK_BYTES)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        if expat.ErrorString(error.code) != expat.errors.XML_ERROR_UNKNOWN_ENCODING:
            raise
    except LookupError:  # an encoding nobody knows; lxml says so
        return


def _refuse_type(*_: object) -> None:
    raise UnreadableFileError(
        "The XML declares a document type (DOCTYPE), which is not accepted. Remove that"
        " declaration and send the file again."
    )


def _told(source: _Source, whole: Collection[str]) -> Iterator[Told]:
    inside, parsed = 0, _parsed(source)
    for event, element in parsed:
        if event == "start":
            if len(element.attrib) > MOST_ATTRIBUTES:
                raise _too_large()
            if inside or (name := name_of(element)) in whole:
                inside += 1
            else:
                _check_attributes(element)
                yield "start", name, element
            continue
        inside = max(inside - 1, 0)
        if not inside:
            yield "end", name_of(element), element
            _let_go(element)
            source.pending = 0


def _parsed(source: _Source) -> Iterator[tuple[str, etree._Element]]:
    """What the parser says; a document that declares a type is refused before anything of it."""
    parser = etree.iterparse(
        source,
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )
    for number, (event, element) in enumerate(parser):
        if not number and element.getroottree().docinfo.internalDTD is not None:
            _refuse_type()
        yield event, element


def _let_go(element: etree._Element) -> None:
    """Empty an element that ended, and drop what came before it in its parent."""
    element.clear()
    parent = element.getparent()
    if parent is None:
        return
    while element.getprevious() is not None:
        del parent[0]
    parent.text = None


def _check_attributes(element: etree._Element) -> None:
    if sum(map(len, element.attrib.values())) > LONGEST_ATTRIBUTES:
        raise _too_large()


def _too_large() -> UnreadableFileError:
    return UnreadableFileError(
        "One element of the XML is too large to hold measures. Send only results, in smaller parts."
    )
