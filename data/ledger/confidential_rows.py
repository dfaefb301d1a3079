"""Where the confidential reports of a batch stand: what a reviewer alone is shown."""

from datetime import date

from data.errors import ProductError
from data.ledger.release import Held, drop, held
from data.ledger.writer import Ledger
from data.plan.model import Plan

INDICATORS = """
SELECT DISTINCT indicator FROM measure JOIN indicator AS i ON i.id = measure.indicator
WHERE batch = :batch AND disclosure = 'aggregate' ORDER BY indicator
"""

STANDS = """
SELECT arg_max(amount, released_at) FROM released
WHERE indicator = :indicator AND period_end = :period_end
"""


class NotReleasedError(ProductError):
    """There is no released amount to take out."""


def rows_in_confidence(ledger: Ledger, plan: Plan, batch: int) -> tuple[Held, ...]:
    """Amounts of the batch's confidential reports with those of others; in a transaction."""
    return tuple(
        row
        for found in ledger.run(INDICATORS, batch=batch)
        for row in held(ledger, plan.indicator(found.indicator), plan, ledger.home.confidential_min)
    )


def take_out(ledger: Ledger, indicator: str, period_end: date) -> None:
    """Drop what was released for a period; the next publication shows the public part alone.

    Raises `NotReleasedError` where nothing was.
    """
    if not ledger.scalar(STANDS, indicator=indicator, period_end=period_end):
        raise NotReleasedError("No amount of this period stands in the total.")
    with ledger.transaction():
        drop(ledger, indicator, period_end, ledger.now())
