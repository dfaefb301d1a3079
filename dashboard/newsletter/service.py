"""`/newsletter/pack.zip` and `/newsletter/block.html|md|txt`: an issue to take along.

A frozen issue freezes its images when it is taken along, which is the same however often.
"""

from collections.abc import Callable, Sequence
from hashlib import sha256

from fastapi import APIRouter, Request, Response

from dashboard.api.problems import BadQueryError, NotFoundError, problem
from dashboard.charts.http.service import ChartService
from dashboard.newsletter.block import block
from dashboard.newsletter.edition import Edition, edition_of, refusals
from dashboard.newsletter.images import Image, Images
from dashboard.newsletter.issue import Issue
from dashboard.newsletter.pack import Bound, pack
from dashboard.newsletter.plain import markdown, plain_text
from dashboard.reader.view import View
from dashboard.web.hosts import base_of
from data.store.snapshot import Snapshot
from data.text.i18n import Language

Write = Callable[[Edition, Sequence[Image], Callable[[str], str]], str]
BLOCKS: dict[str, tuple[str, Write]] = {
    "html": ("text/html; charset=utf-8", block),
    "md": ("text/markdown; charset=utf-8", markdown),
    "txt": ("text/plain; charset=utf-8", plain_text),
}


class Kit:
    """Makes issues for one store."""

    def __init__(self, charts: ChartService, images: Images) -> None:
        self.charts = charts
        self.images = images

    def issue(self, query: str) -> tuple[Issue, Snapshot, Language]:
        """The issue of an address, what it is made from, and the reader's language.

        Raises `BadQueryError` for a day to come and for charts that cannot be added.
        """
        today = self.charts.clock().date()
        view = View.of("/newsletter", query, self.charts.store.current().plan.horizons)
        if view.asof and view.asof > today:
            raise BadQueryError(f"asof is a day up to today, {today}; {view.asof} is yet to come.")
        issue, t = Issue.of(view, today), Language(view.lang)
        snapshot = self.charts.context(view, issue.as_of).snapshot
        if refused := refusals(t, snapshot, issue):
            raise BadQueryError(" ".join(refused))
        return issue, snapshot, t

    def address(self, base: str) -> Callable[[str], str]:
        """Makes links that leave the site: by the setting, else by how we were asked."""
        own = self.charts.base_url or base.rstrip("/")
        return lambda path: f"{own}{path}"

    def taken(self, edition: Edition, address: Callable[[str], str]) -> list[Image]:
        """The images as they are sent; frozen now where the issue wants that."""
        if edition.issue.frozen:
            return self.images.freeze(edition, address)
        return self.images.latest(edition, address)

    def block(self, query: str, extension: str, base: str) -> tuple[str, bytes]:
        """The name and the bytes of one language of an issue in one form."""
        issue, snapshot, t = self.issue(query)
        edition, address = edition_of(snapshot, issue, t.lang), self.address(base)
        written = BLOCKS[extension][1](edition, self.taken(edition, address), address)
        return f"4per1000-newsletter-{issue.as_of}.{t.lang}.{extension}", written.encode()

    def pack(self, query: str, base: str) -> tuple[str, bytes]:
        """The name and the bytes of an issue's ZIP."""
        issue, snapshot, _ = self.issue(query)
        address, bound = self.address(base), []
        for lang in issue.langs:
            edition = edition_of(snapshot, issue, lang)
            images = self.taken(edition, address)
            pictures = [
                self.images.content(edition, chart, image)
                for chart, image in zip(edition.charts, images, strict=True)
            ]
            bound.append(Bound(edition, images, pictures))
        return f"4per1000-newsletter-{issue.as_of}.zip", pack(bound, address)


def router(kit: Kit) -> APIRouter:
    """What the kit hands out."""
    routes = APIRouter(prefix="/newsletter", include_in_schema=False)

    @routes.get("/pack.zip")
    def whole(request: Request) -> Response:
        """The whole issue."""
        try:
            name, content = kit.pack(request.url.query, base_of(request))
        except OSError:
            return _not_kept()
        return _file(request, content, "application/zip", name)

    @routes.get("/block.{extension}")
    def one(request: Request, extension: str) -> Response:
        """One language as HTML, Markdown or text."""
        if extension not in BLOCKS:
            raise NotFoundError(f"There is no form “{extension}”: {', '.join(BLOCKS)}.")
        try:
            name, content = kit.block(request.url.query, extension, base_of(request))
        except OSError:
            return _not_kept()
        return _file(request, content, BLOCKS[extension][0], name)

    return routes


def _file(request: Request, content: bytes, media_type: str, name: str) -> Response:
    """An answer to be saved under a name, or 304."""
    etag = f'"{sha256(content).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Cache-Control": "no-cache"}
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    headers["Content-Disposition"] = f'attachment; filename="{name}"'
    headers["Content-Security-Policy"] = "sandbox; frame-ancestors 'none'"
    return Response(content, media_type=media_type, headers=headers)


def _not_kept() -> Response:
    return problem(503, "not_kept", "The images could not be frozen: the disk takes no more.")
