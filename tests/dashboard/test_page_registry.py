"""Pages by address: what is marked is found, and a page is one file."""

from pathlib import Path

import pytest

import dashboard.pages
from dashboard.pages.registry import Route, routes
from dashboard.reader.view import View
from data.store.snapshot import Snapshot
from tests.browser.addresses import ADDRESSES
from tests.context import page_of

MADE_UP = '''
"""A page of a test."""

from dash import html

from dashboard.pages.registry import Page, page
from dashboard.reader.context import RequestContext


@page("/made-up/{code}")
def made_up(ctx: RequestContext, code: str) -> Page:
    """The name of a place."""
    return Page(f"Made up {code}", html.P(f"{ctx.names.place(code)} in {ctx.t.lang}"))
'''


def test_a_page_is_one_file(
    samples: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "made_up_page.py").write_text(MADE_UP)
    monkeypatch.setattr(dashboard.pages, "__path__", [*dashboard.pages.__path__, str(tmp_path)])
    page = page_of(View("/made-up/BEN", "fr"), samples)
    assert (page.title, page.found) == ("Made up BEN", True)
    assert "Bénin in fr" in str(page.body)


def test_parts_of_an_address_go_to_the_page() -> None:
    route = Route("/share/{kind}/{id}", lambda ctx: ctx)  # type: ignore[arg-type,return-value]
    assert route.match("/share/map/world") == ("map", "world")
    assert route.match("/share/map") is None and route.match("/share/map/world/x") is None


def test_no_two_pages_have_one_address() -> None:
    addresses = [route.address for route in routes()]
    assert len(set(addresses)) == len(addresses) == 20


def test_every_page_is_one_that_browsers_are_shown() -> None:
    paths = [address.partition("?")[0] for address in ADDRESSES]
    unseen = [r.address for r in routes() if not any(r.match(p) is not None for p in paths)]
    assert unseen == ["/measure/{key}"]  # keys differ; see test_measures_grid


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/objective/A1", "A1 NDCs"),
        ("/goal/B", "B "),
        ("/region/002", "Africa"),
        ("/place/BEN", "Benin"),
        ("/share/objective/A1", "Share: A1 NDCs"),
        ("/nowhere", "Not found"),
        ("/objective/Z9", "Not found"),
        ("/region/BEN", "Not found"),
        ("/region/002/more", "Not found"),
    ],
)
def test_a_title_names_the_page(samples: Snapshot, path: str, title: str) -> None:
    page = page_of(View(path), samples)
    assert page.title.startswith(title)
    assert page.found == (title != "Not found")
