"""Brings a ledger made by an earlier version to today's tables.

What was reported is kept and gains empty columns; what is derived or copied in is made anew, and
filled again by the next `sync`. What a later version made is refused, and left as it is.
"""

from functools import cache
from hashlib import sha256

from sqlalchemy import Boolean, Table
from sqlalchemy.schema import CreateTable

from data.errors import OtherVersionError
from data.ledger.identifiers import is_odd, natural_key, normalised
from data.ledger.release import RELEASE_ALL
from data.ledger.schema import KEPT, META, METADATA, VERSION
from data.ledger.tables import Tables

SCHEMA, MADE_BY = "schema_digest", "schema_version"
HAS_META = "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'meta'"
COLUMNS = "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal"

TODAYS_KEY = natural_key(normalised("activity"), "concat(period_start, '/', period_end)")
# What loading writes down batch by batch, for all batches at once.
DELIVERED_BEFORE = """
INSERT INTO delivered
SELECT batch, indicator, disclosure, count(*) FILTER (turn = 1), count(*) FILTER (turn > 1),
  count(DISTINCT partner)
FROM (SELECT batch, indicator, disclosure, partner,
    row_number() OVER (PARTITION BY key ORDER BY recorded_at, batch, line) AS turn FROM measure)
GROUP BY batch, indicator, disclosure
"""


# Reports whose activity was typed with other dashes or spaces than its key is made of today, unless
# another report has that key: then both go on counting as they did.
RENAME_ACTIVITIES = f"""
UPDATE measure SET activity = {normalised("activity")}, key = {TODAYS_KEY}
WHERE ({is_odd("activity")}) AND {TODAYS_KEY} NOT IN (SELECT key FROM measure)
"""


# Before the release rule, the log of verdicts told totals with what was reported in confidence, and
# batches of it: its statuses are kept, these are not.
SCRUB_LOG = """
UPDATE judgement SET value = NULL, causes = '[]',
  reason = CASE reason WHEN 'withheld' THEN 'no_measures' ELSE reason END
WHERE indicator IN (SELECT indicator FROM measure WHERE disclosure = 'aggregate')
"""


def bring_up_to_date(tables: Tables) -> None:
    """Make what is missing, in one transaction; quick where nothing is.

    Raises `OtherVersionError` where a later version made what is there.
    """
    digest = schema_digest()
    known = _known(tables)
    if int(known.get(MADE_BY, 0)) > VERSION:
        raise OtherVersionError(
            f"This home was last written by a later version of this program (its tables have the"
            f" number {known[MADE_BY]}, this program knows {VERSION}). Nothing was changed. Run the"
            " later version, or restore a backup that was made before it."
        )
    if known.get(SCHEMA) == digest:
        tables.connection.rollback()
        return
    columns: dict[str, set[str]] = {}
    for row in tables.run(COLUMNS):
        columns.setdefault(row.table_name, set()).add(row.column_name)
    for table in METADATA.sorted_tables:
        _make(tables, table, columns.get(table.name))
    never_released = bool(columns) and "released" not in columns
    if never_released:
        tables.run(SCRUB_LOG)
    tables.run(RENAME_ACTIVITIES)
    tables.run(DELIVERED_BEFORE)
    tables.run("DELETE FROM meta")  # so that reference and derived tables are filled again
    made = {SCHEMA: digest, MADE_BY: str(VERSION)}
    tables.add(META, [{"name": name, "value": value} for name, value in made.items()])
    if never_released:
        tables.add(META, [{"name": RELEASE_ALL, "value": ""}])
    tables.connection.commit()


def refuse_other_version(tables: Tables) -> None:
    """Raises `OtherVersionError` where what is published has other tables than this program's."""
    if _known(tables).get(SCHEMA) != schema_digest():
        raise OtherVersionError(
            "What is published was made by another version of this program. Run"
            " `python -m ingest prepare`, which brings it to this one; if this is the older of the"
            " two, run the later one."
        )


def _known(tables: Tables) -> dict[str, str]:
    """What is written down of the tables; nothing where there are none yet."""
    if not tables.scalar(HAS_META):
        return {}
    return {row.name: row.value for row in tables.run("SELECT name, value FROM meta")}


@cache
def schema_digest() -> str:
    """What all tables are made by, in a few letters."""
    return sha256("".join(str(CreateTable(t)) for t in METADATA.sorted_tables).encode()).hexdigest()


def _make(tables: Tables, table: Table, known: set[str] | None) -> None:
    if known is not None and table.name not in KEPT:
        tables.run(f'DROP TABLE "{table.name}"')
        known = None
    if known is None:
        table.create(tables.connection, checkfirst=False)
        return
    for column in table.columns:
        if column.name not in known:
            empty = "DEFAULT false" if isinstance(column.type, Boolean) else ""
            tables.run(
                f'ALTER TABLE "{table.name}" ADD COLUMN "{column.name}" '
                f"{column.type.compile()} {empty}"
            )
