"""How the sources that measures are fetched from are doing."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

STATES = """
WITH run AS (
  SELECT *, max(finished_at) FILTER (result <> 'failed') OVER (PARTITION BY source) AS success
  FROM source_run)
SELECT source AS id, max(finished_at) AS last_run, arg_max(result, finished_at) AS last_result,
  arg_max_null(detail, finished_at) AS detail, any_value(success) AS last_success,
  min(started_at) FILTER (success IS NULL OR finished_at > success) AS broken_since,
  arg_max(batch, finished_at) AS batch
FROM run GROUP BY source ORDER BY source
"""


@dataclass(frozen=True, slots=True)
class SourceState:
    """A source that was visited at least once. Times are UTC; `batch` is the last one it brought.

    `broken_since` is when the first visit that failed began, after the last that did not.
    """

    id: str
    last_run: datetime
    last_result: str
    detail: str | None
    last_success: datetime | None
    broken_since: datetime | None
    batch: int | None


def sources(connection: Connection) -> tuple[SourceState, ...]:
    """Every source that was ever visited, by id."""
    return tuple(SourceState(**row._mapping) for row in connection.execute(text(STATES)))
