"""One objective: its verdicts, how they come about, and who contributed."""

from collections.abc import Sequence

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
from dashboard.pages.registry import Page, page
from dashboard.reader.context import RequestContext
from dashboard.reader.view import View
from data.plan.model import Facility, Plan
from data.questions.answers import (
    Breakdown,
    Dimension,
    IndicatorProgress,
    MeasurePage,
    ObjectiveProgress,
    Overlap,
)


@page("/objective/{code}")
def objective(ctx: RequestContext, code: str) -> Page:
    """One objective: verdicts, evidence, and what it is made of."""
    found, snapshot = ctx.objective(code), ctx.snapshot
    headline = found.headline.indicator.id
    indicators = tuple(i.indicator.id for i in (found.headline, *found.supporting))
    body = layout(
        ctx,
        found,
        {by: snapshot.contributions(headline, by, ctx.as_of) for by in Dimension},
        snapshot.overlaps(headline, ctx.as_of),
        snapshot.earlier_plans(),
        ctx.measures(ctx.filters, indicators),
    )
    return Page(f"{found.objective.code} {found.objective.label.text(ctx.t.lang)}", body)


def layout(
    ctx: RequestContext,
    objective: ObjectiveProgress,
    parts: Parts,
    overlaps: Sequence[Overlap],
    earlier: Sequence[Plan],
    measures: MeasurePage,
) -> html.Div:
    """Verdicts first, then their evidence."""
    progress = objective.headline
    cards = [verdict_card(ctx, progress, horizon) for horizon in ctx.plan.horizons]
    code = objective.objective.code
    return html.Div(
        [
            _crumbs(ctx, objective),
            _identity(ctx, objective),
            _tools(ctx, code),
            *_part(ctx, objective),
            html.Div(cards, className="verdicts"),
            _method(ctx),
            *caveats(ctx.t, progress),
            data_quality(ctx, progress),
            _evidence(ctx, objective),
            *supporting_section(ctx, objective.supporting),
            *_places(ctx, progress, parts[Dimension.PLACE]),
            *taken_apart(ctx, objective, parts=parts, overlaps=overlaps),
            plan_text(ctx, objective.objective, earlier),
            *related_objectives(ctx, objective.objective),
            measures_section(ctx, measures, query=f"objective={code}"),
        ],
        className="wrap",
        lang=ctx.t.lang,
    )


def _crumbs(ctx: RequestContext, objective: ObjectiveProgress) -> html.Nav:
    view, t = ctx.view, ctx.t
    above = [(ctx.plan.owner.text(t.lang), view.href("/"))]
    if objective.facility:
        above.append(facility_place(ctx, objective.facility))
    codes = [o.code for o in ctx.plan.objectives]
    at = codes.index(objective.objective.code)
    here = f"{objective.objective.code} {objective.objective.label.text(t.lang)}"
    before = _neighbour(view, codes[at - 1])
    after = _neighbour(view, codes[(at + 1) % len(codes)])
    return crumbs(t, above, here, before, after)


def facility_place(ctx: RequestContext, facility: Facility) -> Place:
    """A facility as a step of the breadcrumb."""
    name = f"{facility.number} {facility.name.text(ctx.t.lang)}"
    return name, ctx.view.href(f"/facility/{facility.id}")


def _neighbour(view: View, code: str) -> Place:
    return code, view.href(f"/objective/{code}")


def _identity(ctx: RequestContext, objective: ObjectiveProgress) -> html.Header:
    t = ctx.t
    known = objective.objective
    sentence: Child = t.gettext("Title not published")
    if known.title:
        sentence = html.Span([known.title.text(t.lang), " ", *translation_mark(t, known.title)])
    goal = t.gettext(
        "Goal {code}, {name}", code=objective.goal.code, name=objective.goal.name.text(t.lang)
    )
    facts: list[Component] = [html.A(goal, href=ctx.view.href(f"/goal/{objective.goal.code}"))]
    if objective.facility:
        name, href = facility_place(ctx, objective.facility)
        facts.append(html.A(t.gettext("Home facility: {name}", name=name), href=href))
    facts.append(html.Span(objective.headline.indicator.name.text(t.lang)))
    return identity(known.code, known.label.text(t.lang), sentence, facts)


def _tools(ctx: RequestContext, code: str) -> html.Div:
    href = f"/api/v1/measures?objective={code}&format=csv"
    file = html.A(ctx.t.gettext("Measures as CSV"), href=href, className="btn")
    stamp = html.Span(ctx.t.gettext("Snapshot {id}", id=ctx.info.id), className="right")
    return html.Div([file, share_link(ctx, "objective", code), stamp], className="tools")


def _method(ctx: RequestContext) -> html.P:
    link = html.A(ctx.t.gettext("How verdicts come about"), href=ctx.view.href("/method"))
    return html.P(link, className="note after")


def _part(ctx: RequestContext, objective: ObjectiveProgress) -> list[html.P]:
    if not is_filtered(ctx.view):
        return []
    line = part_line(ctx, objective)
    rest = ctx.t.gettext("The verdicts below are for the whole Initiative; a filter changes none.")
    clear = html.A(ctx.t.gettext("Show everything"), href=ctx.view.everything())
    return [html.P([html.Span(line), " ", html.Span(rest), " ", clear], className="part")]


def _evidence(ctx: RequestContext, objective: ObjectiveProgress) -> html.Section:
    t = ctx.t
    progress = objective.headline
    if not progress.indicator.traits.has_steps:
        return trend_chart(ctx, progress, ctx.view.horizon)
    note = t.gettext(
        "Upright bar: date due. Disc: date reached. Thin line: today. A step without a date of "
        "its own is due at an even spacing between its neighbours."
    )
    children: list[Component] = [milestone_ladder(ctx, progress)]
    children.append(html.P(note, className="note after"))
    return section(t, t.gettext("Milestones"), children, sample=progress.sample)


def _places(
    ctx: RequestContext, progress: IndicatorProgress, parts: Breakdown
) -> list[html.Section]:
    """Where it is so and where not, on a map and by name."""
    code = progress.indicator.objective or ""
    drawn = objective_map(ctx, code, progress, parts)
    return set_members(ctx, progress, parts, drawn)
