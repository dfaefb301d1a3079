"""Verdicts as JSON: every number they are made of, enough to redo them by hand."""

from dataclasses import asdict
from typing import Any

from data.progress.alternative import CLASS_STATUS
from data.progress.alternative_model import Alternative
from data.progress.judge import METHOD_VERSION
from data.progress.model import Verdict
from data.questions.answers import SnapshotInfo


def verdict(found: Verdict, info: SnapshotInfo) -> dict[str, Any]:
    """One verdict, stamped with the plan, the method and the snapshot it rests on."""
    return {
        "status": found.status,
        "reason": found.reason,
        "ratio": found.ratio,
        "expected_now": found.components.expected_now,
        "pace": found.pace,
        "pace_needed": found.pace_needed,
        "acceleration": found.acceleration,
        "projected": found.projected,
        "projected_year": found.projected_year,
        "trend": found.trend,
        "alternative": _alternative(found.alternative) if found.alternative else None,
        "divergence": found.divergence,
        "confidence": asdict(found.confidence) if found.confidence else None,
        "marks": found.marks,
        "components": asdict(found.components)
        | {
            "plan_version": info.plan_version,
            "method_version": METHOD_VERSION,
            "snapshot": info.id,
        },
    }


def _alternative(found: Alternative) -> dict[str, Any]:
    return {"method": "cagr", "status": CLASS_STATUS[found.label]} | asdict(found)
