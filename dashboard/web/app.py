"""Puts the web application together: API first, Dash last, every part registered by name."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import dash
import dash_bootstrap_components as dbc
from dash import Dash
from fastapi import APIRouter, FastAPI
from starlette.middleware.gzip import GZipMiddleware

from dashboard.accounts import routers as access
from dashboard.api import (
    feed,
    measures,
    problems,
    reference,
    reports,
    resources,
    search,
    service,
    submissions,
)
from dashboard.callbacks import feed as change_feed
from dashboard.callbacks import loss, measures_grid, newsletter, page, share
from dashboard.charts.http.parts import chart_parts
from dashboard.charts.maps import routes as drawing_service
from dashboard.components.layout.frame import frame
from dashboard.newsletter import service as newsletter_service
from dashboard.newsletter.images import Images
from dashboard.pages.renderer import DrawnPages
from dashboard.web import live, stylesheet
from dashboard.web.address_limit import LongAddresses
from dashboard.web.body_timeout import SlowBodies
from dashboard.web.callback_messages import CallbackMessages
from dashboard.web.document import INDEX, Documents
from dashboard.web.hosts import AllowedHosts, allowed_hosts
from dashboard.web.metrics import Metrics
from dashboard.web.rate_limits import RateLimits
from dashboard.web.request_log import RequestLog
from dashboard.web.response_cache import KeptAnswers
from dashboard.web.same_origin import SameOrigin
from dashboard.web.security_headers import SafeHeaders
from dashboard.web.socket_limits import SocketLimits
from data.accounts.engine import AccountsEngine, AccountsWatch, accounts_engine
from data.accounts.tokens import Tokens
from data.settings import Settings
from data.store.store import Store
from data.times import utc_now

MOST_BYTES = 1_000_000  # of a body; what takes files says so itself
GZIP = 6  # half the time of 9, and as small
ASSETS = Path(__file__).resolve().parents[2] / "assets"


def create_app(
    store: Store, clock: Callable[[], datetime] = utc_now, settings: Settings | None = None
) -> FastAPI:
    """The ASGI application over a store; `clock` gives the time in UTC.

    It only reads, unless it is given settings that open it to measures.
    """
    accounts_url = settings.accounts_url if settings else ""
    engine = accounts_engine(accounts_url, store.home.root, must_answer=False)
    parts, metrics = chart_parts(store, clock, settings, engine), Metrics(store)
    server = FastAPI(
        title="“4 per 1000” Dashboard",
        docs_url=None,
        redoc_url=None,
        max_body_size=MOST_BYTES,
        lifespan=parts.at_work,
    )
    server.state.base_url = parts.service.base_url
    server.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=GZIP)
    server.add_middleware(SlowBodies)
    for router in _api(store, clock, settings, engine, metrics):
        server.include_router(router)
    for router in parts.routers():
        server.include_router(router)
    kit = newsletter_service.Kit(parts.service, Images(parts.service, parts.frozen))
    server.include_router(newsletter_service.router(kit))
    server.include_router(stylesheet.router())
    if settings:
        for router in access.routers(store, settings, clock, engine, parts):
            server.include_router(router)
    access.register(server)
    problems.register(server)
    pages = DrawnPages(store, clock)
    documents = Documents(pages, parts.service)
    server.get("/", include_in_schema=False)(documents.answer)  # before Dash's own
    app = _dash(server)
    app.layout = lambda: frame(store.current_id(), live.poller(), measures_grid.ready())
    live.register(app, store, metrics.open_pages)
    page.register(app, pages)
    change_feed.register(app, store, clock)
    loss.register(app, store, clock)
    measures_grid.register(app, store, clock)
    share.register(app, parts, clock)
    newsletter.register(app, kit)
    # Dash sets itself up at the first request for "/"; a deep link may well come first.
    app._setup_server()  # type: ignore[no-untyped-call]
    documents.app = app
    server.get("/{path:path}", include_in_schema=False)(documents.answer)
    server.add_middleware(CallbackMessages, known=lambda: app.callback_map)
    server.add_middleware(SameOrigin)
    tls = settings is not None and settings.base_url.startswith("https:")
    server.add_middleware(SafeHeaders, scripts=app.csp_hashes(), tls=tls)
    server.add_middleware(RateLimits)
    server.add_middleware(SocketLimits)
    server.add_middleware(KeptAnswers, store=store, clock=clock)  # before all that answers
    server.add_middleware(AllowedHosts, hosts=allowed_hosts(settings))
    server.add_middleware(LongAddresses)
    server.add_middleware(RequestLog, metrics=metrics)
    return server


def _api(
    store: Store,
    clock: Callable[[], datetime],
    settings: Settings | None,
    engine: AccountsEngine,
    metrics: Metrics,
) -> Iterator[APIRouter]:
    """What programs ask for."""
    yield reference.router()
    yield service.router(store, metrics, AccountsWatch(engine))
    yield resources.router(store, clock)
    yield reports.router(store, clock)
    yield measures.router(store, clock)
    yield search.router(store, clock)
    yield feed.router(store, clock)
    intake = submissions.intake_of(settings, engine, clock) if settings else None
    yield submissions.router(intake, Tokens(engine), clock)
    yield drawing_service.router(store, clock)


def _dash(server: FastAPI) -> Dash:
    """Dash on a server whose other addresses are there already."""
    dash.page_registry.clear()
    for script in dbc._js_dist:
        script["dynamic"] = True  # fetched by assets/late.js
    return Dash(
        __name__,
        server=server,  # type: ignore[arg-type]  # typed for Flask only
        backend="fastapi",
        assets_folder=str(ASSETS),
        assets_path_ignore=["^styles$"],  # one stylesheet, linked by INDEX
        title="“4 per 1000” Dashboard",
        update_title="",
        index_string=INDEX,
        suppress_callback_exceptions=True,
    )
