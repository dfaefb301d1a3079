"""Attributes for screen readers, typed so that components accept them."""

from typing import Any

HIDDEN: dict[str, Any] = {"aria-hidden": "true"}


def label(text: str) -> dict[str, Any]:
    """Name an element."""
    return {"aria-label": text}


def picture(text: str) -> dict[str, Any]:
    """Make an element one picture with a sentence for a name."""
    return {"role": "img", "aria-label": text}


def current(is_current: bool, what: str = "page") -> dict[str, Any]:
    """Mark the chosen one of several links."""
    return {"aria-current": what} if is_current else {}
