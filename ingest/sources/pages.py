"""The pages of an answer as one file, whole or not at all: a list of all their records."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TextIO
from urllib.parse import urljoin

from data.errors import UnreadableFileError
from ingest.formats.json import Document
from ingest.formats.readers.flat import json_text
from ingest.formats.readers.json_shape import Place, Shape, look
from ingest.formats.readers.paging import Page, page, page_of
from ingest.formats.registry import format_of
from ingest.problem_messages import refusal
from ingest.sources.messages import bad_page, missing_records, only_json, same_page, too_many_pages
from ingest.sources.page_links import next_address

MOST_PAGES = 1000


class ChangedError(Exception):
    """A source changed what it has while it was read page by page."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A page in a file: the address that gave it, and the next one its headers name."""

    path: Path
    address: str
    link: str | None = None


Ask = Callable[[str], Answer]


def is_one_of_several(answer: Answer, file_format: str | None, host: str) -> bool:
    """Whether an answer does not hold all records; raises `SourceError` where it is no JSON.

    What cannot be read is told when it is read.
    """
    try:
        has_pages = format_of(answer.path, file_format).has_pages
        if answer.link and not has_pages:
            raise only_json(host)
        return has_pages and (bool(answer.link) or not page_of(answer.path).is_whole)
    except UnreadableFileError:
        return False


def join(first: Answer, host: str, ask: Ask, target: Path) -> None:
    """Ask for all pages that follow and write one list; raises `SourceError`, `ChangedError`."""
    with target.open("w", encoding="utf-8") as file:
        _Joining(first, host, ask, file).join()


@dataclass(slots=True)
class _Joining:
    first: Answer
    host: str
    ask: Ask
    file: TextIO
    given: int = 0
    promised: int | None = None
    place: Place | None = None
    asked: list[str] = field(default_factory=list)
    contents: set[bytes] = field(default_factory=set)

    def join(self) -> None:
        self.file.write("[")
        answer = self.first
        onward: str | None = answer.address
        while onward:
            answer = self.ask(onward) if self.asked else answer
            self.asked.append(onward)
            try:
                found = self._add(answer)
            except UnreadableFileError as error:
                raise bad_page(self.host, len(self.asked), refusal(error, "en")) from error
            onward = self._next(answer, found)
        self.file.write("]")

    def _add(self, answer: Answer) -> Page:
        """Write the records of a page."""
        shape = look(answer.path)
        found, place = page(shape), shape.records.place if shape.records else None
        if len(self.asked) == 1:
            self.place = place
        elif place != self.place and not _is_empty(shape, self.place):
            raise UnreadableFileError(
                "The JSON holds no list of records. Send a list of objects, one per measure."
            )
        if self.promised is None:
            self.promised = found.promised
        if found.promised not in (None, self.promised):
            raise ChangedError
        before, seen = self.given, sha256()
        for text in _records(answer.path, self.place):
            self.file.write((",\n" if self.given else "") + text)
            self.given += 1
            seen.update(text.encode())
        if self.given > before and seen.digest() in self.contents:
            raise same_page(self.host)
        self.contents.add(seen.digest())
        return found

    def _next(self, answer: Answer, found: Page) -> str | None:
        """Where the next page is; None after the last."""
        if self.promised is not None and self.given > self.promised:
            raise ChangedError
        whole = found.is_whole if self.promised is None else self.given == self.promised
        if whole and not (answer.link and self.promised is None):
            return None
        onward = answer.link and urljoin(answer.address, answer.link)
        onward = onward or next_address(answer.address, found, self.given, self.first.address)
        if onward is None:
            raise missing_records(self.host, self.given, self.promised)
        if onward in self.asked:
            raise same_page(self.host)
        if len(self.asked) == MOST_PAGES:
            raise too_many_pages(self.host, MOST_PAGES)
        return onward


def _is_empty(shape: Shape, place: Place | None) -> bool:
    """Whether a page has the list of the others, without records."""
    return (
        place is not None and shape.records is None and place[-1] in shape.names.get(place[:-1], [])
    )


def _records(path: Path, place: Place | None) -> Iterable[str]:
    with path.open("rb") as file:
        for record in Document(file).items(place):
            yield json_text([record])[1:-1]  # whatever it is, JSON
