"""All objectives as small links under their verdict: the distribution, never an average."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.layout.rich import rich
from dashboard.components.overview.status_spread import clause
from dashboard.components.verdict.glyph import glyph
from dashboard.reader.context import RequestContext
from dashboard.theme import status_class
from data.progress.model import Status
from data.questions.answers import ObjectiveProgress


def ledger(ctx: RequestContext, by_status: dict[Status, tuple[ObjectiveProgress, ...]]) -> html.Ul:
    """One column a status, in the order from achieved to not assessable."""
    columns = [_column(ctx, status, found) for status, found in by_status.items()]
    return html.Ul(columns, className="ledger")


def _column(ctx: RequestContext, status: Status, found: tuple[ObjectiveProgress, ...]) -> html.Li:
    count = html.B(ctx.t.number(len(found)))
    words = rich(clause(ctx.t, status, len(found), n="{n}"), n=count)
    head = html.Div([glyph(status), *words], className="hd")
    return html.Li([head, _cells(ctx, found)], className=status_class(status))


def _cells(ctx: RequestContext, found: tuple[ObjectiveProgress, ...]) -> Component:
    if not found:
        return html.Div("–", className="zero")
    return html.Div([_cell(ctx, objective) for objective in found], className="cells")


def _cell(ctx: RequestContext, objective: ObjectiveProgress) -> html.A:
    code = objective.objective.code
    label = objective.objective.label.text(ctx.t.lang)
    return html.A(code, href=ctx.view.href(f"/objective/{code}"), title=label)
