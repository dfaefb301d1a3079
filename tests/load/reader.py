"""One who keeps asking while things break; whatever is wrong with an answer is a complaint."""

import itertools
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx

from tests.bench.pages import asked, clicks, question
from tests.load.viewers import PAGE

PATIENCE = 60
SNAPSHOT = "/api/v1/snapshot"
OBJECTIVES = "/api/v1/objectives"
UNAVAILABLE = 503
RECOVERS = 2.0  # seconds: what is served may be given up, and is opened anew once a second


class Reader(threading.Thread):
    """Asks for the snapshot, the objectives and a page, round after round, until told to end."""

    def __init__(self, address: str) -> None:
        super().__init__(name="reader", daemon=True)
        self._address = address
        self._question = question(address)
        self._ended, self._down, self._up = (threading.Event() for _ in range(3))
        self._known: dict[tuple[str, str], bytes] = {}  # objectives by snapshot and day
        self._complaints: list[str] = []
        self._failures, self._forgiven_until = False, 0.0
        self.answers = 0

    def run(self) -> None:
        """Ask on; each round over connections of its own, so that any worker may answer."""
        for path, query in itertools.cycle(clicks()):
            if self._ended.is_set():
                return
            was_down = self._down.is_set()
            try:
                self._round(path, query)
            except httpx.TransportError as error:
                if not (was_down or self._down.is_set()):
                    self._complain(f"no answer: {error!r}")
                elif isinstance(error, httpx.ConnectError):  # nobody is there
                    self._up.wait(PATIENCE)

    def end(self) -> None:
        """No more rounds."""
        self._ended.set()
        self._up.set()
        self.join(PATIENCE)

    @contextmanager
    def forgiving(self, *, failures: bool = False) -> Iterator[None]:
        """While a server or a worker is down, connections may break and 503 is an answer.

        With `failures`, what was never asked before may say that it cannot be read now, until
        `RECOVERS` after it.
        """
        self._up.clear()
        self._down.set()
        self._failures = failures
        try:
            yield
        finally:
            self._down.clear()
            if failures:
                self._failures, self._forgiven_until = False, time.monotonic() + RECOVERS
            self._up.set()

    def complaints(self) -> list[str]:
        """What was wrong since this was asked last."""
        found, self._complaints = self._complaints, []
        return found

    def _round(self, path: str, query: str) -> None:
        body = asked(self._question, path, query, "")
        with httpx.Client(base_url=self._address, timeout=PATIENCE, verify=False) as client:
            self._judged(client.get(SNAPSHOT), _snapshot_fault)
            self._judged(client.get(OBJECTIVES), self._objectives_fault)
            self._judged(client.post(PAGE, json=body), _page_fault)

    def _judged(self, answer: httpx.Response, fault: Callable[[httpx.Response], str]) -> None:
        self.answers += 1
        path, status = answer.request.url.path, answer.status_code
        if status == UNAVAILABLE and self._down.is_set():
            return
        begun = time.monotonic() - answer.elapsed.total_seconds()
        forgiven = self._failures or begun < self._forgiven_until
        if forgiven and (status == UNAVAILABLE or _is_page_that_says_so(answer)):
            return
        try:
            told = fault(answer) if status == httpx.codes.OK else f"{status} {answer.text[:200]}"
        except (ValueError, LookupError, TypeError) as error:
            told = f"not the document it should be: {error!r}"
        if told:
            self._complain(f"{path}: {told}")

    def _objectives_fault(self, answer: httpx.Response) -> str:
        objectives = answer.json()["objectives"]
        named = {(objective["snapshot"], objective["as_of"]) for objective in objectives}
        if len(named) != 1:
            return f"one answer of several states: {sorted(named)}"
        (state,) = named
        known = self._known.setdefault(state, answer.content)
        return "" if known == answer.content else f"two answers of {state}: {_apart(known, answer)}"

    def _complain(self, what: str) -> None:
        self._complaints.append(what)


def _is_page_that_says_so(answer: httpx.Response) -> bool:
    return answer.status_code == httpx.codes.OK and "X-Snapshot" not in answer.headers


def _snapshot_fault(answer: httpx.Response) -> str:
    return "" if answer.json()["id"] else "a snapshot without a name"


def _page_fault(answer: httpx.Response) -> str:
    return "" if answer.headers.get("X-Snapshot") else "a page that could not be drawn"


def _apart(known: bytes, answer: httpx.Response) -> str:
    """Where two answers part."""
    pairs = enumerate(zip(known, answer.content, strict=False))
    place = next((place for place, (one, other) in pairs if one != other), 0)
    around = slice(max(0, place - 80), place + 80)
    return f"{known[around]!r} and {answer.content[around]!r}"
