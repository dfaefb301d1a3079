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
    Column("parent_activity", String),  # the activity it is a part of
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
    Column("layout", String),  # JSON: see ingest.columns.layout
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

# Rows of a batch that say what an earlier row said, told by where that one stands: they are rows of
# the batch's own as soon as a decision makes a difference between the two.
RESTATED = Table(
    "restated",
    METADATA,
    Column("batch", Integer, nullable=False),
    Column("line", Integer, nullable=False),
    Column("of_batch", Integer, nullable=False),
    Column("of_line", Integer, nullable=False),
)

# One problem of one rejected row; `row_text` is the row as it came, as a JSON
# array of its cells.
REJECTED = Table(
    "rejected",
    METADATA,
    Column("batch", Integer, nullable=False),
    Column("line", Integer, nullable=False),
    Column("found_at", String),  # where a person finds the row; see ingest.columns.layout
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

# Derived: what a batch brought for an indicator by disclosure, so that a change can name its cause.
DELIVERED = Table(
    "delivered",
    METADATA,
    Column("batch", Integer, nullable=False),
    Column("indicator", String, nullable=False),
    Column("disclosure", String, nullable=False),
    Column("new", Integer, nullable=False),
    Column("revised", Integer, nullable=False),
    Column("partners", Integer, nullable=False),
)

# What a person decided of a report that may be of the same fact as others: `same` or `apart`. The
# newest answer stands.
SETTLEMENT = Table(
    "settlement",
    METADATA,
    Column("key", UBigInteger, nullable=False),  # of the report that was deducted
    Column("answer", String, nullable=False),
    Column("settled_by", String, nullable=False),
    Column("settled_at", DateTime, nullable=False),
)

# Derived: reports of which nothing or only a part (`amount` is the rest) counts in any total, as
# another one says the same or a part of it: see data.ledger.double_counting. `open` asks for a
# person.
OVERLAP = Table(
    "overlap",
    METADATA,
    Column("indicator", String, nullable=False),
    Column("why", String, nullable=False),
    Column("activity", String),
    Column("counted", String, nullable=False),  # the partner
    Column("counted_key", UBigInteger, nullable=False),  # of parts, the newest one
    Column("deducted", String, nullable=False),  # the partner
    Column("deducted_key", UBigInteger, nullable=False),
    Column("place", String, nullable=False),
    Column("period_end", Date, nullable=False),
    Column("amount", Double, nullable=False),
    Column("open", Boolean, nullable=False),
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
# amounts of successive periods go together: see data.ledger.totals.
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

# Derived: contributions by partner and period, from which the next two follow.
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
    Column("recorded_at", DateTime, nullable=False),
    Column("sample", Boolean, nullable=False),
)

# Amounts reported in confidence that were released into a total: see data.ledger.release. `amount`
# stands at the end of its period (for states, until the next one) from `released_at` on, until it
# is released anew; 0 after it was dropped. `scope` is the set it is of, "" for all.
RELEASED = Table(
    "released",
    METADATA,
    Column("indicator", String, nullable=False),
    Column("scope", String, nullable=False),
    Column("period_end", Date, nullable=False),
    Column("released_at", DateTime, nullable=False),
    Column("amount", Double, nullable=False),
    Column("denominator", Double),
)

# The confidential reports in a released amount. Never shown: `fresh` where no earlier amount held
# this value of the report.
SPENT = Table(
    "spent",
    METADATA,
    Column("indicator", String, nullable=False),
    Column("period_end", Date, nullable=False),
    Column("released_at", DateTime, nullable=False),
    Column("partner", String, nullable=False),
    Column("series", UBigInteger, nullable=False),  # see data.ledger.double_counting.SERIES
    Column("key", UBigInteger, nullable=False),
    Column("value", Double, nullable=False),
    Column("fresh", Boolean, nullable=False),
)

# What each partner adds to a released amount. Never shown.
RELEASED_PART = Table(
    "released_part",
    METADATA,
    Column("indicator", String, nullable=False),
    Column("period_end", Date, nullable=False),
    Column("released_at", DateTime, nullable=False),
    Column("partner", String, nullable=False),
    Column("amount", Double, nullable=False),
    Column("denominator", Double),
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
    Column("holding", String, nullable=False),  # those of one group are one to the release rule
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

# The number of all these tables: one more whenever one of them changes, which a test asks for.
VERSION = 1

# Which version made these tables, and which reference the tables above were filled from.
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
    "restated",
    "settlement",
    "released",
    "spent",
    "released_part",
    "rejected",
    "warning",
    "plan",
    "publication",
    "judgement",
    "source_run",
}
