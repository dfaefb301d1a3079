"""What machines that watch the server read at `/metrics`, in the format of Prometheus.

Each process counts for itself; what came in, by whatever process, is told from the snapshot.
Routes are told by their patterns, so nobody's name is in them.
"""

import logging
import math
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from prometheus_client import (
    CollectorRegistry,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from starlette.types import Scope

from data.errors import NoSnapshotError
from data.metrics import WORK
from data.store.publish import order
from data.store.snapshot import Snapshot
from data.store.store import Store

LOGGER = logging.getLogger(__name__)
METHODS = ("GET", "HEAD", "POST", "OPTIONS")
STATES = ("pending", "approved", "returned", "withdrawn")
DELIVERED = {
    "batches": ("fpt_batches", "Deliveries by the state they are in"),
    "entered": ("fpt_rows_entered", "Rows of them that entered the ledger"),
    "rejected": ("fpt_rows_rejected", "Rows of them that were rejected"),
}
NO_ROUTE = "kept or unknown"  # answered before a route was looked for, or by none


class Metrics:
    """Counts answers and open pages of one application, and tells what its store serves."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._registry = CollectorRegistry()
        self._gauges: dict[str, Gauge] = {}
        self._answers = Histogram(
            "fpt_answer_seconds",
            "Time to an answer",
            ["method", "route", "status"],
            registry=self._registry,
        )
        self.open_pages = Gauge(
            "fpt_open_pages", "Pages that follow publications", registry=self._registry
        )
        ProcessCollector(registry=self._registry)
        self._tell("fpt_measures", "Public measures that count", lambda s: float(s.info.measures))
        self._tell(
            "fpt_snapshot_damaged",
            "1 where a newer snapshot could not be read",
            lambda s: float(s.info.damaged is not None),
        )
        self._tell(
            "fpt_snapshot_published_timestamp_seconds",
            "When the snapshot was published",
            lambda s: _seconds(s.info.published_at),
        )
        self._tell(
            "fpt_newest_measure_timestamp_seconds",
            "When the newest measure in it was recorded",
            lambda s: _seconds(s.info.newest_recorded_at),
        )
        self._tell("fpt_publications", "Publications so far", lambda s: float(order(s.info.id)[0]))
        self._tell(
            "fpt_sources_broken",
            "Sources whose last visit failed",
            lambda s: float(sum(source.broken_since is not None for source in s.sources())),
        )
        for state in STATES:
            for what, (name, words) in DELIVERED.items():
                self._tell(name, words, partial(_delivered, state, what), state=state)

    def answered(self, scope: Scope, status: int, seconds: float) -> None:
        """Count an answer."""
        method = scope["method"] if scope["method"] in METHODS else "other"
        route = getattr(scope.get("route"), "path", NO_ROUTE)
        self._answers.labels(method, route, status).observe(seconds)

    def told(self) -> bytes:
        """Everything, as text."""
        return generate_latest(self._registry) + generate_latest(WORK)

    def _tell(
        self, name: str, words: str, value: Callable[[Snapshot], float], **labels: str
    ) -> None:
        """A figure of the snapshot that is served; not a number where it cannot be told."""

        def figure() -> float:
            try:
                return value(self._store.current())
            except NoSnapshotError:
                return math.nan
            except Exception:
                LOGGER.exception("%s could not be told", name)
                return math.nan

        gauge = self._gauges.get(name) or Gauge(name, words, [*labels], registry=self._registry)
        self._gauges[name] = gauge
        (gauge.labels(**labels) if labels else gauge).set_function(figure)


def _delivered(state: str, what: str, snapshot: Snapshot) -> float:
    """One total of the deliveries in a state."""
    found = (t for t in snapshot.delivery_totals() if t.state == state)
    return float(sum(getattr(totals, what) for totals in found))


def _seconds(moment: datetime | None) -> float:
    """Seconds since 1970 of a moment in UTC."""
    return moment.replace(tzinfo=UTC).timestamp() if moment else math.nan
