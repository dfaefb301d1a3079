"""What of a batch counts once with other reports, and what a person decides of it.

`same` lets the deducted report count once with the other, `apart` lets both count.
"""

from dataclasses import dataclass

from data.errors import ProductError
from data.ledger.contributions import refresh_touched
from data.ledger.schema import SETTLEMENT
from data.ledger.writer import Ledger

SAME, APART = "same", "apart"
MOST = 50
COUNTED_ONCE = f"""
WITH own AS (SELECT DISTINCT key FROM measure WHERE batch = :batch),
asked AS (
  SELECT o.* FROM overlap AS o SEMI JOIN own ON own.key = o.deducted_key
  UNION SELECT o.* FROM overlap AS o SEMI JOIN own ON own.key = o.counted_key),
report AS (
  SELECT key, any_value(partner) AS partner, any_value(place) AS place,
    any_value(facility) AS facility, any_value(period) AS period,
    any_value(activity) AS activity, arg_max(value, (recorded_at, batch, line)) AS value
  FROM measure WHERE key IN (SELECT unnest([deducted_key, counted_key]) FROM asked)
  GROUP BY key)
SELECT o.why, o.indicator, d.key, d.partner, d.place, d.facility, d.period, d.activity, d.value,
  o.amount, o.open, c.partner AS other_partner, c.place AS other_place,
  c.facility AS other_facility, c.period AS other_period, c.activity AS other_activity,
  c.value AS other_value
FROM asked AS o JOIN report AS d ON d.key = o.deducted_key
JOIN report AS c ON c.key = o.counted_key
ORDER BY o.open DESC, o.amount DESC, d.key LIMIT {MOST}
"""


class NoReportError(ProductError):
    """There is no report of this key."""


@dataclass(frozen=True, slots=True)
class CountedOnce:
    """A report (`key`) of which `amount` counts no second time beside another one.

    `why` as in `data.questions.answers.Overlap`; `open` asks for a person. Of a whole, the other
    report is the newest of its parts.
    """

    why: str
    indicator: str
    key: int
    partner: str
    place: str
    facility: str
    period: str
    activity: str | None
    value: float
    amount: float
    open: bool
    other_partner: str
    other_place: str
    other_facility: str
    other_period: str
    other_activity: str | None
    other_value: float

    @property
    def own(self) -> tuple[str | None, ...]:
        """Whose it is, of where, for what and when."""
        return self.partner, self.place, self.period, self.facility, self.activity

    @property
    def other(self) -> tuple[str | None, ...]:
        """The same of the other report."""
        return (
            *(self.other_partner, self.other_place, self.other_period),
            *(self.other_facility, self.other_activity),
        )


def counted_once(ledger: Ledger, batch: int) -> tuple[CountedOnce, ...]:
    """What of a batch counts once with other reports, what asks for a person first."""
    return tuple(CountedOnce(**row._mapping) for row in ledger.run(COUNTED_ONCE, batch=batch))


def settle(ledger: Ledger, key: int, answer: str, by: str) -> None:
    """Write down an answer about a report (by its key) and count accordingly.

    Raises `NoReportError`.
    """
    if not ledger.scalar("SELECT count(*) FROM measure WHERE key = :key", key=key):
        raise NoReportError("This report is not there any longer.")
    with ledger.transaction():
        settled = {"key": key, "answer": answer, "settled_by": by, "settled_at": ledger.now()}
        ledger.add(SETTLEMENT, [settled])
        refresh_touched(ledger, "measure", f"m.key = {key:d}")
