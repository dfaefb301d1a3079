"""The figures of a trend as a table, folded."""

from dash import html

from dashboard.components.verdict.quantity import amount
from data.plan.model import Plan
from data.progress.model import Point
from data.questions.answers import IndicatorProgress
from data.text.i18n import Language


def point_table(t: Language, plan: Plan, progress: IndicatorProgress) -> html.Details:
    """Every observed total, newest first."""
    rows = [_row(t, plan, progress, point) for point in reversed(progress.points)]
    heads = [t.gettext("Period ending"), t.gettext("Total"), t.gettext("Note")]
    head = html.Thead(html.Tr([html.Th(words, scope="col") for words in heads]))
    caption = html.Caption(progress.indicator.name.text(t.lang), className="vh")
    table = html.Table([caption, head, html.Tbody(rows)])
    return html.Details(
        [html.Summary(t.gettext("The same figures as a table")), html.Div(table, className="grid")],
        className="sum twin",
    )


def _row(t: Language, plan: Plan, progress: IndicatorProgress, point: Point) -> html.Tr:
    note = "" if point.complete else t.gettext("running year, not judged")
    return html.Tr(
        [
            html.Th(t.date(point.period_end), scope="row"),
            html.Td(amount(t, plan, progress.indicator, point.value)),
            html.Td(note),
        ]
    )
