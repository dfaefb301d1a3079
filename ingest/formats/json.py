"""Reads JSON: a list of records, alone or in an API's answer, records line by line, a table."""

from collections.abc import Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from typing import IO

from data.errors import UnreadableFileError
from ingest.columns.form_names import is_form
from ingest.formats.format import Format, SourceFile, Start
from ingest.formats.readers.flat import flatten, given_twice, json_text
from ingest.formats.readers.header import FIRST_ROWS, find_header
from ingest.formats.readers.json_events import DEEPEST, STARTS, JsonEvents
from ingest.formats.readers.json_shape import List, Place, Shape, look, several_lists
from ingest.formats.readers.paging import page, refuse_part
from ingest.formats.readers.submissions import Known, rows_of
from ingest.spool import Spool

MOST_OF_RECORD = 10_000_000  # characters; a value counts for at least `SIZE_OF_VALUE`
SIZE_OF_VALUE = 64
# What a set of DHIS2's data values says of those that do not say it themselves.
DHIS2_VALUES = "dataValues"
OF_DHIS2_SET = ("dataSet", "period", "orgUnit", "attributeOptionCombo")


def read_json(path: Path, spool: Spool) -> None:
    """Fill one table; a row's number is that of its record, of its row where rows are lists, and
    of its measure where submissions hold several.
    """
    if not path.stat().st_size:
        raise UnreadableFileError("The file is empty. Export it again and send the whole file.")
    shape = look(path)
    refuse_part(page(shape))
    found = shape.records
    with path.open("rb") as file:
        items = Document(file).items(found.place if found else None)
        first = next(items, None)
        if isinstance(first, list):
            _write_table(first, items, spool)
        else:
            records = chain([] if first is None else [first], items)
            _write_records(records, _said_of_all(shape, found), spool)


def _said_of_all(shape: Shape, found: List | None) -> dict[str, str]:
    if found is None or found.place[-1] != DHIS2_VALUES:
        return {}
    around = ((name, shape.said.get((*found.place[:-1], name))) for name in OF_DHIS2_SET)
    return {name: text for name, text in around if text}


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
        yield [json_text(cell) for cell in row]


def _write_records(records: Iterator[object], of_all: Mapping[str, str], spool: Spool) -> None:
    with spool.table() as writer:
        for number, row in _flat_rows(records, of_all):
            writer.record(number, {name: json_text(said) for name, said in row.items()})


def _flat_rows(
    records: Iterator[object], of_all: Mapping[str, str]
) -> Iterator[tuple[int, Mapping[str, object]]]:
    """Each row with the number of its record."""
    known: Known = {}
    for number, record in enumerate(records, 1):
        if not isinstance(record, dict):
            raise _unlike(number)
        flat = flatten(_properties(record), number)
        flat |= {name: text for name, text in of_all.items() if flat.get(name) in (None, "")}
        for row in rows_of(flat, number, known) if is_form(flat) else (flat,):
            yield number, row


def _properties(record: dict[str, object]) -> dict[str, object]:
    """What is said of a feature of GeoJSON, without its shape; any other record as it is."""
    properties = record.get("properties")
    is_feature = record.get("type") == "Feature" and "geometry" in record
    return properties if is_feature and isinstance(properties, dict) else record


class Document:
    """The rows of a JSON document, built one at a time from what the parser tells."""

    def __init__(self, file: IO[bytes]) -> None:
        self._events = JsonEvents(file)
        self._room = MOST_OF_RECORD

    def items(self, place: Place | None) -> Iterator[object]:
        """Each row of the list at a place or, without one, of the one list there is, or each
        object of a file of objects."""
        listed = False
        for event, value in self._events:
            if listed or (event == "start_array" and self._events.number):
                raise several_lists()
            if place is not None or event == "start_array":
                listed = True
                yield from self._at(place or (), event)
            elif event == "start_map":
                yield self._next_record(event, value)
            else:
                raise UnreadableFileError(
                    "The JSON holds no list of records. Send a list of objects, one per measure."
                )

    def _at(self, place: Place, start: str) -> Iterator[object]:
        """The rows of the list at a place within what just started."""
        for name, event, value in self._events.children(start):
            if not place:
                yield self._next_record(event, value)
            elif name == place[0] and event in STARTS:
                yield from self._at(place[1:], event)
            else:
                self._events.skip(event)

    def _next_record(self, event: str, value: object) -> object:
        self._events.number += 1
        self._room = MOST_OF_RECORD
        return self._built(event, value, 1)

    def _built(self, event: str, value: object, depth: int) -> object:
        self._take_room(value)
        if event not in STARTS:
            return value
        if depth > DEEPEST:
            raise self._events.too_deep()
        if event == "start_array":
            children = self._events.children(event)
            return [self._built(inner, content, depth + 1) for _, inner, content in children]
        built = dict[str, object]()
        for name, inner, content in self._events.members():
            self._take_room(name)
            if name in built:
                raise given_twice(self._events.number, name)
            built[name] = self._built(inner, content, depth + 1)
        return built

    def _take_room(self, value: object) -> None:
        self._room -= SIZE_OF_VALUE + (len(value) if isinstance(value, str) else 0)
        if self._room < 0:
            raise self._events.too_large()


def _unlike(number: int) -> UnreadableFileError:
    return UnreadableFileError(
        "Record {number} is not built like the first. Send a list of objects, one per measure.",
        number=number,
    )


class Json(Format):
    """Records as JSON: lists, answers of services, submissions of forms."""

    name = "json"
    rank = 7
    addressing = "records"
    mended = ".json"
    has_pages = True

    def matches(self, start: Start) -> bool:
        """A brace or a bracket; `[#` begins a CSV whose first name is a hashtag."""
        return start.text.startswith(("{", "[")) and not start.text.startswith("[#")

    def spool(self, file: SourceFile, spool: Spool) -> None:
        """All records."""
        read_json(file.path, spool)


FORMAT = Json()
