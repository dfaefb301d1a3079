"""Kinds of charts: each is one file, and says of which pages it is the picture."""

from pathlib import Path

import pytest

import dashboard.charts.kinds
from dashboard.charts.kinds import registry
from dashboard.charts.kinds.registry import KINDS, chart_of_page, find_kinds
from dashboard.web.app import create_app
from data.home import Home
from data.store.store import Store
from tests.asking import Asking

MADE_UP = '''
"""A kind of a test: the words of one country."""

from dashboard.charts.bodies.statement import statement
from dashboard.charts.kinds.kind import ChartKind
from dashboard.charts.kinds.places import Places, places_chart


def build(ctx, id):
    name = title(ctx, id)
    return places_chart(ctx, Places("made-up", id, name, "Said here.", "/"), statement("Said"), [])


def title(ctx, id):
    return f"Made up {ctx.names.place(id)}"


KIND = ChartKind("made-up", build, title, pages={"/made-up/{id}": ""})
'''


def test_a_kind_is_one_file(
    sample_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "made_up_kind.py").write_text(MADE_UP)
    package = dashboard.charts.kinds
    monkeypatch.setattr(package, "__path__", [*package.__path__, str(tmp_path)])
    monkeypatch.setattr(registry, "KINDS", find_kinds())
    assert chart_of_page("/made-up/BEN") == ("made-up", "BEN")
    client = Asking(create_app(Store(Home(sample_template))))
    picture = client.get("/chart/made-up/BEN.svg?lang=fr")
    assert picture.status_code == 200 and "Made up Bénin" in picture.text
    assert "Said here." in client.get("/embed/made-up/BEN").text
    assert client.get("/oembed?url=/made-up/BEN").json()["title"] == "Made up Benin"


def test_the_kinds_are_these() -> None:
    assert sorted(KINDS) == [
        *("facility", "goal", "indicator", "map", "objective", "region", "scorecard"),
    ]


@pytest.mark.parametrize(
    ("path", "chart"),
    [
        ("/", ("scorecard", "all")),
        ("", ("scorecard", "all")),
        ("/objectives/", ("scorecard", "all")),
        ("/regions", ("map", "world")),
        ("/objective/A1", ("objective", "A1")),
        ("/embed/map/002", ("map", "002")),
        ("/share/goal/A", ("goal", "A")),
        ("/share/made-up/A", None),
        ("/indicator/x", None),
        ("/goal/", None),
        ("/goal/A/more", None),
        ("/method", None),
    ],
)
def test_a_page_has_its_chart(path: str, chart: tuple[str, str] | None) -> None:
    assert chart_of_page(path) == chart
