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
from dashboard.reader.names import Names
from dashboard.reader.view import View
from data.plan.model import Plan
from data.questions.answers import MeasurePage, ObjectiveProgress, PartnerSummary, SnapshotInfo
from data.text.i18n import Language


def title(t: Language, partner: PartnerSummary) -> str:
    """The document title."""
    return partner.name


def layout(
    view: View,
    t: Language,
    plan: Plan,
    partner: PartnerSummary,
    objectives: tuple[ObjectiveProgress, ...],
    measures: MeasurePage,
    info: SnapshotInfo,
    names: Names,
) -> html.Div:
    """Facts, contributions, measures."""
    above = [
        (plan.owner.text(t.lang), view.href("/")),
        (t.gettext("Partners"), view.href("/partners")),
    ]
    note = t.gettext(
        "Partners have no targets of their own, so they get no verdict: here is the share of "
        "each total that this partner reported."
    )
    return html.Div(
        [
            crumbs(t, above, partner.acronym or partner.name),
            _identity(t, partner, info, names),
            part_section(view, t, plan, objectives, note),
            *([] if view.asof else [loss_slot(view, t, partner.id)]),
            measures_section(view, t, plan, measures, names=names, query=f"partner={partner.id}"),
        ],
        className="wrap",
        lang=t.lang,
    )


def _identity(
    t: Language, partner: PartnerSummary, info: SnapshotInfo, names: Names
) -> html.Header:
    facts: list[Component] = [
        html.Span(names.college(partner.college)),
        html.Span(seat_word(t, partner, names)),
        html.Span(t.gettext("Membership: {state}", state=member_word(t, partner.member))),
        html.Span(t.gettext("Snapshot {id}", id=info.id)),
        *sample_tag(t, partner.sample),
    ]
    words = t.ngettext("{n} measure in force.", "{n} measures in force.", partner.measures)
    if partner.newest:
        newest = t.gettext("The newest is for {date}.", date=t.date(partner.newest))
        words = f"{words} {newest}"
    return identity(None, partner.name, words, facts)
