"""Messages to Dash's callbacks, looked at before Dash reads them: malformed ones are a 400."""

import json
import logging
from collections.abc import Callable, Container
from typing import Any

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.web.request_body import body_again, whole_body

LOGGER = logging.getLogger(__name__)
CALLBACKS = "/_dash-update-component"
TOLD = "This is no message of a page of ours. Load the page again."


class CallbackMessages:
    """Refuses what is no message to a callback; `known` are the outputs that callbacks have."""

    def __init__(self, app: ASGIApp, known: Callable[[], Container[str]]) -> None:
        self._app = app
        self._known = known

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or refuse."""
        if scope["type"] != "http" or scope["path"] != CALLBACKS or scope["method"] != "POST":
            await self._app(scope, receive, send)
            return
        body = await whole_body(receive)
        if is_message(read_json(body), self._known()):
            await self._app(scope, body_again(body, receive), send)
            return
        LOGGER.warning("a malformed message to a callback was refused")
        problem = {"type": "about:blank", "title": "malformed", "status": 400, "detail": TOLD}
        answer = JSONResponse(problem, 400, media_type="application/problem+json")
        await answer(scope, receive, send)


def read_json(text: str | bytes) -> Any:
    """What a text says as JSON; None where it is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def is_message(said: Any, known: Container[str]) -> bool:
    """Whether this is a question to a callback that exists, in the form of Dash's own script."""
    return (
        isinstance(said, dict)
        and isinstance(said.get("output"), str)
        and said["output"] in known
        and isinstance(said.get("outputs", {}), dict | list)
        and all(_are_properties(said.get(name, [])) for name in ("inputs", "state"))
        and _are_texts(said.get("changedPropIds", []))
    )


def _are_properties(said: Any) -> bool:
    """A list of properties by id and name; those of a pattern are a list of their own."""
    return isinstance(said, list) and all(
        _are_properties(one) if isinstance(one, list) else _is_property(one) for one in said
    )


def _is_property(said: Any) -> bool:
    return isinstance(said, dict) and "id" in said and isinstance(said.get("property"), str)


def _are_texts(said: Any) -> bool:
    return isinstance(said, list) and all(isinstance(one, str) for one in said)
