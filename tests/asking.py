"""Asks an application in this process, without a server or a port."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import httpx
from fastapi import FastAPI

R = TypeVar("R")


def awaited(work: Coroutine[Any, Any, R]) -> R:
    """What comes of it, in a thread of its own: the browser of other tests has this one's loop."""
    with ThreadPoolExecutor(1) as other:
        return other.submit(asyncio.run, work).result()


class Asking:
    """`get` and `post` like a client's, which asks from an address."""

    def __init__(self, app: FastAPI, host: str = "127.0.0.1") -> None:
        self._app, self._host = app, host

    def get(self, address: str, **more: Any) -> httpx.Response:
        return self.ask("GET", address, **more)

    def post(self, address: str, **more: Any) -> httpx.Response:
        return self.ask("POST", address, **more)

    def ask(self, method: str, address: str, **more: Any) -> httpx.Response:
        return awaited(self._ask(method, address, more))

    async def _ask(self, method: str, address: str, more: dict[str, Any]) -> httpx.Response:
        cookies = more.pop("cookies", None)
        transport = httpx.ASGITransport(self._app, client=(self._host, 1))
        async with httpx.AsyncClient(
            transport=transport, base_url="http://fpt.test", cookies=cookies
        ) as client:
            return await client.request(method, address, **more)
