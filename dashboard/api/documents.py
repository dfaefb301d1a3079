"""Answers as JSON documents, with the names the contract fixes. Pure: records in, dicts out."""

from dataclasses import asdict
from datetime import date
from typing import Any

from dashboard.api.verdicts import verdict
from data.plan.model import Baseline, Facility, Plan, Target, Words
from data.progress.dates import year_end
from data.questions.answers import IndicatorProgress, ObjectiveProgress, SnapshotInfo

Document = dict[str, Any]


def objective(progress: ObjectiveProgress, info: SnapshotInfo, lang: str, as_of: date) -> Document:
    """An objective with all its indicators, verdicts and their components."""
    found = progress.objective
    indicators = (progress.headline, *progress.supporting)
    return {
        "code": found.code,
        "goal": found.goal,
        "label": found.label.text(lang),
        "title": words(found.title, lang),
        "facility": found.facility,
        "family": progress.facility.family if progress.facility else None,
        "status": {str(h): v.status for h, v in progress.headline.verdicts.items()},
        "headline": progress.headline.indicator.id,
        "indicators": [indicator(i, info, lang, as_of) for i in indicators],
        "sample": any(i.sample for i in indicators),
        "plan_version": info.plan_version,
        "snapshot": info.id,
        "as_of": as_of,
    }


def indicator(progress: IndicatorProgress, info: SnapshotInfo, lang: str, as_of: date) -> Document:
    """An indicator with its current value and a verdict a horizon."""
    found = progress.indicator
    return {
        "id": found.id,
        "name": found.name.text(lang),
        "kind": found.kind,
        "unit": found.unit,
        "direction": found.direction,
        "baseline": _baseline(found.baseline, lang),
        "targets": {str(h): _target(t, h, lang) for h, t in found.targets.items()},
        "current": _current(progress),
        "verdicts": {str(h): verdict(v, info) for h, v in progress.verdicts.items()},
        "coverage": asdict(progress.coverage),
        "freshness_days": progress.freshness_days(as_of),
        "measures": progress.measures,
    }


def series(progress: IndicatorProgress) -> Document:
    """Totals over time, and those on each horizon's own set."""
    return {
        "id": progress.indicator.id,
        "unit": progress.indicator.unit,
        "points": [asdict(point) for point in progress.points],
        "set_points": {str(h): [asdict(p) for p in ps] for h, ps in progress.set_points.items()},
    }


def plan(found: Plan, lang: str) -> Document:
    """The plan in one language: goals, facilities, objectives and indicators."""
    return {
        "version": found.version,
        "title": found.title.text(lang),
        "horizons": found.horizons,
        "baseline_year": found.baseline_year,
        "goals": [{"code": g.code, "name": g.name.text(lang)} for g in found.goals],
        "facilities": [facility(f, found, lang) for f in found.facilities],
        "objectives": [
            {
                "code": o.code,
                "goal": o.goal,
                "facility": o.facility,
                "label": o.label.text(lang),
                "title": words(o.title, lang),
                "baseline": words(o.baseline_text, lang),
                "targets": {str(h): t.text(lang) for h, t in o.target_texts.items()},
                "source": o.source,
            }
            for o in found.objectives
        ],
        "indicators": [
            {
                "id": i.id,
                "objective": i.objective,
                "name": i.name.text(lang),
                "kind": i.kind,
                "unit": i.unit,
                "headline": i.headline,
                "baseline": _baseline(i.baseline, lang),
                "targets": {str(h): _target(t, h, lang) for h, t in i.targets.items()},
            }
            for i in found.indicators
        ],
    }


def facility(found: Facility, plan: Plan, lang: str) -> Document:
    """A facility with the objectives it is home to."""
    return {
        "id": found.id,
        "family": found.family,
        "number": found.number,
        "name": found.name.text(lang),
        "objectives": [o.code for o in plan.objectives_of_facility(found.id)],
    }


def words(found: Words | None, lang: str) -> str | None:
    """Words in a language; None for what is not published."""
    return found.text(lang) if found else None


def _baseline(found: Baseline, lang: str) -> Document:
    return {
        "state": found.state,
        "value": found.value,
        "low": found.low,
        "high": found.high,
        "date": found.date,
        "of": found.of,
        "text": words(found.text, lang),
        "caveat": words(found.caveat, lang),
    }


def _target(found: Target, horizon: int, lang: str) -> Document:
    return {
        "type": found.type,
        "value": found.value,
        "set": found.set,
        "of_horizon": found.of_horizon,
        "step": found.step,
        "text": words(found.text, lang),
        "due": (found.due or year_end(horizon)) if found.type != "none" else None,
    }


def _current(progress: IndicatorProgress) -> Document | None:
    if progress.current is None:
        return None
    return {
        "value": progress.current.value,
        "low": progress.spread[0] if progress.spread else None,
        "high": progress.spread[1] if progress.spread else None,
        "denominator": progress.current.denominator,
        "period_end": progress.current.period_end,
        "recorded_at": progress.recorded_at,
        "contributors": progress.contributors,
    }
