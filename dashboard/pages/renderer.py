"""Pages as they are drawn: asked for by the application in the browser, and by documents."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dashboard.components.layout.footer import footer
from dashboard.components.layout.header import header
from dashboard.pages import empty, problem
from dashboard.pages.registry import Route, build_page, routes
from dashboard.reader.context import RequestContext
from dashboard.reader.view import View
from dashboard.web.serialize import plain
from data.errors import NoSnapshotError, OtherVersionError, UnavailableError
from data.store.cache import AnswersOfNewest
from data.store.publish import order
from data.store.snapshot import Snapshot
from data.store.store import Store
from data.text.i18n import Language

PAGES_KEPT = 96  # pages of one state look the same all day; these are a busy morning's
LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """Three parts of a page as plain components, and what its document says.

    `snapshot` is the publication they show, "" where they could not be drawn; `news` is what a
    screen reader hears when a publication draws the page again, `status` goes with a document.
    """

    header: Any
    body: Any
    footer: Any
    title: str
    lang: str
    news: str = ""
    snapshot: str = ""
    status: int = 200


@dataclass(frozen=True, slots=True)
class _Body:
    """What of a page looks the same all day: built and walked through once."""

    title: str
    parts: Any
    status: int


class DrawnPages:
    """Draws the page at an address from the snapshot that is served; `clock` gives UTC."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock
        self._routes = routes()
        self._bodies = AnswersOfNewest(PAGES_KEPT)

    def draw(self, path: str, query: str, lang: str, heard_of: str = "") -> DrawnPage:
        """The page; one that says so where there is none, nothing is published or it fails.

        `lang` is the browser's language, for an address that names none; `heard_of` the snapshot
        that the reader knows of, which another host may have told them.
        """
        now = self._clock()
        self._store.catch_up(heard_of)
        try:
            served = self._store.current()
        except NoSnapshotError as error:
            view = View.of(path, query, (0,), lang)
            t = Language(view.lang)
            of_another = isinstance(error, OtherVersionError)
            said = (empty.other_version if of_another else empty.layout)(view, t)
            return DrawnPage([], plain(said), [], empty.title(t), t.lang)
        page = self._draw_page(served, path, query, lang, now)
        if page.snapshot or (sound := self._store.current()) is served:
            return page
        return self._draw_page(sound, path, query, lang, now)  # what was served is damaged

    def _draw_page(
        self, served: Snapshot, path: str, query: str, lang: str, now: datetime
    ) -> DrawnPage:
        """The page; with a sentence for a body, and no `snapshot`, where it fails."""
        days: tuple[date, ...] = ()
        view = View.of(path, query, served.plan.horizons, lang)
        ctx = RequestContext.of(view, served, now.date())
        try:
            days = served.publication_days()
            ctx = RequestContext.at(path, query, served, now.date(), lang)
            body, shown = self._body(ctx), ctx.info.id
        except Exception as error:
            LOGGER.exception("page %s could not be drawn from %s", path, served.info.id)
            body, shown = _error_body(view, error), ""
        t = ctx.t
        title = t.gettext(
            "{page} – {dashboard}", page=body.title, dashboard=ctx.plan.dashboard_name.text(t.lang)
        )
        news = t.gettext(
            "New figures were published, {time}. This page shows them.",
            time=t.time(ctx.info.published_at),
        )
        top = plain(header(ctx, now, days))
        foot = plain(footer(ctx, days))
        return DrawnPage(top, body.parts, foot, title, t.lang, news, shown, body.status)

    def _body(self, ctx: RequestContext) -> _Body:
        key = (ctx.info, ctx.snapshot.moment, ctx.view, ctx.today)
        return self._bodies.get(order(ctx.info.id)[0], key, lambda: _build_body(ctx, self._routes))


def _build_body(ctx: RequestContext, known: Sequence[Route]) -> _Body:
    page = build_page(ctx, known)
    return _Body(page.title, plain(page.body), 200 if page.found else 404)


def _error_body(view: View, error: Exception) -> _Body:
    """A sentence that says why there is no page; where waiting helps, the browser asks again."""
    t = Language(view.lang)
    if isinstance(error, UnavailableError):
        words = t.gettext(
            "What is published cannot be read at the moment. This page is asked for again every"
            " few seconds, by itself."
        )
        return _Body(problem.title(t), plain(problem.layout(view, t, words, again=True)), 503)
    words = t.gettext("This page could not be drawn.")
    return _Body(problem.title(t), plain(problem.layout(view, t, words)), 500)
