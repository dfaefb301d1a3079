"""`/monitoring`: who is late or silent, what waits, what is broken, and what to do about it."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from io import StringIO

from anyio import to_thread
from fastapi import APIRouter, Request, Response

from dashboard.accounts.html.access import Door, is_reviewer
from dashboard.accounts.html.paging import page_asked
from dashboard.accounts.review.monitoring_pages import State, monitoring_page
from dashboard.charts.http.frozen import FrozenPictures
from dashboard.charts.http.recall import recalled
from dashboard.web.hosts import base_of
from data.formula_guard import guard
from data.questions.rhythms import last_told, rhythms
from data.settings import Settings
from data.store.store import Store
from ingest.review.queries import open_batches


def router(
    door: Door, store: Store, settings: Settings, clock: Callable[[], datetime]
) -> APIRouter:
    """The page, and who reported what as a file."""
    routes = APIRouter(prefix="/monitoring", include_in_schema=False)
    watch = Watch(store, settings, clock)

    @routes.get("")
    async def page(request: Request) -> Response:
        """Everything a secretariat looks after, the most pressing first."""
        reader, _ = await door.let_in(request, is_reviewer)
        state = await to_thread.run_sync(watch.state)
        address = base_of(request)
        return monitoring_page(reader, state, page_asked(request), f"{address}/submit")

    @routes.get("/reports.csv")
    async def reports(request: Request) -> Response:
        """By partner and indicator, the day of the newest report."""
        await door.let_in(request, is_reviewer)
        content = await to_thread.run_sync(watch.reports)
        headers = {
            "Cache-Control": "no-store",
            "Content-Disposition": 'attachment; filename="reports.csv"',
        }
        return Response(content, media_type="text/csv; charset=utf-8", headers=headers)

    return routes


@dataclass(frozen=True, slots=True)
class Watch:
    """What is published, and what of the ledger is still open."""

    store: Store
    settings: Settings
    clock: Callable[[], datetime]

    def state(self) -> State:
        """Everything the page tells."""
        now, snapshot = self.clock(), self.store.current()
        today = now.date()
        waiting = open_batches(self.settings)
        with snapshot.connect() as connection:
            reporting, told = rhythms(connection), last_told(connection)
        return State(
            now=now,
            info=snapshot.info,
            waiting=waiting,
            sources=tuple(s for s in snapshot.sources() if s.broken_since),
            objectives=snapshot.overview(today).objectives,
            partners=snapshot.partners(today),
            rhythms=reporting,
            told=told,
            plan=snapshot.plan,
            recalled=tuple(recalled(FrozenPictures(self.store.home.frozen), snapshot)),
        )

    def reports(self) -> str:
        """Who reported what and when, as CSV."""
        snapshot = self.store.current()
        names = {p.id: p.name for p in snapshot.partners(self.clock().date())}
        text = StringIO()
        out = csv.writer(text)
        out.writerow(["partner", "name", "indicator", "last_report"])
        with snapshot.connect() as connection:
            told = last_told(connection)
        for partner, indicators in told.items():
            for indicator, day in indicators.items():
                row = (partner, names.get(partner, ""), indicator, day.isoformat())
                out.writerow([guard(cell) for cell in row])
        return text.getvalue()
