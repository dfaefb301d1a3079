"""Where a ratio lies between the limits of the verdicts."""

from typing import Any

from dash import html

from dashboard.components.layout import aria
from dashboard.theme import status_class
from data.progress.model import Status
from data.text.i18n import Language

LEFT, RIGHT = -0.25, 1.5
BANDS = (
    (Status.MOVING_AWAY, LEFT, 0.0),
    (Status.FAR_BEHIND, 0.0, 0.6),
    (Status.BEHIND, 0.6, 0.95),
    (Status.ON_TRACK, 0.95, RIGHT),
)


def gauge(t: Language, ratio: float) -> html.Div:
    """The ratio as a tick on four bands."""
    bands = [_band(*band) for band in BANDS]
    limits = [html.Span(t.number(low, 2), style={"left": _at(low)}) for _, low, _ in BANDS[1:]]
    value: dict[str, Any] = {"data-v": t.number(ratio, 2)}
    tick = html.B(style={"left": _at(ratio)}, **value)
    sentence = t.gettext("Ratio {ratio}", ratio=t.number(ratio, 2))
    return html.Div([*bands, tick, *limits], className="gauge", **aria.picture(sentence))


def _band(status: Status, low: float, high: float) -> html.I:
    width = f"calc({_share(high) - _share(low):.2f}% - 2px)"
    style = {"left": _at(low), "width": width, "background": "var(--c)"}
    return html.I(className=status_class(status), style=style)


def _at(ratio: float) -> str:
    return f"{_share(min(RIGHT, max(LEFT, ratio))):.2f}%"


def _share(ratio: float) -> float:
    return 100 * (ratio - LEFT) / (RIGHT - LEFT)
