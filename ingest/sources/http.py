"""A file from an address: asked for only if it is new, within limits, and no secret slips out."""

import hashlib
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from urllib3 import BaseHTTPResponse, PoolManager, Retry, Timeout, exceptions

from data.store.publish import digest
from ingest.sources.config import Source, SourceError
from ingest.sources.credentials import proof_of
from ingest.sources.deadline import cut_off_after
from ingest.sources.messages import (
    changed_meanwhile,
    other_origin,
    refusal,
    sentence,
    too_large,
    too_slow,
)
from ingest.sources.page_links import link_of
from ingest.sources.pages import Answer, ChangedError, is_one_of_several, join

PRODUCT = f"4per1000-dashboard/{version('fpt-dashboard')}"
MOST_REDIRECTS = 3
REDIRECTS = (301, 302, 303, 307, 308)
MOST_TRIES_AGAIN = 4
TRIED_AGAIN = (429, 500, 502, 503, 504)
MOST_PAUSE = 30.0  # seconds between two tries, whatever the server asks for
CONNECT_SECONDS, READ_SECONDS = 10.0, 30.0
CHUNK_BYTES = 1 << 16
MEGABYTE = 1_000_000
MOST_HEADER = 500  # characters of an ETag that are worth keeping
Pause = Callable[[float], object]


@dataclass(frozen=True, slots=True)
class Known:
    """What was there when a source was last visited with success."""

    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """What is there now; `path` is None where it is what was there before."""

    path: Path | None
    etag: str | None
    last_modified: str | None
    digest: str | None


class _Patience(Retry):
    """Tries again after a pause that somebody else keeps, and reads no body of a failure."""

    pause: Pause

    def new(self, **kw: Any) -> "_Patience":
        """The same with less patience."""
        again = super().new(**kw)
        again.pause = self.pause
        return again

    def increment(self, *args: Any, **kw: Any) -> "_Patience":
        """One try fewer; what the failed one says is let go unread, as it may be endless."""
        if kw.get("response") is not None:
            kw["response"].close()
        return super().increment(*args, **kw)

    def sleep(self, response: BaseHTTPResponse | None = None) -> None:
        """As long as the server asks for, or longer each time; both within bounds."""
        asked = self.get_retry_after(response) if response is not None else None
        self.pause(asked or self.get_backoff_time())


def fetch(source: Source, last: Known, folder: Path, pause: Pause = time.sleep) -> Fetched:
    """Fetch what is behind a source's address into a folder; raises `SourceError`."""
    address = source.address or ""
    host = urlsplit(address).hostname or ""
    end = time.monotonic() + source.seconds
    patience = _patience(lambda seconds: _paused(source, host, end, seconds, pause))
    with _failures_explained(source, host, end), cut_off_after(source.seconds) as pool:
        visit = _Visit(pool, source, host, patience, folder / source.id)
        found, answer = visit.first(last)
        if answer is None or not is_one_of_several(answer, source.format, host):
            return found
        return visit.all_pages(answer, last)


@dataclass(slots=True)
class _Visit:
    """Asks a source's host for its file, or for all pages of it; `room` is in bytes."""

    pool: PoolManager
    source: Source
    host: str
    patience: Retry
    target: Path
    room: int = 0

    def first(self, last: Known) -> tuple[Fetched, Answer | None]:
        """What is there now, and the answer where there is a new one."""
        with self._answering(self.source.address or "", _conditions(last)) as (response, address):
            if response.status == 304 and _conditions(last):
                return Fetched(None, last.etag, last.last_modified, last.digest), None
            self.room = self.source.most_mb * MEGABYTE
            answer, digest = self._save(response, address)
            validators = _header(response, "ETag"), _header(response, "Last-Modified")
        if digest == last.digest:
            self.target.unlink()
            return Fetched(None, *validators, digest), None
        return Fetched(self.target, *validators, digest), answer

    def all_pages(self, answer: Answer, last: Known) -> Fetched:
        """All pages as one file; no validator of one page tells whether others changed."""
        whole = self.target.with_suffix(".pages")
        try:
            join(answer, self.host, self._page, whole)
        except ChangedError:
            _, again = self.first(Known())
            try:
                join(again or answer, self.host, self._page, whole)
            except ChangedError:
                raise changed_meanwhile(self.host) from None
        self.target.unlink()
        found = digest(whole)
        if found == last.digest:
            whole.unlink()
            return Fetched(None, None, None, found)
        return Fetched(whole, None, None, found)

    def _page(self, address: str) -> Answer:
        ours, theirs = _origin(self.source.address or ""), _origin(address)
        if ours != theirs:
            raise other_origin(self.host, f"{theirs[0]}://{theirs[1]}")
        with self._answering(address, {}) as (response, answered):
            return self._save(response, answered)[0]

    @contextmanager
    def _answering(
        self, address: str, conditions: Mapping[str, str]
    ) -> Iterator[tuple[BaseHTTPResponse, str]]:
        response, answered = _answer(self.pool, self.source, address, conditions, self.patience)
        try:
            yield response, answered
        finally:
            response.close()

    def _save(self, response: BaseHTTPResponse, address: str) -> tuple[Answer, str]:
        """Write an answer to a file, counting what comes out of it unpacked; its digest."""
        if response.status != 200:
            raise SourceError(refusal(response.status, self.host))
        length = response.headers.get("Content-Length", "")
        if length.isascii() and length.isdigit() and int(length) > self.room:
            raise too_large(self.source, self.host)
        seen = hashlib.sha256()
        with self.target.open("wb") as file:
            for chunk in response.stream(CHUNK_BYTES, decode_content=True):
                self.room -= len(chunk)
                if self.room < 0:
                    raise too_large(self.source, self.host)
                seen.update(chunk)
                file.write(chunk)
        link = link_of(response.headers.get("Link"))
        return Answer(self.target, address, link), seen.hexdigest()


