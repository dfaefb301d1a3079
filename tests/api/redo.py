"""Redoes the verdicts of an objective's JSON document by hand. Knows nothing but the document.

Prints what differs: `curl …/api/v1/objectives/A1 | python tests/api/redo.py`.
"""

import json
import sys
from datetime import date
from typing import Any

Document = dict[str, Any]
NAMES = ("status", "reason", "ratio", "expected_now", "pace", "pace_needed", "acceleration")
YEARLY = ("rate", "growth")
CLASSES = {
    "target_achieved": "achieved",
    "substantial_progress": "on_track",
    "moderate_progress": "behind",
    "limited_progress": "far_behind",
    "deterioration": "moving_away",
    "not_available": None,
}


def differences(objective: Document) -> list[str]:
    """Where a verdict, or its alternative, is not what its own numbers make it."""
    as_of = date.fromisoformat(objective["as_of"])
    found = []
    for indicator in objective["indicators"]:
        for horizon, told in indicator["verdicts"].items():
            place = f"{indicator['id']} {horizon}"
            redone = verdict(indicator, horizon, as_of)
            found += [
                f"{place} {name}: told {told[name]}, redone {redone[name]}"
                for name in NAMES
                if not same(told[name], redone[name])
            ]
            if told["alternative"]:
                found += [f"{place} {d}" for d in alternative_differences(told["alternative"])]
    if objective["status"] != {h: v["status"] for h, v in headline(objective)["verdicts"].items()}:
        found.append("the objective's status is not its headline's")
    return found


def headline(objective: Document) -> Document:
    """The indicator that gives the objective its verdict."""
    return next(i for i in objective["indicators"] if i["id"] == objective["headline"])


def same(told: object, redone: object) -> bool:
    """Equal, numbers to nine digits."""
    if isinstance(told, int | float) and isinstance(redone, int | float):
        return abs(told - redone) <= 1e-9 * max(1.0, abs(told))
    return told == redone


# --- The verdict ---


def verdict(indicator: Document, horizon: str, as_of: date) -> Document:
    """One verdict from components, kind, direction, target, baseline and the day."""
    told = indicator["verdicts"][horizon]
    parts, target = told["components"], indicator["targets"][horizon]
    empty = dict.fromkeys(NAMES)
    reason = before_measuring(indicator, horizon)
    if reason:
        line = {"expected_now": parts["target"]} if target["type"] == "growth" else {}
        kept = line if parts["current"] is not None else {}
        return empty | {"status": "not_assessable", "reason": reason} | kept
    if indicator["kind"] == "milestone":
        return empty | ladder(parts, as_of)
    if target["type"] == "growth":
        return empty | growth(indicator, parts, as_of)
    return empty | level(indicator, parts, as_of)


def before_measuring(indicator: Document, horizon: str) -> str | None:
    """Why there is nothing to judge; None where a value stands beside a target."""
    parts = indicator["verdicts"][horizon]["components"]
    target = indicator["targets"][horizon]
    silent = indicator["measures"] == 0
    if target["type"] == "none" or (target["type"] == "all_of" and parts["target"] is None):
        return "no_published_target"
    if "set_members_not_published" in indicator["verdicts"][horizon]["marks"]:
        return "definition_mismatch"
    if parts["current_date"] is None:
        return "no_measures" if silent else "too_early"
    if target["type"] == "multiple" and parts["current_date"] <= f"{target['of_horizon']}-12-31":
        return "too_early"
    return None


def level(indicator: Document, parts: Document, as_of: date) -> Document:
    """A value on the straight line from a baseline to a target."""
    direction, old = indicator["direction"], stale(parts["current_date"], as_of)
    now, start = parts["current"], parts["baseline"]
    line = on_the_line(direction, parts)
    if meets(direction, now, parts["target"]):
        if old and indicator["kind"] in YEARLY:
            return refused("stale")
        return {"status": "achieved"} | line | {"pace_needed": None, "acceleration": None}
    hindrances = {
        "definition_mismatch": now is None,
        "baseline_not_established": start is None or parts["baseline_date"] is None,
        "stale": old,
        "too_early": not parts["baseline_date"] or parts["current_date"] <= parts["baseline_date"],
    }
    if any(hindrances.values()):
        return refused(next(reason for reason, found in hindrances.items() if found))
    ratio = line.get("ratio")
    return {"status": "moving_away" if ratio is None else status(ratio)} | line


def on_the_line(direction: str, parts: Document) -> Document:
    """Ratio, expected value and paces; nothing where no line can be drawn."""
    start, now, target = parts["baseline"], parts["current"], parts["target"]
    if None in (start, now, target, parts["baseline_date"]) or meets(direction, start, target):
        return {}
    y0, y, due = (years(parts[f"{at}_date"]) for at in ("baseline", "current", "target"))
    if y <= y0:
        return {}
    elapsed = min((y - y0) / (due - y0), 1.0) if due > y0 else 1.0
    pace = (now - start) / (y - y0)
    needed = (target - now) / (due - y) if due > y else None
    forward = pace * (target - start) > 0
    return {
        "ratio": (now - start) / (target - start) / elapsed,
        "expected_now": start + elapsed * (target - start),
        "pace": pace,
        "pace_needed": needed,
        "acceleration": needed / pace if needed is not None and forward else None,
    }


