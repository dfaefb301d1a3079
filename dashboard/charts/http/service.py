"""`/chart/<kind>/<id>.<ext>`: one chart as PNG, SVG, CSV or JSON, with an ETag a snapshot.

Answers are kept by snapshot, day and question, so that asking again costs a look-up.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import SplitResult, parse_qs, urlencode, urlsplit

import anyio.to_thread
from fastapi import APIRouter, Request, Response

from dashboard.api.file_words import about
from dashboard.api.problems import BadQueryError, NotFoundError
from dashboard.charts.http.cached_response import Kept, keep, send
from dashboard.charts.http.error_image import refusal
from dashboard.charts.http.files import table_csv, table_file, table_json
from dashboard.charts.kinds.model import Chart
from dashboard.charts.kinds.registry import build_chart
from dashboard.charts.render.card import PRESETS, card
from dashboard.charts.render.picture_store import Picture, Pictures
from dashboard.charts.render.worker_pool import RenderError
from dashboard.reader.context import RequestContext
from dashboard.reader.view import View
from data.errors import NoSnapshotError, UnreadableSnapshotError
from data.store.cache import AnswersOfNewest
from data.store.publish import order
from data.store.snapshot import Snapshot
from data.store.store import Store
from data.store.time_travel import known_by
from data.text.i18n import Language

TYPES = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}
# Pictures and figures may be used on any site.
OPEN = {
    "Access_Control_Allow_Origin": "*",
    "Cross_Origin_Resource_Policy": "cross-origin",
}
KEPT = 1500


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an address asks for."""

    kind: str
    id: str
    extension: str
    preset: str
    view: View
    as_of: date

    @property
    def question(self) -> str:
        """The same for the same picture, whatever the order of the query."""
        query = urlencode(sorted(self.view.query(asof=None).items()))
        return f"{self.kind}/{self.id}.{self.extension}?{query}&preset={self.preset}"


class _EarlierError(Exception):
    """Drawing failed and an earlier picture stands in; not kept, so that it is tried again."""

    def __init__(self, kept: Kept) -> None:
        super().__init__("an earlier picture")
        self.kept = kept


