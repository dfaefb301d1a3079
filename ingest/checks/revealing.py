"""Opening a value that a released amount rests on would tell what the others in it reported.

So it stays confidential, unless enough others stay with it in every amount where it was new:
rules.md, part 1.
"""

from data.errors import ProductError
from data.ledger.in_force import APPROVED, QUALIFY_NEWEST
from data.ledger.writer import Ledger

# Of the keys in `{opened}`, those of which some amount would be left with too few others.
REVEALING = f"""
WITH opened AS (SELECT DISTINCT key FROM {{opened}}),
mine AS (
  SELECT DISTINCT s.indicator, s.period_end, s.released_at, s.key, r.holding
  FROM spent AS s SEMI JOIN opened USING (key) JOIN partner AS r ON r.id = s.partner
  WHERE s.fresh),
open_already AS (
  SELECT key FROM (
    SELECT key, disclosure FROM measure
    WHERE key IN (SELECT key FROM spent) AND batch IN ({APPROVED}) {QUALIFY_NEWEST})
  WHERE disclosure = 'public'
  UNION FROM opened)
SELECT DISTINCT m.key FROM mine AS m WHERE :fewest > (
  SELECT count(DISTINCT r.holding)
  FROM spent AS s JOIN partner AS r ON r.id = s.partner
  WHERE s.indicator = m.indicator AND s.period_end = m.period_end
    AND s.released_at = m.released_at AND s.fresh AND r.holding <> m.holding
    AND s.key NOT IN (FROM open_already))
"""
REFUSE = f"""
INSERT INTO problem
SELECT g.line, r.found_at, 0, 'disclosure', 'would_reveal_others', r.disclosure, NULL
FROM good AS g JOIN raw AS r ON r.line = g.line
WHERE g.disclosure = 'public' AND g.key IN (
  {REVEALING.format(opened="good WHERE disclosure = 'public'")})
"""
OF_BATCHES = "measure WHERE disclosure = 'public' AND batch IN ({numbers})"


class WouldRevealOthersError(ProductError):
    """A batch opens values that a released amount rests on."""


def refuse_revealing(ledger: Ledger) -> None:
    """Refuse arriving rows that would open a value which others stand beside."""
    if ledger.scalar("SELECT count(*) FROM spent"):
        ledger.run(REFUSE, fewest=ledger.home.confidential_min)


def check_opened(ledger: Ledger, numbers: list[int]) -> None:
    """Raises `WouldRevealOthersError` where putting batches in force would do the same."""
    opened = OF_BATCHES.format(numbers=", ".join(map(str, numbers)))
    statement = f"SELECT count(*) FROM ({REVEALING.format(opened=opened)})"
    found = ledger.scalar(statement, fewest=ledger.home.confidential_min)
    if found:
        raise WouldRevealOthersError(
            f"{found} of its values were reported in confidence and stand in a published amount:"
            " public, they would tell what the others in it reported. Return the batch and ask for"
            " these rows as “aggregate”; a later period may be public."
        )
