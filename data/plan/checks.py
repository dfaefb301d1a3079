"""What a plan file has to hold together beyond the shape of its records.

The checks read the plain values of the file, so that they still find everything when a record
does not validate; what is not a list or a mapping is left to the models to refuse.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from data.plan.indicator_kinds import KINDS
from data.plan.marked_yaml import KeyPath

Problem = tuple[KeyPath, str]

# List of records → the key that names each one.
NAMED_BY = {
    "units": "id",
    "sets": "id",
    "goals": "code",
    "facilities": "id",
    "objectives": "code",
    "indicators": "id",
    "context": "id",
    "roadmap": "id",
    "coalitions": "id",
    "activities": "id",
}

# Where a record names another one ("*": every item or horizon), and in which list that one is.
REFERENCES = (
    ("objectives.*.goal", "goals"),
    ("objectives.*.facility", "facilities"),
    ("indicators.*.objective", "objectives"),
    ("indicators.*.unit", "units"),
    ("indicators.*.measure_unit", "units"),
    ("indicators.*.set", "sets"),
    ("indicators.*.baseline.of", "sets"),
    ("indicators.*.targets.*.set", "sets"),
    ("context.*.unit", "units"),
    ("context.*.set", "sets"),
    ("context.*.baseline.of", "sets"),
    ("context.*.targets.*.set", "sets"),
    ("roadmap.*.facility", "facilities"),
    ("roadmap.*.objectives.*", "objectives"),
    ("coalitions.*.facility", "facilities"),
    ("activities.*.objective", "objectives"),
)


def check(plan: Mapping[str, object]) -> Iterator[Problem]:
    """Every duplicate, dangling reference, missing horizon, headline and step fault of a plan."""
    yield from _duplicates(plan)
    yield from _dangling(plan)
    yield from _horizons(plan)
    yield from _headlines(plan)
    yield from _milestones(plan)
    yield from _context(plan)


def _found(value: object, pattern: str) -> Iterator[tuple[KeyPath, object]]:
    """Paths and values that a dotted pattern reaches; absent and null ones are skipped."""
    reached: list[tuple[KeyPath, object]] = [((), value)]
    for part in pattern.split("."):
        reached = [
            ((*path, key), child)
            for path, parent in reached
            for key, child in _children(parent, part)
            if child is not None
        ]
    yield from reached


def _children(parent: object, part: str) -> list[tuple[str | int, object]]:
    if isinstance(parent, Mapping):
        return [(k, v) for k, v in parent.items() if part in ("*", k)]
    if isinstance(parent, list) and part == "*":
        return list(enumerate(parent))
    return []


def _names(plan: Mapping[str, object], section: str) -> set[object]:
    return {name for _, name in _found(plan, f"{section}.*.{NAMED_BY[section]}") if _plain(name)}


def _plain(value: object) -> bool:
    return isinstance(value, str | int)


def _duplicates(plan: Mapping[str, object]) -> Iterator[Problem]:
    for section, key in NAMED_BY.items():
        seen = _names(plan, "indicators") if section == "context" else set()
        for path, name in _found(plan, f"{section}.*.{key}"):
            if not _plain(name):
                continue
            if name in seen:
                yield path, f"“{name}” is used twice; each {key} names one thing"
            seen.add(name)


def _dangling(plan: Mapping[str, object]) -> Iterator[Problem]:
    for pattern, section in REFERENCES:
        names = _names(plan, section)
        for path, name in _found(plan, pattern):
            if _plain(name) and name not in names:
                yield path, f"there is no “{name}” among the plan's {section}"


def _horizons(plan: Mapping[str, object]) -> Iterator[Problem]:
    horizons = {horizon for _, horizon in _found(plan, "horizons.*") if _plain(horizon)}
    for section in ("indicators", "context"):
        for path, targets in _found(plan, f"{section}.*.targets"):
            if isinstance(targets, Mapping):
                for missing in sorted(horizons - set(targets), key=str):
                    yield path, f"no target for {missing}; where none is published: type: none"
        for path, horizon in _found(plan, f"{section}.*.targets.*.of_horizon"):
            if _plain(horizon) and horizon not in horizons:
                yield path, f"{horizon} is not one of the plan's horizons"
    for pattern in ("indicators.*.targets.*", "context.*.targets.*", "objectives.*.target_texts.*"):
        for path, _ in _found(plan, pattern):
            if path[-1] not in horizons:
                yield path, f"{path[-1]} is not one of the plan's horizons"


def _headlines(plan: Mapping[str, object]) -> Iterator[Problem]:
    count = Counter(
        indicator.get("objective")
        for _, indicator in _found(plan, "indicators.*")
        if isinstance(indicator, Mapping)
        and indicator.get("headline") is True
        and _plain(indicator.get("objective"))
    )
    for path, code in _found(plan, "objectives.*.code"):
        if _plain(code) and count[code] != 1:
            yield path, f"{code} needs exactly one headline indicator, it has {count[code]}"


def _milestones(plan: Mapping[str, object]) -> Iterator[Problem]:
    for path, indicator in _found(plan, "indicators.*"):
        if not isinstance(indicator, Mapping):
            continue
        steps = indicator.get("steps")
        count = len(steps) if isinstance(steps, list) else 0
        named = KINDS.get(str(indicator.get("kind")))
        milestone = named is not None and named.has_steps
        if milestone and count < 2:
            yield path, "a milestone needs steps: the state at the baseline and at least one more"
        if count and not milestone:
            yield (*path, "steps"), "only an indicator of kind milestone has steps"
        yield from _target_steps(path, indicator, count, milestone)


def _target_steps(
    path: KeyPath, indicator: Mapping[str, object], count: int, milestone: bool
) -> Iterator[Problem]:
    for below, target in _found(indicator, "targets.*"):
        if not isinstance(target, Mapping):
            continue
        kind, step = target.get("type"), target.get("step")
        if (kind == "milestone") != milestone and (kind == "milestone" or kind != "none"):
            yield (*path, *below, "type"), "milestone targets and milestone indicators go together"
        if isinstance(step, int) and count and not 0 < step < count:
            yield (*path, *below, "step"), f"step {step} is not one of the steps 1 to {count - 1}"


def _context(plan: Mapping[str, object]) -> Iterator[Problem]:
    for path, indicator in _found(plan, "indicators.*"):
        if isinstance(indicator, Mapping) and indicator.get("objective") is None:
            yield path, "an indicator needs an objective; those without belong under context"
    for path, _ in _found(plan, "context.*.objective"):
        yield path, "context has no objective; an indicator of an objective goes under indicators"
