"""Tables of the ledger and of every snapshot, declared once.

Long because every table stands here and nowhere else.

No sequences, no enforced keys, no ON CONFLICT: idempotence is by key and anti-join, so that the
same statements run on a lakehouse as on a single file. Times are UTC without zone.
"""

from duckdb_sqlalchemy.datatypes import UBigInteger
from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Double,
    Integer,
    MetaData,
    String,
    Table,
)

METADATA = MetaData()

# What was reported. Only ever appended to.
MEASURE = Table(
    "measure",
    METADATA,
    Column("batch", Integer, nullable=False),
    Column("line", Integer, nullable=False),
    Column("key", UBigInteger, nullable=False),  # of the natural key; see ingest.stage
    Column("indicator", String, nullable=False),
    Column("partner", String, nullable=False),
    Column("place", String, nullable=False),
    Column("facility", String, nullable=False),
    Column("period", String, nullable=False),
    Column("period_start", Date, nullable=False),
    Column("period_end", Date, nullable=False),
    Column("value", Double, nullable=False),
    Column("denominator", Double),
    Column("obs_status", String, nullable=False),
    Column("disclosure", String, nullable=False),
    Column("activity", String),
    Column("source", String),
    Column("comment", String),
    Column("recorded_at", DateTime, nullable=False),
    Column("sample", Boolean, nullable=False),
)

# One delivery; its state is that of its newest event.
BATCH = Table(
    "batch",
    METADATA,
    Column("number", Integer, nullable=False),
    Column("received_at", DateTime, nullable=False),
    Column("source", String, nullable=False),
    Column("digest", String, nullable=False),
    Column("format", String, nullable=False),
    Column("sample", Boolean, nullable=False),
    Column("rows_read", Integer, nullable=False),
    Column("rows_new", Integer, nullable=False),
    Column("rows_revised", Integer, nullable=False),
    Column("rows_unchanged", Integer, nullable=False),
    Column("rows_rejected", Integer, nullable=False),
    Column("rows_warned", Integer),
    Column("rows_left_out", Integer),
    Column("continues", Integer),  # the batch whose refused rows this one brings back
    Column("layout", String),  # JSON: see ingest.layout
    Column("request", String),  # the key a sender gave it, so that asking twice loads once
    Column("sender", String),  # the partner whose account or token sent it; empty if loaded here
)

BATCH_EVENT = Table(
    "batch_event",
    METADATA,
    Column("batch", Integer, nullable=False),
    Column("state", String, nullable=False),
    Column("decided_at", DateTime, nullable=False),
    Column("why", String),
)

# One problem of one rejected row; `row_text` is the row as it came, as a JSON
# array of its cells.
REJECTED = Table(
    "rejected",
    METADATA,
    Column("batch", Integer, nullable=False),
    Column("line", Integer, nullable=False),
    Column("found_at", String),  # where a person finds the row; see ingest.layout
    Column("column_name", String, nullable=False),
    Column("code", String, nullable=False),
    Column("cell", String),
    Column("hint", String),
    Column("row_text", String, nullable=False),
)

# One doubt about a row that was let in: for a reviewer to look at.
WARNING = Table(
    "warning",
    METADATA,
    Column("batch", Integer, nullable=False),
    Column("line", Integer, nullable=False),
    Column("found_at", String),
    Column("column_name", String, nullable=False),
    Column("code", String, nullable=False),
    Column("cell", String),
    Column("hint", String),
)

# Derived: what a batch brought for an indicator, so that a change can name its cause.
DELIVERED = Table(
    "delivered",
    METADATA,
    Column("batch", Integer, nullable=False),
    Column("indicator", String, nullable=False),
    Column("new", Integer, nullable=False),
    Column("revised", Integer, nullable=False),
    Column("partners", Integer, nullable=False),
)

# Derived: activities that two partners reported; the second report counts in no total.
OVERLAP = Table(
    "overlap",
    METADATA,
    Column("indicator", String, nullable=False),
    Column("activity", String, nullable=False),
    Column("counted", String, nullable=False),
    Column("deducted", String, nullable=False),
)

# Derived: what public measures in force add to totals, one row per partner, place, facility and
# period. `amount` is a change against the previous period where values are states that add up
# (level, share), the value itself otherwise; `estimated` counts measures that are not final.
CONTRIBUTION = Table(
    "contribution",
    METADATA,
    Column("indicator", String, nullable=False),
    Column("partner", String, nullable=False),
    Column("place", String, nullable=False),
    Column("facility", String, nullable=False),
    Column("disclosure", String, nullable=False),
    Column("period_end", Date, nullable=False),
    Column("amount", Double, nullable=False),
    Column("denominator", Double),
    Column("measures", Integer, nullable=False),
    Column("estimated", Integer, nullable=False),
    Column("recorded_at", DateTime, nullable=False),
    Column("sample", Boolean, nullable=False),
)

# Derived: contributions rolled up, so that a verdict reads thousands of rows, not millions. The
# total of an indicator at a period's end: `amount` as in `contribution`, per place where places
# are counted, for all together ("") otherwise; yearly amounts at the year's end. `rule` says how
# amounts of successive periods go together: see data.rollups.
TOTAL = Table(
    "total",
    METADATA,
    Column("indicator", String, nullable=False),
    Column("rule", String, nullable=False),
    Column("place", String, nullable=False),
    Column("period_end", Date, nullable=False),
    Column("amount", Double, nullable=False),
    Column("denominator", Double),
)

