"""A published state as it was known on an earlier day, or judged by another version of the plan.

The same questions are asked of views that hold back what was not known yet; contributions are
computed anew from those, in memory. Nothing is written.
"""

from datetime import date, datetime, time
from itertools import count
from pathlib import Path

from sqlalchemy import Engine, QueuePool, create_engine, text

from data.contributions import refresh
from data.partners import Partner
from data.plan_models import Plan
from data.plans_kept import plan_in_force
from data.questions import register
from data.reference_tables import fill_reference
from data.schema import METADATA
from data.snapshot import Snapshot
from data.tables import Tables
from data.times import FIRST_MOMENT, LAST_MOMENT

# When each row became known; other tables are taken as they are.
KNOWN_SINCE = {
    "measure": "recorded_at",
    "batch": "received_at",
    "batch_event": "decided_at",
    "judgement": "published_at",
}
DERIVED = ("contribution", "overlap", "total", "reported")
FROM_PLAN = (
    "indicator",
    "unit",
    "facility",
    "activity",
    "place",
    "place_alias",
    "partner",
    "place_set_member",
)
# The last event by a moment, and whether any came after it.
LAST_EVENT = """
SELECT max(happened) FILTER (happened <= :moment) AS last, max(happened) AS newest FROM (
  SELECT max(recorded_at) FILTER (recorded_at <= :moment) AS happened FROM measure
  UNION ALL SELECT max(recorded_at) FROM measure
  UNION ALL SELECT decided_at FROM batch_event
  UNION ALL SELECT recorded_at FROM plan)
"""
_NUMBERS = count(1)


def known_by(snapshot: Snapshot, day: date) -> Snapshot:
    """What was known by the end of `day` (UTC); the snapshot itself where nothing came later."""
    moment = snapshot.answers.get(("last event by", day), lambda: _last_event(snapshot, day))
    return snapshot if moment is None else rebuilt(snapshot, moment)


def _last_event(snapshot: Snapshot, day: date) -> datetime | None:
    """When anything was recorded last by the end of `day`; None where nothing came later."""
    moment = datetime.combine(day, time.max)
    with snapshot.connect() as connection:
        events = connection.execute(text(LAST_EVENT), {"moment": moment}).one()
    if events.newest is None or events.newest <= moment:
        return None
    return events.last or FIRST_MOMENT


def judged_by(snapshot: Snapshot, plan: Plan) -> Snapshot:
    """The same measures judged by another plan."""
    return snapshot if plan == snapshot.plan else _remembered(snapshot, LAST_MOMENT, plan)


def rebuilt(snapshot: Snapshot, moment: datetime) -> Snapshot:
    """What was known at a moment (UTC), computed from the measures, whatever came later."""
    with snapshot.connect() as connection:
        plan = plan_in_force(connection, moment)
    return _remembered(snapshot, moment, plan)


def _remembered(snapshot: Snapshot, moment: datetime, plan: Plan) -> Snapshot:
    question = (moment, plan.version, plan.model_dump_json() if plan != snapshot.plan else "")
    return snapshot.rebuilt.get(question, lambda: _rebuild(snapshot, moment, plan))


def _rebuild(snapshot: Snapshot, moment: datetime, plan: Plan) -> Snapshot:
    engine = create_engine(
        f"duckdb:///:memory:past-{next(_NUMBERS)}", poolclass=QueuePool, pool_size=8
    )
    _fill(engine, snapshot.path, moment, plan if plan != snapshot.plan else None)
    with engine.connect() as connection:
        info = register.info(connection, snapshot.info.id, plan.version, snapshot.info.damaged)
    return Snapshot(engine, snapshot.path, plan, info)


def _fill(engine: Engine, published: Path, moment: datetime, other_plan: Plan | None) -> None:
    """Views on the file as far as it was known, and what follows from them."""
    own = (*DERIVED, *FROM_PLAN) if other_plan else DERIVED
    with engine.connect() as connection:
        tables = Tables(connection)
        connection.exec_driver_sql(f"ATTACH '{_quoted(published)}' AS published (READ_ONLY)")
        for name in METADATA.tables:
            if name in own:
                tables.run(f'CREATE TABLE "{name}" AS FROM published."{name}" LIMIT 0')
            else:
                tables.run(f'CREATE VIEW "{name}" AS {_known(name, moment)}')
        if other_plan:
            partners = [Partner(**row._mapping) for row in tables.run(PARTNERS)]
            fill_reference(tables, other_plan, tuple(partners))
        refresh(tables)
        connection.commit()


PARTNERS = "SELECT id, name, acronym, college, seat, member, sample FROM published.partner"


def _known(table: str, moment: datetime) -> str:
    since = KNOWN_SINCE.get(table)
    condition = f"WHERE {since} <= TIMESTAMP '{moment.isoformat(sep=' ')}'" if since else ""
    return f'SELECT * FROM published."{table}" {condition}'


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
