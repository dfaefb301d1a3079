"""Names of codes in the reader's language; the store implements it."""

from typing import Protocol


class Names(Protocol):
    """What a code is called. Unknown codes come back as they are."""

    def place(self, code: str | None, /) -> str:
        """A country, region or the world; None is what cannot be placed."""

    def partner(self, code: str, /) -> str:
        """An organisation that reports."""

    def facility(self, code: str, /) -> str:
        """A core or global facility."""

    def college(self, code: str, /) -> str:
        """A kind of organisation."""
