"""Fills a partner's page with what would be lost without it, after the page is painted."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from dash import Dash, Input, Output

from dashboard.components.partners.loss import loss
from dashboard.reader.context import RequestContext
from dashboard.reader.ids import Id
from dashboard.web.callback_threads import answer
from data.errors import NoSnapshotError
from data.store.partner_effect import lost_without
from data.store.store import Store


def register(app: Dash, store: Store, clock: Callable[[], datetime]) -> None:
    """Fill the slot; `clock` gives the time in UTC."""

    @answer(app, Output(Id.LOSS, "children"), Input(Id.LOSS_ASKED, "data"))
    def fill(asked: list[str]) -> Any:
        partner, address = asked
        return _loss(store, partner, address, clock().date())


def _loss(store: Store, partner: str, address: str, today: date) -> Any:
    try:
        snapshot = store.current()
    except NoSnapshotError:
        return []
    path, _, query = address.partition("?")
    ctx = RequestContext.at(path, query, snapshot, today)
    if partner not in ctx.snapshot.partners_by_id(ctx.as_of):
        return []
    return loss(ctx, lost_without(ctx.snapshot, partner, ctx.as_of), ctx.info.sample)
