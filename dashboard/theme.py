"""How things look where CSS does not reach: status marks for figures, e-mail and files.

`assets/styles/tokens.css` holds the same colours for pages; a test keeps the two alike.
"""

from dataclasses import dataclass

import plotly.graph_objects as go

from data.progress.model import Status


@dataclass(frozen=True, slots=True)
class Look:
    """One status: CSS class, graphic, text and tint colours, character and Plotly symbol."""

    css: str
    colour: str
    text: str
    tint: str
    glyph: str
    symbol: str


LOOKS: dict[Status, Look] = {
    Status.ACHIEVED: Look("achieved", "#08457E", "#08457E", "#E5ECF4", "◆", "diamond"),
    Status.ON_TRACK: Look("ontrack", "#1F8FCE", "#0F6399", "#E4F1FA", "▲", "triangle-up"),
    Status.BEHIND: Look("behind", "#C87A05", "#875000", "#FBF0DC", "►", "triangle-right"),
    Status.FAR_BEHIND: Look("far", "#B5322A", "#A82A23", "#FAE7E4", "■", "square"),
    Status.MOVING_AWAY: Look("away", "#5E1233", "#5E1233", "#F3E3EA", "▼", "triangle-down"),
    Status.NOT_ASSESSABLE: Look("na", "#7F7C77", "#5F5B55", "#F0EDE7", "○", "circle-open"),
}

PAPER = "#FFFFFF"
PAGE = "#FBF9F5"
TRACK = "#F7F4EE"
GRID = "#ECE6DB"
FAINT = "#C4BAA9"
AXIS = "#857A6E"
SOFT_INK = "#655B50"
INK = "#231C16"
QUANTITY = "#8E673F"

SANS = "-apple-system, BlinkMacSystemFont, Segoe UI, Roboto, Noto Sans, Arial, sans-serif"


def status_class(status: Status) -> str:
    """The CSS class that sets the status colours."""
    return f"st-{LOOKS[status].css}"


def template() -> go.layout.Template:
    """The one look of every figure: white paper, hairline grid, no legend."""
    axis = {
        "showgrid": False,
        "zeroline": False,
        "linecolor": AXIS,
        "tickfont": {"color": SOFT_INK},
        "fixedrange": True,
        "automargin": False,
    }
    return go.layout.Template(
        layout={
            "paper_bgcolor": PAPER,
            "plot_bgcolor": PAPER,
            "font": {"family": SANS, "size": 12, "color": INK},
            "colorway": [INK],
            "margin": {"l": 46, "r": 96, "t": 26, "b": 30, "pad": 0},
            "showlegend": False,
            "dragmode": False,
            "hovermode": "closest",
            "hoverlabel": {
                "bgcolor": PAPER,
                "bordercolor": AXIS,
                "font": {"color": INK, "size": 12},
            },
            "xaxis": {**axis, "showline": True},
            "yaxis": {**axis, "showgrid": True, "gridcolor": GRID, "rangemode": "tozero"},
        }
    )
