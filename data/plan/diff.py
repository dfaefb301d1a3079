"""What one version of a plan says otherwise than another. Pure.

Things are the same where their code is. Units, roadmap, coalitions and activities are not compared,
nor where a text comes from and whether a reading is ours.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Literal

from data.plan.model import Baseline, Indicator, Objective, PlaceSet, Plan, Step, Target, Words

What = Literal["plan", "horizon", "goal", "facility", "set", "objective", "indicator"]
Value = Words | Baseline | Target | tuple[Step, ...] | tuple[str, ...] | bool | int | float | str
ADDED, REMOVED = "added", "removed"

# Words, and values that are the same or not; what differs by horizon or in itself is below.
WORDING: dict[What, tuple[str, ...]] = {
    "plan": ("title",),
    "goal": ("name",),
    "facility": ("name",),
    "set": ("name",),
    "objective": ("label", "title", "baseline_text"),
    "indicator": ("name",),
}
PLAIN: dict[What, tuple[str, ...]] = {
    "plan": ("baseline_year", "languages"),
    "goal": (),
    "facility": ("family", "number"),
    "set": ("kind", "members"),
    "objective": ("goal", "facility"),
    "indicator": (
        "objective",
        "kind",
        "unit",
        "measure_unit",
        "direction",
        "aggregation",
        "set",
        "low",
        "high",
        "headline",
        "steps",
    ),
}
NOT_ASKED = {"text", "derived"}
NOT_STARTED = {"text", "caveat", "derived", "source"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it was; a side that says nothing is None.

    `field` is `added` or `removed` where the whole thing came or went; its name is then on the one
    side there is. Codes of units, sets and facilities are those of their own side's plan.
    """

    what: What
    code: str
    field: str
    before: Value | None
    after: Value | None
    horizon: int | None = None


def differences(old: Plan, new: Plan) -> tuple[Difference, ...]:
    """Every difference, in the order of the new plan; what went comes after what is there."""
    return tuple(
        chain(
            _fields("plan", new.version, old, new),
            _horizons(old, new),
            _section("goal", _by(old.goals, "code"), _by(new.goals, "code")),
            _section("facility", _by(old.facilities), _by(new.facilities)),
            _section("set", _by(old.sets), _by(new.sets)),
            _section("objective", _by(old.objectives, "code"), _by(new.objectives, "code")),
            _section(
                "indicator",
                _by(old.indicators + old.context),
                _by(new.indicators + new.context),
            ),
        )
    )


def _by(records: Sequence[Any], key: str = "id") -> dict[str, Any]:
    return {getattr(record, key): record for record in records}


def _horizons(old: Plan, new: Plan) -> Iterator[Difference]:
    for year in (*new.horizons, *old.horizons):
        if year not in old.horizons:
            yield Difference("horizon", str(year), ADDED, None, year)
        if year not in new.horizons:
            yield Difference("horizon", str(year), REMOVED, year, None)


def _section(what: What, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Difference]:
    for code in (*new, *(code for code in old if code not in new)):
        if code not in old:
            yield Difference(what, code, ADDED, None, _name(new[code]))
        elif code not in new:
            yield Difference(what, code, REMOVED, _name(old[code]), None)
        else:
            yield from _fields(what, code, old[code], new[code])
            yield from _of_its_own(code, old[code], new[code])


def _name(record: Any) -> Words:
    named: Words = record.label if isinstance(record, Objective) else record.name
    return named


def _fields(what: What, code: str, old: object, new: object) -> Iterator[Difference]:
    for field in WORDING[what]:
        yield from _reworded(what, code, field, getattr(old, field), getattr(new, field))
    for field in PLAIN[what]:
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            yield Difference(what, code, field, before, after)


def _of_its_own(code: str, old: object, new: object) -> Iterator[Difference]:
    """What only this kind of thing has."""
    if isinstance(old, PlaceSet) and isinstance(new, PlaceSet):
        yield from _size(code, old, new)
    if isinstance(old, Objective) and isinstance(new, Objective):
        for year in sorted({*old.target_texts, *new.target_texts}):
            before, after = old.target_texts.get(year), new.target_texts.get(year)
            yield from _reworded("objective", code, "target_text", before, after, year)
    if isinstance(old, Indicator) and isinstance(new, Indicator):
        yield from _baseline(code, old.baseline, new.baseline)
        for year in sorted({*old.targets, *new.targets}):
            yield from _target(code, year, old.targets.get(year), new.targets.get(year))


def _reworded(
    what: What,
    code: str,
    field: str,
    before: Words | None,
    after: Words | None,
    horizon: int | None = None,
) -> Iterator[Difference]:
    """A difference in a language both have; a new translation is no new wording."""
    if before is None and after is None:
        return
    if before and after:
        shared = before.by_language.keys() & after.by_language.keys()
        if shared and all(before.by_language[lang] == after.by_language[lang] for lang in shared):
            return
    yield Difference(what, code, field, before, after, horizon)


def _size(code: str, old: PlaceSet, new: PlaceSet) -> Iterator[Difference]:
    """The newest size on each side."""
    before, after = (max(s.sizes, key=lambda size: size.date, default=None) for s in (old, new))
    if (before and before.size) != (after and after.size):
        sizes = (before.size if before else None, after.size if after else None)
        yield Difference("set", code, "size", *sizes)


def _baseline(code: str, old: Baseline, new: Baseline) -> Iterator[Difference]:
    if old.model_dump(exclude=NOT_STARTED) != new.model_dump(exclude=NOT_STARTED):
        yield Difference("indicator", code, "baseline", old, new)
    yield from _reworded("indicator", code, "baseline_text", old.text, new.text)
    yield from _reworded("indicator", code, "baseline_caveat", old.caveat, new.caveat)


def _target(code: str, year: int, old: Target | None, new: Target | None) -> Iterator[Difference]:
    """A target that asks for something else; nothing asked and no such horizon are alike."""
    if _asked(old) != _asked(new):
        yield Difference("indicator", code, "target", old, new, year)
    words = (old.text if old else None, new.text if new else None)
    yield from _reworded("indicator", code, "target_text", *words, year)


def _asked(target: Target | None) -> dict[str, object] | None:
    if target is None or target.type == "none":
        return None
    return target.model_dump(exclude=NOT_ASKED)
