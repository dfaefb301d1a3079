"""After a publication the usual pictures are there before anyone asks."""

from unittest.mock import Mock

import pytest
from filelock import FileLock

from dashboard.charts.http.parts import ChartParts, chart_parts
from dashboard.charts.render.prerender import Preparing
from data.accounts.engine import accounts_engine
from data.home import Home
from data.settings import Settings
from data.store.store import Store
from data.times import utc_now


class Drawing:
    """Draws nothing, quickly."""

    def png(self, svg: str, zoom: int) -> bytes:
        return b"\x89PNG" + str(hash(svg)).encode()


def parts_of(home: Home) -> ChartParts:
    settings, engine = Settings(home=home.root), accounts_engine("", home.root)
    return chart_parts(Store(home), utc_now, settings, engine)


def test_the_usual_pictures_are_drawn_once(sample_home: Home) -> None:
    parts = parts_of(sample_home)
    parts.service.pictures._renderer = Drawing()  # type: ignore[assignment]
    preparing = Preparing(parts.service)
    assert preparing.draw() == 3 * (1 + 24)
    drawn = {path: path.stat().st_mtime_ns for path in sample_home.renders.glob("*.png")}
    assert preparing.draw() == 3 * (1 + 24)
    assert {p: p.stat().st_mtime_ns for p in sample_home.renders.glob("*.png")} == drawn


def test_of_two_processes_one_draws(sample_home: Home) -> None:
    parts = parts_of(sample_home)
    parts.service.pictures._renderer = Drawing()  # type: ignore[assignment]
    sample_home.renders.mkdir()
    with FileLock(sample_home.renders / "preparing.lock"):
        Preparing(parts.service)._once()
    assert not list(sample_home.renders.glob("*.png"))


def test_a_store_that_is_away_ends_only_this_drawing(
    sample_home: Home, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    parts = parts_of(sample_home)
    monkeypatch.setattr(parts.service, "wanted", Mock(side_effect=RuntimeError("away")))
    Preparing(parts.service)._once()
    assert "pictures were not prepared" in caplog.text


def test_it_ends_when_told(sample_home: Home) -> None:
    parts = parts_of(sample_home)
    preparing = Preparing(parts.service)
    preparing.start()
    preparing.stop()
    assert not preparing._thread.is_alive()
