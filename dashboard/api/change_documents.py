"""Changes and breakdowns as JSON."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from data.questions.answers import Breakdown, Overlap
from data.questions.change_records import Change

Document = dict[str, Any]


def changes(found: Sequence[Change], since: date, as_of: date, lang: str) -> Document:
    """What moved between two days."""
    return {"since": since, "as_of": as_of, "changes": [_change(c, lang) for c in found]}


def breakdown(found: Breakdown, overlaps: Sequence[Overlap]) -> Document:
    """A total taken apart; what was told in confidence is one part without a code."""
    return {
        "total": found.total,
        "doubled": found.doubled,
        "adds_up": found.adds_up,
        "parts": [asdict(part) for part in found.parts],
        "overlaps": [asdict(overlap) for overlap in overlaps],
    }


def _change(change: Change, lang: str) -> Document:
    return {
        "indicator": change.indicator.id,
        "objective": change.indicator.objective,
        "name": change.indicator.name.text(lang),
        "value_changed": change.value_changed,
        "verdicts_changed": [str(h) for h in change.after if change.verdict_changed(h)],
        "before": {str(h): asdict(standing) for h, standing in change.before.items()},
        "after": {str(h): asdict(standing) for h, standing in change.after.items()},
        "causes": [asdict(cause) for cause in change.causes],
    }
