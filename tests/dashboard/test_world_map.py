"""The map: well-formed, whole, honest about silence, and served with its words."""

import re
from collections.abc import Iterator
from math import pi
from pathlib import Path
from xml.etree import ElementTree

import httpx
import pytest

from dashboard.components.places.world_map import country_map as on_a_page
from dashboard.components.places.world_map import objective_map, region_map
from dashboard.figures import world_map
from dashboard.figures.map_items import circled_regions, on_the_map, reporting_countries
from dashboard.figures.world_map import Country, Region
from dashboard.reader.view import View
from data.home import Home
from data.questions.answers import Breakdown, PlaceReport
from data.reference.outlines import load_outlines
from data.reference.places import load_places
from tests.context import a_context
from tests.dashboard import world
from tests.dashboard.walk import prop, walk, words
from tests.serving import serving

SVG = "{http://www.w3.org/2000/svg}"
BEN = PlaceReport("BEN", 3, 3, 4, world.AS_OF)
MAP = "/drawing/map.svg"


def drawn(svg: str) -> dict[str, ElementTree.Element]:
    """The links of a drawing by their labels."""
    links = ElementTree.fromstring(svg).iter(f"{SVG}a")
    return {link.attrib["aria-label"]: link for link in links}


def shape(link: ElementTree.Element) -> ElementTree.Element:
    return next(part for part in link if part.tag in (f"{SVG}path", f"{SVG}circle"))


# -- outlines -------------------------------------------------------------------
def test_every_country_but_antarctica_has_a_place_on_the_map() -> None:
    known = load_outlines()
    countries = {p.code for p in load_places() if p.kind == "country"}
    assert set(known.countries) == countries - {"ATA"}
    for outline in known.countries.values():
        assert 0 < outline.x < known.width and 0 < outline.y < known.height


def test_no_outline_crosses_the_whole_map() -> None:
    """A country cut at 180° is drawn in pieces, not as a band from one edge to the other."""
    for outline in load_outlines().countries.values():
        steps = re.findall(r"[l ](-?[\d.]+),", outline.path or "")
        assert all(abs(float(step)) < 120 for step in steps)


def test_the_outlines_are_small() -> None:
    assert (Path("data") / "reference" / "outlines.json").stat().st_size < 150_000


# -- countries ------------------------------------------------------------------
def test_silence_is_hatched_and_said_never_left_white() -> None:
    countries = reporting_countries(View(), world.ENGLISH, [BEN], world.NAMES, None)
    links = drawn(world_map.country_map(countries, "Title", "Words"))
    assert len(links) == len(on_the_map())
    assert shape(links["Benin: 3 measures"]).get("fill") is None
    silent = [link for label, link in links.items() if label != "Benin: 3 measures"]
    assert all(shape(link).get("fill") == world_map.HATCH for link in silent)
    assert all(link.get("class") == "is-no_report" for link in silent)
    assert shape(links["TUV: no measures yet"]).tag == f"{SVG}circle"


def test_hostile_names_stay_words() -> None:
    hostile = Country("BEN", "yes", f'{world.HOSTILE}" onload="x', '/place/BEN?a="&b=<c>')
    svg = world_map.country_map([hostile], world.HOSTILE, world.HOSTILE)
    (label,) = drawn(svg)
    assert label == hostile.label and drawn(svg)[label].get("href") == hostile.href
    assert "<img" not in svg


def test_a_region_shows_its_own_countries_only() -> None:
    countries = reporting_countries(View(), world.ENGLISH, [BEN], world.NAMES, "002")
    svg = world_map.country_map(countries, "Africa", "Words", "002")
    assert "France" not in " ".join(drawn(svg)) and "Benin: 3 measures" in drawn(svg)
    assert ElementTree.fromstring(svg).attrib["viewBox"].startswith("265 104 610 ")


# -- regions --------------------------------------------------------------------
def test_areas_are_in_proportion_to_counts() -> None:
    counts = {"150": 400, "002": 100, "009": 25, "142": 0}
    regions = [Region(c, c, n, str(n), f"{c}: {n}", "/") for c, n in counts.items()]
    links = drawn(world_map.region_map(regions, "Title", "Words"))
    radii = {c: float(shape(links[f"{c}: {counts[c]}"]).attrib["r"]) for c in ("150", "002", "009")}
    per_measure = {round(pi * radii[c] ** 2 / counts[c], 1) for c in radii}
    assert max(per_measure) - min(per_measure) < 0.2
    assert not links["142: 0"].findall(f"{SVG}circle") and "0" in "".join(
        links["142: 0"].itertext()
    )


def test_what_cannot_be_placed_has_no_circle() -> None:
    told = circled_regions(View(), world.FRENCH, world.REGIONS, world.NAMES)
    assert {region.code for region in told} <= set(world_map.SPOTS)
    assert all("\u00a0: " in region.label for region in told)


# -- on a page ------------------------------------------------------------------
def test_a_page_says_what_the_map_shows() -> None:
    view = View("/regions", region="002", asof=world.AS_OF)
    figure = on_a_page(
        a_context(view=view, as_of=world.AS_OF),
        [BEN],
    )
    assert "1 of 248 countries and territories have reported measures." in words(figure)
    assert "do not imply official endorsement" in words(figure)
    address = next(prop(n, "data-map") for n in walk(figure) if prop(n, "data-map"))
    assert address.startswith(f"{MAP}?lang=en&") and f"snapshot={world.info().id}" in address
    assert f"asof={world.AS_OF}" in address


def test_regions_are_listed_under_their_circles() -> None:
    figure = region_map(
        a_context(view=View(), as_of=world.AS_OF),
        world.REGIONS,
    )
    assert "Africa" in words(figure) and "partners" in words(figure)


def test_only_an_objective_that_asks_countries_has_a_map() -> None:
    plan = world.plan()
    shown = {
        o.code
        for o in plan.objectives
        if objective_map(
            a_context(
                view=View(),
                t=world.ENGLISH,
                plan=plan,
                info=world.info(),
                names=world.NAMES,
                as_of=world.AS_OF,
            ),
            o.code,
            world.objective(o.code).headline,
            Breakdown(),
        )
    }
    assert "A1" in shown and "A3" not in shown and "D2" not in shown


# -- served ---------------------------------------------------------------------
@pytest.fixture(scope="module")
def client(sample_template: Path) -> Iterator[httpx.Client]:
    with serving(Home(sample_template)) as address:
        with httpx.Client(base_url=address, timeout=60) as opened:
            yield opened


@pytest.mark.parametrize(
    "query", ["", "?by=regions&lang=fr", "?within=002", "?objective=A1&lang=es", "?asof=2026-01-01"]
)
def test_a_map_is_served_and_known_again(client: httpx.Client, query: str) -> None:
    answer = client.get(MAP + query)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert drawn(answer.text)
    known = {"If-None-Match": answer.headers["etag"]}
    assert client.get(MAP + query, headers=known).status_code == 304
    assert client.get(MAP + "?lang=fr", headers=known).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        f"{MAP}?by=moons",
        f"{MAP}?within=BEN",
        f"{MAP}?within=nowhere",
        f"{MAP}?objective=Z9",
        f"{MAP}?objective=A3",
        "/chart/map/moon.svg",
        "/chart/",
    ],
)
def test_what_is_not_there_is_not_found(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_links_keep_the_view(client: httpx.Client) -> None:
    links = drawn(client.get(f"{MAP}?lang=fr&horizon=2050&facility=CF4&by=regions").text)
    assert all("facility=CF4" in link.attrib["href"] for link in links.values())
    assert all("lang=fr&horizon=2050" in link.attrib["href"] for link in links.values())
