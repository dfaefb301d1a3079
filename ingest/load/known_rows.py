"""What arrives set beside what the ledger holds: new, revised, said again or taken back.

`known` is the newest report of each arriving key, `met` the arriving rows whose key is known.
"""

from data.ledger.in_force import QUALIFY_NEWEST, RETRACT, STATES
from data.ledger.writer import Ledger
from ingest.checks.revealing import refuse_revealing

# The newest report of each arriving key in a batch that counts or, for what waits as well, that
# waits. Found by key alone first, so that of a large ledger only the rows that matter are read.
KNOWN = f"""
CREATE OR REPLACE TEMP TABLE known AS
SELECT * FROM measure
WHERE rowid IN (SELECT m.rowid FROM measure AS m SEMI JOIN staged USING (key))
  AND batch IN (SELECT batch FROM ({STATES}) WHERE state IN ('approved', :state))
{QUALIFY_NEWEST}
"""
# A sender's mark that what it reported counts no longer takes it back, where it was reported.
MARKED_DELETED = f"""
CREATE OR REPLACE TEMP TABLE marked_deleted AS
SELECT s.line FROM problem AS p JOIN staged AS s USING (line) JOIN known AS k USING (key)
WHERE p.code = 'left_out' AND p.hint IN ('deleted', 'not_approved')
  AND k.obs_status <> '{RETRACT}'
  AND s.partner = coalesce((SELECT partner FROM bound_to), s.partner)
"""
LET_IN_DELETED = "DELETE FROM problem WHERE line IN (SELECT line FROM marked_deleted)"
RETRACT_DELETED = f"""
UPDATE staged SET obs_status = '{RETRACT}' WHERE line IN (SELECT line FROM marked_deleted)
"""
# A retraction says what it takes back, no more openly than that was said.
FILL_RETRACTED = f"""
UPDATE staged SET value = k.value, denominator = k.denominator, disclosure = k.disclosure
FROM known AS k WHERE k.key = staged.key AND staged.obs_status = '{RETRACT}'
"""
NOTHING_TO_RETRACT = f"""
INSERT INTO problem
SELECT g.line, r.found_at, 0, 'obs_status', 'nothing_to_retract', r.obs_status, NULL
FROM good AS g JOIN raw AS r ON r.line = g.line ANTI JOIN known USING (key)
WHERE g.obs_status = '{RETRACT}'
"""
DOUBT_NO_REFUSED = "DELETE FROM doubt WHERE line IN (SELECT line FROM problem)"
RETRACTIONS = f"SELECT count(*) FROM staged WHERE obs_status = '{RETRACT}'"
SAID_BEFORE = " AND ".join(
    f"k.{column} IS NOT DISTINCT FROM g.{column}"
    for column in (
        *("value", "denominator", "obs_status", "disclosure", "parent_activity"),
        *("source", "comment"),
    )
)
MET = f"""
CREATE OR REPLACE TEMP TABLE met AS
SELECT g.line, {SAID_BEFORE} AND NOT :replayed AS unchanged, k.batch AS of_batch, k.line AS of_line
FROM good AS g JOIN known AS k USING (key)
"""
CHANGED = """
SELECT count(*) FROM good ANTI JOIN (SELECT line FROM met WHERE unchanged) USING (line)
"""


def compare(ledger: Ledger, state: str, replayed: bool) -> None:
    """Set what arrived beside what is known, and fill in what retractions take back."""
    ledger.run(KNOWN, state=state)
    ledger.run(MARKED_DELETED)
    if ledger.scalar("SELECT count(*) FROM marked_deleted"):
        ledger.run(LET_IN_DELETED)
        ledger.run(RETRACT_DELETED)
    if ledger.scalar(RETRACTIONS):
        ledger.run(FILL_RETRACTED)
        ledger.run(NOTHING_TO_RETRACT)
    refuse_revealing(ledger)
    ledger.run(DOUBT_NO_REFUSED)
    ledger.run(MET, replayed=replayed)


def is_changed(ledger: Ledger) -> bool:
    """Whether anything arrived that the ledger does not hold."""
    return bool(ledger.scalar(CHANGED))
