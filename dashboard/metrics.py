"""What machines that watch the server read at `/metrics`, in the format of Prometheus.

Each process counts for itself. Routes are told by their patterns, so nobody's name is in them.
"""

import math
from collections.abc import Callable
from datetime import UTC, datetime

from prometheus_client import (
    CollectorRegistry,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from starlette.types import Scope

from data.answers import SnapshotInfo
from data.errors import NoSnapshotError
from data.store import Store

METHODS = ("GET", "HEAD", "POST", "OPTIONS")
NO_ROUTE = "kept or unknown"  # answered before a route was looked for, or by none


class Metrics:
    """Counts answers and open pages of one application, and tells what its store serves."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._registry = CollectorRegistry()
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
        self._tell("fpt_measures", "Public measures that count", lambda i: float(i.measures))
        self._tell(
            "fpt_snapshot_damaged",
            "1 where a newer snapshot could not be read",
            lambda i: float(i.damaged is not None),
        )
        self._tell(
            "fpt_snapshot_published_timestamp_seconds",
            "When the snapshot was published",
            lambda i: _seconds(i.published_at),
        )
        self._tell(
            "fpt_newest_measure_timestamp_seconds",
            "When the newest measure in it was recorded",
            lambda i: _seconds(i.newest_recorded_at),
        )

    def answered(self, scope: Scope, status: int, seconds: float) -> None:
        """Count an answer."""
        method = scope["method"] if scope["method"] in METHODS else "other"
        route = getattr(scope.get("route"), "path", NO_ROUTE)
        self._answers.labels(method, route, status).observe(seconds)

    def told(self) -> bytes:
        """Everything, as text."""
        return generate_latest(self._registry)

    def _tell(self, name: str, words: str, value: Callable[[SnapshotInfo], float]) -> None:
        """A figure of the snapshot that is served; not a number where there is none."""

        def figure() -> float:
            try:
                return value(self._store.current().info)
            except NoSnapshotError:
                return math.nan

        Gauge(name, words, registry=self._registry).set_function(figure)


def _seconds(moment: datetime | None) -> float:
    """Seconds since 1970 of a moment in UTC."""
    return moment.replace(tzinfo=UTC).timestamp() if moment else math.nan
