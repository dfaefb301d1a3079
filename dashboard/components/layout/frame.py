"""The shell that every page is drawn into."""

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.components.layout import aria
from dashboard.reader.ids import Id


def frame(snapshot: str, *unseen: Component) -> html.Div:
    """Slots for header, page and footer, the address, and the snapshot to watch."""
    return html.Div(
        [
            dcc.Location(id=Id.LOCATION, refresh="callback-nav"),
            dcc.Store(id=Id.NEWEST),
            dcc.Store(id=Id.SNAPSHOT, data=snapshot),
            dcc.Store(id=Id.DOCUMENT),
            *unseen,
            html.Div(className="strata", **aria.HIDDEN),
            html.Div(id=Id.HEADER),
            html.Div(id=Id.ANNOUNCED, className="vh", role="status"),
            html.Main(_skeleton(), id=Id.PAGE, tabIndex=-1),
            html.Div(id=Id.FOOTER),
        ]
    )


def _skeleton() -> html.Div:
    """The shape of a page while its figures are on the way."""
    lines = [html.I(className=f"skel skel-{part}") for part in ("title", "line", "line", "block")]
    return html.Div(lines, className="wrap skeleton", **aria.HIDDEN)
