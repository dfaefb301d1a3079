"""Ctrl+C while files are loaded: stops where nothing is half done, and says what is in."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import click

from data.errors import ProductError
from ingest.load.load import Step


class InterruptedLoadError(ProductError):
    """Somebody asked to stop; of the file under way nothing was kept."""


@contextmanager
def interruptible() -> Iterator[Callable[[Step], Step]]:
    """Gives steps that end the load under way once Ctrl+C was pressed; pressed again it breaks off.

    Between two steps nothing is written, or what is written is taken back with its transaction.
    """
    pressed: list[int] = []

    def note(number: int, _: FrameType | None) -> None:
        pressed.append(number)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        click.echo("Stopping … Press Ctrl+C again to break off at once.", err=True)

    def watched(step: Step) -> Step:
        def take(name: str) -> None:
            if pressed:
                raise InterruptedLoadError("Stopped: nothing of this file was kept.")
            step(name)

        return take

    before = signal.signal(signal.SIGINT, note)
    try:
        yield watched
    finally:
        signal.signal(signal.SIGINT, before)
