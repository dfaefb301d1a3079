"""Makes a home ready to serve: reference, measured facts, sample measures, a first snapshot.

Safe to run again: what is there already stays as it is.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from data.ledger.contributions import refresh
from data.ledger.reference_tables import sync
from data.ledger.schema import BATCH_EVENT
from data.ledger.writer import Ledger
from data.reference.plan_sources import read_plan
from data.sample.measures import write_deliveries
from data.settings import Settings
from data.store.publish import digest, publish
from ingest.load.load import Delivery, load

LAST_STATES = """
SELECT b.number, arg_max(e.state, e.decided_at) AS state FROM batch AS b
JOIN batch_event AS e ON e.batch = b.number WHERE b.sample GROUP BY b.number
"""


def prepare(ledger: Ledger, settings: Settings) -> bool:
    """Bring the home to what the settings ask for; whether anything had to be published."""
    file = read_plan(settings.plan)
    changed = sync(ledger, settings)
    if changed:
        with ledger.transaction():
            refresh(ledger)
    if file.facts and _is_new(ledger, file.facts):
        changed |= load(ledger, Delivery(file.facts)).changed
    changed |= _samples(ledger, wanted=settings.sample and file.plan.samples)
    if changed or not ledger.is_published:
        publish(ledger)
        return True
    return False


def _is_new(ledger: Ledger, facts: Path) -> bool:
    return not ledger.run("SELECT 1 FROM batch WHERE digest = :digest", digest=digest(facts))


def _samples(ledger: Ledger, wanted: bool) -> bool:
    """Load the sample deliveries, or put those loaded earlier in or out of force."""
    states = {row.number: row.state for row in ledger.run(LAST_STATES)}
    if not states:
        return _load_samples(ledger) if wanted else False
    state = "approved" if wanted else "withdrawn"
    turned = [number for number, last in states.items() if last != state]
    if turned:
        why = "samples are wanted" if wanted else "no samples are wanted"
        with ledger.transaction():
            now = ledger.now()
            ledger.add(
                BATCH_EVENT,
                [{"batch": n, "state": state, "decided_at": now, "why": why} for n in turned],
            )
            refresh(ledger)
    return bool(turned)


def _load_samples(ledger: Ledger) -> bool:
    with TemporaryDirectory(prefix="fpt-sample-") as folder:
        for learned, path in write_deliveries(Path(folder)):
            load(ledger, Delivery(path, sample=True), now=learned)
    return True
