"""From a delivery to rows in the ledger: read, normalise, validate, append, publish.

What is kept is written in one transaction: a crash leaves the whole batch or nothing. A row that
says what the ledger already holds is noted as said again, what differs becomes a revision, bad
rows are kept aside with their reasons.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from data.ledger.contributions import refresh
from data.ledger.schema import BATCH, BATCH_EVENT
from data.ledger.writer import Ledger, batch_name
from data.metrics import LOADS
from data.store.publish import digest
from ingest.checks.normalise import normalise
from ingest.checks.plausibility import doubt, doubt_counted_once
from ingest.checks.validate import validate
from ingest.columns.layout import Layout
from ingest.columns.mapping import Mapping
from ingest.load.batches import waits_for
from ingest.load.known_rows import compare, is_changed
from ingest.load.news import brought_by, has_new_problems, note_given
from ingest.load.read import Request, read
from ingest.problem_messages import Problem

GOOD = """
CREATE OR REPLACE TEMP VIEW good AS SELECT * FROM staged ANTI JOIN problem USING (line)
"""
COUNTED = """
SELECT (SELECT count(*) FROM raw) AS read,
  (SELECT count(*) FROM good) AS good,
  (SELECT count(DISTINCT line) FROM problem WHERE code <> 'left_out') AS rejected,
  (SELECT count(DISTINCT line) FROM problem WHERE code = 'left_out') AS left_out,
  (SELECT count(DISTINCT line) FROM doubt
    ANTI JOIN (SELECT line FROM met WHERE unchanged) USING (line)) AS warned,
  (SELECT count(*) FROM met WHERE unchanged) AS unchanged,
  (SELECT count(*) FROM met WHERE NOT unchanged) AS revised
"""
APPEND = """
INSERT INTO measure (batch, line, key, indicator, partner, place, facility, period, period_start,
  period_end, value, denominator, obs_status, disclosure, activity, parent_activity, source,
  comment, recorded_at, sample)
SELECT :batch, line, key, indicator, partner, place, facility, period, period_start, period_end,
  value, denominator, obs_status, disclosure, activity, parent_activity, source, comment,
  CAST(:recorded_at AS TIMESTAMP), :sample
FROM good ANTI JOIN (SELECT line FROM met WHERE unchanged) USING (line)
"""
NOTE_RESTATED = """
INSERT INTO restated SELECT :batch, line, of_batch, of_line FROM met WHERE unchanged
"""
NOTE_DELIVERED = """
INSERT INTO delivered
SELECT :batch, g.indicator, g.disclosure, count(*) FILTER (m.line IS NULL),
  count(*) FILTER (NOT m.unchanged), count(DISTINCT g.partner)
FROM good AS g LEFT JOIN met AS m USING (line)
WHERE m.line IS NULL OR NOT m.unchanged GROUP BY g.indicator, g.disclosure
"""
KEEP_REJECTED = """
INSERT INTO rejected (batch, line, found_at, column_name, code, cell, hint, row_text)
SELECT :batch, p.line, p.found_at, p.column_name, p.code, p.cell, p.hint,
  CAST(to_json(CAST([{cells}] AS VARCHAR[])) AS VARCHAR)
FROM problem AS p JOIN raw AS r ON r.line = p.line
WHERE p.line > :first AND p.line <= :last ORDER BY p.line, p.place_in_order
"""
# Nothing to look at in what was said before.
LOOKED_AT = """
FROM doubt
ANTI JOIN (SELECT line FROM met WHERE unchanged) USING (line) ORDER BY line, code
"""
KEEP_WARNINGS = f"""
INSERT INTO warning (batch, line, found_at, column_name, code, cell, hint)
SELECT :batch, line, found_at, column_name, code, cell, hint {LOOKED_AT}
"""
PROBLEMS = """
SELECT line, column_name, code, cell, hint, found_at FROM problem
ORDER BY line, place_in_order LIMIT :most
"""
WARNINGS = f"SELECT line, column_name, code, cell, hint, found_at {LOOKED_AT} LIMIT :most"
MOST_PROBLEMS_TOLD = 1000
LAST_LINE = 2**31 - 1
STEPS = ("reading", "checking", "adding", "summing up")
Step = Callable[[str], None]


def silent(_: str) -> None:
    """Tells nobody how far a load is."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A file with what its sender said about it; `name` is what it is called, if not as on disk.

    `only` is the partner it may report for, where its sender acts for one. `only_news`: without
    anything new in it, it makes no batch.
    """

    path: Path
    partner: str | None = None
    locale: str | None = None
    state: str = "approved"
    sample: bool = False
    file_format: str | None = None
    mapping: Mapping | None = None
    name: str = ""
    request: str | None = None
    only: str | None = None
    only_news: bool = False

    @property
    def called(self) -> str:
        """What the file is called to a person."""
        return self.name or self.path.name


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What became of a delivery's rows. `problems` and `warnings` hold the first thousand.

    `batch` is empty where nothing was written. `state` is that of the batch: one that continues
    another waits where that one waits.
    """

    batch: str
    source: str
    state: str
    read: int
    new: int
    revised: int
    unchanged: int
    rejected: int
    warned: int
    left_out: int
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    layout: Layout

    @property
    def changed(self) -> bool:
        """Whether anything entered the ledger."""
        return self.new + self.revised > 0


