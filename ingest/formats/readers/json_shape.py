"""Where in a JSON document its records stand, and what an API's answer says around them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from data.errors import UnreadableFileError
from data.reference.places import fold
from ingest.columns.form_names import is_form
from ingest.columns.header_names import OURS
from ingest.formats.readers.json_events import STARTS, JsonEvents
from ingest.spool import text_of

Place = tuple[str | int, ...]

DEEPEST_LIST = 4  # levels of objects around the list of records
MOST_SAID = 500
LONGEST_SAID = 2_000
# Lists by which APIs describe their records, and parts of shapes.
ABOUT_RECORDS = frozenset(
    {
        *("fields", "columns", "headers", "schema", "attributes", "dimensions", "facets"),
        *("search_facets", "links", "_links", "errors", "warnings", "messages", "parameters"),
        *("coordinates", "geometry", "bbox"),
    }
)
# What lists of records are called, so that an empty one is known for what it is.
CALLED = frozenset(
    {
        *("measures", "results", "value", "data", "records", "features", "dataValues", "items"),
        "observations",
    }
)


@dataclass(frozen=True, slots=True)
class List:
    """A list of objects (or of lists, a table) in a document, and how long it is."""

    place: Place
    length: int


@dataclass(slots=True)
class Shape:
    """What one look at a document found: its lists, texts and numbers outside of them by place,
    and the names of each object's members.

    `several` is whether values follow each other, as in a file of one object a line.
    """

    lists: list[List] = field(default_factory=list)
    said: dict[Place, str] = field(default_factory=dict)
    names: dict[Place, list[str]] = field(default_factory=dict)
    several: bool = False

    @property
    def records(self) -> List | None:
        """The one list of records; None where the document is itself records.

        Raises `UnreadableFileError` where more than one list may be meant.
        """
        if self.several or not self.names:
            return None
        named = self.names.get((), [])
        is_measure = {"indicator", "value"} <= {OURS.get(fold(name)) for name in named}
        if is_measure or is_form(self._flat_names()):
            return None
        return _only(self.lists)

    def _flat_names(self) -> set[str]:
        """As names are once the document is made flat."""
        return {
            "/".join(map(str, (*place, name)))
            for place, names in self.names.items()
            for name in names
        }


def look(path: Path) -> Shape:
    """The shape of a document; of a plain list of records only the beginning is read."""
    with path.open("rb") as file:
        events = JsonEvents(file)
        shape = _looked_at(events)
    _refuse_other_standards(shape)
    return shape


def _looked_at(events: JsonEvents) -> Shape:
    shape = Shape()
    event, _ = next(iter(events), ("", None))
    events.number = 1
    if event == "start_map":
        _look_into(events, event, (), shape)
        events.number += 1
        shape.several = next(iter(events), None) is not None
    elif event == "start_array":
        _look_into_list(events, shape)
    return shape


def _look_into_list(events: JsonEvents, shape: Shape) -> None:
    """A list of records, or one of two: what is said about records, then the list of them."""
    first, _ = events.next()
    if first != "start_map":
        return
    about = Shape()
    _look_into(events, first, (0,), about)
    second, _ = events.next()
    length = _count(events, (1,), shape) if second == "start_array" else 0
    is_page = second == "start_array" or (second == "null" and "page" in about.names[(0,)])
    if is_page and not length:
        shape.lists.append(List((1,), 0))
    if shape.lists:
        shape.said, shape.names = about.said, about.names
        last, _ = events.next()
        if last != "end_array":
            raise several_lists()


def _look_into(events: JsonEvents, start: str, place: Place, shape: Shape) -> None:
    if start == "start_array":
        _count(events, place, shape)
        return
    names = shape.names.setdefault(place, [])
    for name, event, value in events.members():
        inner = (*place, name)
        if len(names) < MOST_SAID:
            names.append(name)
        if event in STARTS and len(inner) <= DEEPEST_LIST:
            _look_into(events, event, inner, shape)
        elif event in STARTS:
            events.skip(event)
        elif len(shape.said) < MOST_SAID and value is not None:
            shape.said[inner] = text_of(value)[:LONGEST_SAID]


def _count(events: JsonEvents, place: Place, shape: Shape) -> int:
    """Note a list that holds objects or lists, or nothing under a name that says it is one."""
    length, kind = 0, ""
    for _, event, _ in events.children("start_array"):
        length, kind = length + 1, kind or event
        events.number = length
        events.skip(event)
    if kind in STARTS or (not length and place[-1] in CALLED):
        shape.lists.append(List(place, length))
    return length


def _only(lists: Sequence[List]) -> List | None:
    records = [found for found in lists if not _describes(found.place)] or lists
    filled = [found for found in records if found.length] or records[:1]
    if len(filled) > 1:
        raise several_lists(".".join(map(str, found.place)) for found in filled)
    return filled[0] if filled else None


def _describes(place: Place) -> bool:
    return any(part in ABOUT_RECORDS for part in place)


def several_lists(names: Iterator[str] | None = None) -> UnreadableFileError:
    """The refusal of a document with more than one list; `names` of them where they have any."""
    if names is None:
        return UnreadableFileError(
            "The JSON holds more than one list of records. Send one per file."
        )
    return UnreadableFileError(
        "The JSON holds more than one list of records ({names}). Send one per file.",
        names=", ".join(names)[:200],
    )


def _refuse_other_standards(shape: Shape) -> None:
    """JSON-stat and SDMX-JSON keep values apart from what they are of."""
    for place, found in shape.names.items():
        names = set(found)
        if "dataSets" in names and {"structure", "structures"} & names:
            raise _other_standard("SDMX-JSON")
        stated = {"dimension", "value"} <= names and ("size" in names or place[-1:] == ("dataset",))
        if stated:
            raise _other_standard("JSON-stat")


def _other_standard(name: str) -> UnreadableFileError:
    return UnreadableFileError(
        "The JSON is {name}, which is not read here. Send the same data as CSV, or as SDMX-ML.",
        name=name,
    )
