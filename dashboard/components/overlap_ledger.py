"""What several partners told of and counts once: what was deducted, from whom, and why."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.names import Names
from dashboard.components.quantity import measured
from dashboard.components.scrolling import scrolling
from dashboard.components.section import section
from dashboard.view import View
from data.answers import IndicatorProgress, Overlap
from data.i18n import Language
from data.plan_models import Plan

SHOWN = 15


def overlap_ledger(
    view: View,
    t: Language,
    plan: Plan,
    progress: IndicatorProgress,
    overlaps: Sequence[Overlap],
    names: Names,
) -> list[html.Section]:
    """The ledger as a section; nothing where nothing overlaps."""
    if not overlaps:
        return []
    title = t.gettext("Counted once")
    intro = t.gettext(
        "What several partners report counts once: the lead partner’s report, else the first; for "
        "a place, the newest report of anyone."
    )
    heads = [t.gettext("What"), t.gettext("Counted"), t.gettext("Not counted"), t.gettext("Why")]
    head = html.Thead(html.Tr([html.Th(words, scope="col") for words in heads]))
    rows = [_row(view, t, plan, progress, overlap, names) for overlap in overlaps[:SHOWN]]
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
    return [section(t, title, children, sample=progress.sample, css="sec on-screen")]


def _row(
    view: View,
    t: Language,
    plan: Plan,
    progress: IndicatorProgress,
    overlap: Overlap,
    names: Names,
) -> html.Tr:
    what: Component | str = overlap.activity or ""
    if overlap.place:
        what = html.A(names.place(overlap.place), href=view.href(f"/place/{overlap.place}"))
    deducted = t.join([names.partner(code) for code in overlap.deducted])
    if overlap.activity:
        amount = measured(t, plan, progress.indicator, overlap.amount)
        deducted = t.gettext("{partner}: {amount}", partner=deducted, amount=amount)
    return html.Tr(
        [
            html.Th(what, scope="row", className="lab"),
            html.Td(names.partner(overlap.counted)),
            html.Td(deducted),
            html.Td(_why(t, overlap)),
        ]
    )


def _why(t: Language, overlap: Overlap) -> str:
    if overlap.place:
        return t.gettext("newest report")
    return t.gettext("leads the activity") if overlap.leads else t.gettext("reported first")
