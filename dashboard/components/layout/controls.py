"""The bar of horizon and filters; every choice is a link, so the address keeps it."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.breakdown.filter_part import is_filtered
from dashboard.components.layout import aria
from dashboard.components.layout.picker import Choice, picker
from dashboard.reader.context import RequestContext
from dashboard.reader.view import View
from data.plan.model import Plan
from data.reference.partners import COLLEGES
from data.text.i18n import Language


def controls(ctx: RequestContext) -> html.Div:
    """Horizon, region and facility, and what a filter does."""
    parts: list[Component] = [
        html.Span(ctx.t.gettext("Horizon"), className="ctl-l", **aria.HIDDEN),
        horizon_switch(ctx),
    ]
    if codes := region_codes(ctx.plan):
        parts.append(_regions(ctx, codes))
    if ctx.plan.facilities:
        parts.append(_facilities(ctx))
    parts += [_goals(ctx), college_menu(ctx)]
    if is_filtered(ctx.view) or ctx.view.goal:
        parts.append(_clear(ctx))
    return html.Div([html.Div(parts, className="controls"), _note(ctx.t)], className="controlbar")


def horizon_switch(ctx: RequestContext) -> html.Span:
    """One link a horizon of the plan."""
    links = [_horizon(ctx.view, horizon) for horizon in ctx.plan.horizons]
    return html.Span(links, className="seg", role="group", **aria.label(ctx.t.gettext("Horizon")))


def college_menu(ctx: RequestContext) -> html.Details:
    """One college of partners, or all."""
    view = ctx.view
    every = Choice(ctx.t.gettext("All colleges"), view.href(college=None), view.college is None)
    some = [
        Choice(ctx.names.college(code), view.href(college=code), code == view.college)
        for code in COLLEGES
    ]
    return picker(ctx.t.gettext("College"), [every, *some])


def region_codes(plan: Plan) -> tuple[str, ...]:
    """The regions the plan speaks of."""
    sets = [place_set for place_set in plan.sets if place_set.kind == "regions"]
    return sets[0].members or () if sets else ()


def _horizon(view: View, horizon: int) -> html.A:
    chosen = horizon == view.horizon
    return html.A(
        str(horizon),
        href=view.href(horizon=horizon),
        className="on" if chosen else "",
        **aria.current(chosen, "true"),
    )


def _regions(ctx: RequestContext, codes: Sequence[str]) -> html.Details:
    view = ctx.view
    every = Choice(ctx.t.gettext("All regions"), view.href(region=None), view.region is None)
    some = [Choice(ctx.names.place(c), view.href(region=c), c == view.region) for c in codes]
    return picker(ctx.t.gettext("Region"), [every, *some])


def _facilities(ctx: RequestContext) -> html.Details:
    view, t = ctx.view, ctx.t
    every = Choice(t.gettext("All facilities"), view.href(facility=None), view.facility is None)
    some = [
        Choice(
            f"{facility.number} {facility.name.text(t.lang)}",
            view.href(facility=facility.id),
            facility.id == view.facility,
        )
        for facility in ctx.plan.facilities
    ]
    return picker(t.gettext("Facility"), [every, *some])


def _goals(ctx: RequestContext) -> html.Details:
    view, t = ctx.view, ctx.t
    every = Choice(t.gettext("All goals"), view.href(goal=None), view.goal is None)
    some = [
        Choice(
            f"{goal.code} {goal.name.text(t.lang)}",
            view.href(goal=goal.code),
            goal.code == view.goal,
        )
        for goal in ctx.plan.goals
    ]
    return picker(t.gettext("Goal"), [every, *some])


def _clear(ctx: RequestContext) -> html.A:
    return html.A(
        ctx.t.gettext("Show everything"), href=ctx.view.everything(), className="btn quiet"
    )


def _note(t: Language) -> html.P:
    words = t.gettext(
        "A filter shows what that part contributed and fades what is outside it. It never "
        "changes a verdict."
    )
    return html.P(words, className="note")
