"""Fills the grid of measures: the grid itself, its rows, and the history of the row chosen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

from dash import Dash, Input, Output, State, dcc, no_update
from dash.development.base_component import Component

from dashboard.api.grid_request import wanted
from dashboard.components.measures.grid import grid_row, measures_grid
from dashboard.components.measures.history import chosen_measure
from dashboard.reader.context import RequestContext
from dashboard.reader.ids import Id
from dashboard.web.callback_threads import answer
from dashboard.web.grid_script import load_late
from data.errors import NoSnapshotError
from data.questions.answers import Filters, MeasurePage
from data.questions.measure_rows import Wanted
from data.store.store import Store

PARTS = {field.name for field in fields(Filters)}


def ready() -> Component:
    """Where the browser says that the grid's script has come."""
    return dcc.Store(id=Id.MEASURES_READY, data=False)


def register(app: Dash, store: Store, clock: Callable[[], datetime]) -> None:
    """Fill the slots; `clock` gives the time in UTC."""
    load_late()

    @answer(
        app,
        Output(Id.MEASURES_SLOT, "children"),
        Input(Id.MEASURES_ASKED, "data"),
        Input(Id.MEASURES_READY, "data"),
    )
    def show(asked: list[str], is_ready: bool) -> Any:
        found = _asked(store, asked, clock()) if is_ready else None
        if not found:
            return []
        page = found.rows(Wanted(size=0))
        return measures_grid(found.ctx.t, page.total, found.several)

    @answer(
        app,
        Output(Id.MEASURES_GRID, "getRowsResponse"),
        Output(Id.MEASURES_FOUND, "children"),
        Input(Id.MEASURES_GRID, "getRowsRequest"),
        State(Id.MEASURES_ASKED, "data"),
    )
    def rows(request: Mapping[str, Any] | None, asked: list[str]) -> Any:
        found = _asked(store, asked, clock()) if request else None
        return _rows(found, request) if found and request else (no_update, no_update)

    @answer(
        app,
        Output(Id.MEASURE_CHOSEN, "children"),
        Input(Id.MEASURES_GRID, "selectedRows"),
        State(Id.MEASURES_ASKED, "data"),
    )
    def open_history(chosen: list[Mapping[str, Any]] | None, asked: list[str]) -> Any:
        found = _asked(store, asked, clock()) if chosen else None
        return _history(found.ctx, str(chosen[0].get("key"))) if found and chosen else []


@dataclass(frozen=True, slots=True)
class _Asked:
    """The measures of one page: who looks, and which part of all it is."""

    ctx: RequestContext
    filters: Filters
    indicators: tuple[str, ...] | None

    @property
    def several(self) -> bool:
        return self.indicators is None or len(self.indicators) > 1

    def rows(self, which: Wanted) -> MeasurePage:
        ctx = self.ctx
        return ctx.snapshot.measure_rows(ctx.as_of, self.filters, self.indicators, which)


def _asked(store: Store, asked: list[str], now: datetime) -> _Asked | None:
    """What a page's slot says; an objective's measures are filtered as its page is."""
    query, address = asked
    ctx = _context(store, address, now)
    if ctx is None:
        return None
    part = dict(parse_qsl(query))
    code = part.pop("objective", None)
    if code is None:
        known = {name: value for name, value in part.items() if name in PARTS}
        return _Asked(ctx, replace(Filters(), **known), None)
    indicators = tuple(i.id for i in ctx.plan.indicators if i.objective == code)
    return _Asked(ctx, ctx.view.filters, indicators)


def _context(store: Store, address: str, now: datetime) -> RequestContext | None:
    try:
        snapshot = store.current()
    except NoSnapshotError:
        return None
    path, _, query = address.partition("?")
    return RequestContext.at(path, query, snapshot, now.date())


def _rows(found: _Asked, request: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    ctx, t = found.ctx, found.ctx.t
    page = found.rows(wanted(request, ctx))
    shown = [grid_row(ctx, measure) for measure in page.measures]
    words = t.ngettext("{n} measure", "{n} measures", page.total)
    return {"rowData": shown, "rowCount": page.total}, words


def _history(ctx: RequestContext, key: str) -> list[Component]:
    try:
        revisions = ctx.snapshot.measure_history(key, ctx.as_of)
    except KeyError:
        return []
    return chosen_measure(ctx, revisions)