def _patience(pause: Pause) -> Retry:
    patience = _Patience(
        total=MOST_TRIES_AGAIN,
        other=0,  # a certificate does not get better
        redirect=0,
        status_forcelist=TRIED_AGAIN,
        allowed_methods=["GET"],
        backoff_factor=1,
        backoff_jitter=0.5,
        backoff_max=MOST_PAUSE,
        retry_after_max=int(MOST_PAUSE),
        raise_on_status=False,
    )
    patience.pause = pause
    return patience


def _paused(source: Source, host: str, end: float, seconds: float, pause: Pause) -> None:
    if time.monotonic() + seconds > end:
        raise too_slow(source, host)
    pause(seconds)


def _conditions(last: Known) -> dict[str, str]:
    """What makes a server answer only if there is something new."""
    said = {"If-None-Match": last.etag, "If-Modified-Since": last.last_modified}
    return {name: value for name, value in said.items() if value}


def _answer(
    pool: PoolManager,
    source: Source,
    address: str,
    conditions: Mapping[str, str],
    patience: Retry,
) -> tuple[BaseHTTPResponse, str]:
    """The answer at the end of at most three redirects, and its address; who we are is told the
    first host only."""
    proof = proof_of(source.credentials) if source.credentials else {}
    common = {"User-Agent": PRODUCT, "Accept-Encoding": "gzip", **conditions}
    for _ in range(MOST_REDIRECTS + 1):
        response = pool.request(
            "GET",
            address,
            headers=common | proof,
            redirect=False,
            preload_content=False,
            retries=patience,
            timeout=Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS),
        )
        if response.status not in REDIRECTS:
            return response, address
        response.close()
        onward = _onward(address, response.headers.get("Location"))
        if _origin(onward) != _origin(address):
            proof = {}
        address = onward
    raise SourceError(
        f"{urlsplit(address).hostname} leads on and on: more than {MOST_REDIRECTS} redirects."
        " Write the address of the file itself."
    )


def _onward(address: str, location: str | None) -> str:
    """Where a redirect leads; raises `SourceError` where we do not follow."""
    here = urlsplit(address)
    try:
        onward = urljoin(address, location or "")
        there = urlsplit(onward)
        _ = there.port
    except ValueError:
        there = None
    if not location or there is None or there.scheme not in ("http", "https"):
        raise SourceError(f"{here.hostname} leads to an address that is none of the web.")
    if here.scheme == "https" and there.scheme == "http":
        raise SourceError(
            f"{here.hostname} leads from a protected address to one that is not (http), which is"
            " not followed. Ask its owner for an https address."
        )
    return onward


def _origin(address: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(address)
    return parts.scheme, parts.hostname, parts.port or {"http": 80, "https": 443}.get(parts.scheme)


def _header(response: BaseHTTPResponse, name: str) -> str | None:
    value = response.headers.get(name)
    return value if value and len(value) <= MOST_HEADER and value.isprintable() else None


@contextmanager
def _failures_explained(source: Source, host: str, end: float) -> Iterator[None]:
    """Makes a sentence of what goes wrong on the network or on our disk."""
    try:
        yield
    except exceptions.HTTPError as error:
        if time.monotonic() < end:
            raise SourceError(sentence(error, host)) from error
    except OSError as error:
        raise SourceError(
            f"What {host} sends cannot be kept: {error.strerror or error}. Free some space."
        ) from error
    if time.monotonic() >= end:  # what is cut off may look whole
        raise too_slow(source, host)
