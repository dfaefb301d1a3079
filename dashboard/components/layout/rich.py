"""Sentences with components in them, in any word order a language needs."""

from string import Formatter

from dash.development.base_component import Component

Child = Component | str


def rich(template: str, **parts: Child) -> list[Child]:
    """Children of a sentence whose `{places}` become components.

    The template is a catalogue text only: never put partner text into it before this.
    """
    children: list[Child] = []
    for text, place, _, _ in Formatter().parse(template):
        if text:
            children.append(text)
        if place is not None:
            children.append(parts[place])
    return children
