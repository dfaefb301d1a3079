"""One country: what was measured there, and by whom. No verdict."""

from dash import html

from dashboard.components.breakdown.part_table import part_section
from dashboard.components.layout.crumbs import crumbs
from dashboard.components.layout.identity import identity
from dashboard.components.layout.section import section
from dashboard.components.measures.report_table import report_table
from dashboard.components.measures.table import measures_section
from dashboard.pages.registry import Page, page
from dashboard.reader.context import RequestContext
from data.questions.answers import Filters, MeasurePage, ObjectiveProgress, PlaceReport
from data.reference.places import place as find_place


@page("/place/{code}")
def place(ctx: RequestContext, code: str) -> Page:
    """One country: what was measured there, and by whom."""
    find_place(code)
    here = Filters(place=code)
    body = layout(
        ctx,
        code,
        ctx.objectives(here),
        ctx.snapshot.place_partners(ctx.as_of, code),
        ctx.measures(here),
    )
    return Page(ctx.names.place(code), body)


def layout(
    ctx: RequestContext,
    place_code: str,
    objectives: tuple[ObjectiveProgress, ...],
    partners: tuple[PlaceReport, ...],
    measures: MeasurePage,
) -> html.Div:
    """Contributions, partners reporting, measures."""
    t = ctx.t
    name = ctx.names.place(place_code)
    above = [
        (ctx.plan.owner.text(t.lang), ctx.view.href("/")),
        (t.gettext("Regions"), ctx.view.href("/regions")),
    ]
    note = t.gettext(
        "The plan sets no targets for single countries, so a country gets no verdict: here is "
        "what was measured there. The seat of a partner does not matter."
    )
    return html.Div(
        [
            crumbs(t, above, name),
            identity(None, name),
            part_section(ctx, objectives, note),
            _partners(ctx, partners),
            measures_section(ctx, measures, query=f"place={place_code}"),
        ],
        className="wrap",
        lang=t.lang,
    )


def _partners(ctx: RequestContext, partners: tuple[PlaceReport, ...]) -> html.Section:
    t = ctx.t
    heading = t.gettext("Partners reporting")
    if not partners:
        words = t.gettext("No partner has reported measures from here yet.")
        return section(t, heading, [html.P(words, className="emptyp")])
    table = report_table(
        t,
        partners,
        heading=t.gettext("Partner"),
        name=ctx.names.partner,
        href=lambda code: ctx.view.href(f"/partner/{code}"),
        of_partners=True,
    )
    return section(t, heading, [table], sample=ctx.info.sample)
