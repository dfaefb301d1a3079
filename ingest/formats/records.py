"""Reads JSON: a list of records, alone or in an API's answer, records line by line, a table."""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any

import ijson  # type: ignore[import-untyped]

from data.errors import UnreadableFileError
from ingest.formats.header import FIRST_ROWS, find_header
from ingest.formats.spool import Spool, check_width, text_of
from ingest.formats.submissions import is_submission, submission

LISTS = ("measures", "results", "value", "data")  # ours, KoboToolbox, ODK Central, others
DEEPEST = 20
MOST_OF_RECORD = 10_000_000  # characters; a value counts for at least `SIZE_OF_VALUE`
SIZE_OF_VALUE = 64
LONGEST_NAME = 1_000
MOST_PENDING = 4 << 20  # bytes of one text or number
CHUNK_BYTES = 1 << 16
UTF8_MARK = b"\xef\xbb\xbf"
# What the parser stumbles with: beside its own errors, numbers and letters that are none.
STUMBLES = (ijson.JSONError, ValueError, ArithmeticError, SystemError)

Event = tuple[str, object]


def read_json(path: Path, spool: Spool) -> None:
    """Fill one table; a row's number is that of its record, or of its row where rows are lists."""
    if not path.stat().st_size:
        raise UnreadableFileError("The file is empty. Export it again and send the whole file.")
    with path.open("rb") as file:
        items = Document(file).items()
        first = next(items, None)
        if isinstance(first, list):
            _write_table(first, items, spool)
        else:
            _write_records(chain([] if first is None else [first], items), spool)


def _write_table(first: list[object], others: Iterator[object], spool: Spool) -> None:
    """Rows as lists: the header may stand below a title, and above a row of hashtags."""
    rows = _rows(chain([first], others))
    top = list(islice(rows, FIRST_ROWS))
    header = find_header(top, None)
    with spool.table(columns=header.names, header=header.rows) as writer:
        for number, row in enumerate(chain(top[header.rows :], rows), header.rows + 1):
            writer.row(number, row)


def _rows(items: Iterator[object]) -> Iterator[list[str]]:
    for number, row in enumerate(items, 1):
        if not isinstance(row, list):
            raise _unlike(number)
        yield [_text(cell) for cell in row]


def _write_records(records: Iterator[object], spool: Spool) -> None:
    full_names = dict[str, str]()
    with spool.table() as writer:
        for number, record in enumerate(records, 1):
            if not isinstance(record, dict):
                raise _unlike(number)
            cells = _flat(record, number)
            if is_submission(cells):
                cells = submission(cells, full_names)
            writer.record(number, cells)


# --- The shape of the document ---


