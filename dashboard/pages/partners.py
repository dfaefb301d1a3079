"""All registered partners."""

from dash import html

from dashboard.components.layout.identity import identity
from dashboard.components.layout.section import section
from dashboard.components.partners.controls import is_chosen, partner_controls, show_everyone
from dashboard.components.partners.partner_choice import chosen_partners
from dashboard.components.partners.table import partner_table
from dashboard.pages.registry import Page, page
from dashboard.reader.context import RequestContext
from data.questions.answers import PartnerSummary


@page("/partners")
def partners(ctx: RequestContext) -> Page:
    """The register of partners."""
    return Page(ctx.t.gettext("Partners"), layout(ctx, ctx.snapshot.partners(ctx.as_of)))


def layout(ctx: RequestContext, partners: tuple[PartnerSummary, ...]) -> html.Div:
    """One table of those that were asked for; all of them, by name, unless something was."""
    t = ctx.t
    chosen = chosen_partners(ctx.view, partners)
    reporting = sum(1 for partner in partners if partner.measures)
    words = t.ngettext(
        "{n} registered partner, {reporting} with measures.",
        "{n} registered partners, {reporting} with measures.",
        len(partners),
        reporting=t.number(reporting),
    )
    shown = [partner_table(ctx, chosen)] if chosen else [_nobody(ctx)]
    sample = ctx.info.sample and any(partner.sample for partner in chosen)
    count = t.ngettext("{n} partner", "{n} partners", len(chosen)) if is_chosen(ctx.view) else ""
    table = section(t, t.gettext("Who reports"), shown, lead=count, sample=sample)
    bar = partner_controls(ctx)
    return html.Div(
        [identity(None, t.gettext("Partners"), words), bar, table], className="wrap", lang=t.lang
    )


def _nobody(ctx: RequestContext) -> html.P:
    words = ctx.t.gettext("No registered partner meets these choices.")
    return html.P([words, " ", show_everyone(ctx)], className="emptyp")
