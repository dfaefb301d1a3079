"""Why figures moved between two moments: what was let in or taken out, per indicator.

Public measures alone: what came in confidence is told of when it is released, all as one.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text

from data.ledger.writer import batch_name
from data.questions.change_records import Cause, CauseKind
from data.questions.closings import closings

# Batches that count now and did not then, or the other way round.
TURNED = """
WITH state AS (
  SELECT batch,
    coalesce(arg_max(state, decided_at) FILTER (decided_at <= :since) = 'approved', false) AS was,
    arg_max(state, decided_at) = 'approved' AS counts
  FROM batch_event GROUP BY batch)
SELECT d.indicator, s.counts, d.batch, d.new, d.revised
FROM delivered AS d JOIN state AS s ON s.batch = d.batch
WHERE s.was <> s.counts AND d.disclosure = 'public' ORDER BY d.indicator, d.batch
"""
RELEASES = """
SELECT indicator, arg_max(amount, released_at) AS amount,
  CAST(max(released_at) FILTER (released_at <= :since AND amount <> 0) AS DATE) AS before
FROM released GROUP BY indicator HAVING max(released_at) > :since
"""


def causes(connection: Connection, since: datetime) -> dict[str, tuple[Cause, ...]]:
    """Per indicator, what came and went since a moment (UTC)."""
    found: dict[str, list[Cause]] = defaultdict(list)
    for indicator, cause in (*_turned(connection, since), *_released(connection, since)):
        found[indicator].append(cause)
    return {
        indicator: tuple(sorted(several, key=lambda cause: [*CauseKind].index(cause.kind)))
        for indicator, several in found.items()
    }


def _turned(connection: Connection, since: datetime) -> Iterator[tuple[str, Cause]]:
    measures: dict[str, dict[CauseKind, int]] = defaultdict(lambda: defaultdict(int))
    batches: dict[str, dict[CauseKind, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in connection.execute(text(TURNED), {"since": since}):
        for kind, count in _brought(row):
            measures[row.indicator][kind] += count
            batches[row.indicator][kind].append(batch_name(row.batch))
    for closing in closings(connection):
        if closing.closed > since:
            measures[closing.indicator][CauseKind.WITHDRAWAL] += 1
    for indicator, counts in measures.items():
        for kind, count in counts.items():
            yield indicator, Cause(kind, count, tuple(batches[indicator][kind]))


def _brought(row: Any) -> Iterator[tuple[CauseKind, int]]:
    brought = {CauseKind.WITHDRAWAL: row.new + row.revised}
    if row.counts:
        brought = {CauseKind.NEW_DATA: row.new, CauseKind.REVISION: row.revised}
    yield from ((kind, count) for kind, count in brought.items() if count)


def _released(connection: Connection, since: datetime) -> Iterator[tuple[str, Cause]]:
    for row in connection.execute(text(RELEASES), {"since": since}):
        kind = CauseKind.CONFIDENTIAL_RELEASE if row.amount else CauseKind.CONFIDENTIAL_DROP
        yield row.indicator, Cause(kind, since=row.before)
