"""Tells open pages of a new snapshot: over one WebSocket a page, or by slow polling.

The page's store of the snapshot id changes, and what listens to it is drawn again.
"""

import asyncio
from weakref import WeakKeyDictionary

from dash import Dash, Input, Output, State, ctx, dcc, set_props
from prometheus_client import Gauge

from dashboard.reader.ids import Id
from dashboard.web.callback_threads import answer
from data.store.store import Store

LOOK_EVERY_SECONDS = 0.2
POLL_EVERY_MILLISECONDS = 20_000
# A page that shows the newest snapshot already is not drawn again.
FOLLOW = """
function (newest, shown) {
  return newest && newest !== shown ? newest : window.dash_clientside.no_update;
}
"""


class Lookout:
    """Looks for publications on behalf of all pages of an event loop, while there are any."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._changed = asyncio.Condition()
        self._waiting = 0
        self._newest = ""
        self._looking: asyncio.Task[None] | None = None

    async def other_than(self, known: str) -> str:
        """The id of the newest snapshot, as soon as it is not the one that is known."""
        self._waiting += 1
        try:
            if self._looking is None or self._looking.done():
                self._newest = self._store.current_id()
                self._looking = asyncio.create_task(self._look())
            async with self._changed:
                await self._changed.wait_for(lambda: self._newest not in ("", known))
            return self._newest
        finally:
            self._waiting -= 1

    async def _look(self) -> None:
        while self._waiting:
            await asyncio.sleep(LOOK_EVERY_SECONDS)
            newest = self._store.current_id()
            if newest != self._newest:
                async with self._changed:
                    self._newest = newest
                    self._changed.notify_all()


def poller() -> dcc.Interval:
    """The fallback where no WebSocket gets through."""
    return dcc.Interval(id=Id.POLL, interval=POLL_EVERY_MILLISECONDS)


def register(app: Dash, store: Store, open_pages: Gauge) -> None:
    """Watch for publications on behalf of every open page, and count those pages."""

    lookouts: WeakKeyDictionary[asyncio.AbstractEventLoop, Lookout] = WeakKeyDictionary()

    @app.callback(websocket=True, persistent=True)
    async def watch() -> None:
        lookout = lookouts.setdefault(asyncio.get_running_loop(), Lookout(store))
        known = ""
        with open_pages.track_inprogress():
            while not ctx.websocket.is_shutdown:
                known = await lookout.other_than(known)
                set_props(Id.NEWEST, {"data": known})

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
