"""Serves the dashboard: `python app.py`, or several workers with `uvicorn app:server --factory`."""

import gc

import uvicorn
from fastapi import FastAPI

from dashboard.factory import create_app
from dashboard.logs import log_config
from data.settings import read_settings
from data.store import Store

COLLECTED = 20_000, 20, 20
ENOUGH_TO_END = 30  # seconds for what is being answered when we are told to stop


def server() -> FastAPI:
    """The application over the home folder of the settings."""
    settings = read_settings()
    made = create_app(Store(settings.place), settings=settings)
    # A page is thousands of objects; looking for garbage at the usual pace took a quarter of it.
    gc.set_threshold(*COLLECTED)
    gc.freeze()
    return made


if __name__ == "__main__":
    settings = read_settings()
    uvicorn.run(
        "app:server",
        factory=True,
        host=settings.host,
        port=settings.port,
        workers=settings.workers,
        log_config=log_config(settings),
        timeout_graceful_shutdown=ENOUGH_TO_END,
        access_log=False,  # which would hold addresses and queries
    )
