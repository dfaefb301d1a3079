"""Where the next page of an answer is: by its links, its page numbers, or how much was given."""

import re
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit

from ingest.formats.readers.paging import Page

# What APIs call the number of records to pass over, and the number of a page.
OFFSETS = ("$skip", "start", "offset", "skip", "resultoffset", "startindex")
NUMBERS = ("page", "pagenumber", "page_number", "currentpage", "p")
_LINK = re.compile(r'<([^>]*)>[^<]*?;\s*rel="?([^",;]*)')


def link_of(header: str | None) -> str | None:
    """The next page that an answer's Link header names (RFC 8288)."""
    return next((to for to, rel in _LINK.findall(header or "") if "next" in rel.split()), None)


def next_address(address: str, page: Page, given: int, start: str) -> str | None:
    """The address after a page's own, once so many records were given; None if it is not told.

    `start` is the address of the first page.
    """
    if page.next and ("/" in page.next or "?" in page.next):
        return urljoin(address, page.next)
    if page.next and page.next.isdecimal():
        return _with(address, _parameter(address, NUMBERS) or "page", int(page.next))
    if page.is_last:
        return None
    if name := _parameter(start, NUMBERS):
        return _with(address, name, _number(address, name) + 1)
    if name := _parameter(start, OFFSETS) or _offset(start, page):
        return _with(address, name, _number(start, name) + given)
    return None


def _offset(start: str, page: Page) -> str | None:
    """What a source we know calls the number of records to pass over."""
    if "@odata.count" in page.names:
        return "$skip"
    if "exceededTransferLimit" in page.names:
        return "resultOffset"
    if "/assets/" in start:  # KoboToolbox
        return "start"
    return next((name for name in ("offset", "start") if name in page.names), None) or (
        "offset" if page.limit is not None else None
    )


def _parameters(address: str) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(address).query, keep_blank_values=True)


def _parameter(address: str, names: tuple[str, ...]) -> str | None:
    """Which of some names the address uses, as it writes it."""
    return next((name for name, _ in _parameters(address) if name.lower() in names), None)


def _number(address: str, name: str) -> int:
    text = dict(_parameters(address)).get(name, "")
    return int(text) if text.isdecimal() else 0


def _with(address: str, name: str, number: int) -> str:
    others = [(other, text) for other, text in _parameters(address) if other != name]
    query = urlencode([*others, (name, str(number))], safe="$,:/", quote_via=quote)
    return urlsplit(address)._replace(query=query).geturl()
