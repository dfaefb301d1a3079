"""All registered partners."""

from dash import html

from dashboard.components.identity import identity
from dashboard.components.names import Names
from dashboard.components.partner_table import partner_table
from dashboard.components.section import section
from dashboard.view import View
from data.answers import PartnerSummary, SnapshotInfo
from data.i18n import Language


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
    """One table; those that reported most recently are the store's to put first."""
    reporting = sum(1 for partner in partners if partner.measures)
    words = t.ngettext(
        "{n} registered partner, {reporting} with measures.",
        "{n} registered partners, {reporting} with measures.",
        len(partners),
        reporting=t.number(reporting),
    )
    table = partner_table(view, t, partners, names)
    sample = info.sample and any(partner.sample for partner in partners)
    return html.Div(
        [
            identity(None, t.gettext("Partners"), words),
            section(t, t.gettext("Who reports"), [table], sample=sample),
        ],
        className="wrap",
        lang=t.lang,
    )
