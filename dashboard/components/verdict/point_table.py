"""The figures of a trend as a table, folded."""

from dash import html

from dashboard.components.verdict.quantity import amount
from dashboard.reader.context import RequestContext
from data.progress.model import Point
from data.questions.answers import IndicatorProgress


def point_table(ctx: RequestContext, progress: IndicatorProgress) -> html.Details:
    """Every observed total, newest first."""
    t = ctx.t
    rows = [_row(ctx, progress, point) for point in reversed(progress.points)]
    heads = [t.gettext("Period ending"), t.gettext("Total"), t.gettext("Note")]
    head = html.Thead(html.Tr([html.Th(words, scope="col") for words in heads]))
    caption = html.Caption(progress.indicator.name.text(t.lang), className="vh")
    table = html.Table([caption, head, html.Tbody(rows)])
    return html.Details(
        [html.Summary(t.gettext("The same figures as a table")), html.Div(table, className="grid")],
        className="sum twin",
    )


def _row(ctx: RequestContext, progress: IndicatorProgress, point: Point) -> html.Tr:
    note = "" if point.complete else ctx.t.gettext("running year, not judged")
    return html.Tr(
        [
            html.Th(ctx.t.date(point.period_end), scope="row"),
            html.Td(amount(ctx, progress.indicator, point.value)),
            html.Td(note),
        ]
    )
