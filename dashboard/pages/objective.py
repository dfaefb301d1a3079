"""One objective: its verdicts, how they come about, and who contributed."""

from collections.abc import Sequence
from datetime import date

from dash import html
from dash.development.base_component import Component

from dashboard.components.breakdown.breakdown import Parts, taken_apart
from dashboard.components.breakdown.filter_part import is_filtered, part_line
from dashboard.components.changes.plan_text import plan_text, translation_mark
from dashboard.components.layout.crumbs import Place, crumbs
from dashboard.components.layout.identity import identity
from dashboard.components.layout.rich import Child
from dashboard.components.layout.section import section
from dashboard.components.layout.share_link import share_link
from dashboard.components.measures.table import measures_section
from dashboard.components.overview.related_objectives import related_objectives
from dashboard.components.overview.supporting import supporting_section
from dashboard.components.places.set_members import set_members
from dashboard.components.places.world_map import objective_map
from dashboard.components.verdict.caveats import caveats
from dashboard.components.verdict.data_quality import data_quality
from dashboard.components.verdict.milestone_ladder import milestone_ladder
from dashboard.components.verdict.trend_chart import trend_chart
from dashboard.components.verdict.verdict_card import verdict_card
from dashboard.reader.names import Names
from dashboard.reader.view import View
from data.plan.model import Facility, Objective, Plan
from data.questions.answers import (
    Breakdown,
    Dimension,
    IndicatorProgress,
    MeasurePage,
    ObjectiveProgress,
    Overlap,
    SnapshotInfo,
)
from data.text.i18n import Language


def title(t: Language, objective: Objective) -> str:
    """The document title."""
    return f"{objective.code} {objective.label.text(t.lang)}"


def layout(
    view: View,
    t: Language,
    plan: Plan,
    objective: ObjectiveProgress,
    parts: Parts,
    overlaps: Sequence[Overlap],
    earlier: Sequence[Plan],
    measures: MeasurePage,
    info: SnapshotInfo,
    names: Names,
    as_of: date,
) -> html.Div:
    """Verdicts first, then their evidence."""
    progress = objective.headline
    cards = [verdict_card(t, plan, progress, horizon, as_of) for horizon in plan.horizons]
    code = objective.objective.code
    return html.Div(
        [
            _crumbs(view, t, plan, objective),
            _identity(view, t, objective),
            _tools(view, t, code, info),
            *_part(view, t, plan, objective, names),
            html.Div(cards, className="verdicts"),
            _method(view, t),
            *caveats(t, progress),
            data_quality(t, progress, as_of),
            _evidence(view, t, plan, objective, as_of),
            *supporting_section(t, plan, objective.supporting),
            *_places(
                view, t, plan, progress, parts[Dimension.PLACE], info=info, names=names, as_of=as_of
            ),
            *taken_apart(view, t, plan, objective, parts=parts, overlaps=overlaps, names=names),
            plan_text(t, plan, objective.objective, earlier),
            *related_objectives(view, t, plan, objective.objective),
            measures_section(view, t, plan, measures, names=names, query=f"objective={code}"),
        ],
        className="wrap",
        lang=t.lang,
    )


def _crumbs(view: View, t: Language, plan: Plan, objective: ObjectiveProgress) -> html.Nav:
    above = [(plan.owner.text(t.lang), view.href("/"))]
    if objective.facility:
        above.append(facility_place(view, t, objective.facility))
    codes = [o.code for o in plan.objectives]
    at = codes.index(objective.objective.code)
    here = f"{objective.objective.code} {objective.objective.label.text(t.lang)}"
    before = _neighbour(view, codes[at - 1])
    after = _neighbour(view, codes[(at + 1) % len(codes)])
    return crumbs(t, above, here, before, after)


def facility_place(view: View, t: Language, facility: Facility) -> Place:
    """A facility as a step of the breadcrumb."""
    name = f"{facility.number} {facility.name.text(t.lang)}"
    return name, view.href(f"/facility/{facility.id}")


def _neighbour(view: View, code: str) -> Place:
    return code, view.href(f"/objective/{code}")


def _identity(view: View, t: Language, objective: ObjectiveProgress) -> html.Header:
    known = objective.objective
    sentence: Child = t.gettext("Title not published")
    if known.title:
        sentence = html.Span([known.title.text(t.lang), " ", *translation_mark(t, known.title)])
    goal = t.gettext(
        "Goal {code}, {name}", code=objective.goal.code, name=objective.goal.name.text(t.lang)
    )
    facts: list[Component] = [html.A(goal, href=view.href(f"/goal/{objective.goal.code}"))]
    if objective.facility:
        name, href = facility_place(view, t, objective.facility)
        facts.append(html.A(t.gettext("Home facility: {name}", name=name), href=href))
    facts.append(html.Span(objective.headline.indicator.name.text(t.lang)))
    return identity(known.code, known.label.text(t.lang), sentence, facts)


def _tools(view: View, t: Language, code: str, info: SnapshotInfo) -> html.Div:
    href = f"/api/v1/measures?objective={code}&format=csv"
    file = html.A(t.gettext("Measures as CSV"), href=href, className="btn")
    stamp = html.Span(t.gettext("Snapshot {id}", id=info.id), className="right")
    return html.Div([file, share_link(view, t, "objective", code), stamp], className="tools")


def _method(view: View, t: Language) -> html.P:
    link = html.A(t.gettext("How verdicts come about"), href=view.href("/method"))
    return html.P(link, className="note after")


def _part(
    view: View, t: Language, plan: Plan, objective: ObjectiveProgress, names: Names
) -> list[html.P]:
    if not is_filtered(view):
        return []
    line = part_line(view, t, plan, objective, names)
    rest = t.gettext("The verdicts below are for the whole Initiative; a filter changes none.")
    clear = html.A(t.gettext("Show everything"), href=view.everything())
    return [html.P([html.Span(line), " ", html.Span(rest), " ", clear], className="part")]


def _evidence(
    view: View, t: Language, plan: Plan, objective: ObjectiveProgress, as_of: date
) -> html.Section:
    progress = objective.headline
    if progress.indicator.kind != "milestone":
        return trend_chart(t, plan, progress, view.horizon, as_of)
    note = t.gettext(
        "Upright bar: date due. Disc: date reached. Thin line: today. A step without a date of "
        "its own is due at an even spacing between its neighbours."
    )
    children: list[Component] = [milestone_ladder(t, progress, as_of)]
    children.append(html.P(note, className="note after"))
    return section(t, t.gettext("Milestones"), children, sample=progress.sample)


def _places(
    view: View,
    t: Language,
    plan: Plan,
    progress: IndicatorProgress,
    parts: Breakdown,
    *,
    info: SnapshotInfo,
    names: Names,
    as_of: date,
) -> list[html.Section]:
    """Where it is so and where not, on a map and by name."""
    code = progress.indicator.objective or ""
    drawn = objective_map(view, t, plan, code, progress, parts, info, names, as_of)
    return set_members(view, t, plan, progress, parts, names, drawn)