@LOADS.time()
def load(
    ledger: Ledger, delivery: Delivery, now: datetime | None = None, step: Step = silent
) -> LoadReport:
    """Load one delivery; `now` (UTC) is when we learned of it, where that was earlier.

    Such a replay keeps rows that repeat what is known: what came between may arrive after them,
    and replaying deliveries in any order must end in the same figures.
    Raises `UnreadableFileError` when nothing of the file can be used.
    """
    moment = now or ledger.now()
    layout = take_in(ledger, delivery, moment.date(), step)
    with ledger.transaction():
        return enter(ledger, delivery, layout, moment, step, replayed=now is not None)


def take_in(ledger: Ledger, delivery: Delivery, today: date, step: Step) -> Layout:
    """Read the file into `raw` and check it, as of `today`; how it was laid out.

    Only temporary tables are written, in a transaction of their own: what is committed is read by
    all cores, what is not by one.
    """
    step("reading")
    layout = read(ledger, _request(delivery))
    step("checking")
    with ledger.transaction():
        normalise(ledger, layout, today, delivery.only)
        validate(ledger, layout.partner, today)
        ledger.run(GOOD)
        doubt(ledger, layout)
    return layout


def _request(delivery: Delivery) -> Request:
    return Request(
        delivery.path,
        delivery.called,
        delivery.file_format,
        delivery.mapping,
        delivery.locale,
        delivery.partner,
        delivery.only,
    )


def enter(
    ledger: Ledger,
    delivery: Delivery,
    layout: Layout,
    now: datetime,
    step: Step,
    *,
    replayed: bool = False,
) -> LoadReport:
    """Append what was taken in; inside the caller's transaction."""
    state = waits_for(ledger, layout.continues) or delivery.state
    compare(ledger, state, replayed)
    number = int(ledger.scalar("SELECT coalesce(max(number), 0) + 1 FROM batch"))
    changed = is_changed(ledger)
    if delivery.only_news:
        note_given(ledger)
        before = brought_by(ledger, delivery.request, digest(delivery.path))
        if not changed and (before or not has_new_problems(ledger, delivery.called)):
            return replace(_report(ledger, number, state, delivery, layout), batch=before)
    ledger.note(delivery.only or "ingest", f"{batch_name(number)} {delivery.called}")
    ledger.run(NOTE_RESTATED, batch=number)
    if changed:
        step("adding")
        ledger.run(APPEND, batch=number, recorded_at=now.isoformat(), sample=delivery.sample)
        ledger.run(NOTE_DELIVERED, batch=number)
        step("summing up")
        _sum_up(ledger, number, state, now)
    else:
        _put(ledger, number, state, now)
    report = _report(ledger, number, state, delivery, layout)
    ledger.add(BATCH, [_batch_row(number, delivery, now, report)])
    if report.rejected or report.left_out:
        _keep_rejected(ledger, number, layout)
    if report.warned:
        ledger.run(KEEP_WARNINGS, batch=number)
    return report


def _sum_up(ledger: Ledger, number: int, state: str, now: datetime) -> None:
    """Count a batch, look what of it is reported elsewhere too, and leave it in its state."""
    _put(ledger, number, "approved", now)
    refresh(ledger, number)
    doubt_counted_once(ledger, number)
    if state != "approved":
        ledger.run("DELETE FROM batch_event WHERE batch = :batch", batch=number)
        _put(ledger, number, state, now)
        refresh(ledger, number)


def _put(ledger: Ledger, number: int, state: str, now: datetime) -> None:
    ledger.add(BATCH_EVENT, [{"batch": number, "state": state, "decided_at": now}])


def _keep_rejected(ledger: Ledger, number: int, layout: Layout) -> None:
    """Each bad row as it came: its cells in the sender's order, then what was surplus."""
    ends = [table.offset for table in layout.tables[1:]] + [LAST_LINE]
    for table, last in zip(layout.tables, ends, strict=True):
        cells = ", ".join(f"r.{raw}" for _, raw in table.columns)
        keep = KEEP_REJECTED.format(cells=f"{cells}, r.spare")
        ledger.run(keep, batch=number, first=table.offset, last=last)


def _report(
    ledger: Ledger, number: int, state: str, delivery: Delivery, layout: Layout
) -> LoadReport:
    counted = ledger.run(COUNTED)[0]
    return LoadReport(
        batch=batch_name(number),
        source=delivery.called,
        state=state,
        read=counted.read,
        new=counted.good - counted.revised - counted.unchanged,
        revised=counted.revised,
        unchanged=counted.unchanged,
        rejected=counted.rejected,
        warned=counted.warned,
        left_out=counted.left_out,
        problems=_problems(ledger, PROBLEMS),
        warnings=_problems(ledger, WARNINGS),
        layout=layout,
    )


def _problems(ledger: Ledger, question: str) -> tuple[Problem, ...]:
    return tuple(Problem(*tuple(row)) for row in ledger.run(question, most=MOST_PROBLEMS_TOLD))


def _batch_row(
    number: int, delivery: Delivery, now: datetime, report: LoadReport
) -> dict[str, object]:
    return {
        "number": number,
        "received_at": now,
        "source": delivery.called,
        "digest": digest(delivery.path),
        "format": report.layout.file_format,
        "sample": delivery.sample,
        "rows_read": report.read,
        "rows_new": report.new,
        "rows_revised": report.revised,
        "rows_unchanged": report.unchanged,
        "rows_rejected": report.rejected,
        "rows_warned": report.warned,
        "rows_left_out": report.left_out,
        "continues": report.layout.continues,
        "layout": report.layout.to_json(),
        "request": delivery.request,
        "sender": delivery.only,
    }
