"""The world as SVG: countries that reported and those that did not, or a circle a region.

Classes carry the colours, so that a stylesheet, print and forced colours decide them; only the
hatch of silence is named here, because a stylesheet cannot point into the drawing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from data.reference.outlines import Outline, load_outlines

Kind = Literal["yes", "no", "no_report"]

SMALL = 2.6  # radius of a country too small for a shape
LARGEST = 58.0  # radius of the region with the most
ROOMY = 26.0  # from this radius on, the number stands within
HATCH = "url(#map-hatch)"
PATTERN = (
    '<defs><pattern id="map-hatch" width="5" height="5" patternUnits="userSpaceOnUse"'
    ' patternTransform="rotate(45) scale({scale:g})">'
    '<rect class="hatch-ground" width="5" height="5"/>'
    '<rect class="hatch-line" width="1.4" height="5"/></pattern></defs>'
)


@dataclass(frozen=True, slots=True)
class Country:
    """One country: `label` says its name and value in words."""

    code: str
    kind: Kind
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Region:
    """One region with a count, as a number and as written; `label` says both in words."""

    code: str
    name: str
    count: float
    value: str
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a region's circle stands and on which side its name."""

    x: float
    y: float
    side: Literal["left", "right", "below"]


SPOTS = {
    "019": _Spot(262, 190, "below"),
    "150": _Spot(540, 78, "left"),
    "002": _Spot(545, 232, "right"),
    "142": _Spot(722, 132, "right"),
    "009": _Spot(868, 318, "left"),
}


# What of the map is shown of a region: left, top, width; the two that need all of it are not here.
WINDOWS = {"150": (420.0, 0.0, 430.0), "002": (265.0, 104.0, 610.0), "142": (460.0, 46.0, 540.0)}


def country_map(
    countries: Iterable[Country], title: str, description: str, within: str | None = None
) -> str:
    """Every country as a link, near a region or all over the world.

    Land that is not asked about stays pale and silent.
    """
    outlines = load_outlines()
    window = WINDOWS.get(within or "", (0.0, 0.0, float(outlines.width)))
    asked = {country.code: country for country in countries}
    shown = [(o, asked[code]) for code, o in outlines.countries.items() if code in asked]
    pale = [o.path for code, o in outlines.countries.items() if code not in asked]
    land = "".join(path for path in [*pale, outlines.rest] if path)
    scale = window[2] / outlines.width
    links = [_country(o, country, SMALL * scale) for o, country in sorted(shown, key=_last)]
    parts = [PATTERN.format(scale=scale), f'<path class="land" d="{land}"/>', *links]
    return _drawing(parts, title, description, window)


def region_map(regions: Sequence[Region], title: str, description: str) -> str:
    """One circle a region over the land, its area in proportion to its count."""
    outlines = load_outlines()
    land = "".join(o.path for o in outlines.countries.values() if o.path) + outlines.rest
    most = max((region.count for region in regions), default=0)
    circles = [_region(region, most) for region in regions if region.code in SPOTS]
    window = (0.0, 0.0, float(outlines.width))
    ground = f'<path class="land ground" d="{land}"/>'
    return _drawing([ground, *circles], title, description, window)


def _drawing(
    parts: Iterable[str], title: str, description: str, window: tuple[float, float, float]
) -> str:
    outlines = load_outlines()
    left, top, width = window
    height = width * outlines.height / outlines.width
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left:g} {top:g} {width:g} {height:g}"'
        f' role="group" aria-labelledby="map-title" aria-describedby="map-desc">'
        f'<title id="map-title">{escape(title)}</title>'
        f'<desc id="map-desc">{escape(description)}</desc>{"".join(parts)}</svg>'
    )


def _last(shown: tuple[Outline, Country]) -> bool:
    """Small countries are drawn over the others."""
    return shown[0].path is None


def _country(outline: Outline, country: Country, small: float) -> str:
    fill = f' fill="{HATCH}"' if country.kind == "no_report" else ""
    at = f'cx="{outline.x}" cy="{outline.y}" r="{small:.2f}"'
    shape = f'<path d="{outline.path}"{fill}/>' if outline.path else f"<circle {at}{fill}/>"
    return _link(country.href, country.label, f"is-{country.kind}", shape)


def _region(region: Region, most: float) -> str:
    spot = SPOTS[region.code]
    radius = LARGEST * sqrt(region.count / most) if most else 0.0
    within = radius >= ROOMY
    circle = f'<circle cx="{spot.x:g}" cy="{spot.y:g}" r="{radius:.2f}"/>' if radius else ""
    number = _text(spot.x, spot.y, "middle", "value", region.value) if within else ""
    name = region.name if within else f"{region.name} {region.value}"
    return _link(region.href, region.label, "region", circle + number + _name(spot, radius, name))


def _name(spot: _Spot, radius: float, name: str) -> str:
    if spot.side == "below":
        return _text(spot.x, spot.y + radius + 22, "middle", "name", name)
    if spot.side == "left":
        return _text(spot.x - radius - 8, spot.y, "end", "name", name)
    return _text(spot.x + radius + 8, spot.y, "start", "name", name)


def _text(x: float, y: float, anchor: str, css: str, words: str) -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" dominant-baseline="central"'
    return f'<text class="{css}" {place}>{escape(words)}</text>'


def _link(href: str, label: str, css: str, inside: str) -> str:
    return (
        f"<a href={quoteattr(href)} aria-label={quoteattr(label)} class={quoteattr(css)}>"
        f"<title>{escape(label)}</title>{inside}</a>"
    )
