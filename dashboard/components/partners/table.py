"""Registered partners with what they reported."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.layout.sample_tag import sample_tag
from dashboard.components.layout.scrolling import scrolling
from dashboard.reader.names import Names
from dashboard.reader.view import View
from data.questions.answers import PartnerSummary
from data.text.i18n import Language


def partner_table(
    view: View, t: Language, partners: Sequence[PartnerSummary], names: Names
) -> html.Div:
    """One row a partner."""
    name = t.gettext("Partners")
    caption = html.Caption(name, className="vh")
    rows = [_row(view, t, partner, names) for partner in partners]
    return scrolling(html.Table([caption, _head(t), html.Tbody(rows)]), name, "grid")


def member_word(t: Language, member: bool | None) -> str:
    """Whether the partner is also a member; unknown stays unknown."""
    if member is None:
        return t.gettext("not published")
    return t.gettext("member") if member else t.gettext("partner only")


def _head(t: Language) -> html.Thead:
    heads = [
        t.gettext("Partner"),
        t.gettext("College"),
        t.gettext("Seat"),
        t.gettext("Membership"),
        t.gettext("Measures"),
        t.gettext("Newest"),
    ]
    return html.Thead(html.Tr([html.Th(words, scope="col") for words in heads]))


def _row(view: View, t: Language, partner: PartnerSummary, names: Names) -> html.Tr:
    link = html.A(partner.name, href=view.href(f"/partner/{partner.id}"))
    newest = t.short_date(partner.newest) if partner.newest else t.gettext("no measures yet")
    cells: list[Component] = [
        html.Th([link, " ", *sample_tag(t, partner.sample)], scope="row", className="wrapc"),
        html.Td(names.college(partner.college)),
        html.Td(seat_word(t, partner, names)),
        html.Td(member_word(t, partner.member)),
        html.Td(t.number(partner.measures), className="num"),
        html.Td(newest),
    ]
    return html.Tr(cells)


def seat_word(t: Language, partner: PartnerSummary, names: Names) -> str:
    """The seat's country; an international organisation has none."""
    return names.place(partner.seat) if partner.seat else t.gettext("international")
