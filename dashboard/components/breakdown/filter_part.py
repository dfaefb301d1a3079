"""What a reader's filter does to an objective: fade it, or show its part. Never a verdict."""

from dash import html

from dashboard.components.layout.rich import Child, rich
from dashboard.components.verdict.quantity import measured, unit_words
from dashboard.reader.context import RequestContext
from dashboard.reader.view import View
from data.questions.answers import ObjectiveProgress


def is_filtered(view: View) -> bool:
    """Whether the reader asked for a part of the measures."""
    return any((view.region, view.place, view.facility, view.partner, view.college))


def is_outside(view: View, objective: ObjectiveProgress) -> bool:
    """Whether the objective has nothing to do with what the reader asked for."""
    if view.goal and objective.goal.code != view.goal:
        return True
    return is_filtered(view) and not _is_home(view, objective) and not _contributes(objective)


def filter_name(ctx: RequestContext) -> str:
    """What the reader asked for: Africa, Soil Health Programs."""
    view = ctx.view
    found = [ctx.names.place(code) for code in (view.region, view.place) if code]
    if view.facility:
        found.append(ctx.names.facility(view.facility))
    if view.partner:
        found.append(ctx.names.partner(view.partner))
    if view.college:
        found.append(ctx.names.college(view.college))
    return ", ".join(found)


def part_line(ctx: RequestContext, objective: ObjectiveProgress) -> list[Child]:
    """The part's contribution under its name."""
    value = _part_value(ctx, objective)
    return rich(ctx.t.gettext("{part}: {value}"), part=filter_name(ctx), value=value)


def part_words(ctx: RequestContext, objective: ObjectiveProgress) -> str:
    """The part's contribution as a sentence without marks."""
    value = _part_value(ctx, objective)
    said = value.children if isinstance(value, html.B) else value
    return ctx.t.gettext("{part}: {value}", part=filter_name(ctx), value=said) + "."


def short_part_line(ctx: RequestContext, objective: ObjectiveProgress) -> list[Child]:
    """The part's contribution for a tile, which has no room for the part's name."""
    return rich(ctx.t.gettext("this part: {value}"), value=_part_value(ctx, objective))


def _part_value(ctx: RequestContext, objective: ObjectiveProgress) -> Child:
    t = ctx.t
    part = objective.part
    if part is None or not part.measures:
        return t.gettext("no measures")
    indicator, whole = objective.headline.indicator, objective.headline.current
    if indicator.traits.counts_places and whole is not None:
        # Of all reported places: more than the group one horizon counts.
        of_all = t.gettext(
            "{value} of {size} {unit}",
            value=t.number(part.value),
            size=t.number(whole.value),
            unit=unit_words(ctx, indicator),
        )
        return html.B(of_all)
    return html.B(measured(ctx, indicator, part.value))


def _is_home(view: View, objective: ObjectiveProgress) -> bool:
    only_facility = not any((view.region, view.place, view.partner, view.college))
    home = objective.facility.id if objective.facility else None
    return only_facility and home == view.facility


def _contributes(objective: ObjectiveProgress) -> bool:
    return objective.part is not None and objective.part.measures > 0
