"""A source whose answers come in pages, and a form of KoboToolbox with three of them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.sources.config import Source, SourceError
from ingest.sources.http import Fetched, Known, fetch
from tests.ingest.answers import Answer, Server, routed, says_json

Visit = Callable[..., Fetched]


def records(first: int, last: int) -> list[dict[str, object]]:
    return [{"_id": n, "value": n} for n in range(first, last + 1)]


def visiting(server: Server, tmp_path: Path) -> Visit:
    """Visits a source at a path of a server that answers by path."""

    def visit_it(
        path: str,
        answers: dict[str, Answer],
        last: Known = Known(),  # noqa: B008
        **said: object,
    ) -> Fetched:
        server.answers = [routed(answers)]
        source = Source(id="afris", title="AFRIS", address=f"{server.address}{path}")
        return fetch(source.model_copy(update=said), last, tmp_path, lambda _: None)

    return visit_it


def given(found: Fetched) -> list[int]:
    assert found.path is not None
    return [record["_id"] for record in json.loads(found.path.read_text())]


def failed(visit: Visit, path: str, answers: dict[str, Answer], **said: object) -> str:
    with pytest.raises(SourceError) as caught:
        visit(path, answers, **said)
    return str(caught.value)


def kobo(server: Server, **replaced: Answer) -> dict[str, Answer]:
    """250 submissions in pages of a hundred."""

    def page(start: int, onward: int | None) -> Answer:
        link = f"{server.address}/data.json?start={onward}&limit=100" if onward else None
        part = records(start + 1, min(start + 100, 250))
        return says_json({"count": 250, "next": link, "previous": None, "results": part})

    pages = {"first": page(0, 100), "second": page(100, 200), "third": page(200, None)} | replaced
    return {
        "/data.json": pages["first"],
        "/data.json?start=100&limit=100": pages["second"],
        "/data.json?start=200&limit=100": pages["third"],
    }
