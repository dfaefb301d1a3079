"""Fills a page's feed of changes, after the page is painted: it compares two states."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from dash import Dash, Input, Output, callback_context

from dashboard.components.changes.feed import USUAL_DAYS, change_feed
from dashboard.reader.context import RequestContext
from dashboard.reader.ids import Id
from dashboard.web.callback_threads import answer
from data.errors import NoSnapshotError
from data.plan.model import Plan
from data.store.changes import changes_since
from data.store.store import Store
from data.times import day_asked

LAST_VISIT = "fpt_last_visit"  # a cookie of the reader's own browser: a day, nothing else


def register(app: Dash, store: Store, clock: Callable[[], datetime]) -> None:
    """Fill the feed; `clock` gives the time in UTC."""

    @answer(app, Output(Id.FEED, "children"), Input(Id.FEED_ASKED, "data"))
    def fill(asked: str) -> Any:
        path, _, query = asked.partition("?")
        return _feed(
            store, path, query, callback_context.cookies.get(LAST_VISIT, ""), clock().date()
        )


def _feed(store: Store, path: str, query: str, visited: str, today: date) -> Any:
    try:
        snapshot = store.current()
    except NoSnapshotError:
        return []
    ctx = RequestContext.at(path, query, snapshot, today)
    last = day_asked(visited)
    seen = last is not None and last < ctx.as_of
    since = last if last and seen else ctx.as_of - timedelta(USUAL_DAYS)
    changes = changes_since(ctx.snapshot, since, ctx.as_of)
    about = _objectives(path, ctx.plan)
    return change_feed(
        ctx,
        [change for change in changes if change.indicator.objective in about],
        since,
        everywhere=len(changes),
        last_visit=seen,
        sample=ctx.info.sample,
    )


def _objectives(path: str, plan: Plan) -> set[str]:
    """The objectives that a page is about: a facility's, a goal's, or all of them."""
    kind, _, code = path.strip("/").partition("/")
    return {
        objective.code
        for objective in plan.objectives
        if kind not in ("facility", "goal") or code == getattr(objective, kind)
    }
