"""An objective's total taken apart by region, facility, country and partner."""

from dash import html

from dashboard.components.contributions import contributions
from dashboard.components.names import Names
from dashboard.view import View
from data.answers import Contribution, ObjectiveProgress
from data.i18n import Language
from data.plan_models import Plan

Parts = tuple[Contribution, ...]


def taken_apart(
    view: View,
    t: Language,
    plan: Plan,
    objective: ObjectiveProgress,
    *,
    parts: tuple[Parts, Parts, Parts, Parts],
    names: Names,
) -> list[html.Div]:
    """Four tables of parts; a milestone is one step and has none."""
    if objective.headline.indicator.kind == "milestone":
        return []
    return [
        _parts(view, t, plan, objective, parts=parts[:2], names=names),
        _sources(view, t, plan, objective, parts=parts[2:], names=names),
    ]


def _parts(
    view: View,
    t: Language,
    plan: Plan,
    objective: ObjectiveProgress,
    *,
    parts: tuple[Parts, Parts],
    names: Names,
) -> html.Div:
    regions = contributions(
        view,
        t,
        plan,
        objective,
        parts[0],
        title=t.gettext("Contributions by region"),
        heading=t.gettext("Region"),
        path="region",
        name=names.place,
        note=_region_note(t, objective),
    )
    facilities = contributions(
        view,
        t,
        plan,
        objective,
        parts[1],
        title=t.gettext("Contributions by facility"),
        heading=t.gettext("Facility"),
        path="facility",
        name=lambda code: names.facility(code) if code else names.place(None),
    )
    return html.Div([regions, facilities], className="cols2")


def _sources(
    view: View,
    t: Language,
    plan: Plan,
    objective: ObjectiveProgress,
    *,
    parts: tuple[Parts, Parts],
    names: Names,
) -> html.Div:
    overlap = ""
    if objective.headline.indicator.kind == "places":
        overlap = t.gettext(
            "A place that several partners report counts once in the total, so partners may add "
            "up to more than it."
        )
    places = contributions(
        view,
        t,
        plan,
        objective,
        parts[0],
        title=t.gettext("Contributions by country"),
        heading=t.gettext("Country"),
        path="place",
        name=names.place,
    )
    partners = contributions(
        view,
        t,
        plan,
        objective,
        parts[1],
        title=t.gettext("Contributions by partner"),
        heading=t.gettext("Partner"),
        path="partner",
        name=lambda code: names.partner(code) if code else names.place(None),
        note=overlap,
    )
    return html.Div([places, partners], className="cols2")


def _region_note(t: Language, objective: ObjectiveProgress) -> str:
    note = t.gettext("Regions have no targets of their own, so they get no verdict.")
    verdicts = objective.headline.verdicts.values()
    if len({verdict.components.current_size for verdict in verdicts}) < len(verdicts):
        return note
    group = t.gettext(
        "These tables count every reported place; each horizon’s verdict counts its own group."
    )
    return f"{note} {group}"
