"""A difference between two plans in the reader's language: what, which part, before and after."""

from collections.abc import Mapping

from data.plan.diff import ADDED, REMOVED, Difference, Value, What
from data.plan.indicator_kinds import KINDS
from data.plan.model import Baseline, Indicator, Plan, Step, Target, Words
from data.text.i18n import Language


def _mark(message: str) -> str:
    """Lets the catalogue find a message that is translated later."""
    return message


THINGS: Mapping[What, str] = {
    "plan": _mark("Plan {code}"),
    "horizon": _mark("Horizon {code}"),
    "goal": _mark("Goal {code}"),
    "facility": _mark("Facility {code}"),
    "set": _mark("Group {code}"),
    "objective": _mark("Objective {code}"),
    "indicator": _mark("Indicator {code}"),
}
PARTS: Mapping[str, str] = {
    ADDED: _mark("added"),
    REMOVED: _mark("removed"),
    "aggregation": _mark("how measures add up"),
    "baseline": _mark("baseline"),
    "baseline_caveat": _mark("caveat of the baseline"),
    "baseline_text": _mark("wording of the baseline"),
    "baseline_year": _mark("baseline year"),
    "direction": _mark("direction"),
    "facility": _mark("home facility"),
    "family": _mark("family"),
    "goal": _mark("goal"),
    "headline": _mark("headline indicator"),
    "high": _mark("highest value allowed"),
    "kind": _mark("kind"),
    "label": _mark("label"),
    "languages": _mark("languages"),
    "low": _mark("lowest value allowed"),
    "measure_unit": _mark("unit of a measure"),
    "members": _mark("members"),
    "name": _mark("name"),
    "number": _mark("number"),
    "objective": _mark("objective"),
    "set": _mark("set"),
    "size": _mark("size"),
    "steps": _mark("steps"),
    "target": _mark("target {horizon}"),
    "target_text": _mark("wording of the target {horizon}"),
    "title": _mark("title"),
    "unit": _mark("unit"),
}
CODES: Mapping[str, str] = {
    **{kind.name: kind.in_plan for kind in KINDS.values()},
    "up": _mark("more is better"),
    "down": _mark("less is better"),
    "sum": _mark("values are added up"),
    "latest": _mark("the latest value stands"),
    "max": _mark("the highest value stands"),
    "core": _mark("core"),
    "global": _mark("global"),
    "countries": _mark("countries"),
    "regions": _mark("regions"),
    "partners": _mark("partners"),
    "institutions": _mark("institutions"),
}
CODED = ("kind", "direction", "aggregation", "family")
ASKED: Mapping[str, str] = {
    "number": _mark("{value} {unit}"),
    "yearly_minimum": _mark("{value} {unit} at least"),
    "share": "{percent}",
    "growth": _mark("{percent} a year"),
    "multiple": _mark("{value} times the figure of {horizon}"),
    "all_of": _mark("all of: {set}"),
    "milestone": "{step}",
    "none": _mark("not published"),
}


def line(t: Language, found: Difference, old: Plan, new: Plan) -> str:
    """One readable line: Indicator A1.1, target 2030: not published → all of: countries."""
    before, after = side(t, found, found.before, old), side(t, found, found.after, new)
    said = {ADDED: after, REMOVED: before}.get(found.field, f"{before} → {after}")
    return t.gettext(
        "{subject}, {part}: {said}", subject=subject(t, found), part=part(t, found), said=said
    )


def is_told(t: Language, found: Difference, old: Plan, new: Plan) -> bool:
    """Whether the reader's language shows it: what is reworded in another only does not."""
    if found.before is None or found.after is None:
        return True
    return side(t, found, found.before, old) != side(t, found, found.after, new)


def subject(t: Language, found: Difference) -> str:
    """What differs: Objective A1."""
    return t.gettext(THINGS[found.what], code=found.code)


def part(t: Language, found: Difference) -> str:
    """Which part of it: label, target 2030."""
    return t.gettext(PARTS[found.field], horizon=found.horizon)


def side(t: Language, found: Difference, value: Value | None, plan: Plan) -> str:
    """What the plan of one side says."""
    if value is None:
        return t.gettext("nothing said")
    if isinstance(value, Words):
        return t.gettext("“{text}”", text=value.text(t.lang))
    if isinstance(value, Baseline):
        return _baseline(t, found, value, plan)
    if isinstance(value, Target):
        return _target(t, found, value, plan)
    if isinstance(value, tuple):
        return _list(t, found, value)
    return _named(t, found, value, plan) if isinstance(value, str) else _count(t, found, value)


def _count(t: Language, found: Difference, value: bool | float) -> str:
    if isinstance(value, bool):
        return t.gettext("yes") if value else t.gettext("no")
    is_year = found.field == "baseline_year" or found.what == "horizon"
    return f"{value:.0f}" if is_year else t.number(value)


def _named(t: Language, found: Difference, code: str, plan: Plan) -> str:
    """What a code stands for."""
    if found.field in CODED:
        return t.gettext(CODES[code])
    if found.field in ("unit", "measure_unit"):
        return plan.unit(code).name.text(t.lang)
    if found.field == "set":
        return plan.place_set(code).name.text(t.lang)
    if found.field == "facility":
        return f"{code} {plan.facility(code).name.text(t.lang)}"
    if found.field == "goal":
        return f"{code} {plan.goal(code).name.text(t.lang)}"
    return code


def _list(t: Language, found: Difference, items: tuple[Step, ...] | tuple[str, ...]) -> str:
    if found.field == "members":
        return t.number(len(items))
    said = [_step(t, item) if isinstance(item, Step) else item for item in items]
    return " · ".join(said) or t.gettext("nothing said")


def _step(t: Language, step: Step) -> str:
    name = step.name.text(t.lang)
    return f"{name} ({t.short_date(step.due)})" if step.due else name


def _baseline(t: Language, found: Difference, baseline: Baseline, plan: Plan) -> str:
    if baseline.date is None:
        established = baseline.state == "not_established"
        return t.gettext("not established") if established else t.gettext("not published")
    among = f", {plan.place_set(baseline.of).name.text(t.lang)}" if baseline.of else ""
    start = _start(t, plan.indicator(found.code), baseline, plan)
    return f"{start}{among} ({t.short_date(baseline.date)})"


def _start(t: Language, indicator: Indicator, baseline: Baseline, plan: Plan) -> str:
    if baseline.value is None:
        low, high = t.number(baseline.low or 0), t.number(baseline.high or 0)
        number = t.gettext("{low} to {high}", low=low, high=high)
    elif indicator.traits.has_steps:
        return _rung(t, indicator, int(baseline.value))
    else:
        number = t.number(baseline.value)
    return t.gettext(
        "{value} {unit}", value=number, unit=plan.unit(indicator.unit).name.text(t.lang)
    )


def _rung(t: Language, indicator: Indicator, number: int) -> str:
    return t.gettext("Step {n}: {name}", n=number, name=indicator.steps[number].name.text(t.lang))


def _target(t: Language, found: Difference, target: Target, plan: Plan) -> str:
    indicator = plan.indicator(found.code)
    value = target.value or 0
    asked = t.gettext(
        ASKED[target.type],
        value=t.number(value),
        percent=t.percent(value / 100, 0 if float(value).is_integer() else 1),
        unit=plan.unit(indicator.unit).name.text(t.lang),
        set=plan.place_set(target.set).name.text(t.lang) if target.set else "",
        step=_rung(t, indicator, target.step) if target.step is not None else "",
        horizon=target.of_horizon,
    )
    return f"{asked} ({t.short_date(target.due)})" if target.due else asked
