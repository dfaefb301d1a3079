"""What readers wait for over a store of any size: questions, pages, pictures; first and kept."""

import statistics
from collections.abc import Callable, Iterable
from pathlib import Path

import duckdb
import httpx

from data.home import Home
from data.questions.answers import Filters
from data.store.store import Store
from tests.bench.__main__ import TODAY, timed
from tests.bench.pages import Reader
from tests.serving import serving

QUERY = "?lang=fr"
PAGES = ("/objective/B3", "/region/002", "/place/BEN", "/facility/CF4", "/partner/sample-001")
PICTURES = tuple(f"/chart/goal/{goal}.png?preset=wide" for goal in "ABCDE")
RAW_QUESTION = "SELECT indicator, period, place, sum(value) FROM raw GROUP BY ALL"


def waited(home: Home) -> dict[str, float]:
    """Seconds by what was asked of a process just started, of one server just started."""
    found = _questions(home)
    with serving(home) as address, httpx.Client(base_url=address, timeout=120) as client:
        reader = Reader(address, Store(home).current_id())
        found["page, first of a server"] = reader.click("/", QUERY)
        found["page, cold"] = _median(lambda path: reader.click(path, QUERY), PAGES)
        found["page, kept"] = _median(lambda path: reader.click(path, QUERY), PAGES)
        client.get("/chart/scorecard/all.png")  # which starts the browser that draws
        found["picture, cold"] = _median(lambda path: timed(lambda: client.get(path)), PICTURES)
        found["picture, kept"] = _median(lambda path: timed(lambda: client.get(path)), PICTURES)
    return found


def raw_question(root: Path) -> float:
    """Seconds in which DuckDB sums up the raw table, by indicator, quarter and place."""
    with duckdb.connect(str(root / "raw.duckdb"), read_only=True) as connection:
        return timed(lambda: connection.execute(RAW_QUESTION).fetchall())


def _questions(home: Home) -> dict[str, float]:
    store = Store(home)
    opened = timed(store.current)
    snapshot = store.current()
    try:
        return {
            "a publication opened": opened,
            "overview, cold": timed(lambda: snapshot.overview(TODAY)),
            "overview of a region, cold": timed(
                lambda: snapshot.overview(TODAY, Filters(region="002"))
            ),
            "overview, warm": timed(lambda: snapshot.overview(TODAY)),
        }
    finally:
        snapshot.close()


def _median(measure: Callable[[str], float], asked: Iterable[str]) -> float:
    return statistics.median(measure(each) for each in asked)
