"""Regions against several objectives: one bar each, no verdicts."""

from collections.abc import Mapping, Sequence

from dash import html

from dashboard.components.breakdown.contribution_bars import bar
from dashboard.components.layout.scrolling import scrolling
from dashboard.reader.context import RequestContext
from data.questions.answers import Contribution, ObjectiveProgress
from data.text.i18n import Language

Parts = Mapping[str, Sequence[Contribution]]


def region_matrix(
    ctx: RequestContext, objectives: Sequence[ObjectiveProgress], parts: Parts
) -> html.Div:
    """One row a region, a bar and a value a column; bars are relative within a column."""
    t = ctx.t
    shown = [o for o in objectives if parts.get(o.objective.code)]
    every = [part for o in shown for part in parts[o.objective.code]]
    codes = dict.fromkeys(part.code for part in every if not part.in_confidence)
    rows = [_row(ctx, code, shown, parts) for code in codes]
    if any(part.in_confidence for part in every):
        rows.append(_in_confidence(t, shown, parts))
    name = t.gettext("Contributions by region")
    caption = html.Caption(name, className="vh")
    table = html.Table([caption, _head(t, shown), html.Tbody(rows)], className="bars")
    return scrolling(table, name)


def _head(t: Language, objectives: Sequence[ObjectiveProgress]) -> html.Thead:
    cells = [html.Th(t.gettext("Region"), scope="col")]
    for objective in objectives:
        name = objective.headline.indicator.name.text(t.lang)
        words = t.gettext("{code}: {indicator}", code=objective.objective.code, indicator=name)
        cells.append(html.Th(words, scope="col", colSpan="2"))
    return html.Thead(html.Tr(cells))


def _row(
    ctx: RequestContext, code: str | None, objectives: Sequence[ObjectiveProgress], parts: Parts
) -> html.Tr:
    name = ctx.names.place(code)
    link = html.A(name, href=ctx.view.href(f"/region/{code}")) if code else name
    cells: list[html.Th | html.Td] = [html.Th(link, scope="row", className="lab")]
    for objective in objectives:
        named = [p for p in parts[objective.objective.code] if not p.in_confidence]
        cells += _cells(ctx.t, next((p for p in named if p.code == code), None), named)
    return html.Tr(cells)


def _in_confidence(t: Language, objectives: Sequence[ObjectiveProgress], parts: Parts) -> html.Tr:
    """What is told in confidence, which no region is said of."""
    words = t.gettext("in confidence, not broken down")
    cells: list[html.Th | html.Td] = [html.Th(words, scope="row", className="lab muted")]
    for objective in objectives:
        every = parts[objective.objective.code]
        cells += _cells(t, next((p for p in every if p.in_confidence), None), every)
    return html.Tr(cells)


def _cells(t: Language, part: Contribution | None, parts: Sequence[Contribution]) -> list[html.Td]:
    if part is None:
        return [html.Td(bar(0, 0)), html.Td("–", className="nb muted")]
    longest = max(other.value for other in parts)
    return [html.Td(bar(part.value, longest)), html.Td(t.number(part.value), className="nb")]
