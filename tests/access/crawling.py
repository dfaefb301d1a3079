"""Follows every link of ours, as one browser, and reads whatever comes: pages, files, feeds."""

import io
import json
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from urllib.parse import parse_qs, urlsplit
from zipfile import ZipFile

import duckdb
import httpx
from python_calamine import CalamineWorkbook

from tests.access.callbacks import Callbacks, texts
from tests.access.people import Browser

LINK = re.compile(r"""(?:href|src)=["'](/[^"'<>\s]*)|http://fpt\.test(/[^"'<>\s)]*)""")
SERVED = (  # what is answered by itself; any other address is a page, drawn by a callback
    "/api/",
    "/openapi.json",
    "/changes.atom",
    "/drawing/",
    "/chart/",
    "/frozen",
    "/oembed",
    "/embed",
    "/newsletter/",
    "/sign-in",
    "/set-password",
    "/review",
    "/submit",
    "/healthz",
    "/metrics",
    "/readyz",
    "/_dash-layout",
    "/monitoring",
    "/shared",
)
UNREAD = (".png", ".js", ".css", ".woff2", ".ico")
ALIKE = 3  # addresses of one shape that are followed where a page links to many


class Crawler:
    """Goes through what one browser may see in one language."""

    def __init__(self, browser: Browser, lang: str) -> None:
        self._browser, self._lang = browser, lang
        self._callbacks = Callbacks(browser)
        self.refused: set[str] = set()

    def read(self, seeds: Iterable[str], most: int) -> Iterator[tuple[str, str]]:
        """Addresses with their texts: all seeds, then `most` of what is linked, nearest first."""
        first = list(dict.fromkeys(seeds))
        waiting, known, shapes = deque(first), set(first), Counter[str]()
        left = len(first) + most
        while waiting and left:
            left -= 1
            address = waiting.popleft()
            for text, links in self._answers(address):
                yield address, text
                for link in links:
                    if link not in known and self._wanted(link, shapes):
                        known.add(link)
                        waiting.append(link)

    def _wanted(self, link: str, shapes: Counter[str]) -> bool:
        parts = urlsplit(link)
        said = parse_qs(parts.query)
        if parts.path.endswith(UNREAD) or said.get("lang", [self._lang]) != [self._lang]:
            return False
        shape = f"{parts.path.rpartition('/')[0]} {parts.path.rpartition('.')[2]} {sorted(said)}"
        shapes[shape] += 1
        return shapes[shape] <= ALIKE

    def _answers(self, address: str) -> Iterator[tuple[str, set[str]]]:
        parts = urlsplit(address)
        if not parts.path.startswith(SERVED):
            for answer in self._callbacks.page(parts.path, f"?{parts.query}"):
                found = answer.json() if answer.status_code == 200 else {}
                yield json.dumps(found, ensure_ascii=False), set(_links(found))
            yield self._browser.get(address).text, set()  # the document around it
            return
        answer = self._browser.get(address)
        if answer.status_code != 200:
            self.refused.add(f"{answer.status_code} {address}")
        text = read(answer)
        yield text, set(_links(text))


def read(answer: httpx.Response) -> str:
    """All that an answer says, whatever its form."""
    return read_bytes(answer.content)


def read_bytes(content: bytes) -> str:
    """All that a file says; nothing of pictures."""
    if content[:4] == b"PAR1":
        return _parquet(content)
    if content[:4] == b"\x89PNG":
        return ""
    if content[:2] != b"PK":
        return content.decode("utf-8", "replace")
    with ZipFile(io.BytesIO(content)) as archive:
        if "[Content_Types].xml" in archive.namelist():
            return _workbook(content)
        return "\n".join(f"{name}\n{read_bytes(archive.read(name))}" for name in archive.namelist())


def _workbook(content: bytes) -> str:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    return "\n".join(str(cell) for sheet in sheets for row in sheet for cell in row)


def _parquet(content: bytes) -> str:
    import tempfile

    with tempfile.NamedTemporaryFile(suffix=".parquet") as file, duckdb.connect() as connection:
        file.write(content)
        file.flush()
        rows = connection.execute("SELECT * FROM read_parquet(?)", [file.name]).fetchall()
        told = connection.execute(
            "SELECT decode(key), decode(value) FROM parquet_kv_metadata(?)", [file.name]
        ).fetchall()
    return "\n".join(str(cell) for row in (*rows, *told) for cell in row)


def _links(found: object) -> Iterator[str]:
    for text in texts(found):
        if text.startswith("/") and not any(sign in text for sign in " <>{"):
            yield text
        for groups in LINK.findall(text):
            yield "".join(groups).replace("&amp;", "&")
