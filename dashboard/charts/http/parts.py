"""Puts together what charts in every form are made of, for one application."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter, FastAPI

from dashboard.charts.http import embed_service, frozen_service, oembed
from dashboard.charts.http import service as chart_service
from dashboard.charts.http.frozen import FrozenPictures
from dashboard.charts.http.service import ChartService
from dashboard.charts.render.picture_store import Pictures
from dashboard.charts.render.prerender import Preparing
from dashboard.charts.render.worker_pool import Renderer
from dashboard.web.quotas import Quotas
from data.accounts.embeds import Embeds
from data.accounts.engine import AccountsEngine
from data.settings import Settings
from data.store.store import Store


@dataclass(frozen=True, slots=True)
class ChartParts:
    """The service, what it keeps, and what works behind it."""

    service: ChartService
    frozen: FrozenPictures
    quotas: Quotas
    embeds: Embeds
    renderer: Renderer
    frame_ancestors: str
    prepares: bool
    engine: AccountsEngine

    def routers(self) -> tuple[APIRouter, ...]:
        """Every address of charts."""
        return (
            chart_service.router(self.service),
            frozen_service.router(self.service, self.frozen),
            oembed.router(self.service),
            embed_service.router(self.service, self.embeds, self.frame_ancestors),
        )

    @asynccontextmanager
    async def at_work(self, _: FastAPI) -> AsyncIterator[None]:
        """While the server runs, pictures are prepared after each publication."""
        preparing = Preparing(self.service)
        if self.prepares:
            preparing.start()
        try:
            yield
        finally:
            preparing.stop()
            self.embeds.write_counts()
            self.renderer.close()
            self.engine.dispose()


def chart_parts(
    store: Store, clock: Callable[[], datetime], settings: Settings | None, engine: AccountsEngine
) -> ChartParts:
    """The parts over one store, with what the settings say, or the defaults."""
    renderer = Renderer()
    pictures = Pictures(store.home.renders, renderer)
    base_url, framing, quotas = "", "*", Quotas()
    if settings:
        base_url, framing = settings.base_url, settings.frame_ancestors
    return ChartParts(
        service=ChartService(store, clock, pictures, base_url),
        frozen=FrozenPictures(store.home.frozen, quotas.leave_one),
        quotas=quotas,
        embeds=Embeds(engine),
        renderer=renderer,
        frame_ancestors=framing,
        prepares=settings is not None and settings.prepare_pictures,
        engine=engine,
    )
