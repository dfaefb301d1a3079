"""Registered partners with what they reported."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.layout.sample_tag import sample_tag
from dashboard.components.layout.scrolling import scrolling
from dashboard.reader.context import RequestContext
from data.questions.answers import PartnerSummary
from data.text.i18n import Language


def partner_table(ctx: RequestContext, partners: Sequence[PartnerSummary]) -> html.Div:
    """One row a partner."""
    name = ctx.t.gettext("Partners")
    caption = html.Caption(name, className="vh")
    rows = [_row(ctx, partner) for partner in partners]
    return scrolling(html.Table([caption, _head(ctx.t), html.Tbody(rows)]), name, "grid")


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


def _row(ctx: RequestContext, partner: PartnerSummary) -> html.Tr:
    t = ctx.t
    link = html.A(partner.name, href=ctx.view.href(f"/partner/{partner.id}"))
    newest = t.short_date(partner.newest) if partner.newest else t.gettext("no measures yet")
    cells: list[Component] = [
        html.Th([link, " ", *sample_tag(t, partner.sample)], scope="row", className="wrapc"),
        html.Td(ctx.names.college(partner.college)),
        html.Td(seat_word(ctx, partner)),
        html.Td(member_word(t, partner.member)),
        html.Td(t.number(partner.measures), className="num"),
        html.Td(newest),
    ]
    return html.Tr(cells)


def seat_word(ctx: RequestContext, partner: PartnerSummary) -> str:
    """The seat's country; an international organisation has none."""
    return ctx.names.place(partner.seat) if partner.seat else ctx.t.gettext("international")
