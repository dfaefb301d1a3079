"""One region: what it adds to each objective. No verdict, because it has no targets."""

from collections.abc import Sequence

from dash import html

from dashboard.components.breakdown.part_table import part_section
from dashboard.components.layout.crumbs import crumbs
from dashboard.components.layout.identity import identity
from dashboard.components.layout.section import section
from dashboard.components.layout.share_link import share_link
from dashboard.components.measures.report_table import report_table
from dashboard.components.measures.table import measures_section
from dashboard.components.partners.silent_partners import silent_partners
from dashboard.components.places.world_map import country_map
from dashboard.pages.registry import Page, page
from dashboard.reader.context import RequestContext
from data.questions.answers import (
    Filters,
    MeasurePage,
    ObjectiveProgress,
    PartnerSummary,
    PlaceReport,
)
from data.reference.places import place as find_place


@page("/region/{code}")
def region(ctx: RequestContext, code: str) -> Page:
    """One region: what it adds to each objective, and who has not reported."""
    if find_place(code).kind != "region":
        raise KeyError(code)
    here, snapshot = Filters(region=code), ctx.snapshot
    body = layout(
        ctx,
        code,
        ctx.objectives(here),
        snapshot.places(ctx.as_of, code),
        ctx.measures(here),
        snapshot.partners(ctx.as_of),
    )
    return Page(ctx.names.place(code), body)


def layout(
    ctx: RequestContext,
    region_code: str,
    objectives: tuple[ObjectiveProgress, ...],
    countries: tuple[PlaceReport, ...],
    measures: MeasurePage,
    partners: Sequence[PartnerSummary],
) -> html.Div:
    """Contributions, countries, measures."""
    t = ctx.t
    name = ctx.names.place(region_code)
    drawn = country_map(ctx, countries, within=region_code)
    above = [
        (ctx.plan.owner.text(t.lang), ctx.view.href("/")),
        (t.gettext("Regions"), ctx.view.href("/regions")),
    ]
    note = t.gettext(
        "The plan sets no targets for single regions, so a region gets no verdict: here is its "
        "share of each total and its contribution."
    )
    return html.Div(
        [
            crumbs(t, above, name),
            identity(
                None,
                name,
                _filter(ctx, region_code),
                [
                    share_link(ctx, "region", region_code),
                    share_link(ctx, "map", region_code, t.gettext("Share the map")),
                ],
            ),
            part_section(ctx, objectives, note),
            _countries(ctx, countries, drawn),
            silent_partners(ctx, partners, region_code),
            measures_section(ctx, measures, query=f"region={region_code}"),
        ],
        className="wrap",
        lang=t.lang,
    )


def _filter(ctx: RequestContext, code: str) -> html.A:
    words = ctx.t.gettext("See this region’s part on the scorecard")
    return html.A(words, href=ctx.view.href("/", region=code))


def _countries(
    ctx: RequestContext, countries: tuple[PlaceReport, ...], drawn: html.Figure
) -> html.Section:
    t = ctx.t
    heading = t.gettext("Countries")
    if not countries:
        words = t.gettext("No country of this region has measures yet.")
        return section(t, heading, [html.P(words, className="emptyp")])
    table = report_table(
        t,
        countries,
        heading=t.gettext("Country"),
        name=ctx.names.place,
        href=lambda code: ctx.view.href(f"/place/{code}"),
    )
    return section(t, heading, [drawn, table], sample=ctx.info.sample)
