"""All facilities with the verdicts of their objectives."""

from collections.abc import Sequence

from dash import html

from dashboard.components.layout.controls import horizon_switch
from dashboard.components.layout.identity import identity
from dashboard.components.layout.scrolling import scrolling
from dashboard.components.layout.section import section
from dashboard.components.overview.status_spread import spread
from dashboard.components.places.facility_strip import at_home, facility_strip
from dashboard.pages.registry import Page, page
from dashboard.reader.context import RequestContext
from data.plan.model import Facility
from data.questions.answers import ObjectiveProgress, Overview
from data.text.i18n import Language


@page("/facilities")
def facilities(ctx: RequestContext) -> Page:
    """All facilities with the objectives they carry."""
    return Page(ctx.t.gettext("Facilities"), layout(ctx, ctx.snapshot.overview(ctx.as_of)))


def layout(ctx: RequestContext, overview: Overview) -> html.Div:
    """The strip of the overview, then the same as a table."""
    t = ctx.t
    words = t.gettext(
        "A facility carries objectives; it is not a building. Core facilities are led by the "
        "secretariat, global ones by alliances of partners."
    )
    bar = html.Div([html.Div(horizon_switch(ctx), className="controls")])
    return html.Div(
        [
            identity(None, t.gettext("Facilities"), words),
            bar,
            *facility_strip(ctx, overview),
            _table(ctx, overview),
        ],
        className="wrap",
        lang=t.lang,
    )


def _table(ctx: RequestContext, overview: Overview) -> html.Section:
    t = ctx.t
    heads = [
        t.gettext("Facility"),
        t.gettext("Objectives"),
        t.gettext("Without measures"),
        t.gettext("Verdicts"),
    ]
    head = html.Thead(html.Tr([html.Th(words, scope="col") for words in heads]))
    rows = [_row(ctx, facility, overview) for facility in ctx.plan.facilities]
    heading = t.gettext("The same as a table")
    table = html.Table([html.Caption(heading, className="vh"), head, html.Tbody(rows)])
    chosen = ",".join(f"facility:{facility.id}" for facility in ctx.plan.facilities[:2])
    link = html.A(t.gettext("Compare"), href=ctx.view.href("/compare", compared=chosen))
    return section(t, heading, [scrolling(table, heading, "grid")], links=[link])


def _row(ctx: RequestContext, facility: Facility, overview: Overview) -> html.Tr:
    t = ctx.t
    found = at_home(overview.objectives, facility)
    name = f"{facility.number} {facility.name.text(t.lang)}"
    link = html.A(name, href=ctx.view.href(f"/facility/{facility.id}"))
    codes = t.join([o.objective.code for o in found]) if found else "–"
    words = spread(t, found, ctx.view.horizon)
    silent = _without_measures(t, found)
    cells = [html.Td(codes), html.Td(silent), html.Td(words, className="wrapc")]
    return html.Tr([html.Th(link, scope="row"), *cells])


def _without_measures(t: Language, found: Sequence[ObjectiveProgress]) -> str:
    """How many of a facility's objectives nobody measures, and which."""
    silent = [o.objective.code for o in found if o.headline.current is None]
    if not silent:
        return "–"
    return t.gettext("{n}: {codes}", n=t.number(len(silent)), codes=t.join(silent))
