"""Asks an application in this process, without a server or a port."""

from typing import Any

import anyio
import httpx
from fastapi import FastAPI


class Asking:
    """`get` and `post` like a client's."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app

    def get(self, address: str, **more: Any) -> httpx.Response:
        return anyio.run(self._ask, "GET", address, more)

    def post(self, address: str, **more: Any) -> httpx.Response:
        return anyio.run(self._ask, "POST", address, more)

    async def _ask(self, method: str, address: str, more: dict[str, Any]) -> httpx.Response:
        transport, cookies = httpx.ASGITransport(self._app), more.pop("cookies", None)
        async with httpx.AsyncClient(
            transport=transport, base_url="http://fpt.test", cookies=cookies
        ) as client:
            return await client.request(method, address, **more)