class ChartService:
    """Makes charts in every form for one store."""

    def __init__(
        self, store: Store, clock: Callable[[], datetime], pictures: Pictures, base_url: str
    ) -> None:
        self.store = store
        self.clock = clock
        self.pictures = pictures
        self.base_url = base_url.rstrip("/")
        self._kept = AnswersOfNewest(KEPT)

    def wanted(self, kind: str, name: str, query: str) -> Wanted:
        """The address taken apart; `BadQueryError` for a day or preset that cannot be."""
        today = self.clock().date()
        id_, _, extension = name.rpartition(".")
        view = View.of("/", query, self.store.current().plan.horizons)
        preset = _first(query, "preset")
        if preset not in PRESETS:
            raise BadQueryError(f"preset is one of {', '.join(filter(None, PRESETS))}.")
        as_of = view.asof or today
        if as_of > today:
            raise BadQueryError(f"asof is a day up to today, {today}; {as_of} is yet to come.")
        return Wanted(kind, id_, extension, preset, view, as_of)

    def picture_wanted(self, address: str) -> Wanted:
        """What a chart's address asks for, as a picture; `BadQueryError` for another address."""
        parts = address_parts(address)
        steps = parts.path.split("/")
        if len(steps) != 4 or steps[:2] != ["", "chart"] or "." not in steps[3]:
            raise BadQueryError("A chart’s address looks like /chart/objective/A1.png?lang=fr.")
        id_ = steps[3].rpartition(".")[0]
        return self.wanted(steps[2], f"{id_}.png", parts.query)

    def context(self, view: View, as_of: date) -> RequestContext:
        """What a chart is made from, on the day of the view."""
        snapshot = self.store.current()
        if as_of < self.clock().date():
            snapshot = known_by(snapshot, as_of)
        return RequestContext.of(view, snapshot, as_of)

    def answer(self, wanted: Wanted) -> Kept:
        """The chart in the form wanted, from memory where it was asked for before."""
        try:
            return self.remembered(wanted, lambda: self._made(wanted))
        except _EarlierError as earlier:
            return earlier.kept

    def remembered(self, wanted: Wanted, make: Callable[[], Kept]) -> Kept:
        """The answer known for this snapshot, or the one `make` gives now."""
        return self._kept.get(order(self.store.current().info.id)[0], wanted, make)

    def chart(self, wanted: Wanted) -> tuple[Chart, RequestContext]:
        """The chart; `NotFoundError` where kind, id or a filter names nothing."""
        ctx = self.context(wanted.view, wanted.as_of)
        return self.chart_for(ctx, wanted), ctx

    def chart_for(self, ctx: RequestContext, wanted: Wanted) -> Chart:
        """The chart wanted, from another state than its day asks for."""
        try:
            return build_chart(ctx, wanted.kind, wanted.id)
        except KeyError as error:
            raise NotFoundError(f"There is no chart of {error.args[0]}.") from None

    def svg(self, chart: Chart, snapshot: Snapshot, preset: str) -> str:
        """The chart as one picture."""
        name = snapshot.plan.dashboard_name.text(chart.lang)
        return card(chart, name, PRESETS[preset])

    def picture(self, chart: Chart, snapshot: Snapshot, wanted: Wanted) -> Picture:
        """The chart as PNG; raises `RenderError` where it never could be drawn."""
        svg = self.svg(chart, snapshot, wanted.preset)
        zoom = PRESETS[wanted.preset].zoom
        return self.pictures.png(snapshot.info.id, wanted.question, svg, zoom)

    def address(self, path: str) -> str:
        """A path of ours as a link that leaves the site."""
        return f"{self.base_url}{path}"

    def _made(self, wanted: Wanted) -> Kept:
        chart, ctx = self.chart(wanted)
        snapshot = ctx.snapshot
        told: dict[str, str] = {}
        if wanted.extension == "png":
            picture = self.picture(chart, snapshot, wanted)
            content = picture.content
            if picture.of:
                told["X_Drawn_At"] = picture.of.isoformat(timespec="seconds")
        elif wanted.extension == "svg":
            content = self.svg(chart, snapshot, wanted.preset).encode()
        elif wanted.extension == "csv":
            content = table_csv(chart).encode()
        elif wanted.extension == "json":
            content = table_json(chart, snapshot.plan, self.address).encode()
        elif wanted.extension in ("xlsx", "parquet"):
            told_of = about(snapshot.plan, snapshot.info, wanted.as_of)
            content = table_file(chart, wanted.extension, told_of)
        else:
            raise NotFoundError(f"There is no form “{wanted.extension}”: {', '.join(TYPES)}.")
        media_type, shown = TYPES[wanted.extension], snapshot.info.id
        if told:
            raise _EarlierError(keep(content, media_type, "", str(wanted), **OPEN, **told))
        return keep(content, media_type, shown, str(wanted), **OPEN)


def router(service: ChartService) -> APIRouter:
    """Charts in every form."""
    routes = APIRouter(prefix="/chart", include_in_schema=False)

    def asked(kind: str, name: str, query: str) -> Kept:
        return service.answer(service.wanted(kind, name, query))

    @routes.get("/{kind}/{name}")
    async def chart(request: Request, kind: str, name: str) -> Response:
        """One chart; an image that cannot be says so as an image, with its status."""
        try:
            kept = await anyio.to_thread.run_sync(asked, kind, name, request.url.query)
        except (NotFoundError, RenderError, NoSnapshotError, UnreadableSnapshotError) as error:
            if name.endswith((".png", ".svg")):
                lang = View.of("/", request.url.query, (0,)).lang
                return refusal(Language(lang), error, name.rpartition(".")[2])
            if isinstance(error, RenderError):
                raise NotFoundError(str(error)) from None
            raise
        return send(request, kept)

    @routes.get("/{rest:path}")
    def nothing(rest: str) -> Response:
        """No other chart is made here."""
        raise NotFoundError(f"There is no chart {rest}.")

    return routes


def address_parts(address: str) -> SplitResult:
    """An address taken apart; `BadQueryError` for what is none."""
    try:
        return urlsplit(address)
    except ValueError:
        raise BadQueryError("That is no address of ours.") from None


def _first(query: str, name: str) -> str:
    return parse_qs(query).get(name, [""])[0]
