"""What a reader's filter does to an objective: fade it, or show its part. Never a verdict."""

from dash import html

from dashboard.components.layout.rich import Child, rich
from dashboard.components.verdict.quantity import measured, unit_words
from dashboard.reader.names import Names
from dashboard.reader.view import View
from data.plan.model import Plan
from data.questions.answers import ObjectiveProgress
from data.text.i18n import Language


def is_filtered(view: View) -> bool:
    """Whether the reader asked for a part of the measures."""
    return any((view.region, view.place, view.facility, view.partner, view.college))


def is_outside(view: View, objective: ObjectiveProgress) -> bool:
    """Whether the objective has nothing to do with what the reader asked for."""
    if view.goal and objective.goal.code != view.goal:
        return True
    return is_filtered(view) and not _is_home(view, objective) and not _contributes(objective)


def filter_name(view: View, names: Names) -> str:
    """What the reader asked for: Africa, Soil Health Programs."""
    found = [names.place(code) for code in (view.region, view.place) if code]
    if view.facility:
        found.append(names.facility(view.facility))
    if view.partner:
        found.append(names.partner(view.partner))
    if view.college:
        found.append(names.college(view.college))
    return ", ".join(found)


def part_line(
    view: View, t: Language, plan: Plan, objective: ObjectiveProgress, names: Names
) -> list[Child]:
    """The part's contribution under its name."""
    value = _part_value(t, plan, objective)
    return rich(t.gettext("{part}: {value}"), part=filter_name(view, names), value=value)


def part_words(
    view: View, t: Language, plan: Plan, objective: ObjectiveProgress, names: Names
) -> str:
    """The part's contribution as a sentence without marks."""
    value = _part_value(t, plan, objective)
    said = value.children if isinstance(value, html.B) else value
    return t.gettext("{part}: {value}", part=filter_name(view, names), value=said) + "."


def short_part_line(t: Language, plan: Plan, objective: ObjectiveProgress) -> list[Child]:
    """The part's contribution for a tile, which has no room for the part's name."""
    return rich(t.gettext("this part: {value}"), value=_part_value(t, plan, objective))


def _part_value(t: Language, plan: Plan, objective: ObjectiveProgress) -> Child:
    part = objective.part
    if part is None or not part.measures:
        return t.gettext("no measures")
    indicator, whole = objective.headline.indicator, objective.headline.current
    if indicator.kind == "places" and whole is not None:
        # Of all reported places: more than the group one horizon counts.
        of_all = t.gettext(
            "{value} of {size} {unit}",
            value=t.number(part.value),
            size=t.number(whole.value),
            unit=unit_words(t, plan, indicator),
        )
        return html.B(of_all)
    return html.B(measured(t, plan, indicator, part.value))


def _is_home(view: View, objective: ObjectiveProgress) -> bool:
    only_facility = not any((view.region, view.place, view.partner, view.college))
    home = objective.facility.id if objective.facility else None
    return only_facility and home == view.facility


def _contributes(objective: ObjectiveProgress) -> bool:
    return objective.part is not None and objective.part.measures > 0
