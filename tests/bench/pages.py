"""How fast pages answer over a million measures: what a click costs the server."""

import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx

from data.home import Home
from data.store.store import Store
from tests.serving import serving

PEOPLE = 50
PATHS = (
    *("/", "/objectives", "/facilities", "/regions", "/partners"),
    *(f"/objective/{code}" for code in ("A1", "A2", "B3", "C1", "D4", "F2")),
    *("/goal/C", "/facility/CF4", "/facility/GF1", "/region/002", "/place/BEN"),
    "/partner/sample-001",
)
FILTERS = ("", "&region=150", "&facility=CF4", "&college=research")


def clicks() -> Iterator[tuple[str, str]]:
    """Pages with each filter a reader may have chosen: path and query."""
    for chosen in FILTERS:
        for path in PATHS:
            yield path, f"?lang=fr&horizon=2030{chosen}"


def question(address: str) -> dict[str, Any]:
    """What a browser asks of the server to draw a page, its inputs not yet given."""
    known = httpx.get(f"{address}/_dash-dependencies", timeout=60).json()
    draw = next(c for c in known if "main.children" in c["output"])
    return {"output": draw["output"], "outputs": _outputs(draw["output"]), "inputs": draw["inputs"]}


def asked(
    question: dict[str, Any],
    path: str,
    query: str,
    snapshot: str,
    changed: str = "location.pathname",
) -> dict[str, Any]:
    """The question for one page of one snapshot."""
    values = {"pathname": path, "search": query, "data": snapshot}
    inputs = [
        {"id": i["id"], "property": i["property"], "value": values[i["property"]]}
        for i in question["inputs"]
    ]
    return question | {"inputs": inputs, "changedPropIds": [changed]}


class Reader:
    """Asks a server for pages as a browser does once the document is there."""

    def __init__(self, address: str, snapshot: str) -> None:
        self.client = httpx.Client(base_url=address, timeout=60)
        self._snapshot = snapshot
        self._question = question(address)

    def click(self, path: str, query: str) -> float:
        """Seconds until the page is answered."""
        body = asked(self._question, path, query, self._snapshot)
        start = time.perf_counter()
        answer = self.client.post("/_dash-update-component", json=body)
        seconds = time.perf_counter() - start
        answer.raise_for_status()
        return seconds


def _outputs(joined: str) -> list[dict[str, Any]]:
    parts = joined.strip(".").split("...")
    return [dict(zip(("id", "property"), part.rsplit(".", 1), strict=True)) for part in parts]


def measured(home: Home) -> dict[str, float]:
    """95th percentiles in seconds over one worker just started.

    First clicks on its snapshot, the same again, and by many people at once.
    """
    with serving(home) as address:
        snapshot = Store(home).current_id()
        reader = Reader(address, snapshot)
        fresh = [reader.click(*click) for click in clicks()]
        warm = [reader.click(*click) for click in clicks()]
        people = [Reader(address, snapshot) for _ in range(PEOPLE)]
        with ThreadPoolExecutor(PEOPLE) as at_once:
            crowd = [*at_once.map(_three_clicks, people, range(PEOPLE))]
    return {
        "fresh": _p95(fresh),
        "warm": _p95(warm),
        "crowd": _p95([seconds for clicked in crowd for seconds in clicked]),
    }


def _three_clicks(reader: Reader, number: int) -> list[float]:
    """Where each of many people goes: not all to the same pages."""
    known = [*clicks()]
    return [reader.click(*known[(number * 7 + turn) % len(known)]) for turn in range(3)]


def _p95(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=20)[-1]
