"""Takes times that a clock ahead wrote down back to now, in the order they were written in."""

from datetime import datetime, timedelta

from data.ledger.schema import METADATA
from data.ledger.writer import CLOCK_BEHIND, Ledger
from data.times import utc_now

# Every column that says when something was written down.
TIMES = [
    (table.name, column.name)
    for table in METADATA.sorted_tables
    for column in table.columns
    if column.name
    in ("recorded_at", "received_at", "decided_at", "settled_at", "released_at", "published_at")
]
AHEAD = "SELECT DISTINCT {column} AS moment FROM {table} WHERE {column} > :limit"
TAKE_BACK = """
UPDATE {table} SET {column} = t.truth FROM taken_back AS t WHERE t.moment = {table}.{column}
"""


def repair_clock(ledger: Ledger) -> int:
    """Give what was written by a clock ahead the time of now; how many moments that were.

    What was recorded first stays first. Derived tables follow at the next change of what they hold.
    """
    now = utc_now()
    limit = now + CLOCK_BEHIND
    union = " UNION ".join(AHEAD.format(table=table, column=column) for table, column in TIMES)
    with ledger.transaction():
        moments = [row.moment for row in ledger.run(f"{union} ORDER BY moment", limit=limit)]
        if moments:
            _take_back(ledger, moments, now)
    return len(moments)


def _take_back(ledger: Ledger, moments: list[datetime], now: datetime) -> None:
    ledger.run("CREATE OR REPLACE TEMP TABLE taken_back (moment TIMESTAMP, truth TIMESTAMP)")
    for number, moment in enumerate(moments):
        ledger.run(
            "INSERT INTO taken_back VALUES (:moment, :truth)",
            moment=moment,
            truth=now + timedelta(microseconds=number),
        )
    for table, column in TIMES:
        ledger.run(TAKE_BACK.format(table=table, column=column))
