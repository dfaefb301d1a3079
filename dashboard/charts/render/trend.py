"""The trend of an indicator: the page's own figure, drawn without a browser."""

from collections.abc import Callable

import plotly.graph_objects as go

from dashboard.charts.kinds.model import Body
from dashboard.charts.render.plotly_svg import plotted


def trend_body(figure: Callable[[], go.Figure]) -> Body:
    """Measured line, path, today and where it leads; the figure is made when it is drawn."""
    return Body(lambda wide, high: plotted(figure(), wide, high), lambda _: 270)
