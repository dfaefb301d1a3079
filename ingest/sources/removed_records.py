"""Records that a source gave before and no longer gives: told, and taken back where it may be.

What a source gave at this visit is in `given`, which is filled where its deliveries are entered.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass

from data.ledger.in_force import QUALIFY_NEWEST, RETRACT, STATES
from data.ledger.writer import Ledger
from ingest.load.deliveries import Outcome, deliver
from ingest.load.load import Delivery

NAMED = 3  # records that a person is told
COLUMNS = ("indicator", "partner", "place", "facility", "period", "activity")
FORGET_GIVEN = "DROP TABLE IF EXISTS given"
# Of keys that the source ever reported: those whose newest report is its own, and that nobody else
# says too.
GONE = f"""
WITH counted AS (SELECT batch FROM ({STATES}) WHERE state IN ('approved', :state)),
own AS (SELECT number FROM batch WHERE starts_with(request, :start)),
newest AS (
  SELECT * FROM measure
  WHERE key IN (SELECT key FROM measure WHERE batch IN (FROM own))
    AND batch IN (FROM counted)
  {QUALIFY_NEWEST})
SELECT {", ".join(COLUMNS)}, disclosure FROM newest AS n
WHERE batch IN (FROM own) AND obs_status <> '{RETRACT}' AND key NOT IN (FROM given)
  AND NOT EXISTS (
    FROM restated AS r WHERE r.of_batch = n.batch AND r.of_line = n.line
      AND r.batch NOT IN (FROM own) AND r.batch IN (FROM counted))
ORDER BY indicator, place, period_end, partner, facility, activity
"""


@dataclass(frozen=True, slots=True)
class GoneRecord:
    """What identifies a measure that is no longer given."""

    indicator: str
    partner: str
    place: str
    facility: str
    period: str
    activity: str | None
    disclosure: str


def forget_given(ledger: Ledger) -> None:
    """Before a visit's deliveries."""
    ledger.run(FORGET_GIVEN)


def gone_records(ledger: Ledger, request_start: str, state: str) -> tuple[GoneRecord, ...]:
    """What batches of requests that start like this hold in force and was not given now; for a
    source whose batches wait (`state`), what waits too."""
    rows = ledger.run(GONE, start=request_start, state=state)
    return tuple(GoneRecord(*tuple(row)) for row in rows)


def take_back(
    ledger: Ledger, records: Sequence[GoneRecord], visit: Delivery
) -> tuple[Outcome, ...]:
    """Deliver the retraction of records, beside what the visit brought and in its state."""
    path = visit.path.with_suffix(".gone")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*COLUMNS, "value", "obs_status"])
        for record in records:
            writer.writerow([*(getattr(record, name) for name in COLUMNS), "", RETRACT])
    name = f"{visit.called}/gone.csv"
    return deliver(ledger, Delivery(path, state=visit.state, name=name, request=visit.request))


def gone_sentence(records: Sequence[GoneRecord], batches: Sequence[str]) -> str:
    """How many there are, which the first public ones are, and the batch that takes them back."""
    public = [r for r in records if r.disclosure == "public"]
    named = "; ".join(f"{r.indicator} {r.place} {r.period}" for r in public[:NAMED])
    more = "; …" if named and len(records) > len(public[:NAMED]) else ""
    which = f" ({named}{more})" if named else ""
    taken_back = f" Taken back in {', '.join(batches)}." if batches else ""
    return f"No longer given: {len(records)}{which}.{taken_back}"
