"""What those who report and those who approve do with batches: see them whole, and decide.

Every function opens the ledger for itself, waits for other writers, and lets it go.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from data.errors import ProductError, UnknownBatchError
from data.ledger.confidential_rows import rows_in_confidence
from data.ledger.in_force import STATES
from data.ledger.kind_sql import PLACES
from data.ledger.release import Held
from data.ledger.settlements import CountedOnce, counted_once
from data.ledger.writer import Ledger
from data.plan.history import plan_in_force
from data.questions.change_records import Change
from data.settings import Settings
from ingest.load import batches as kept
from ingest.load.batches import BatchSummary, batch_number
from ingest.load.dry_run import effect_of
from ingest.load.report import problems
from ingest.open_ledger import opened

WAIT_SECONDS = 20.0
MOST_CASES = 100
MOST_ROWS = 200
MOST_OVERLAPS = 50
PARTNERS = """
SELECT partner FROM measure WHERE batch = :batch
UNION SELECT m.partner FROM restated AS r JOIN measure AS m
  ON m.batch = r.of_batch AND m.line = r.of_line WHERE r.batch = :batch
ORDER BY partner LIMIT 20
"""
# Each row of a batch beside what the same key said before it, approved.
ROWS = f"""
WITH states AS ({STATES}),
earlier AS (
  SELECT m.key, arg_max(m.value, m.recorded_at) AS value
  FROM measure AS m JOIN states AS s ON s.batch = m.batch AND s.state = 'approved'
  WHERE m.batch <> :batch AND m.key IN (SELECT key FROM measure WHERE batch = :batch)
  GROUP BY m.key)
SELECT m.line, m.indicator, m.partner, m.place, m.facility, m.period, m.activity, m.value,
  e.value AS before, m.obs_status, m.disclosure, m.source, m.comment
FROM measure AS m LEFT JOIN earlier AS e ON e.key = m.key
WHERE m.batch = :batch ORDER BY m.line LIMIT {MOST_ROWS}
"""
# What others report of the same: an activity both name, or a place where places are counted.
OVERLAPS = f"""
WITH states AS ({STATES})
SELECT DISTINCT m.line, m.indicator, m.activity, m.place, m.value,
  o.partner AS other, o.period AS other_period, o.value AS other_value
FROM measure AS m JOIN indicator AS i ON i.id = m.indicator
JOIN measure AS o ON o.indicator = m.indicator AND o.partner <> m.partner
  AND (o.activity = m.activity OR {PLACES} AND o.place = m.place)
JOIN states AS s ON s.batch = o.batch AND s.state IN ('approved', 'pending')
WHERE m.batch = :batch AND o.batch <> :batch
ORDER BY m.line, o.partner, o.period DESC LIMIT {MOST_OVERLAPS}
"""
# What an organisation sent, and what was loaded here for it alone.
OWN = """
SELECT number AS batch FROM batch WHERE sender = :partner
UNION
SELECT m.batch FROM measure AS m JOIN batch AS b ON b.number = m.batch AND b.sender IS NULL
GROUP BY m.batch HAVING bool_and(m.partner = :partner)
"""
OWN_NEWEST = f"SELECT batch FROM ({OWN}) ORDER BY batch DESC LIMIT 100"
IS_OWN = f"SELECT count(*) FROM ({OWN}) WHERE batch = :batch"

# Batches whose decision no publication shows, as after one that failed.
UNPUBLISHED = """
WITH turned AS (
  SELECT batch, decided_at, state = 'approved' AS counts,
    coalesce(lag(state) OVER (PARTITION BY batch ORDER BY decided_at) = 'approved', false) AS did
  FROM batch_event)
SELECT count(DISTINCT batch) FROM turned SEMI JOIN (
  SELECT batch FROM delivered WHERE new + revised > 0) USING (batch)
WHERE counts <> did AND decided_at > (SELECT max(published_at) FROM publication)
"""
# Batches in force or waiting, the newest first, of which refused rows did not come back.
REFUSED = f"""
SELECT b.number FROM batch AS b JOIN ({STATES}) AS e ON e.batch = b.number
WHERE b.rows_rejected > 0 AND e.state <> 'withdrawn'
  AND b.number NOT IN (SELECT continues FROM batch WHERE continues IS NOT NULL)
ORDER BY b.number DESC LIMIT 50
"""


class NotYoursError(ProductError):
    """A batch is another organisation's, or no longer waits."""


NOT_THERE = (NotYoursError, UnknownBatchError)


@dataclass(frozen=True, slots=True)
class Case:
    """A batch, whose it is, what approving it would move, and what of it others report too."""

    batch: BatchSummary
    partners: tuple[str, ...]
    changes: tuple[Change, ...]
    counted_once: tuple[CountedOnce, ...] = ()
    in_confidence: tuple[Held, ...] = ()

    @property
    def flips(self) -> int:
        """How many verdicts would change."""
        return sum(c.verdict_changed(h) for c in self.changes for h in c.after)


