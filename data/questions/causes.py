"""Why figures moved between two moments: what was let in or taken out, per indicator."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import Connection, text

from data.change_records import Cause, CauseKind
from data.ledger import batch_name

# Batches that count now and did not then, or the other way round.
TURNED = """
WITH state AS (
  SELECT batch,
    coalesce(arg_max(state, decided_at) FILTER (decided_at <= :since) = 'approved', false) AS was,
    arg_max(state, decided_at) = 'approved' AS counts
  FROM batch_event GROUP BY batch)
SELECT d.indicator, s.counts, d.batch, d.new, d.revised
FROM delivered AS d JOIN state AS s ON s.batch = d.batch
WHERE s.was <> s.counts ORDER BY d.indicator, d.batch
"""


def causes(connection: Connection, since: datetime) -> dict[str, tuple[Cause, ...]]:
    """Per indicator, what came and went since a moment (UTC)."""
    measures: dict[str, dict[CauseKind, int]] = defaultdict(lambda: defaultdict(int))
    batches: dict[str, dict[CauseKind, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in connection.execute(text(TURNED), {"since": since}):
        brought = {CauseKind.WITHDRAWAL: row.new + row.revised}
        if row.counts:
            brought = {CauseKind.NEW_DATA: row.new, CauseKind.REVISION: row.revised}
        for kind, count in brought.items():
            if count:
                measures[row.indicator][kind] += count
                batches[row.indicator][kind].append(batch_name(row.batch))
    return {
        indicator: tuple(
            Cause(kind, counts[kind], tuple(batches[indicator][kind]))
            for kind in CauseKind
            if kind in counts
        )
        for indicator, counts in measures.items()
    }
