"""What a JSON parser tells of a file, chunk by chunk, so that memory stays bounded."""

from collections.abc import Iterator
from typing import IO, Any

import ijson  # type: ignore[import-untyped]

from data.errors import UnreadableFileError

DEEPEST = 20
LONGEST_NAME = 1_000
MOST_PENDING = 4 << 20  # bytes of one text or number
CHUNK_BYTES = 1 << 16
UTF8_MARK = b"\xef\xbb\xbf"
# What the parser stumbles with: beside its own errors, numbers and letters that are none.
STUMBLES = (ijson.JSONError, ValueError, ArithmeticError, SystemError)
STARTS = ("start_map", "start_array")
ENDS = ("end_map", "end_array")

Event = tuple[str, object]


class JsonEvents:
    """The events of a file; `number` is the record being read, for what is said of an error."""

    def __init__(self, file: IO[bytes]) -> None:
        self.number = 0
        self._events = self._parse(file)

    def __iter__(self) -> Iterator[Event]:
        return self._events

    def next(self) -> Event:
        """The next event; only inside a value, where there is always one."""
        return next(self._events)

    def children(self, start: str) -> Iterator[tuple[str | int, str, object]]:
        """Each member of the object or list that just started: its name or place, its event."""
        if start == "start_map":
            yield from self.members()
        for place, (event, value) in enumerate(self._elements() if start == "start_array" else ()):
            yield place, event, value

    def members(self) -> Iterator[tuple[str, str, object]]:
        """Each member of the object that just started."""
        for event, found in self._events:
            if event == "end_map":
                return
            name = str(found)
            if len(name) > LONGEST_NAME:
                raise self.too_large()
            inner, value = next(self._events)
            yield name, inner, value

    def _elements(self) -> Iterator[Event]:
        for event, value in self._events:
            if event == "end_array":
                return
            yield event, value

    def skip(self, event: str) -> None:
        """Pass over the value that starts with an event."""
        depth = int(event in STARTS)
        while depth:
            event, _ = self.next()
            depth += (event in STARTS) - (event in ENDS)
            if depth > DEEPEST:
                raise self.too_deep()

    def _parse(self, file: IO[bytes]) -> Iterator[Event]:
        told = ijson.sendable_list()
        parser = ijson.basic_parse_coro(told, multiple_values=True)
        chunk, pending, more = file.read(CHUNK_BYTES).removeprefix(UTF8_MARK), 0, True
        while more:
            stumbled = _feed(parser, chunk)
            if not stumbled or isinstance(stumbled, ijson.JSONError):
                yield from told  # else the last of it is no whole object, and must not be touched
            if stumbled:
                raise UnreadableFileError(
                    "The file is not valid JSON, or not all of it arrived: it cannot be read"
                    " beyond record {number}. Export it again in UTF-8 and send the whole file.",
                    number=max(self.number, 1),
                ) from stumbled
            pending = 0 if told else pending + len(chunk)
            if pending > MOST_PENDING:
                raise self.too_large()
            del told[:]
            more, chunk = bool(chunk), file.read(CHUNK_BYTES)

    def too_large(self) -> UnreadableFileError:
        """The refusal of a record that cannot be one measure."""
        return UnreadableFileError(
            "Record {number} is too large to be one measure. Send only what a measure needs.",
            number=max(self.number, 1),
        )

    def too_deep(self) -> UnreadableFileError:
        """The refusal of a record in which objects lie in objects without end."""
        return UnreadableFileError(
            "Record {number} is nested too deeply. Send one flat object per measure.",
            number=max(self.number, 1),
        )


def _feed(parser: Any, chunk: bytes) -> Exception | None:
    """Give the parser a chunk, or the end if it is empty; what it stumbled with, if it did."""
    try:
        if chunk:
            parser.send(chunk)
        else:
            parser.close()
    except STUMBLES as error:
        return error
    return None
