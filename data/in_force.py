"""Which reports count: those of approved batches, the newest of each key unless it was retracted.

SQL for those who ask; a report is a row of `measure`.
"""

RETRACT = "retract"  # the observation status of a row that takes its key's earlier value back
# The state of each batch is that of its newest event.
STATES = "SELECT batch, arg_max(state, decided_at) AS state FROM batch_event GROUP BY batch"
APPROVED = f"SELECT batch FROM ({STATES}) WHERE state = 'approved'"
# The newest of several reports of a key.
NEWEST = "PARTITION BY key ORDER BY recorded_at DESC, batch DESC, line DESC"
QUALIFY_NEWEST = f"QUALIFY row_number() OVER ({NEWEST}) = 1"


def in_force(where: str = "true", columns: str = "*") -> str:
    """The reports that count, of those where a condition holds for whole keys."""
    return f"""
SELECT {columns} FROM (
  SELECT * FROM measure WHERE batch IN ({APPROVED}) AND {where}
  {QUALIFY_NEWEST})
WHERE obs_status <> '{RETRACT}'"""
