"""Embeds and frozen pictures, which visitors leave for good: how many, and how long unused.

What a person pinned stays whatever happens. All times are UTC.
"""

from datetime import timedelta

from data.errors import ProductError
from data.text.marks import mark

MOST = 10_000  # of each kind, of those that nobody pinned
NEVER_SHOWN = timedelta(days=90)
LONG_NOT_SHOWN = timedelta(days=3 * 366)
# Where there are as many as may be, what was never shown goes after a day.
NEVER_SHOWN_WHERE_FULL = timedelta(days=1)


class QuotaError(ProductError):
    """No more may be left for good now; `message` is a literal that the catalogues translate."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


TOO_MANY_TODAY = mark(
    "As many embeds and frozen pictures as one visitor may make in a day were made from here."
    " Try again tomorrow, or ask the secretariat."
)
FULL = mark(
    "No more embeds or frozen pictures can be kept at the moment. Ask the secretariat to make room."
)
