"""Pages by address: a page is one file of this package whose function `page` marks."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from types import ModuleType

from dash.development.base_component import Component

import dashboard.pages as package
from dashboard.pages import not_found
from dashboard.reader.context import RequestContext
from data.discovery import modules_of


@dataclass(frozen=True, slots=True)
class Page:
    """A page ready to be shown, with its document title."""

    title: str
    body: Component
    found: bool = True


Build = Callable[..., Page]


@dataclass(frozen=True, slots=True)
class Route:
    """The addresses of one page, and what builds it from a context and the address's parts.

    `build` raises KeyError where a part of the address names nothing.
    """

    address: str
    build: Build

    def match(self, path: str) -> tuple[str, ...] | None:
        """The parts of a path in braces (`/region/{code}`); None for a path of another page."""
        pattern = re.sub(r"\{\w+\}", "([^/]+)", self.address)
        found = re.fullmatch(pattern, path)
        return found.groups() if found else None


def page(address: str) -> Callable[[Build], Build]:
    """Mark the function of a module that builds the page at an address."""

    def mark(build: Build) -> Build:
        build.page_address = address  # type: ignore[attr-defined]
        return build

    return mark


def routes() -> tuple[Route, ...]:
    """Every page of this package."""
    return tuple(route for module in modules_of(package) for route in _marked(module))


def build_page(ctx: RequestContext, known: Sequence[Route]) -> Page:
    """The page at the context's path; a page that says so where there is none."""
    for route in known:
        parts = route.match(ctx.view.path)
        if parts is not None:
            try:
                return route.build(ctx, *parts)
            except KeyError:
                break
    return Page(ctx.t.gettext("Not found"), not_found.layout(ctx, ctx.view.path), found=False)


def _marked(module: ModuleType) -> Iterator[Route]:
    for build in vars(module).values():
        if hasattr(build, "page_address") and build.__module__ == module.__name__:
            yield Route(build.page_address, build)
