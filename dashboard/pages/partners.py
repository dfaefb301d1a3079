"""All registered partners."""

from dash import html

from dashboard.components.layout.identity import identity
from dashboard.components.layout.section import section
from dashboard.components.partners.controls import is_chosen, partner_controls, show_everyone
from dashboard.components.partners.partner_choice import chosen_partners
from dashboard.components.partners.table import partner_table
from dashboard.reader.names import Names
from dashboard.reader.view import View
from data.questions.answers import PartnerSummary, SnapshotInfo
from data.text.i18n import Language


def title(t: Language) -> str:
    """The document title."""
    return t.gettext("Partners")


def layout(
    view: View,
    t: Language,
    partners: tuple[PartnerSummary, ...],
    info: SnapshotInfo,
    names: Names,
) -> html.Div:
    """One table of those that were asked for; all of them, by name, unless something was."""
    chosen = chosen_partners(view, partners)
    reporting = sum(1 for partner in partners if partner.measures)
    words = t.ngettext(
        "{n} registered partner, {reporting} with measures.",
        "{n} registered partners, {reporting} with measures.",
        len(partners),
        reporting=t.number(reporting),
    )
    shown = [partner_table(view, t, chosen, names)] if chosen else [_nobody(view, t)]
    sample = info.sample and any(partner.sample for partner in chosen)
    count = t.ngettext("{n} partner", "{n} partners", len(chosen)) if is_chosen(view) else ""
    table = section(t, t.gettext("Who reports"), shown, lead=count, sample=sample)
    bar = partner_controls(view, t, names)
    return html.Div(
        [identity(None, t.gettext("Partners"), words), bar, table], className="wrap", lang=t.lang
    )


def _nobody(view: View, t: Language) -> html.P:
    words = t.gettext("No registered partner meets these choices.")
    return html.P([words, " ", show_everyone(view, t)], className="emptyp")
