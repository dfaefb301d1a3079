"""The scorecard as a table."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.layout.scrolling import scrolling
from dashboard.components.verdict.standing import standing
from dashboard.components.verdict.status_label import verdict_label
from dashboard.reader.context import RequestContext
from data.questions.answers import ObjectiveProgress


def objective_table(
    ctx: RequestContext, objectives: Sequence[ObjectiveProgress], caption: str
) -> html.Div:
    """One row an objective, verdict and value for every horizon."""
    rows = [_row(ctx, objective) for objective in objectives]
    table = html.Table(
        [html.Caption(caption, className="vh"), _head(ctx), html.Tbody(rows)],
        className="even",
    )
    return scrolling(table, caption, "grid")


def _head(ctx: RequestContext) -> html.Thead:
    t = ctx.t
    heads = [t.gettext("Objective"), t.gettext("Measured by")]
    for horizon in ctx.plan.horizons:
        heads.append(t.gettext("Verdict for {horizon}", horizon=horizon))
        heads.append(t.gettext("Against {horizon}", horizon=horizon))
    heads.append(t.gettext("Partners reporting"))
    return html.Thead(html.Tr([html.Th(words, scope="col") for words in heads]))


def _row(ctx: RequestContext, objective: ObjectiveProgress) -> html.Tr:
    t = ctx.t
    known, progress = objective.objective, objective.headline
    link = html.A(
        f"{known.code} {known.label.text(t.lang)}", href=ctx.view.href(f"/objective/{known.code}")
    )
    cells: list[Component] = [
        html.Th(link, scope="row", className="wrapc"),
        html.Td(progress.indicator.name.text(t.lang), className="wrapc"),
    ]
    for horizon in ctx.plan.horizons:
        cells.append(html.Td(verdict_label(t, progress.verdicts[horizon])))
        cells.append(html.Td(standing(ctx, progress, horizon), className="wrapv"))
    cells.append(html.Td(t.number(progress.contributors), className="num"))
    return html.Tr(cells)
