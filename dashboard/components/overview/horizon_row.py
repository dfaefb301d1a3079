"""One horizon of an indicator in a row: year, verdict, bullet, value."""

from dash import html

from dashboard.components.overview.bullet import bullet
from dashboard.components.verdict.standing import standing
from dashboard.components.verdict.status_label import verdict_label
from dashboard.reader.context import RequestContext
from data.questions.answers import IndicatorProgress


def horizon_row(ctx: RequestContext, progress: IndicatorProgress, horizon: int) -> html.Div:
    """The row."""
    return html.Div(
        [
            html.B(str(horizon)),
            verdict_label(ctx.t, progress.verdicts[horizon]),
            bullet(ctx.t, progress, horizon),
            html.Span(standing(ctx, progress, horizon), className="val"),
        ],
        className="hz",
    )
