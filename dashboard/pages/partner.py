"""One partner: who it is and what it reported."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.breakdown.part_table import part_section
from dashboard.components.layout.crumbs import crumbs
from dashboard.components.layout.identity import identity
from dashboard.components.layout.sample_tag import sample_tag
from dashboard.components.measures.table import measures_section
from dashboard.components.partners.loss import loss_slot
from dashboard.components.partners.table import member_word, seat_word
from dashboard.pages.registry import Page, page
from dashboard.reader.context import RequestContext
from data.questions.answers import Filters, MeasurePage, ObjectiveProgress, PartnerSummary


@page("/partner/{code}")
def partner(ctx: RequestContext, code: str) -> Page:
    """One partner and what it reported."""
    found, theirs = ctx.snapshot.partners_by_id(ctx.as_of)[code], Filters(partner=code)
    return Page(found.name, layout(ctx, found, ctx.objectives(theirs), ctx.measures(theirs)))


def layout(
    ctx: RequestContext,
    partner: PartnerSummary,
    objectives: tuple[ObjectiveProgress, ...],
    measures: MeasurePage,
) -> html.Div:
    """Facts, contributions, measures."""
    view, t = ctx.view, ctx.t
    above = [
        (ctx.plan.owner.text(t.lang), view.href("/")),
        (t.gettext("Partners"), view.href("/partners")),
    ]
    note = t.gettext(
        "Partners have no targets of their own, so they get no verdict: here is the share of "
        "each total that this partner reported."
    )
    return html.Div(
        [
            crumbs(t, above, partner.acronym or partner.name),
            _identity(ctx, partner),
            part_section(ctx, objectives, note),
            *([] if view.asof else [loss_slot(ctx, partner.id)]),
            measures_section(ctx, measures, query=f"partner={partner.id}"),
        ],
        className="wrap",
        lang=t.lang,
    )


def _identity(ctx: RequestContext, partner: PartnerSummary) -> html.Header:
    t = ctx.t
    facts: list[Component] = [
        html.Span(ctx.names.college(partner.college)),
        html.Span(seat_word(ctx, partner)),
        html.Span(t.gettext("Membership: {state}", state=member_word(t, partner.member))),
        html.Span(t.gettext("Snapshot {id}", id=ctx.info.id)),
        *sample_tag(t, partner.sample),
    ]
    words = t.ngettext("{n} measure in force.", "{n} measures in force.", partner.measures)
    if partner.newest:
        newest = t.gettext("The newest is for {date}.", date=t.date(partner.newest))
        words = f"{words} {newest}"
    return identity(None, partner.name, words, facts)