def growth(indicator: Document, parts: Document, as_of: date) -> Document:
    """Observed growth against the growth asked for."""
    direction, required, now = indicator["direction"], parts["target"], parts["current"]
    if stale(parts["current_date"], as_of):
        return refused("stale") | {"expected_now": required}
    reached = meets(direction, now, required)
    if meets(direction, 0.0, required):
        held = "achieved" if reached else "moving_away"
        return {"status": held, "expected_now": required}
    ratio = now / required
    judged = "achieved" if reached else status(ratio)
    return {"status": judged, "ratio": ratio, "expected_now": required}


def ladder(parts: Document, as_of: date) -> Document:
    """Steps reached against steps due."""
    due = [s for s in parts["steps"][1:] if s["due"] and date.fromisoformat(s["due"]) <= as_of]
    missed = [date.fromisoformat(s["due"]) for s in due if s["number"] > parts["current"]]
    if parts["current"] >= parts["target"]:
        judged = "achieved"
    elif not missed:
        judged = "on_track"
    else:
        first = min(missed)
        months = (as_of.year - first.year) * 12 + as_of.month - first.month
        judged = "behind" if months + (as_of.day - first.day) / 31 < 12 else "far_behind"
    return {"status": judged, "expected_now": len(due)}


def refused(reason: str) -> Document:
    """A verdict that cannot be given."""
    return {"status": "not_assessable", "reason": reason}


def status(ratio: float) -> str:
    """The class of a ratio."""
    bounds = ((0.95, "on_track"), (0.60, "behind"), (0.0, "far_behind"))
    return next((name for low, name in bounds if round(ratio, 9) >= low), "moving_away")


def meets(direction: str, value: float | None, target: float | None) -> bool:
    """Whether a value is at the target or better."""
    if value is None or target is None:
        return False
    near = abs(value - target) <= 1e-9 * max(abs(value), abs(target))
    return near or (value > target if direction == "up" else value < target)


def stale(period_end: str, as_of: date) -> bool:
    """Whether 24 months passed since the period's end (29 February counts as the 28th)."""
    end = date.fromisoformat(period_end)
    last = min(end.day, 28) if end.month == 2 else end.day
    return end.replace(year=end.year + 2, day=last) < as_of


def years(day: str) -> float:
    """A day as a decimal year; 31 December is the next whole number."""
    at = date.fromisoformat(day)
    first, following = date(at.year, 1, 1), date(at.year + 1, 1, 1)
    return at.year + ((at - first).days + 1) / (following - first).days


# --- The alternative ---


def alternative_differences(told: Document) -> list[str]:
    """Where compound growth, redone, gives another ratio or class."""
    ratio, label = compound(told)
    found = [] if same(told["ratio"], ratio) else [f"R: told {told['ratio']}, redone {ratio}"]
    if told["label"] != label or told["status"] != CLASSES[label]:
        found.append(f"class: told {told['label']} ({told['status']}), redone {label}")
    return found


def compound(told: Document) -> tuple[float | None, str]:
    """R (or growth, without a target) and its class."""
    base, now, target = told["base_value"], told["current_value"], told["target"]
    if base is None:
        return None, "not_available"
    base, goal = base or 0.001, 0.001 if target == 0 else target
    sign = (-1 if base < 0 else 1) * (1 if told["direction"] == "up" else -1)
    observed = yearly(base, now, told["current_year"] - told["base_year"])
    grown = None if observed is None else sign * observed
    if goal is None:
        return grown, labelled(grown, 0.015, 0.005)
    needed = yearly(base, goal, told["target_year"] - told["base_year"])
    ratio = grown / abs(needed) if grown is not None and needed else None
    reached = meets(told["direction"], now, goal)
    return ratio, "target_achieved" if reached else labelled(ratio, 0.95, 0.60)


def yearly(start: float, end: float, count: int) -> float | None:
    """Compound growth a year; None across a change of sign or within a year."""
    return None if count < 1 or end / start < 0 else (end / start) ** (1 / count) - 1


def labelled(x: float | None, substantial: float, moderate: float) -> str:
    """The class of a ratio or of a growth."""
    if x is None:
        return "not_available"
    bounds = ((substantial, "substantial"), (moderate, "moderate"), (0.0, "limited"))
    return next((f"{name}_progress" for low, name in bounds if x >= low), "deterioration")


if __name__ == "__main__":
    told = differences(json.load(sys.stdin))
    sys.stdout.write("".join(f"{line}\n" for line in told) or "Every verdict is as redone.\n")
    sys.exit(bool(told))
