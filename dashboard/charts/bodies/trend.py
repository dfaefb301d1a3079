"""The trend of an indicator: the page's own figure, drawn without a browser."""

import plotly.graph_objects as go

from dashboard.charts.model import Body
from dashboard.charts.plot import plotted


def trend_body(figure: go.Figure) -> Body:
    """Measured line, path, today and where it leads."""
    return Body(lambda wide, high: plotted(figure, wide, high), lambda _: 270)
