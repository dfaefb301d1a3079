"""Which part of all its records an API's answer holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from data.errors import UnreadableFileError
from ingest.formats.readers.json_shape import Shape, look

# By the last part of their names: how many records there are, where the next ones are, and what
# shows that an answer comes in pages.
PROMISED = ("count", "total", "@odata.count", "totalElements", "totalCount", "total_count")
NEXT = ("next", "nextPage", "@odata.nextLink", "nextLink", "next_page_url")
NUMBER = ("page", "pageNumber", "page_number", "currentPage", "current_page")
LAST_NUMBER = ("pages", "pageCount", "totalPages", "total_pages", "last_page")
# Said true where there is more.
MORE = ("hasMore", "has_more", "hasNext", "hasNextPage", "exceededTransferLimit")
PAGED = frozenset(
    {
        *("next", "previous", "prev", "page", "pages", "pageNumber", "totalPages", "per_page"),
        *("limit", "offset", "nextPage", "nextLink", "next_page_url", "_links"),
        *("@odata.count", "@odata.nextLink"),
    }
)


@dataclass(frozen=True, slots=True)
class Page:
    """The records of an answer, how many its source promises in all, and where the next ones are.

    `promised` and `next` are None where the answer does not say; `next` is an address, a page's
    number, or only a word for "there is more". `limit` is how many it holds at most, `is_last`
    whether it says that no page follows, `names` what its members are called.
    """

    records: int
    promised: int | None = None
    next: str | None = None
    limit: int | None = None
    is_last: bool = field(default=False, compare=False)
    names: frozenset[str] = field(default=frozenset(), compare=False)

    @property
    def is_whole(self) -> bool:
        """Whether there is no other page: some sources name a next one after the last."""
        if self.promised is not None:
            return self.records >= self.promised
        return self.next is None or (self.limit is not None and self.records < self.limit)


def page_of(path: Path) -> Page:
    """What a JSON answer says of its pages; of a plain list, which says nothing, no record is
    counted."""
    return page(look(path))


def page(shape: Shape) -> Page:
    """What was said around the list of records."""
    found = shape.records
    if found is None:
        return Page(0)
    near = {p: text for p, text in shape.said.items() if len(p) <= len(found.place) + 2}
    around = {str(p[-2] if p[-1] == "href" else p[-1]): text for p, text in near.items()}
    named = frozenset(name for names in shape.names.values() for name in names)
    numbers = {name: int(text) for name, text in around.items() if text.isdecimal()}
    promised = _first(PROMISED, numbers)
    number, last = _first(NUMBER, numbers), _first(LAST_NUMBER, numbers)
    onward = next((around[name] for name in NEXT if around.get(name, "").strip()), None)
    if onward is None and number is not None and last is not None and number < last:
        onward = str(number + 1)
    return Page(
        found.length,
        promised if not PAGED.isdisjoint(named) else None,
        onward or next((name for name in MORE if numbers.get(name)), None),
        numbers.get("limit"),
        onward is None and (not named.isdisjoint(NEXT) or (number is not None and number == last)),
        named,
    )


def _first(names: tuple[str, ...], numbers: Mapping[str, int]) -> int | None:
    return next((numbers[name] for name in names if name in numbers), None)


def refuse_part(found: Page) -> None:
    """Refuse an answer that is one page of several."""
    if found.is_whole:
        return
    if found.promised is not None:
        raise UnreadableFileError(
            "The answer holds {records} of {promised} records: it is one page of several. Fetch"
            " all of them, or ask for more at once, and send them together.",
            records=found.records,
            promised=found.promised,
        )
    raise UnreadableFileError(
        "The answer names a next page ({next}): it does not hold all records. Fetch all pages and"
        " send them together.",
        next=(found.next or "")[:100],
    )
