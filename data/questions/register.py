"""Who and where: partners and places with what they reported, and the snapshot itself."""

from datetime import date

from sqlalchemy import Connection, text

from data.questions.answers import Filters, PartnerSummary, PlaceReport, SnapshotInfo

PARTNERS = """
SELECT r.id, r.name, r.acronym, r.college, r.seat, r.member, r.sample,
  coalesce(c.measures, 0) AS measures, c.newest, h.reported
FROM partner AS r
LEFT JOIN (SELECT partner, sum(measures) AS measures, max(newest) AS newest FROM {tally}
  GROUP BY partner) AS c ON c.partner = r.id
LEFT JOIN (SELECT partner, CAST(max(recorded_at) AS DATE) AS reported FROM reported
  GROUP BY partner) AS h ON h.partner = r.id
ORDER BY r.sample, r.name
"""
REPORTS = """
SELECT {group} AS code, sum(c.measures) AS measures, count(DISTINCT c.partner) AS partners,
  count(DISTINCT c.indicator) AS indicators, max(c.newest) AS newest
FROM {tally} AS c JOIN place AS p ON p.code = c.place
WHERE (:region IS NULL OR p.region = :region) AND (:place IS NULL OR c.place = :place)
GROUP BY ALL HAVING {group} IS NOT NULL ORDER BY measures DESC, 1
"""
COVERAGE = """
SELECT (SELECT count(DISTINCT partner) FROM reported
    WHERE recorded_at > :since) AS reporting,
  (SELECT count(*) FROM partner) AS expected
"""
# A publication that changed anything public; others are parts of it: see data.store.publish.
IS_PUBLIC = "NOT contains(snapshot, '.')"
INFO = f"""
SELECT published_at,
  (SELECT coalesce(sum(measures), 0) FROM reported) AS measures,
  (SELECT count(*) FROM partner) AS partners,
  (SELECT coalesce(bool_or(sample), false) FROM reported) AS sample,
  (SELECT max(recorded_at) FROM reported) AS newest_recorded_at
FROM publication WHERE {IS_PUBLIC} ORDER BY number DESC LIMIT 1
"""
PROBE = "SELECT bit_xor(hash(t)) FROM total AS t UNION ALL SELECT bit_xor(hash(b)) FROM batch AS b"
REPORT_GROUPS = {"region": "p.region", "place": "c.place", "partner": "c.partner"}


def partners(connection: Connection, tally: str) -> tuple[PartnerSummary, ...]:
    """Every registered partner, the real ones first, by name."""
    rows = connection.execute(text(PARTNERS.format(tally=tally)))
    return tuple(PartnerSummary(**row._mapping) for row in rows)


def reports(
    connection: Connection, tally: str, group: str, filters: Filters
) -> tuple[PlaceReport, ...]:
    """What regions, places or partners (`group`) reported publicly, most measures first."""
    rows = connection.execute(
        text(REPORTS.format(group=REPORT_GROUPS[group], tally=tally)),
        {"region": filters.region, "place": filters.place},
    )
    return tuple(PlaceReport(**row._mapping) for row in rows)


def coverage(connection: Connection, as_of: date, since: date) -> tuple[int, int]:
    """Partners that reported anything since a date, and partners registered."""
    row = connection.execute(text(COVERAGE), {"as_of": as_of, "since": since}).one()
    return row.reporting, row.expected


def probe(connection: Connection) -> None:
    """Read what every page rests on; raises what reading it does."""
    connection.execute(text(PROBE)).all()


def info(
    connection: Connection, snapshot_id: str, plan_version: str, damaged: str | None
) -> SnapshotInfo:
    """The newest publication with its counts."""
    row = connection.execute(text(INFO)).one()
    return SnapshotInfo(
        id=snapshot_id,
        published_at=row.published_at,
        measures=row.measures,
        partners=row.partners,
        sample=row.sample,
        newest_recorded_at=row.newest_recorded_at,
        plan_version=plan_version,
        damaged=damaged,
    )