class Document:
    """The rows of a JSON document, built one at a time from what the parser tells."""

    def __init__(self, file: IO[bytes]) -> None:
        self._events = self._told(file)
        self._number = 0  # of the record being read
        self._room = MOST_OF_RECORD
        self._listed = False

    def items(self) -> Iterator[object]:
        """Each row of the one list there is, or each object of a file of objects."""
        for event, _ in self._events:
            if self._listed or (event == "start_array" and self._number):
                raise _several()
            if event == "start_array":
                yield from self._list()
            elif event == "start_map":
                yield from self._object()
            else:
                raise UnreadableFileError(
                    "The JSON holds no list of records. Send a list of objects, one per measure."
                )

    def _told(self, file: IO[bytes]) -> Iterator[Event]:
        """What the parser tells of one chunk after the other."""
        told = ijson.sendable_list()
        parser = ijson.basic_parse_coro(told, multiple_values=True)
        chunk, pending, more = file.read(CHUNK_BYTES).removeprefix(UTF8_MARK), 0, True
        while more:
            stumbled = _fed(parser, chunk)
            if not stumbled or isinstance(stumbled, ijson.JSONError):
                yield from told  # else the last of it is no whole object, and must not be touched
            if stumbled:
                raise UnreadableFileError(
                    "The file is not valid JSON, or not all of it arrived: it cannot be read"
                    " beyond record {number}. Export it again in UTF-8 and send the whole file.",
                    number=max(self._number, 1),
                ) from stumbled
            pending = 0 if told else pending + len(chunk)
            if pending > MOST_PENDING:
                raise self._too_large()
            del told[:]
            more, chunk = bool(chunk), file.read(CHUNK_BYTES)

    def _list(self) -> Iterator[object]:
        self._listed = True
        for event, value in self._events:
            if event == "end_array":
                return
            self._number += 1
            self._room = MOST_OF_RECORD
            yield self._built(event, value, 1)

    def _object(self) -> Iterator[object]:
        """One record, or what an API puts around its list of them."""
        self._number += 1
        self._room = MOST_OF_RECORD
        first, built = self._number == 1, dict[str, object]()
        for name, event, value in self._members():
            if not (first and name in LISTS and event == "start_array"):
                self._put(built, name, self._built(event, value, 2))
            elif self._listed:
                raise _several()
            else:
                self._number = 0
                yield from self._list()
        if not self._listed:
            yield built

    def _built(self, event: str, value: object, depth: int) -> object:
        self._take_room(value)
        if event not in ("start_map", "start_array"):
            return value
        if depth > DEEPEST:
            raise UnreadableFileError(
                "Record {number} is nested too deeply. Send one flat object per measure.",
                number=self._number,
            )
        if event == "start_array":
            return list(self._array(depth))
        built = dict[str, object]()
        for name, inner, content in self._members():
            self._put(built, name, self._built(inner, content, depth + 1))
        return built

    def _array(self, depth: int) -> Iterator[object]:
        for event, value in self._events:
            if event == "end_array":
                return
            yield self._built(event, value, depth + 1)

    def _members(self) -> Iterator[tuple[str, str, object]]:
        for event, name in self._events:
            if event == "end_map":
                return
            self._take_room(name)
            if len(str(name)) > LONGEST_NAME:
                raise self._too_large()
            yield str(name), *next(self._events)

    def _put(self, built: dict[str, object], name: str, value: object) -> None:
        if name in built:
            raise _twice(self._number, name)
        built[name] = value

    def _take_room(self, value: object) -> None:
        self._room -= SIZE_OF_VALUE + (len(value) if isinstance(value, str) else 0)
        if self._room < 0:
            raise self._too_large()

    def _too_large(self) -> UnreadableFileError:
        return UnreadableFileError(
            "Record {number} is too large to be one measure. Send only what a measure needs.",
            number=max(self._number, 1),
        )


def _fed(parser: Any, chunk: bytes) -> Exception | None:
    """Give the parser a chunk, or the end if it is empty; what it stumbled with, if it did."""
    try:
        if chunk:
            parser.send(chunk)
        else:
            parser.close()
    except STUMBLES as error:
        return error
    return None


# --- Records ---


def _flat(record: Mapping[str, object], number: int) -> dict[str, str]:
    """The cells of a record: objects in it become `name/name`, lists their JSON text."""
    cells = dict[str, str]()
    _flatten(record, "", cells, number)
    return cells


def _flatten(record: Mapping[str, object], before: str, cells: dict[str, str], number: int) -> None:
    for key, value in record.items():
        name = before + text_of(key)
        if isinstance(value, dict):
            _flatten(value, name + "/", cells, number)
        elif name in cells:
            raise _twice(number, name)
        else:
            cells[name] = _text(value)
            check_width(len(cells))


# --- Texts ---


def _text(value: object) -> str:
    return _json(value) if isinstance(value, dict | list) else text_of(value)


def _json(value: object) -> str:
    """JSON again; numbers keep the digits they came with."""
    match value:
        case dict():
            return "{" + ", ".join(f"{_json(k)}: {_json(v)}" for k, v in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_json, value)) + "]"
        case Decimal():
            return str(value)
        case _:
            return json.dumps(value, ensure_ascii=False)


# --- Refusals ---


def _several() -> UnreadableFileError:
    return UnreadableFileError("The JSON holds more than one list of records. Send one per file.")


def _unlike(number: int) -> UnreadableFileError:
    return UnreadableFileError(
        "Record {number} is not built like the first. Send a list of objects, one per measure.",
        number=number,
    )


def _twice(number: int, name: str) -> UnreadableFileError:
    return UnreadableFileError(
        "Record {number} gives “{name}” twice. Keep one of them.", number=number, name=name[:60]
    )
