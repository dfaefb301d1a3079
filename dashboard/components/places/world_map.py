"""The map on a page: a place that a script fills, with its sentence, its key and a disclaimer."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from dash import html
from dash.development.base_component import Component

from dashboard.figures import map_items
from dashboard.reader.context import RequestContext
from data.questions.answers import (
    Breakdown,
    Contribution,
    IndicatorProgress,
    PlaceReport,
)
from data.text.i18n import Language

ADDRESS = "/drawing/map.svg"
AFTER = "after-map"


def country_map(
    ctx: RequestContext, reports: Sequence[PlaceReport], within: str | None = None
) -> html.Figure:
    """Which countries reported: all of them, or those of one region on the map of the world."""
    t = ctx.t
    countries = map_items.reporting_countries(ctx.view, t, reports, ctx.names, within)
    asked = {"by": "countries"} | ({"within": within} if within else {})
    sentence = map_items.reporting_sentence(t, countries)
    return _figure(t, _address(ctx, asked), sentence, _key(map_items.reporting_key(t, within)))


def objective_map(
    ctx: RequestContext, code: str, progress: IndicatorProgress, parts: Breakdown
) -> list[html.Figure]:
    """Which countries have what an objective asks of them; nothing where it asks none."""
    t = ctx.t
    codes = map_items.asked_of(ctx.plan, progress)
    if not codes:
        return []
    told = map_items.told_of(parts)
    countries = map_items.answering_countries(ctx.view, t, codes, told, ctx.names)
    address = _address(ctx, {"objective": code})
    return [
        _figure(
            t, address, map_items.answering_sentence(t, countries), _key(map_items.answering_key(t))
        )
    ]


def region_map(ctx: RequestContext, regions: Sequence[Contribution]) -> html.Figure:
    """A circle a region over the land, and under it the regions with who reported."""
    address = _address(ctx, {"by": "regions"})
    placed = [part for part in regions if part.code]
    most = max((part.measures for part in placed), default=0)
    listed = html.Ul([_region(ctx, part, most) for part in placed], className="rates")
    sentence = ctx.t.gettext(
        "Area of a circle: measures recorded in the last 12 months. Regions follow UN M49."
    )
    return _figure(ctx.t, address, sentence, listed)


def _figure(t: Language, address: str, sentence: str, key: Component) -> html.Figure:
    failed = t.gettext("The map could not be loaded. The table says the same.")
    filled: dict[str, Any] = {"data-map": address, "data-failed": failed}
    drawing = html.Div(key="map", className="map", **filled)
    words = [html.P(sentence), html.P(boundaries(t), className="note")]
    skip = html.A(t.gettext("Skip the map"), href=f"#{AFTER}", className="map-skip")
    caption = html.Figcaption(words, id=AFTER, tabIndex=-1)
    return html.Figure([skip, drawing, key, caption], className="map-figure")


def boundaries(t: Language) -> str:
    """Whose borders these are not, as the United Nations ask of maps."""
    return t.gettext(
        "The boundaries and names shown and the designations used on this map do not imply "
        "official endorsement or acceptance by the United Nations."
    )


def _address(ctx: RequestContext, asked: dict[str, str]) -> str:
    """Where the drawing is fetched; the snapshot in it makes a new one be fetched."""
    told = ctx.view.href(ADDRESS, asof=ctx.as_of if ctx.view.asof else None)
    return f"{told}&{urlencode(asked | {'snapshot': ctx.info.id})}"


def _key(entries: Sequence[tuple[str, str]]) -> html.Ul:
    items = [html.Li([html.I(className=f"is-{kind}"), words]) for kind, words in entries]
    return html.Ul(items, className="map-key")


def _region(ctx: RequestContext, part: Contribution, most: float) -> html.Li:
    width = f"{100 * part.measures / most:.1f}%" if most else "0"
    partners = ctx.t.ngettext("{n} partner", "{n} partners", part.partners)
    return html.Li(
        [
            html.A(ctx.names.place(part.code), href=ctx.view.href(f"/region/{part.code}")),
            html.Div(html.I(style={"width": width}), className="hb"),
            html.Span(partners),
        ]
    )
