"""Where measures come from: all regions."""

from collections.abc import Sequence

from dash import html

from dashboard.components.layout.identity import identity
from dashboard.components.layout.section import section
from dashboard.components.measures.report_table import report_table
from dashboard.components.places.world_map import country_map
from dashboard.pages.registry import Page, page
from dashboard.reader.context import RequestContext
from data.questions.answers import PlaceReport


@page("/regions")
def regions(ctx: RequestContext) -> Page:
    """All regions, and their countries on a map."""
    reports = ctx.snapshot.regions(ctx.as_of)
    countries = [c for r in reports for c in ctx.snapshot.places(ctx.as_of, r.code)]
    return Page(ctx.t.gettext("Regions"), layout(ctx, reports, countries))


def layout(
    ctx: RequestContext, reports: tuple[PlaceReport, ...], countries: Sequence[PlaceReport]
) -> html.Div:
    """One row a region, and the countries on a map."""
    t = ctx.t
    table = report_table(
        t,
        reports,
        heading=t.gettext("Region"),
        name=ctx.names.place,
        href=lambda code: ctx.view.href(f"/region/{code}"),
    )
    notes = [s.note.text(t.lang) for s in ctx.plan.sets if s.kind == "regions" and s.note]
    words = t.gettext("Regions have no targets of their own, so they get no verdict.")
    note = html.P(" ".join([words, *notes]), className="note after")
    measures = section(t, t.gettext("Measures by region"), [table, note], sample=ctx.info.sample)
    drawn = country_map(ctx, countries)
    twin = report_table(
        t,
        sorted(countries, key=lambda report: ctx.names.place(report.code)),
        heading=t.gettext("Country"),
        name=ctx.names.place,
        href=lambda code: ctx.view.href(f"/place/{code}"),
    )
    summary = html.Summary(t.gettext("The same figures as a table"))
    parts = [drawn, html.Details([summary, twin], className="sum")]
    world = section(t, t.gettext("Countries that have reported"), parts, sample=ctx.info.sample)
    return html.Div(
        [identity(None, t.gettext("Regions")), measures, world], className="wrap", lang=t.lang
    )
