"""A difference between two plans in the reader's language: what, which part, before and after."""

from collections.abc import Mapping

from data.plan.diff import ADDED, REMOVED, Difference, Value, What
from data.plan.indicator_kinds import KINDS
from data.plan.model import Baseline, Indicator, Plan, Step, Target, Words
from data.text.i18n import Language
from data.text.marks import mark

THINGS: Mapping[What, str] = {
    "plan": mark("Plan {code}"),
    "horizon": mark("Horizon {code}"),
    "goal": mark("Goal {code}"),
    "facility": mark("Facility {code}"),
    "set": mark("Group {code}"),
    "objective": mark("Objective {code}"),
    "indicator": mark("Indicator {code}"),
}
PARTS: Mapping[str, str] = {
    ADDED: mark("added"),
    REMOVED: mark("removed"),
    "aggregation": mark("how measures add up"),
    "baseline": mark("baseline"),
    "baseline_caveat": mark("caveat of the baseline"),
    "baseline_text": mark("wording of the baseline"),
    "baseline_year": mark("baseline year"),
    "direction": mark("direction"),
    "facility": mark("home facility"),
    "family": mark("family"),
    "goal": mark("goal"),
    "headline": mark("headline indicator"),
    "high": mark("highest value allowed"),
    "kind": mark("kind"),
    "label": mark("label"),
    "languages": mark("languages"),
    "low": mark("lowest value allowed"),
    "measure_unit": mark("unit of a measure"),
    "members": mark("members"),
    "name": mark("name"),
    "number": mark("number"),
    "objective": mark("objective"),
    "set": mark("set"),
    "size": mark("size"),
    "steps": mark("steps"),
    "target": mark("target {horizon}"),
    "target_text": mark("wording of the target {horizon}"),
    "title": mark("title"),
    "unit": mark("unit"),
}
CODES: Mapping[str, str] = {
    **{kind.name: kind.in_plan for kind in KINDS.values()},
    "up": mark("more is better"),
    "down": mark("less is better"),
    "sum": mark("values are added up"),
    "latest": mark("the latest value stands"),
    "max": mark("the highest value stands"),
    "core": mark("core"),
    "global": mark("global"),
    "countries": mark("countries"),
    "regions": mark("regions"),
    "partners": mark("partners"),
    "institutions": mark("institutions"),
}
CODED = ("kind", "direction", "aggregation", "family")
ASKED: Mapping[str, str] = {
    "number": mark("{value} {unit}"),
    "yearly_minimum": mark("{value} {unit} at least"),
    "share": "{percent}",
    "growth": mark("{percent} a year"),
    "multiple": mark("{value} times the figure of {horizon}"),
    "all_of": mark("all of: {set}"),
    "milestone": "{step}",
    "none": mark("not published"),
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
