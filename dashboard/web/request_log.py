"""What the server writes down: a line a request, and what went wrong.

No address of a reader, no query, no cookie and no name is in it. Every line about a request carries
the request's id, and so does the answer (`X-Request-ID`).
"""

import logging
import re
import time
from contextvars import ContextVar
from typing import Any
from uuid import uuid4

from pythonjsonlogger.core import RESERVED_ATTRS
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.web.metrics import Metrics
from data.metrics import FAULTS
from data.settings import Settings

LOGGER = logging.getLogger(__name__)
REQUEST: ContextVar[str] = ContextVar("request", default="-")
GIVEN = re.compile(r"[A-Za-z0-9-]{8,64}")  # an id that a proxy gave already
LONGEST_PATH = 200
TEXT = "%(asctime)s %(levelname)s %(name)s [%(request)s] %(message)s"
JSON = {
    "()": "pythonjsonlogger.json.JsonFormatter",
    "fmt": "%(levelname)s %(name)s %(request)s %(message)s",
    "timestamp": True,  # in UTC
    "reserved_attrs": [*RESERVED_ATTRS, "color_message"],
}


def log_config(settings: Settings) -> dict[str, Any]:
    """How the server's process logs, as `logging.config.dictConfig` takes it."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": JSON if settings.log_format == "json" else {"format": TEXT}},
        "filters": {"request": {"()": "dashboard.web.request_log.RequestName"}},
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "lines",
                "filters": ["request"],
            },
            "faults": {"class": "dashboard.web.request_log.FaultCount", "level": "ERROR"},
        },
        "root": {"handlers": ["stderr", "faults"], "level": settings.log_level.upper()},
    }


class RequestName(logging.Filter):
    """Names the request that a line is about."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every line through, named."""
        record.request = REQUEST.get()
        return True


class FaultCount(logging.Handler):
    """Counts what is logged as an error."""

    def emit(self, record: logging.LogRecord) -> None:
        """Count a line."""
        FAULTS.labels(record.name).inc()


class RequestLog:
    """Writes down and counts each request once it is answered."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, named and timed."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get("x-request-id", "")
        name = given if GIVEN.fullmatch(given) else uuid4().hex[:16]
        REQUEST.set(name)
        began, status = time.perf_counter(), 500

        async def named(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-ID"] = name
            await send(message)

        try:
            await self._app(scope, receive, named)
        finally:
            seconds = time.perf_counter() - began
            self._metrics.answered(scope, status, seconds)
            ms = round(seconds * 1000)
            path = scope["path"][:LONGEST_PATH]
            facts = {"method": scope["method"], "path": path, "status": status, "ms": ms}
            LOGGER.info("%(method)s %(path)r %(status)d %(ms)d ms", facts, extra=facts)
