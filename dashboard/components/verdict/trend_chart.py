"""The trend of an objective: chart, caption sentence and the same figures as a table."""

from typing import Any

from dash import dcc, html

from dashboard.components.layout.section import section
from dashboard.components.verdict.point_table import point_table
from dashboard.components.verdict.trend_panels import Panel, trend_panels
from dashboard.reader.context import RequestContext
from data.questions.answers import IndicatorProgress

CONFIG: Any = {"displayModeBar": False, "responsive": True, "scrollZoom": False}


def trend_chart(ctx: RequestContext, progress: IndicatorProgress, horizon: int) -> html.Section:
    """One panel; or one a horizon where the horizons count different groups."""
    t = ctx.t
    panels = [_drawn(panel) for panel in trend_panels(ctx, progress, horizon)]
    css = "cols2 tight" if len(panels) > 1 else "one-plot"
    return section(
        t,
        t.gettext("Trend and target path"),
        [html.Div(panels, className=css), point_table(ctx, progress)],
        lead=t.gettext(
            "Solid: measured. Dashed: straight path to the target. Dotted: the trend of the last "
            "periods."
        ),
        sample=progress.sample,
        id="trend",
    )


def _drawn(panel: Panel) -> html.Figure:
    caption = html.Figcaption(panel.caption)
    if panel.figure is None:
        return html.Figure([caption], className="plot graph is-empty")
    graph = dcc.Graph(
        figure=panel.figure(), config=CONFIG, responsive=True, style={"height": "286px"}
    )
    return html.Figure([caption, graph], className="plot graph")
