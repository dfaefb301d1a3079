"""Asks Dash's callbacks as a page in a browser does, and reads what they answer."""

from collections.abc import Iterator, Sequence
from typing import Any

import httpx

from tests.access.people import Browser
from tests.asking import Asking

ADDRESS = "/_dash-update-component"
ROWS = {"startRow": 0, "endRow": 200, "filterModel": {}, "sortModel": []}
# What a page has asked once it is painted: by the store that says so.
AFTERWARDS = {"feed-asked": "feed.", "loss-asked": "loss.", "issue-asked": "issue."}


class Callbacks:
    """The callbacks that one browser may ask."""

    def __init__(self, browser: Browser | Asking) -> None:
        self._browser = browser
        self.known: list[dict[str, Any]] = browser.get("/_dash-dependencies").json()

    def ask(
        self, output: str, inputs: Sequence[Any], state: Sequence[Any] = (), changed: int = 0
    ) -> httpx.Response:
        """The answer of the callback that writes `output`, as one of its inputs changed."""
        known = next(c for c in self.known if output in c["output"])
        named = known["inputs"]
        body = {
            "output": known["output"],
            "outputs": _outputs(known["output"]),
            "inputs": [i | {"value": v} for i, v in zip(named, inputs, strict=True)],
            "state": [s | {"value": v} for s, v in zip(known["state"], state, strict=True)],
            "changedPropIds": [f"{i['id']}.{i['property']}" for i in named[changed : changed + 1]],
        }
        return self._browser.post(ADDRESS, json=body)

    def page(self, path: str, query: str) -> Iterator[httpx.Response]:
        """A page, and all it asks for when it is there."""
        page = self.ask("main.children", [path, query, ""])
        yield page
        for node in nodes(page.json()):
            asked, data = node.get("id"), node.get("data")
            if asked == "issue-asked":
                yield self.ask("issue.", [data, 0], ["http://fpt.test/newsletter"])
            elif asked in AFTERWARDS:
                yield self.ask(AFTERWARDS[asked], [data])
            elif asked == "measures-asked":
                yield self.ask("measures-slot.", [data, True])
                yield self.ask("getRowsResponse", [ROWS], [data])


def nodes(found: Any) -> Iterator[dict[str, Any]]:
    """Every object within."""
    if isinstance(found, dict):
        yield found
        found = list(found.values())
    if isinstance(found, list):
        for each in found:
            yield from nodes(each)


def texts(found: Any) -> Iterator[str]:
    """Every text within."""
    if isinstance(found, str):
        yield found
    elif isinstance(found, dict):
        yield from texts(list(found.values()))
    elif isinstance(found, list):
        for each in found:
            yield from texts(each)


def _outputs(joined: str) -> Any:
    """What a callback writes: one output, several, or none of its own."""
    parts = joined.strip(".").split("...")
    named = [
        dict(zip(("id", "property"), p.rsplit(".", 1), strict=True)) for p in parts if "." in p
    ]
    return named if joined.startswith("..") or not named else named[0]
