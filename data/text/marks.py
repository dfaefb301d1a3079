"""Marks messages that are translated later, where a reader's language is known."""


def mark(message: str) -> str:
    """The message as it is; the catalogues' tests find it by this name."""
    return message
