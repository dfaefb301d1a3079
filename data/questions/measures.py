"""The measures themselves, as reported, page by page."""

import re
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, text

from data.ledger.in_force import APPROVED, RETRACT, closed_keys
from data.ledger.writer import batch_name
from data.questions.answers import Filters, Measure, MeasurePage

KEY = re.compile("[0-9a-f]{16}")
# Public and approved; revisions of a key are numbered, the newest one is in force. A key whose
# newest report is not public is closed: what it said in public before is shown no longer. That a
# value was taken back is no measure: it is told in the history of its key alone.
LISTED = f"""
WITH approved AS ({APPROVED}),
closed AS ({closed_keys()}),
listed AS (
  SELECT m.*, p.region, r.name AS partner_name
  FROM measure AS m SEMI JOIN approved USING (batch) ANTI JOIN closed USING (key)
  LEFT JOIN place AS p ON p.code = m.place
  LEFT JOIN partner AS r ON r.id = m.partner
  WHERE m.disclosure = 'public' AND m.period_end <= :as_of
    AND (m.obs_status <> '{RETRACT}' OR :retracted)
    AND (:indicators IS NULL OR list_contains(CAST(:indicators AS VARCHAR[]), m.indicator))
    AND (:region IS NULL OR p.region = :region)
    AND (:place IS NULL OR m.place = :place)
    AND (:facility IS NULL OR m.facility = :facility)
    AND (:partner IS NULL OR m.partner = :partner)
    AND (:college IS NULL OR r.college = :college))
"""
COUNT = LISTED + "SELECT count(*) FROM listed"
# What was asked of `listed`, each measure with its place among the public revisions of its key.
REVISIONS = """
, history AS (
  SELECT m.key, m.batch, m.line,
    row_number() OVER (PARTITION BY m.key ORDER BY m.recorded_at, m.batch, m.line) AS revision,
    count(*) OVER (PARTITION BY m.key) AS revisions
  FROM measure AS m SEMI JOIN slice USING (key)
  SEMI JOIN approved USING (batch) WHERE m.disclosure = 'public')
SELECT s.*, h.revision, h.revisions FROM slice AS s JOIN history AS h
  ON h.key = s.key AND h.batch = s.batch AND h.line = s.line
"""
NEWEST_FIRST = "s.recorded_at DESC, s.batch DESC, s.line DESC"
PAGE = f"""{LISTED}
, slice AS (
  SELECT s.* FROM listed AS s
  WHERE :after_batch IS NULL OR (s.recorded_at, s.batch, s.line) <
    (CAST(:after_at AS TIMESTAMP), CAST(:after_batch AS INTEGER), CAST(:after_line AS INTEGER))
  ORDER BY {NEWEST_FIRST} LIMIT :size)
{REVISIONS}
ORDER BY {NEWEST_FIRST}
"""
HISTORY = f"""{LISTED}
, slice AS (SELECT * FROM listed WHERE key = :key)
{REVISIONS}
ORDER BY {NEWEST_FIRST}
"""


def measures(
    connection: Connection,
    as_of: date,
    filters: Filters,
    indicators: tuple[str, ...] | None,
    size: int,
    cursor: str | None,
) -> MeasurePage:
    """One page of public measures, newest recording first; `cursor` as the last page gave it."""
    values = bound(as_of, filters, indicators)
    total = connection.execute(text(COUNT), values).scalar_one()
    at, batch, line = _position(cursor)
    rows = connection.execute(
        text(PAGE),
        values | {"after_at": at, "after_batch": batch, "after_line": line, "size": size + 1},
    ).all()
    more = len(rows) > size
    return MeasurePage(
        measures=tuple(as_measure(row) for row in rows[:size]),
        total=total,
        cursor=_cursor(rows[size - 1]) if more else None,
    )


def history(connection: Connection, as_of: date, key: str) -> tuple[Measure, ...]:
    """Every public revision of one measure, newest first; none where its newest is not public."""
    if not KEY.fullmatch(key):
        return ()
    values = bound(as_of, Filters(), None) | {"key": int(key, 16), "retracted": True}
    rows = connection.execute(text(HISTORY), values).all()
    return tuple(as_measure(row) for row in rows)


def bound(as_of: date, filters: Filters, indicators: tuple[str, ...] | None) -> dict[str, object]:
    """What `LISTED` is asked with."""
    return {
        "as_of": as_of,
        "indicators": list(indicators) if indicators is not None else None,
        "region": filters.region,
        "place": filters.place,
        "facility": filters.facility,
        "partner": filters.partner,
        "college": filters.college,
        "retracted": False,
    }


def _cursor(row: Any) -> str:
    return f"{row.recorded_at.isoformat()}_{row.batch}_{row.line}"


def _position(cursor: str | None) -> tuple[datetime | None, int | None, int | None]:
    """The place a cursor stands for; ValueError for one that no page gave."""
    if not cursor:
        return None, None, None
    at, batch, line = cursor.split("_")
    numbers = int(batch), int(line)
    if not all(0 <= number < 2**31 for number in numbers):
        raise ValueError(cursor)
    return datetime.fromisoformat(at).replace(tzinfo=None), *numbers


def as_measure(row: Any) -> Measure:
    """A row of `REVISIONS`."""
    return Measure(
        indicator=row.indicator,
        partner=row.partner,
        partner_name=row.partner_name or row.partner,
        place=row.place,
        facility=row.facility,
        period=row.period,
        period_start=row.period_start,
        period_end=row.period_end,
        value=row.value,
        denominator=row.denominator,
        obs_status=row.obs_status,
        activity=row.activity,
        source=row.source,
        comment=row.comment,
        batch=batch_name(row.batch),
        recorded_at=row.recorded_at,
        revision=row.revision,
        superseded=row.revision < row.revisions,
        sample=row.sample,
        key=f"{row.key:016x}",
    )
