"""What became of deliveries, told: as lines for people and as documents for programs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from data.ledger.writer import batch_name
from data.progress.status_words import verdict_word
from data.questions.change_records import Change, Standing
from data.text.i18n import Language
from ingest.columns.layout import Layout
from ingest.load.cell_places import place_of
from ingest.load.deliveries import Outcome
from ingest.load.load import LoadReport
from ingest.problem_messages import Problem, refusal

PROBLEMS_SHOWN = 30
COUNTS = ("read", "new", "revised", "unchanged", "rejected", "warned", "left_out")
Document = dict[str, Any]


def document(outcome: Outcome, lang: str) -> Document:
    """A delivery's counts, problems and, of a dry run, what it would move."""
    if outcome.report is None:
        told = refusal(outcome.refused, lang) if outcome.refused else ""
        return {"source": outcome.source, "refused": told}
    report = outcome.report
    found: Document = {"batch": None if outcome.changes is not None else report.batch}
    found |= {"source": report.source, "format": report.layout.file_format, "state": report.state}
    found |= {name: getattr(report, name) for name in COUNTS}
    found["unused_columns"] = list(report.layout.unused)
    found["unused_sheets"] = list(report.layout.unused_sheets)
    found["hidden"] = list(report.layout.hidden)
    found["problems"] = problems(report.problems, report.layout, lang)
    found["warnings"] = problems(report.warnings, report.layout, lang)
    if outcome.changes is not None:
        found["changes"] = [_change(change) for change in outcome.changes]
    return found


def problems(found: Iterable[Problem], layout: Layout | None, lang: str) -> list[Document]:
    """Each problem with where it is and its sentence."""
    return [
        asdict(problem)
        | {"where": where(problem, layout, lang), "sentence": sentence(problem, layout, lang)}
        for problem in found
    ]


def where(problem: Problem, layout: Layout | None, lang: str) -> str:
    """Where a person finds a problem; by line and column where the layout was not kept."""
    if layout is None:
        return f"line {problem.line}, {problem.column or 'row'}"
    return place_of(layout, problem.line, problem.column, lang, problem.found_at)


def sentence(problem: Problem, layout: Layout | None, lang: str) -> str:
    """What is wrong and how to mend it, in the sender's own words for columns."""
    called = layout.called(problem.line, problem.column) if layout else ""
    return problem.sentence(lang, called.strip())


def lines(outcome: Outcome, lang: str) -> Iterator[str]:
    """What became of a delivery, line by line."""
    if outcome.report is None:
        told = refusal(outcome.refused, lang) if outcome.refused else ""
        yield f"{outcome.source}: {told}"
        return
    report = outcome.report
    yield from _problem_lines(report.problems, report, lang)
    yield from _problem_lines(report.warnings, report, lang)
    t = Language(lang)
    if report.layout.unused:
        yield t.gettext("Columns not used: {names}.", names=", ".join(report.layout.unused))
    if report.layout.unused_sheets:
        yield t.gettext("Sheets not used: {names}.", names=", ".join(report.layout.unused_sheets))
    if report.layout.hidden:
        yield t.gettext(
            "Hidden rows and columns were read too: {names}.", names=", ".join(report.layout.hidden)
        )
    called = report.batch if outcome.changes is None else t.gettext("Dry run")
    yield f"{called}: {counts(t, {name: getattr(report, name) for name in COUNTS})}"
    if report.layout.continues and report.state != "approved":
        yield t.gettext(
            "Its rows wait with {batch}, whose refused rows they bring back.",
            batch=batch_name(report.layout.continues),
        )
    if outcome.changes is not None:
        yield from _effect(outcome.changes, t)


def counts(t: Language, told: Mapping[str, Any]) -> str:
    """What became of the rows of a delivery; all but warnings add up to those read."""
    numbers = {name: t.number(told[name]) for name in COUNTS}
    said = t.ngettext(
        "{read} row read: {new} new, {revised} revised, {unchanged} unchanged, {rejected} rejected,"
        " {left_out} left out.",
        "{read} rows read: {new} new, {revised} revised, {unchanged} unchanged, {rejected}"
        " rejected, {left_out} left out.",
        told["read"],
        **numbers,
    )
    if not told["warned"]:
        return said
    n = told["warned"]
    warned = t.ngettext("{n} entered with a warning.", "{n} entered with a warning.", n)
    return f"{said} {warned}"


def _problem_lines(found: Sequence[Problem], report: LoadReport, lang: str) -> Iterator[str]:
    for problem in found[:PROBLEMS_SHOWN]:
        place = where(problem, report.layout, lang)
        yield f"{place}: {problem.code}: {sentence(problem, report.layout, lang)}"
    if len(found) > PROBLEMS_SHOWN:
        yield f"… python -m ingest show {report.batch}"


def _effect(changes: Sequence[Change], t: Language) -> Iterator[str]:
    """Totals before and after, and verdicts that would flip."""
    flips = sum(change.verdict_changed(h) for change in changes for h in change.after)
    if flips:
        yield t.ngettext(
            "{n} verdict would change. Nothing was written.",
            "{n} verdicts would change. Nothing was written.",
            flips,
        )
    else:
        yield t.gettext("No verdict would change. Nothing was written.")
    for change in changes:
        first = next(iter(change.after))
        yield t.gettext(
            "{indicator}: {before} → {after}",
            indicator=f"{change.indicator.id} {change.indicator.name.text(t.lang)}",
            before=_value(change.before.get(first), t),
            after=_value(change.after[first], t),
        )
        for horizon in filter(change.verdict_changed, change.after):
            before, after = change.before[horizon], change.after[horizon]
            yield "  " + t.gettext(
                "{indicator}, {horizon}: {before} → {after}",
                indicator=change.indicator.id,
                horizon=horizon,
                before=verdict_word(t, before.status, before.reason),
                after=verdict_word(t, after.status, after.reason),
            )


def _value(standing: Standing | None, t: Language) -> str:
    if standing is None or standing.value is None:
        return t.gettext("nothing yet")
    return t.number(standing.value)


def _change(change: Change) -> Document:
    return {
        "indicator": change.indicator.id,
        "verdicts_changed": [str(h) for h in change.after if change.verdict_changed(h)],
        "before": {str(h): asdict(standing) for h, standing in change.before.items()},
        "after": {str(h): asdict(standing) for h, standing in change.after.items()},
    }
