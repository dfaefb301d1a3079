"""What other programs learn from an address of ours: oEmbed, Open Graph."""

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from dashboard.web.app import create_app
from data.home import Home
from data.settings import Settings
from data.store.store import Store
from tests.asking import Asking
from tests.serving import serving

BASE = "https://soils.example"


@pytest.fixture(scope="module")
def client(sample_template: Path) -> Asking:
    home = Home(sample_template)
    return Asking(create_app(Store(home), settings=Settings(home=home.root, base_url=BASE)))


def told(client: Asking, url: str, **more: object) -> dict[str, Any]:
    answer = client.get("/oembed", params={"url": f"{BASE}{url}", **more})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


@pytest.mark.parametrize(
    ("url", "source"),
    [
        ("/", "/embed/scorecard/all"),
        ("/objective/A1?lang=fr&horizon=2050", "/embed/objective/A1"),
        ("/goal/B", "/embed/goal/B"),
        ("/facility/CF4?region=002", "/embed/facility/CF4"),
        ("/region/002", "/embed/region/002"),
        ("/embed/map/world", "/embed/map/world"),
    ],
)
def test_a_page_is_told_as_its_embed(client: Asking, url: str, source: str) -> None:
    found = told(client, url)
    assert (found["version"], found["type"]) == ("1.0", "rich")
    address = html.unescape(re.findall(r'src="([^"]+)"', found["html"])[0])
    assert address.startswith(f"{BASE}{source}?")
    for part in ("lang=fr", "horizon=2050", "region=002"):
        assert (part in address) == (part in url)
    assert f'width="{found["width"]}"' in found["html"]


def test_a_picture_is_told_as_a_photo(client: Asking) -> None:
    found = told(client, "/chart/objective/A1.png?lang=es", maxwidth=300)
    assert (found["type"], found["width"], found["height"]) == ("photo", 300, 170)
    assert found["url"].startswith(f"{BASE}/chart/objective/A1.png?lang=es")


@pytest.mark.parametrize("wide", [240, 320, 480, 600, 2000])
def test_it_fits_the_room_it_is_given(client: Asking, wide: int) -> None:
    found = told(client, "/objective/A1", maxwidth=wide, maxheight=400)
    assert found["width"] <= wide and found["height"] <= 400


def test_what_is_no_chart_is_none(client: Asking) -> None:
    for url in ("/data", "/objective/Z9", "/nothing", "https://example.org/x/y/z"):
        answer = client.get("/oembed", params={"url": url})
        assert answer.status_code in (404, 422), url
    answer = client.get("/oembed", params={"url": "/goal/A", "format": "xml"})
    assert answer.status_code == 501


@pytest.fixture(scope="module")
def server(sample_template: Path) -> Iterator[httpx.Client]:
    """The documents around pages are made by the whole server only."""
    with serving(Home(sample_template), FPT_BASE_URL=BASE) as address:
        with httpx.Client(base_url=address, timeout=60) as opened:
            yield opened


@pytest.mark.parametrize("lang", ["en", "fr", "es"])
def test_a_shared_page_shows_the_very_view(server: httpx.Client, lang: str) -> None:
    page = server.get(f"/objective/A1?lang={lang}&horizon=2050&region=002").text
    tags = dict(re.findall(r'<meta property="([^"]+)" content="([^"]*)">', page))
    picture = html.unescape(tags["og:image"])
    for part in (f"lang={lang}", "horizon=2050", "region=002", "preset=wide"):
        assert part in picture
    shown = server.get(picture.removeprefix(BASE))
    assert shown.status_code == 200 and shown.headers["content-type"] == "image/png"
    chart = server.get(picture.removeprefix(BASE).replace(".png", ".json")).json()
    assert html.unescape(tags["og:image:alt"]) == chart["alt"]
    discovery = re.findall(r'application/json\+oembed" href="([^"]+)"', page)
    assert len(discovery) == 1
    assert server.get(html.unescape(discovery[0]).removeprefix(BASE)).status_code == 200


def test_hostile_words_in_an_address_stay_words(server: httpx.Client) -> None:
    page = server.get('/objective/A1?lang=en&college="><script>alert(1)</script>').text
    assert "<script>alert(1)" not in page
