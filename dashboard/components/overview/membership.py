"""Who belongs to the Initiative: context beside the objectives, under no target."""

from collections.abc import Sequence

from dash import html

from dashboard.components.breakdown.contribution_bars import bar
from dashboard.components.layout.section import section
from data.progress.model import Point
from data.questions.answers import IndicatorProgress
from data.text.i18n import Language


def membership(t: Language, series: Sequence[IndicatorProgress]) -> html.Section:
    """One small figure a series, with its dated history as a table."""
    known = [progress for progress in series if progress.points]
    return section(
        t,
        t.gettext("Membership"),
        [html.Div([_figure(t, progress) for progress in known], className="members")]
        if known
        else [html.P(t.gettext("No measures yet."), className="note")],
        lead=t.gettext("who has signed, as last published; no target applies"),
        sample=any(progress.sample for progress in known),
        className="sec block",
    )


def _figure(t: Language, progress: IndicatorProgress) -> html.Div:
    name = progress.indicator.name.text(t.lang)
    last = progress.points[-1]
    return html.Div(
        [
            html.Div([html.B(t.number(last.value)), " ", name], className="m-now"),
            html.Div(t.gettext("in {month}", month=t.month(last.period_end)), className="m-when"),
            _history(t, name, progress),
        ]
    )


def _history(t: Language, name: str, progress: IndicatorProgress) -> html.Table:
    longest = max(point.value for point in progress.points)
    caption = t.gettext("{name} over time", name=name)
    rows = [
        html.Tr(
            [
                html.Th(str(point.period_end.year), scope="row"),
                html.Td(bar(point.value, longest), className="long"),
                html.Td(t.number(point.value), className="num"),
            ]
        )
        for point in _yearly(progress)
    ]
    return html.Table([html.Caption(caption, className="vh"), html.Tbody(rows)], className="bars")


def _yearly(progress: IndicatorProgress) -> list[Point]:
    by_year = {point.period_end.year: point for point in progress.points}
    return list(by_year.values())
