"""One horizon of an indicator in a row: year, verdict, bullet, value."""

from dash import html

from dashboard.components.overview.bullet import bullet
from dashboard.components.verdict.standing import standing
from dashboard.components.verdict.status_label import verdict_label
from data.plan.model import Plan
from data.questions.answers import IndicatorProgress
from data.text.i18n import Language


def horizon_row(t: Language, plan: Plan, progress: IndicatorProgress, horizon: int) -> html.Div:
    """The row."""
    return html.Div(
        [
            html.B(str(horizon)),
            verdict_label(t, progress.verdicts[horizon]),
            bullet(t, progress, horizon),
            html.Span(standing(t, plan, progress, horizon), className="val"),
        ],
        className="hz",
    )
