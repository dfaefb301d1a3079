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


# CTEs up to `public_report`: the public reports in force of what a scope names by some columns. A
# key whose newest report is not public is closed, whatever it said before. Few keys are reported
# twice, so only those are ranked.
PUBLIC_REPORTS = f"""
  approved AS (
    SELECT m.key, m.batch, m.line, m.indicator, m.partner, m.place, m.facility, m.period_start,
      m.period_end, m.value, m.denominator, m.disclosure, m.activity, m.parent_activity,
      m.obs_status, m.obs_status IN ('E', 'F', 'I', 'P') AS estimated, m.recorded_at, m.sample
    FROM measure AS m SEMI JOIN {{scope}} AS scope USING ({{by}})
    WHERE m.batch IN ({APPROVED})),
  repeated AS (SELECT key FROM approved GROUP BY key HAVING count(*) > 1),
  newest AS (
    SELECT * FROM approved ANTI JOIN repeated USING (key)
    UNION ALL (SELECT * FROM approved SEMI JOIN repeated USING (key) {QUALIFY_NEWEST})),
  public_report AS (
    SELECT * EXCLUDE (disclosure, obs_status) FROM newest
    WHERE disclosure = 'public' AND obs_status <> '{RETRACT}')"""
# CTEs up to `in_force`: those that count. Of series that stand in a released amount, others stand
# in their place: see data.ledger.held_series.
REPORTS_IN_FORCE = f"""{PUBLIC_REPORTS},
  in_force AS (
    SELECT * FROM public_report ANTI JOIN held_report USING (key)
    UNION ALL BY NAME SELECT * FROM stand_in SEMI JOIN {{scope}} AS scope USING ({{by}}))"""


def closed_keys(schema: str = "") -> str:
    """The keys whose newest report is not public; what they said in public before is closed."""
    return f"""
SELECT key FROM {schema}measure
WHERE batch IN (
    SELECT batch FROM {schema}batch_event
    GROUP BY batch HAVING arg_max(state, decided_at) = 'approved')
  AND key IN (SELECT key FROM {schema}measure WHERE disclosure <> 'public')
GROUP BY key HAVING arg_max(disclosure, (recorded_at, batch, line)) <> 'public'
"""


def in_force(where: str = "true", columns: str = "*") -> str:
    """The reports that count, of those where a condition holds for whole keys."""
    return f"""
SELECT {columns} FROM (
  SELECT * FROM measure WHERE batch IN ({APPROVED}) AND {where}
  {QUALIFY_NEWEST})
WHERE obs_status <> '{RETRACT}'"""
