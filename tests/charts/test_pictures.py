"""Pictures under trouble: a child that hangs or is killed, a full disk, many asking at once."""

import gc
import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest.mock import patch

import pytest

from dashboard.charts.render import picture_store as keeping
from dashboard.charts.render.card import PRESETS, card
from dashboard.charts.render.picture_store import Pictures
from dashboard.charts.render.worker_pool import Renderer, RenderError
from dashboard.web.app import create_app
from data.home import Home
from data.settings import Settings
from data.store.store import Store
from tests.asking import Asking
from tests.charts.small_world import chart

SVG = card(chart("objective", "A1"), "Dashboard", PRESETS["email"])
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    made = Renderer()
    yield made
    made.close()


def test_a_picture_is_a_png(renderer: Renderer) -> None:
    assert renderer.png(SVG, 2).startswith(PNG)


def test_a_killed_child_costs_nothing(renderer: Renderer) -> None:
    renderer.png(SVG, 1)
    first = renderer.pid
    assert first
    os.kill(first, signal.SIGKILL)
    assert renderer.png(SVG, 1).startswith(PNG)
    assert renderer.pid != first


def test_a_child_that_hangs_is_ended() -> None:
    hanging = Renderer((sys.executable, "-c", "import time; time.sleep(60)"), most_seconds=0.05)
    with pytest.raises(RenderError):
        hanging.png(SVG, 1)
    assert hanging.pid is None


def test_nobody_s_renderer_leaves_no_child_behind() -> None:
    renderer = Renderer()
    renderer.png(SVG, 1)
    child = renderer.pid
    assert child
    del renderer
    gc.collect()
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_what_is_no_svg_is_refused_and_the_next_is_drawn(renderer: Renderer) -> None:
    with pytest.raises(RenderError):
        renderer.png("<svg", 1)
    assert renderer.png(SVG, 1).startswith(PNG)


class Counting:
    """Draws nothing, and counts; fails when told to."""

    def __init__(self) -> None:
        self.asked = 0
        self.broken = False

    def png(self, svg: str, zoom: int) -> bytes:
        self.asked += 1
        if self.broken:
            raise RenderError("broken")
        return PNG + svg.encode()


def test_fifty_asking_at_once_have_it_drawn_once(tmp_path: Path) -> None:
    drawing = Counting()
    kept = Pictures(tmp_path, drawing)  # type: ignore[arg-type]
    with ThreadPoolExecutor(50) as people:
        found = list(people.map(lambda _: kept.png("S-1", "question", "svg", 2), range(50)))
    assert drawing.asked == 1 and {picture.content for picture in found} == {PNG + b"svg"}


def test_a_picture_outlives_the_process(tmp_path: Path) -> None:
    drawing = Counting()
    for _ in range(2):
        Pictures(tmp_path, drawing).png("S-1", "question", "svg", 2)  # type: ignore[arg-type]
    assert drawing.asked == 1


def test_the_last_good_picture_stands_in_with_its_date(tmp_path: Path) -> None:
    drawing = Counting()
    kept = Pictures(tmp_path, drawing)  # type: ignore[arg-type]
    good = kept.png("S-1", "question", "before", 2)
    assert good.of is None
    drawing.broken = True
    stale = kept.png("S-2", "question", "after", 2)
    assert stale.content == good.content and stale.of is not None
    drawing.broken = False
    assert kept.png("S-2", "question", "after", 2).content == PNG + b"after"


def test_without_any_good_picture_it_is_said(tmp_path: Path) -> None:
    drawing = Counting()
    drawing.broken = True
    with pytest.raises(RenderError):
        Pictures(tmp_path, drawing).png("S-1", "question", "svg", 2)  # type: ignore[arg-type]


def test_a_full_disk_keeps_nothing_and_breaks_nothing(tmp_path: Path) -> None:
    kept = Pictures(tmp_path, Counting())  # type: ignore[arg-type]
    with patch.object(keeping, "write_whole", side_effect=OSError(28, "No space left")):
        assert kept.png("S-1", "question", "svg", 2).content.startswith(PNG)
    assert list(tmp_path.glob("*.png")) == []


def test_old_pictures_go_and_the_last_good_ones_stay(tmp_path: Path) -> None:
    kept = Pictures(tmp_path, Counting())  # type: ignore[arg-type]
    for number in range(5):
        kept.png(f"S-{number}", f"question {number % 3}", "svg", 2)
    with patch.object(keeping, "KEPT_ON_DISK", 2):
        kept.tidy()
    left = [path.name for path in tmp_path.glob("*.png")]
    assert len(left) == 4 and sum(name.startswith("last-") for name in left) == 2


def test_a_newsletter_never_sees_an_error(sample_home: Home) -> None:
    """The address of an image answers with the last good picture, and says from when it is."""
    settings = Settings(home=sample_home.root)
    client = Asking(create_app(Store(sample_home), settings=settings))
    address = "/chart/objective/A1.png?preset=email"
    good = client.get(address)
    with patch.object(Renderer, "png", side_effect=RenderError("hung")):
        client = Asking(create_app(Store(sample_home), settings=settings))
        with patch.object(keeping, "DRAWN_BY", "another way"):
            stale = client.get(address)
            never = client.get("/chart/objective/A2.png?preset=email")
    assert stale.status_code == 200 and stale.content == good.content
    assert stale.headers["x-drawn-at"]
    assert never.status_code == 503 and never.headers["content-type"] == "image/png"
