"""What is reported more than once and counts once: what was deducted, from whom, and why."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.layout.scrolling import scrolling
from dashboard.components.layout.section import section
from dashboard.components.verdict.quantity import measured
from dashboard.reader.context import RequestContext
from data.questions.answers import IndicatorProgress, Overlap
from data.text.i18n import Language

SHOWN = 15


def overlap_ledger(
    ctx: RequestContext, progress: IndicatorProgress, overlaps: Sequence[Overlap]
) -> list[html.Section]:
    """The ledger as a section; nothing where nothing overlaps."""
    t = ctx.t
    if not overlaps:
        return []
    title = t.gettext("Counted once")
    intro = t.gettext(
        "What is reported more than once counts once: of an activity the lead partner’s report, "
        "else the largest; of a place the newest report of anyone; of a total and its parts the "
        "larger of the two."
    )
    heads = [t.gettext("What"), t.gettext("Counted"), t.gettext("Not counted"), t.gettext("Why")]
    head = html.Thead(html.Tr([html.Th(words, scope="col") for words in heads]))
    rows = [_row(ctx, progress, overlap) for overlap in overlaps[:SHOWN]]
    table = html.Table(
        [html.Caption(title, className="vh"), head, html.Tbody(rows)], className="bars"
    )
    children: list[Component] = [
        html.P(intro, className="note before"),
        scrolling(table, title),
    ]
    if rest := len(overlaps) - SHOWN:
        words = t.ngettext("{n} other overlap", "{n} other overlaps", max(rest, 0))
        children += [html.P(words, className="note after")] if rest > 0 else []
    return [section(t, title, children, sample=progress.sample, className="sec on-screen")]


def _row(ctx: RequestContext, progress: IndicatorProgress, overlap: Overlap) -> html.Tr:
    t = ctx.t
    what: list[Component | str] = []
    if overlap.place:
        what.append(
            html.A(ctx.names.place(overlap.place), href=ctx.view.href(f"/place/{overlap.place}"))
        )
    said = [part for part in (overlap.period, overlap.activity) if part]
    what.append(", ".join(["", *said] if what and said else said))
    deducted = t.join([ctx.names.partner(code) for code in overlap.deducted])
    if overlap.why != "place":
        amount = measured(ctx, progress.indicator, overlap.amount)
        deducted = t.gettext("{partner}: {amount}", partner=deducted, amount=amount)
    return html.Tr(
        [
            html.Th(what, scope="row", className="lab"),
            html.Td(ctx.names.partner(overlap.counted)),
            html.Td(deducted),
            html.Td(_why(t, overlap)),
        ]
    )


def _why(t: Language, overlap: Overlap) -> str:
    why = {
        "place": t.gettext("newest report"),
        "whole_and_parts": t.gettext("a total and its parts"),
        "same_fact": t.gettext("the same fact reported twice"),
        "overlapping_period": t.gettext("periods overlap: the earlier report counts"),
    }.get(overlap.why) or (
        t.gettext("leads the activity")
        if overlap.leads
        else t.gettext("reports most, or reported first")
    )
    if overlap.open:
        return t.gettext("{why}; not settled yet", why=why)
    if overlap.settled:
        return t.gettext(
            "{why}; confirmed in review on {date}", why=why, date=t.date(overlap.settled)
        )
    return why
