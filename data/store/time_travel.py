"""A published state as it was known on an earlier day, or judged by another version of the plan.

The same questions are asked of views that hold back what was not known yet; contributions of what
changed since are computed anew from those, in memory. Nothing is written.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from itertools import count

from sqlalchemy import QueuePool, create_engine, event, text

from data.ledger.broken_connections import spare
from data.ledger.contributions import refresh, refresh_touched
from data.ledger.in_force import closed_keys
from data.ledger.reference_tables import fill_reference
from data.ledger.schema import METADATA
from data.ledger.storage_faults import doubt_at_faults
from data.ledger.tables import Tables
from data.plan.history import plan_in_force
from data.plan.model import Plan
from data.questions import register
from data.reference.partners import Partner
from data.store.snapshot import Snapshot
from data.times import FIRST_MOMENT, LAST_MOMENT

# When each row became known; other tables are taken as they are.
KNOWN_SINCE = {
    "measure": "recorded_at",
    "batch": "received_at",
    "batch_event": "decided_at",
    "settlement": "settled_at",
    "released": "released_at",
    "spent": "released_at",
    "released_part": "released_at",
    "judgement": "published_at",
    "source_run": "finished_at",
}
DERIVED = ("contribution", "overlap", "partner_total", "total", "reported")
FROM_PLAN = (
    "indicator",
    "printed",
    "unit",
    "facility",
    "activity",
    "place",
    "place_alias",
    "partner",
    "place_set_member",
)
# A value that is public no longer is gone at all dates: those of before its key was closed as well.
CLOSED_SINCE = "disclosure = 'public' AND key IN (FROM closed_key)"
# The last event by a moment, and whether any came after it.
LAST_EVENT = """
SELECT max(happened) FILTER (happened <= :moment) AS last, max(happened) AS newest FROM (
  SELECT max(recorded_at) FILTER (recorded_at <= :moment) AS happened FROM measure
  UNION ALL SELECT max(recorded_at) FROM measure
  UNION ALL SELECT decided_at FROM batch_event
  UNION ALL SELECT settled_at FROM settlement
  UNION ALL SELECT released_at FROM released
  UNION ALL SELECT recorded_at FROM plan)
"""
PARTNERS = """
SELECT id, name, acronym, college, seat, member, sample, holding AS "group" FROM published.partner
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
    if plan == snapshot.plan:
        return snapshot
    published = snapshot.published
    if plan == published.plan and snapshot.moment == published.moment:
        return published
    return _remembered(published, snapshot.moment, plan)


def rebuilt(snapshot: Snapshot, moment: datetime) -> Snapshot:
    """What was known at a moment (UTC), computed from the measures, whatever came later."""
    with snapshot.connect() as connection:
        plan = plan_in_force(connection, moment)
    return _remembered(snapshot.published, moment, plan)


def without(snapshot: Snapshot, partner: str) -> Snapshot:
    """What is published, had a registered partner never reported. The caller closes it.

    It is not kept, so that looking at many partners drops no earlier day that is.
    """
    published = snapshot.published
    theirs = f"partner = '{partner.replace(chr(39), chr(39) * 2)}'"

    def follow(tables: Tables) -> None:
        _look_back(tables, LAST_MOMENT, copied=DERIVED, hidden=theirs)
        refresh_touched(tables, "published.measure", f"(m.{theirs})")

    return _rebuild(published, LAST_MOMENT, published.plan, follow)


def _remembered(published: Snapshot, moment: datetime, plan: Plan) -> Snapshot:
    question = (moment, plan.version, plan.model_dump_json() if plan != published.plan else "")

    def follow(tables: Tables) -> None:
        if plan == published.plan:
            _follow(tables, moment)
        else:
            _follow_plan(tables, moment, plan)

    return published.rebuilt.get(question, lambda: _rebuild(published, moment, plan, follow))


def _rebuild(
    published: Snapshot, moment: datetime, plan: Plan, follow: Callable[[Tables], None]
) -> Snapshot:
    engine = create_engine(
        f"duckdb:///:memory:past-{next(_NUMBERS)}", poolclass=QueuePool, pool_size=8
    )
    event.listen(engine, "connect", spare)
    doubt_at_faults(engine, published.source)
    with engine.connect() as connection:
        tables = Tables(connection)
        published.source.attach(connection, "published")
        follow(tables)
        connection.commit()
        info = register.info(connection, published.info.id, plan.version, published.info.damaged)
    return Snapshot(engine, published.source, plan, info, published, moment)


def _follow(tables: Tables, moment: datetime) -> None:
    """Take what is derived as published; derive anew what was touched after the moment."""
    _look_back(tables, moment, copied=DERIVED)
    later = (
        f"m.recorded_at > {_written(moment)}"
        f" OR m.batch IN (SELECT batch FROM published.batch_event"
        f" WHERE decided_at > {_written(moment)})"
        f" OR m.key IN (SELECT key FROM published.settlement"
        f" WHERE settled_at > {_written(moment)})"
        f" OR m.disclosure = 'aggregate' AND m.indicator IN (SELECT indicator"
        f" FROM published.released WHERE released_at > {_written(moment)})"
    )
    refresh_touched(tables, "published.measure", f"({later})")


def _follow_plan(tables: Tables, moment: datetime, plan: Plan) -> None:
    """Derive everything anew from what the plan says."""
    _look_back(tables, moment, emptied=(*DERIVED, *FROM_PLAN))
    partners = [Partner(**row._mapping) for row in tables.run(PARTNERS)]
    fill_reference(tables, plan, tuple(partners))
    refresh(tables)


def _look_back(
    tables: Tables,
    moment: datetime,
    copied: Sequence[str] = (),
    emptied: Sequence[str] = (),
    hidden: str = "false",
) -> None:
    """Tables of one's own, copied or empty; all others are views on what was known.

    `hidden` is SQL for measures to leave out.
    """
    tables.run(f"CREATE TABLE closed_key AS {closed_keys('published.')}")
    for name in METADATA.tables:
        if name in copied or name in emptied:
            rows = "LIMIT 0" if name in emptied else ""
            tables.run(f'CREATE TABLE "{name}" AS FROM published."{name}" {rows}')
        else:
            since = KNOWN_SINCE.get(name)
            known = f"WHERE {since} <= {_written(moment)}" if since else "WHERE true"
            if name == "measure":
                known += f" AND NOT ({hidden}) AND NOT ({CLOSED_SINCE})"
            tables.run(f'CREATE VIEW "{name}" AS SELECT * FROM published."{name}" {known}')


def _written(moment: datetime) -> str:
    return f"TIMESTAMP '{moment.isoformat(sep=' ')}'"
