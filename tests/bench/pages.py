"""How fast pages answer over a million measures: what a click costs the server."""

import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from fastapi.testclient import TestClient

from dashboard.factory import create_app
from data.home import Home
from data.settings import Settings
from data.store import Store
from data.times import utc_now

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


class Reader:
    """Asks for pages as a browser does once the document is there."""

    def __init__(self, home: Home) -> None:
        self.store = Store(home)
        self.client = TestClient(create_app(self.store, utc_now, Settings(home=home.root)))
        known = self.client.get("/_dash-dependencies").json()
        self._draw = next(c for c in known if "main.children" in c["output"])

    def click(self, path: str, query: str) -> float:
        """Seconds until the page is answered."""
        values = {"pathname": path, "search": query, "data": self.store.current_id()}
        inputs = [
            {"id": i["id"], "property": i["property"], "value": values[i["property"]]}
            for i in self._draw["inputs"]
        ]
        body = {
            "output": self._draw["output"],
            "outputs": _outputs(self._draw["output"]),
            "inputs": inputs,
            "changedPropIds": ["location.pathname"],
        }
        start = time.perf_counter()
        answer = self.client.post("/_dash-update-component", json=body)
        seconds = time.perf_counter() - start
        answer.raise_for_status()
        return seconds


def _outputs(joined: str) -> list[dict[str, Any]]:
    parts = joined.strip(".").split("...")
    return [dict(zip(("id", "property"), part.rsplit(".", 1), strict=True)) for part in parts]


def measured(home: Home) -> dict[str, float]:
    """95th percentiles in seconds: first clicks on a fresh snapshot, again, and by many at once."""
    reader = Reader(home)
    fresh = [reader.click(*click) for click in clicks()]
    warm = [reader.click(*click) for click in clicks()]
    with ThreadPoolExecutor(PEOPLE) as people:
        crowd = list(people.map(lambda click: reader.click(*click), [*clicks()] * 3))
    return {"fresh": _p95(fresh), "warm": _p95(warm), "crowd": _p95(crowd)}


def _p95(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=20)[-1]
