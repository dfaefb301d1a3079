"""Serves the dashboard: `python app.py`, or several workers with `uvicorn app:server --factory`."""

import gc
import os
import signal
from multiprocessing import parent_process
from threading import Thread

import uvicorn
from fastapi import FastAPI

from data.settings import read_settings

COLLECTED = 20_000, 20, 20
ENOUGH_TO_END = 30  # seconds for what is being answered when we are told to stop
LONGEST_MESSAGE = 65_536  # bytes of a WebSocket's message
ENOUGH_TO_ANSWER = 20  # seconds for a worker to say that it lives, on a busy machine


def server() -> FastAPI:
    """The application over the home folder of the settings.

    It is imported here, not above: a worker answers its parent once this file has been read, and is
    taken for hung before.
    """
    from dashboard.web.app import create_app  # noqa: PLC0415
    from data.store.store import Store  # noqa: PLC0415

    _end_with_parent()
    settings = read_settings()
    made = create_app(Store(settings.place), settings=settings)
    # A page is thousands of objects; looking for garbage at the usual pace took a quarter of it.
    gc.set_threshold(*COLLECTED)
    gc.freeze()
    return made


def _end_with_parent() -> None:
    """One of several workers does not stay on the port when who started them was killed."""
    parent = parent_process()
    if parent is None:
        return

    def wait() -> None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)

    Thread(target=wait, daemon=True).start()


if __name__ == "__main__":
    from dashboard.web.bounded_http import BoundedHttp
    from dashboard.web.request_log import log_config

    settings = read_settings()
    uvicorn.run(
        "app:server",
        factory=True,
        host=settings.host,
        port=settings.port,
        workers=settings.workers,
        log_config=log_config(settings),
        forwarded_allow_ips=settings.trusted_proxies,
        timeout_graceful_shutdown=ENOUGH_TO_END,
        timeout_worker_healthcheck=ENOUGH_TO_ANSWER,
        ws_max_size=LONGEST_MESSAGE,
        http=BoundedHttp,
        access_log=False,  # which would hold addresses and queries
    )
