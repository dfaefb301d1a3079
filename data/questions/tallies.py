"""What each series comes to by one day: its contributions added up over time, once a snapshot.

Pages take totals apart by place, partner, facility and college; series are some twenty times fewer
than contributions. Kept in memory beside the file, which itself is read only.
"""

from collections.abc import Iterator
from datetime import date
from itertools import count

from sqlalchemy import Connection, text

from data.ledger.kind_sql import HIGHEST_STANDS, PLACES, YEARLY
from data.progress.dates import year_end

_NUMBERS: Iterator[int] = count(1)

# Two days between which no period ends have the same tally.
CLOSING = "SELECT max(period_end) FROM total WHERE period_end <= :as_of"
# Yearly amounts count in the last complete year that has any; the rest up to now. Of states of
# which one stands for all, `stands` is the newest word with what decides between two of them.
TALLY = f"""
CREATE TABLE {{name}} AS
WITH judged AS (
  SELECT indicator, max(year(period_end)) AS year FROM total
  WHERE rule = 'yearly' AND period_end <= DATE '{{year_end}}' GROUP BY indicator),
rule AS (
  SELECT i.id AS indicator, j.year,
    CASE WHEN {YEARLY} THEN 'yearly' WHEN {PLACES} THEN 'stands'
      WHEN {HIGHEST_STANDS} THEN 'highest'
      WHEN i.aggregation = 'latest' THEN 'stands'
      ELSE 'running' END AS rule
  FROM indicator AS i LEFT JOIN judged AS j ON j.indicator = i.id)
SELECT c.indicator, c.partner, c.place, c.facility,
  CASE any_value(r.rule)
    WHEN 'yearly' THEN coalesce(sum(c.amount) FILTER (year(c.period_end) = r.year), 0)
    WHEN 'highest' THEN max(c.amount)
    ELSE sum(c.amount) END AS amount,
  max({{{{'day': c.period_end, 'at': c.recorded_at, 'amount': c.amount}}}})
    FILTER (r.rule = 'stands') AS stands,
  sum(c.measures) AS measures, max(c.period_end) AS newest
FROM contribution AS c JOIN rule AS r USING (indicator)
WHERE c.period_end <= DATE '{{closing}}'
GROUP BY c.indicator, c.partner, c.place, c.facility
"""


def beside(connection: Connection) -> str:
    """A database in memory that all connections to this file see; its name."""
    name = f"beside_{next(_NUMBERS)}"
    connection.exec_driver_sql(f"ATTACH ':memory:' AS {name} (READ_WRITE)")
    connection.commit()
    return name


def closing(connection: Connection, as_of: date) -> tuple[date, date]:
    """The last period's end by `as_of`, and the last complete year's: what a tally depends on."""
    last = connection.execute(text(CLOSING), {"as_of": as_of}).scalar() or date.min
    return last, year_end(as_of.year if as_of == year_end(as_of.year) else as_of.year - 1)


def tally(connection: Connection, name: str, last: date, complete: date) -> None:
    """Add the contributions of periods that ended by `last` up into a table of this name."""
    statement = TALLY.format(name=name, closing=last.isoformat(), year_end=complete.isoformat())
    connection.exec_driver_sql(statement)
    connection.commit()
