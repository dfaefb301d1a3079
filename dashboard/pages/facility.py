"""One facility: its objectives, where measures come from, its roadmap and coalitions."""

from datetime import date

from dash import html
from dash.development.base_component import Component

from dashboard.components.changes.feed import change_feed_slot
from dashboard.components.layout.crumbs import Place, crumbs
from dashboard.components.layout.identity import identity
from dashboard.components.layout.section import section
from dashboard.components.layout.share_link import share_link
from dashboard.components.measures.table import measures_section
from dashboard.components.overview.next_steps import next_steps
from dashboard.components.overview.objective_card import objective_cards
from dashboard.components.overview.status_spread import spread
from dashboard.components.places.coalitions import coalitions
from dashboard.components.places.facility_nav import facility_nav
from dashboard.components.places.facility_strip import family_words
from dashboard.components.places.region_matrix import region_matrix
from dashboard.components.places.roadmap import roadmap
from dashboard.reader.names import Names
from dashboard.reader.view import View
from data.plan.model import Facility, Plan
from data.questions.answers import Contribution, MeasurePage, ObjectiveProgress, SnapshotInfo
from data.text.i18n import Language

Regions = dict[str, tuple[Contribution, ...]]


def title(t: Language, facility: Facility) -> str:
    """The document title."""
    return f"{facility.number} {facility.name.text(t.lang)}"


def layout(
    view: View,
    t: Language,
    plan: Plan,
    facility: Facility,
    objectives: tuple[ObjectiveProgress, ...],
    regions: Regions,
    measures: MeasurePage,
    info: SnapshotInfo,
    names: Names,
    as_of: date,
) -> html.Div:
    """The list of all facilities at the side, this one beside it."""
    items = [item for item in plan.roadmap if item.facility == facility.id]
    found = [coalition for coalition in plan.coalitions if coalition.facility == facility.id]
    body: list[Component] = [
        _identity(t, plan, facility, objectives),
        _tools(view, t, facility, info, as_of),
        objective_cards(view, t, plan, objectives),
        *(
            [next_steps(view, t, objectives), change_feed_slot(view, t, "block")]
            if objectives
            else []
        ),
        *_regions(view, t, objectives, regions, names),
        roadmap(view, t, items),
        coalitions(view, t, found, names),
        measures_section(view, t, plan, measures, names=names, query=f"facility={facility.id}"),
    ]
    side = html.Div([facility_nav(view, t, plan, facility), html.Div(body)], className="side")
    return html.Div([_crumbs(view, t, plan, facility), side], className="wrap", lang=t.lang)


def _crumbs(view: View, t: Language, plan: Plan, facility: Facility) -> html.Nav:
    at = plan.facilities.index(facility)
    before, after = plan.facilities[at - 1], plan.facilities[(at + 1) % len(plan.facilities)]
    above = [
        (plan.owner.text(t.lang), view.href("/")),
        (t.gettext("Facilities"), view.href("/facilities")),
    ]
    here = f"{facility.number} {facility.name.text(t.lang)}"
    return crumbs(t, above, here, _neighbour(view, before), _neighbour(view, after))


def _neighbour(view: View, facility: Facility) -> Place:
    return facility.number, view.href(f"/facility/{facility.id}")


def _identity(
    t: Language, plan: Plan, facility: Facility, objectives: tuple[ObjectiveProgress, ...]
) -> html.Header:
    kind = {"core": t.gettext("Core facility."), "global": t.gettext("Global facility.")}
    spreads = [spread(t, objectives, horizon) for horizon in plan.horizons]
    sentences = [kind[facility.family], *dict.fromkeys(spreads)]
    name, leader = family_words(t, facility.family)
    facts: list[Component] = [html.Span(f"{name}, {leader}")]
    return identity(facility.number, facility.name.text(t.lang), " ".join(sentences), facts)


def _tools(
    view: View, t: Language, facility: Facility, info: SnapshotInfo, as_of: date
) -> html.Div:
    href = f"/api/v1/measures?facility={facility.id}&format=csv"
    file = html.A(t.gettext("Measures as CSV"), href=href, className="btn")
    words = t.gettext("Snapshot {id}, as of {date}", id=info.id, date=t.date(as_of))
    share = share_link(view, t, "facility", facility.id)
    return html.Div([file, share, html.Span(words, className="right")], className="tools")


def _regions(
    view: View,
    t: Language,
    objectives: tuple[ObjectiveProgress, ...],
    regions: Regions,
    names: Names,
) -> list[html.Section]:
    if not any(regions.values()):
        return []
    note = html.P(
        t.gettext("Regions have no targets of their own, so they get no verdict."),
        className="note after",
    )
    table = region_matrix(view, t, objectives, regions, names)
    sample = any(o.headline.sample for o in objectives)
    lead = t.gettext("bars are relative to the longest in each column")
    return [section(t, t.gettext("By region"), [table, note], lead=lead, sample=sample)]