@dataclass(frozen=True, slots=True)
class Row:
    """A row that came; `before` is what counted for the same key until now."""

    line: int
    indicator: str
    partner: str
    place: str
    facility: str
    period: str
    activity: str | None
    value: float
    before: float | None
    obs_status: str
    disclosure: str
    source: str | None
    comment: str | None


@dataclass(frozen=True, slots=True)
class OverlapRow:
    """A row that came beside what another partner reports of the same."""

    line: int
    indicator: str
    activity: str | None
    place: str
    value: float
    other: str
    other_period: str
    other_value: float


@dataclass(frozen=True, slots=True)
class CaseInFull:
    """A batch with its rows, and its problems and warnings in a language."""

    case: Case
    rows: tuple[Row, ...]
    overlaps: tuple[OverlapRow, ...]
    problems: Sequence[dict[str, Any]]
    warnings: Sequence[dict[str, Any]]


def waiting(settings: Settings) -> list[Case]:
    """Batches that wait for a decision, those that would change most verdicts first.

    One that brings back rows of another that waits is decided on with that one.
    """
    with opened(settings, synced=False, wait=WAIT_SECONDS) as ledger:
        pending = kept.batches(ledger, "pending")
        names = {batch.batch for batch in pending}
        found = [batch for batch in pending if batch.continues not in names][:MOST_CASES]
        cases = [_case(ledger, batch, moved=True) for batch in found]
    return sorted(cases, key=lambda case: (-case.flips, -len(case.changes), case.batch.batch))


@dataclass(frozen=True, slots=True)
class Open:
    """How many batches wait, how many decisions no publication shows, and what nobody mended."""

    pending: int
    unpublished: int
    refused: tuple[BatchSummary, ...]


def open_batches(settings: Settings) -> Open:
    """What of the ledger is still to be dealt with."""
    with opened(settings, synced=False, wait=WAIT_SECONDS) as ledger:
        refused = [kept.batch(ledger, str(row.number)) for row in ledger.run(REFUSED)]
        unpublished = int(ledger.scalar(UNPUBLISHED))
        return Open(len(kept.batches(ledger, "pending")), unpublished, tuple(refused))


def in_full(settings: Settings, name: str, lang: str) -> CaseInFull:
    """One batch; raises `UnknownBatchError`."""
    with opened(settings, synced=False, wait=WAIT_SECONDS) as ledger:
        batch = kept.batch(ledger, name)
        number = batch_number(name)
        layout = kept.layout_of(ledger, number)
        return CaseInFull(
            case=_case(ledger, batch, moved=batch.state == "pending"),
            rows=tuple(Row(**row._mapping) for row in ledger.run(ROWS, batch=number)),
            overlaps=tuple(
                OverlapRow(**row._mapping) for row in ledger.run(OVERLAPS, batch=number)
            ),
            problems=problems(kept.problems(ledger, name), layout, lang),
            warnings=problems(kept.warnings(ledger, name), layout, lang),
        )


def own_batches(settings: Settings, partner: str | None) -> list[BatchSummary]:
    """The batches in which an organisation reported, the newest first."""
    with opened(settings, synced=False, wait=WAIT_SECONDS) as ledger:
        numbers = [row.batch for row in ledger.run(OWN_NEWEST, partner=partner)]
        return [kept.batch(ledger, str(number)) for number in numbers]


def own_batch(settings: Settings, name: str, partner: str | None) -> BatchSummary:
    """A batch of an organisation; raises `NotYoursError` for any other."""
    with opened(settings, synced=False, wait=WAIT_SECONDS) as ledger:
        return _own(ledger, name, partner)


def take_back(settings: Settings, name: str, partner: str | None) -> BatchSummary:
    """Withdraw one's own batch while it waits; raises `NotYoursError` otherwise."""
    with opened(settings, synced=False, wait=WAIT_SECONDS) as ledger:
        batch = _own(ledger, name, partner)
        if batch.state != "pending":
            raise NotYoursError(f"{batch.batch} cannot be taken back.")
        return kept.decide(ledger, name, "withdrawn", None)


def _own(ledger: Ledger, name: str, partner: str | None) -> BatchSummary:
    number = batch_number(name)
    if not ledger.scalar(IS_OWN, partner=partner, batch=number):
        raise NotYoursError(f"{name} is not a batch of {partner}.")
    return kept.batch(ledger, name)


def _case(ledger: Ledger, batch: BatchSummary, *, moved: bool) -> Case:
    partners = tuple(row.partner for row in ledger.run(PARTNERS, batch=batch_number(batch.batch)))
    if not moved:
        number = batch_number(batch.batch)
        with ledger.transaction():
            hidden = rows_in_confidence(ledger, plan_in_force(ledger.connection), number)
        return Case(batch, partners, (), counted_once(ledger, number), hidden)
    effect = effect_of(ledger, batch.batch)
    return Case(batch, partners, effect.changes, effect.counted_once, effect.in_confidence)