# Derived: contributions by partner and period, from which the next two follow. `confidential` says
# that some of it must not be shown alone.
PARTNER_TOTAL = Table(
    "partner_total",
    METADATA,
    Column("indicator", String, nullable=False),
    Column("partner", String, nullable=False),
    Column("period_end", Date, nullable=False),
    Column("amount", Double, nullable=False),
    Column("denominator", Double),
    Column("measures", Integer, nullable=False),
    Column("estimated", Integer, nullable=False),
    Column("confidential", Boolean, nullable=False),
    Column("recorded_at", DateTime, nullable=False),
    Column("sample", Boolean, nullable=False),
)

# Derived: what each partner reported of an indicator; of yearly amounts the newest year and the one
# reported before it.
REPORTED = Table(
    "reported",
    METADATA,
    Column("indicator", String, nullable=False),
    Column("partner", String, nullable=False),
    Column("year", Integer),
    Column("amount", Double),
    Column("year_before", Integer),
    Column("amount_before", Double),
    Column("measures", Integer, nullable=False),
    Column("estimated", Integer, nullable=False),
    Column("confidential", Boolean, nullable=False),
    Column("recorded_at", DateTime, nullable=False),
    Column("sample", Boolean, nullable=False),
)

# Every plan ever judged against, and the versions before it. In force is the newest that is not
# `earlier`; earlier versions are kept to be compared with, never to judge by.
PLAN = Table(
    "plan",
    METADATA,
    Column("version", String, nullable=False),
    Column("digest", String, nullable=False),
    Column("content", String, nullable=False),
    Column("recorded_at", DateTime, nullable=False),
    Column("earlier", Boolean, nullable=False),
)

INDICATOR = Table(
    "indicator",
    METADATA,
    Column("id", String, nullable=False),
    Column("objective", String),
    Column("facility", String),
    Column("kind", String, nullable=False),
    Column("unit", String, nullable=False),
    Column("aggregation", String, nullable=False),
    Column("low", Double),
    Column("high", Double),
    Column("place_kind", String),
    Column("needs_denominator", Boolean, nullable=False),
    Column("adds_up", Boolean, nullable=False),
    Column("more_is_better", Boolean, nullable=False),
)

# Numbers that the plan itself prints: a measure that repeats one may have been taken from there.
PRINTED = Table(
    "printed",
    METADATA,
    Column("indicator", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("value", Double, nullable=False),
    Column("year", Integer, nullable=False),
)

UNIT = Table(
    "unit",
    METADATA,
    Column("indicator", String, nullable=False),
    Column("code", String, nullable=False),
    Column("factor", Double, nullable=False),
)

FACILITY = Table("facility", METADATA, Column("id", String, nullable=False))

PLACE = Table(
    "place",
    METADATA,
    Column("code", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("region", String),
    Column("subregion", String),
)

PLACE_ALIAS = Table(
    "place_alias",
    METADATA,
    Column("alias", String, nullable=False),
    Column("code", String, nullable=False),
)

PARTNER = Table(
    "partner",
    METADATA,
    Column("id", String, nullable=False),
    Column("name", String, nullable=False),
    Column("acronym", String),
    Column("college", String, nullable=False),
    Column("seat", String),
    Column("member", Boolean),
    Column("sample", Boolean, nullable=False),
)

PLACE_SET_MEMBER = Table(
    "place_set_member",
    METADATA,
    Column("set", String, nullable=False),
    Column("place", String, nullable=False),
)

ACTIVITY = Table(
    "activity",
    METADATA,
    Column("id", String, nullable=False),
    Column("lead", String),
)

# Which reference the tables above were filled from, and every publication.
META = Table(
    "meta",
    METADATA,
    Column("name", String, nullable=False),
    Column("value", String, nullable=False),
)

PUBLICATION = Table(
    "publication",
    METADATA,
    Column("number", Integer, nullable=False),
    Column("snapshot", String, nullable=False),
    Column("published_at", DateTime, nullable=False),
)

# How publications judged each indicator; a row only where it differs from the publication before.
# `causes` is JSON: what brought the change about.
JUDGEMENT = Table(
    "judgement",
    METADATA,
    Column("publication", Integer, nullable=False),
    Column("published_at", DateTime, nullable=False),
    Column("indicator", String, nullable=False),
    Column("horizon", Integer, nullable=False),
    Column("status", String, nullable=False),
    Column("reason", String),
    Column("value", Double),
    Column("period_end", Date),
    Column("causes", String, nullable=False),
)

# What came of each visit to a source; its state is that of its newest run. `detail` is a sentence,
# never a secret. `etag`, `last_modified` and `digest` are of what was there, to ask for news only.
SOURCE_RUN = Table(
    "source_run",
    METADATA,
    Column("source", String, nullable=False),
    Column("started_at", DateTime, nullable=False),
    Column("finished_at", DateTime, nullable=False),
    Column("result", String, nullable=False),  # ok, unchanged, partly, failed
    Column("detail", String),
    Column("batch", Integer),
    Column("etag", String),
    Column("last_modified", String),
    Column("digest", String),
)

# What was reported, decided, fetched and published: never made anew from anything else.
KEPT = {
    "measure",
    "batch",
    "batch_event",
    "rejected",
    "warning",
    "plan",
    "publication",
    "judgement",
    "source_run",
}
