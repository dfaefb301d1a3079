"""Tells open pages of a new snapshot: over one WebSocket a page, or by slow polling.

The page's store of the snapshot id changes, and what listens to it is drawn again.
"""

import asyncio

from dash import Dash, Input, Output, State, ctx, dcc, set_props
from prometheus_client import Gauge

from dashboard.answering import answer
from dashboard.ids import Id
from data.store import Store

LOOK_EVERY_SECONDS = 0.2
POLL_EVERY_MILLISECONDS = 20_000
# A page that shows the newest snapshot already is not drawn again.
FOLLOW = """
function (newest, shown) {
  return newest && newest !== shown ? newest : window.dash_clientside.no_update;
}
"""


def poller() -> dcc.Interval:
    """The fallback where no WebSocket gets through."""
    return dcc.Interval(id=Id.POLL, interval=POLL_EVERY_MILLISECONDS)


def register(app: Dash, store: Store, open_pages: Gauge) -> None:
    """Watch for publications on behalf of every open page, and count those pages."""

    @app.callback(websocket=True, persistent=True)
    async def watch() -> None:
        told = ""
        with open_pages.track_inprogress():
            while not ctx.websocket.is_shutdown:
                newest = store.current_id()
                if newest != told:
                    set_props(Id.NEWEST, {"data": newest})
                    told = newest
                await asyncio.sleep(LOOK_EVERY_SECONDS)

    @answer(
        app, Output(Id.NEWEST, "data"), Input(Id.POLL, "n_intervals"), prevent_initial_call=True
    )
    def poll(_: int) -> str:
        return store.current_id()

    app.clientside_callback(  # type: ignore[no-untyped-call]
        FOLLOW,
        Output(Id.SNAPSHOT, "data"),
        Input(Id.NEWEST, "data"),
        State(Id.SNAPSHOT, "data"),
        prevent_initial_call=True,
    )
