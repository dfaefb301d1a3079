"""Ways to look into a component tree."""

from collections.abc import Iterator
from typing import Any

from dash.development.base_component import Component


def walk(node: Any) -> Iterator[Component]:
    """Every component of a tree, in reading order."""
    if isinstance(node, Component):
        yield node
        yield from walk(getattr(node, "children", None))
    elif isinstance(node, list | tuple):
        for child in node:
            yield from walk(child)


def words(node: Any) -> str:
    """All text of a tree in reading order, one space between any two words."""
    return " ".join(part for text in _texts(node) for part in text.split(" ") if part)


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, Component):
        yield from _texts(getattr(node, "children", None))
    elif isinstance(node, list | tuple):
        for child in node:
            yield from _texts(child)
    elif node is not None:
        yield str(node)


def tags(node: Any, name: str) -> list[Component]:
    """All elements of one kind: H1, A, Table."""
    return [found for found in walk(node) if type(found).__name__ == name]


def classed(node: Any, css: str) -> list[Component]:
    """All elements that carry a CSS class."""
    return [found for found in walk(node) if css in str(prop(found, "className")).split()]


def prop(node: Component, name: str) -> Any:
    """A property of an element, None where it is not set."""
    return getattr(node, name, None)


def links(node: Any) -> dict[str, str]:
    """Addresses of all links with their words."""
    return {prop(link, "href"): words(link) for link in tags(node, "A")}
