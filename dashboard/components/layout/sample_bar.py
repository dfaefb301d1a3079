"""The banner that keeps sample data from passing for real."""

from dash import html

from dashboard.components.layout import aria
from data.questions.answers import SnapshotInfo
from data.text.i18n import Language


def sample_bar(t: Language, info: SnapshotInfo) -> list[html.Aside]:
    """The banner as children to splice in; empty when every measure is real."""
    if not info.sample:
        return []
    heading = html.B(t.gettext("Sample data – not the Initiative’s figures."))
    words = html.Span(
        t.gettext(
            "Plan, baselines, targets and a few measured facts are published. Measures marked "
            "“Sample” are invented to show the dashboard working."
        )
    )
    inside = html.Div([heading, words], className="wrap")
    return [html.Aside(inside, className="sample-bar", **aria.label(t.gettext("Sample data")))]
