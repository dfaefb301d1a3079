"""All public measures of a question as one Parquet file, written by the database itself."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, text

from data.questions.answers import Filters
from data.questions.measures import LISTED, NEWEST_FIRST, REVISIONS, bound
from data.table_files import parquet_options

# The columns of `Measure`, in its order.
COLUMNS = """
indicator, partner, coalesce(partner_name, partner) AS partner_name, place, facility, period,
period_start, period_end, value, denominator, obs_status, activity, source, comment,
printf('B-%06d', batch) AS batch, recorded_at, revision, revision < revisions AS superseded, sample,
printf('%016x', key) AS key
"""
ALL = f"{LISTED}, slice AS (SELECT * FROM listed) {REVISIONS} ORDER BY {NEWEST_FIRST}"


def write_parquet(
    connection: Connection,
    target: Path,
    as_of: date,
    filters: Filters,
    indicators: tuple[str, ...] | None,
    about: Mapping[str, str],
) -> None:
    """Newest recording first, as the pages of measures have them."""
    options = parquet_options(about).replace(":", r"\:")  # a colon before a word asks for a value
    wanted = f"COPY (SELECT {COLUMNS} FROM ({ALL})) TO :target ({options})"
    values = bound(as_of, filters, indicators) | {"target": str(target)}
    connection.execute(text(wanted), values)
