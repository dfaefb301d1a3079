"""Which part of all its records an API's answer holds."""

from dataclasses import dataclass
from pathlib import Path

from data.errors import UnreadableFileError
from ingest.formats.json_shape import Shape, look

# By the last part of their names: how many records there are, where the next ones are, and what
# shows that an answer comes in pages.
PROMISED = ("count", "total", "@odata.count", "totalElements", "totalCount", "total_count")
NEXT = ("next", "nextPage", "@odata.nextLink", "nextLink", "next_page_url")
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

    `promised` and `next` are None where the answer does not say; `limit` is how many it holds at
    most.
    """

    records: int
    promised: int | None = None
    next: str | None = None
    limit: int | None = None

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
    named = {name for names in shape.names.values() for name in names}
    numbers = {name: int(text) for name, text in around.items() if text.isdecimal()}
    promised = next((numbers[name] for name in PROMISED if name in numbers), None)
    return Page(
        found.length,
        promised if not PAGED.isdisjoint(named) else None,
        next((around[name] for name in NEXT if around.get(name, "").strip()), None),
        numbers.get("limit"),
    )


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
