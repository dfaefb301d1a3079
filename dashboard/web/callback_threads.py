"""Registers callbacks so that none blocks the others.

Dash runs a synchronous callback on the event loop, where it keeps everyone waiting; the ones
registered here do their work in a thread.
"""

import asyncio
from collections.abc import Callable
from functools import wraps
from typing import Any

from dash import Dash


def answer(app: Dash, *dependencies: Any, **options: Any) -> Callable[..., Callable[..., Any]]:
    """`app.callback` for a plain function that runs in a thread."""

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        async def in_thread(*args: Any) -> Any:
            return await asyncio.to_thread(function, *args)

        app.callback(*dependencies, **options)(in_thread)
        return function

    return register
