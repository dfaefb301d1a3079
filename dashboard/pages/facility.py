"""One facility: its objectives, where measures come from, its roadmap and coalitions."""

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
from dashboard.pages.registry import Page, page
from dashboard.reader.context import RequestContext
from dashboard.reader.view import View
from data.plan.model import Facility
from data.questions.answers import Contribution, Dimension, Filters, MeasurePage, ObjectiveProgress

Regions = dict[str, tuple[Contribution, ...]]


@page("/facility/{code}")
def facility(ctx: RequestContext, code: str) -> Page:
    """One facility with its objectives, and where their measures come from."""
    found = ctx.plan.facility(code)
    objectives = tuple(o for o in ctx.objectives(Filters()) if o.facility and o.facility.id == code)
    regions = {
        o.objective.code: ctx.snapshot.contributions(
            o.headline.indicator.id, Dimension.REGION, ctx.as_of
        ).parts
        for o in objectives
    }
    body = layout(ctx, found, objectives, regions, ctx.measures(Filters(facility=code)))
    return Page(f"{found.number} {found.name.text(ctx.t.lang)}", body)


def layout(
    ctx: RequestContext,
    facility: Facility,
    objectives: tuple[ObjectiveProgress, ...],
    regions: Regions,
    measures: MeasurePage,
) -> html.Div:
    """The list of all facilities at the side, this one beside it."""
    items = [item for item in ctx.plan.roadmap if item.facility == facility.id]
    found = [coalition for coalition in ctx.plan.coalitions if coalition.facility == facility.id]
    body: list[Component] = [
        _identity(ctx, facility, objectives),
        _tools(ctx, facility),
        objective_cards(ctx, objectives),
        *([next_steps(ctx, objectives), change_feed_slot(ctx, "block")] if objectives else []),
        *_regions(ctx, objectives, regions),
        roadmap(ctx, items),
        coalitions(ctx, found),
        measures_section(ctx, measures, query=f"facility={facility.id}"),
    ]
    side = html.Div([facility_nav(ctx, facility), html.Div(body)], className="side")
    return html.Div([_crumbs(ctx, facility), side], className="wrap", lang=ctx.t.lang)


def _crumbs(ctx: RequestContext, facility: Facility) -> html.Nav:
    view, t, plan = ctx.view, ctx.t, ctx.plan
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
    ctx: RequestContext, facility: Facility, objectives: tuple[ObjectiveProgress, ...]
) -> html.Header:
    t = ctx.t
    kind = {"core": t.gettext("Core facility."), "global": t.gettext("Global facility.")}
    spreads = [spread(t, objectives, horizon) for horizon in ctx.plan.horizons]
    sentences = [kind[facility.family], *dict.fromkeys(spreads)]
    name, leader = family_words(t, facility.family)
    facts: list[Component] = [html.Span(f"{name}, {leader}")]
    return identity(facility.number, facility.name.text(t.lang), " ".join(sentences), facts)


def _tools(ctx: RequestContext, facility: Facility) -> html.Div:
    t = ctx.t
    href = f"/api/v1/measures?facility={facility.id}&format=csv"
    file = html.A(t.gettext("Measures as CSV"), href=href, className="btn")
    words = t.gettext("Snapshot {id}, as of {date}", id=ctx.info.id, date=t.date(ctx.as_of))
    share = share_link(ctx, "facility", facility.id)
    return html.Div([file, share, html.Span(words, className="right")], className="tools")


def _regions(
    ctx: RequestContext, objectives: tuple[ObjectiveProgress, ...], regions: Regions
) -> list[html.Section]:
    t = ctx.t
    if not any(regions.values()):
        return []
    note = html.P(
        t.gettext("Regions have no targets of their own, so they get no verdict."),
        className="note after",
    )
    table = region_matrix(ctx, objectives, regions)
    sample = any(o.headline.sample for o in objectives)
    lead = t.gettext("bars are relative to the longest in each column")
    return [section(t, t.gettext("By region"), [table, note], lead=lead, sample=sample)]
